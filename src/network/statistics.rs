//! Batch-norm statistics: computed from the batch, or frozen constants.

use crate::objective::Real;

/// Mean and (biased) variance of one layer's pre-activations, one value a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Moments<T> {
    /// Means.
    pub mean: Vec<T>,
    /// Variances, divided by the number of samples.
    pub variance: Vec<T>,
}

/// The moments of every layer, in order; layers without batch norm have none.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistics<T>(pub Vec<Option<Moments<T>>>);

impl<T: Real> Statistics<T> {
    /// The same statistics in another precision.
    pub fn cast<U: Real>(&self) -> Statistics<U> {
        let cast = |values: &[T]| values.iter().map(|value| U::of(value.wide())).collect();
        let layers = self.0.iter().map(|moments| {
            moments.as_ref().map(|moments| Moments {
                mean: cast(&moments.mean),
                variance: cast(&moments.variance),
            })
        });
        Statistics(layers.collect())
    }
}

/// Where batch norm takes its statistics from.
#[derive(Clone, Copy, Debug)]
pub enum Normalization<'a, T> {
    /// From the rows at hand: they take part in the derivatives.
    Batch,
    /// Constants, estimated before.
    Frozen(&'a Statistics<T>),
}

impl<'a, T> Normalization<'a, T> {
    /// The frozen moments of a layer, if any.
    pub(super) fn moments(&self, layer: usize) -> Option<&'a Moments<T>> {
        match self {
            Self::Batch => None,
            Self::Frozen(statistics) => statistics.0.get(layer).and_then(Option::as_ref),
        }
    }

    /// One row's share in the layer's statistics: 1/rows, or 0 where they are constants.
    pub(super) fn share(&self, layer: usize, rows: usize) -> f64 {
        if self.moments(layer).is_some() {
            0.0
        } else {
            1.0 / rows as f64
        }
    }
}

/// Rows that are summed in `T` before the sum is carried on in double precision.
const BLOCK: usize = 64;

/// Sums every column of `rows` (row-major, `sums.len()` wide) after `map`, which sees a row and
/// adds its terms to the block's sums.
pub(super) fn column_sums<T: Real>(
    width: usize,
    rows: &[T],
    block_sums: &mut [T],
    sums: &mut [f64],
    mut add_row: impl FnMut(&[T], &mut [T], usize),
) {
    let (block_sums, sums) = (&mut block_sums[..width], &mut sums[..width]);
    sums.fill(0.0);
    for (block, rows) in rows.chunks(BLOCK * width).enumerate() {
        block_sums.fill(T::zero());
        for (offset, row) in rows.chunks_exact(width).enumerate() {
            add_row(row, block_sums, block * BLOCK + offset);
        }
        for (sum, part) in sums.iter_mut().zip(block_sums.iter()) {
            *sum += part.wide();
        }
    }
}

/// Writes the mean and the biased variance of every column of `rows`, two passes.
pub(super) fn column_moments<T: Real>(
    rows: &[T],
    scratch: &mut Scratch<T>,
    moments: &mut Moments<T>,
) {
    let width = moments.mean.len();
    let samples = (rows.len() / width) as f64;
    column_sums(
        width,
        rows,
        &mut scratch.block,
        &mut scratch.sums,
        |row, sums, _| {
            for (sum, &z) in sums.iter_mut().zip(row) {
                *sum += z;
            }
        },
    );
    for (mean, sum) in moments.mean.iter_mut().zip(&scratch.sums) {
        *mean = T::of(sum / samples);
    }
    let mean = &moments.mean;
    column_sums(
        width,
        rows,
        &mut scratch.block,
        &mut scratch.sums,
        |row, sums, _| {
            for ((sum, &z), &mean) in sums.iter_mut().zip(row).zip(mean) {
                let centred = z - mean;
                *sum += centred * centred;
            }
        },
    );
    for (variance, sum) in moments.variance.iter_mut().zip(&scratch.sums) {
        *variance = T::of(sum / samples);
    }
}

/// Room for column sums of the widest layer.
#[derive(Clone, Debug)]
pub(super) struct Scratch<T> {
    pub block: Vec<T>,
    pub sums: Vec<f64>,
    pub more_sums: Vec<f64>,
}

impl<T: Real> Scratch<T> {
    pub fn new(width: usize) -> Self {
        Self {
            block: vec![T::zero(); width],
            sums: vec![0.0; width],
            more_sums: vec![0.0; width],
        }
    }
}
