//! Batch-norm statistics: computed from the batch, or frozen constants.

use crate::objective::Real;

/// Mean and (biased) variance of one layer's pre-activations, one value a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerStatistics<T> {
    /// Means.
    pub mean: Vec<T>,
    /// Variances, divided by the number of samples.
    pub variance: Vec<T>,
}

/// The statistics of every layer, in order; layers without batch norm have none.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistics<T>(pub Vec<Option<LayerStatistics<T>>>);

impl<T: Real> Statistics<T> {
    /// The same statistics in another precision.
    pub fn cast<U: Real>(&self) -> Statistics<U> {
        let cast = |values: &[T]| values.iter().map(|value| U::of(value.wide())).collect();
        let layers = self.0.iter().map(|statistics| {
            statistics.as_ref().map(|statistics| LayerStatistics {
                mean: cast(&statistics.mean),
                variance: cast(&statistics.variance),
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
    /// The frozen statistics of a layer, if any.
    pub(super) fn frozen(&self, layer: usize) -> Option<&'a LayerStatistics<T>> {
        match self {
            Self::Batch => None,
            Self::Frozen(statistics) => statistics.0.get(layer).and_then(Option::as_ref),
        }
    }

    /// One row's share in the layer's statistics: 1/rows, or 0 where they are constants.
    pub(super) fn share(&self, layer: usize, rows: usize) -> f64 {
        if self.frozen(layer).is_some() {
            0.0
        } else {
            1.0 / rows as f64
        }
    }
}

/// Writes the mean and the biased variance of every column of `rows`, two passes.
pub(super) fn column_statistics<T: Real>(
    rows: &[T],
    scratch: &mut Scratch<T>,
    statistics: &mut LayerStatistics<T>,
) {
    let width = statistics.mean.len();
    let samples = (rows.len() / width) as f64;
    let Scratch { block, sums, .. } = scratch;
    T::column_sums(rows, block, &mut sums[..width]);
    for (mean, sum) in statistics.mean.iter_mut().zip(sums.iter()) {
        *mean = T::of(sum / samples);
    }
    T::column_squares(rows, &statistics.mean, block, &mut sums[..width]);
    for (variance, sum) in statistics.variance.iter_mut().zip(sums.iter()) {
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
