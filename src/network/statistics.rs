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

/// Mean and variance of columns whose rows come chunk by chunk, merged as in Chan, Golub & LeVeque (1983).
#[derive(Clone, Debug)]
pub(super) struct Moments<T> {
    rows: f64,
    mean: Vec<f64>,
    /// Summed squares of the distances from the mean.
    squares: Vec<f64>,
    chunk: LayerStatistics<T>,
}

impl<T: Real> Moments<T> {
    /// For layers of at most `width` outputs.
    pub fn new(width: usize) -> Self {
        let zeros = vec![T::zero(); width];
        Self {
            rows: 0.0,
            mean: vec![0.0; width],
            squares: vec![0.0; width],
            chunk: LayerStatistics {
                mean: zeros.clone(),
                variance: zeros,
            },
        }
    }

    /// Forgets all rows; there are so many columns now.
    pub fn restart(&mut self, width: usize) {
        self.rows = 0.0;
        for sums in [&mut self.mean, &mut self.squares] {
            sums.clear();
            sums.resize(width, 0.0);
        }
        for values in [&mut self.chunk.mean, &mut self.chunk.variance] {
            values.resize(width, T::zero());
        }
    }

    /// Takes in some more rows.
    pub fn add(&mut self, rows: &[T], scratch: &mut Scratch<T>) {
        column_statistics(rows, scratch, &mut self.chunk);
        let count = (rows.len() / self.mean.len()) as f64;
        let all = self.rows + count;
        let (share, between) = (count / all, self.rows * count / all);
        let LayerStatistics { mean, variance } = &self.chunk;
        let own = self.mean.iter_mut().zip(&mut self.squares);
        for ((mean, squares), (own_mean, variance)) in own.zip(mean.iter().zip(variance)) {
            let distance = own_mean.wide() - *mean;
            *mean += distance * share;
            *squares += variance.wide() * count + distance * distance * between;
        }
        self.rows = all;
    }

    /// Writes the mean and the biased variance of all rows.
    pub fn write(&self, statistics: &mut LayerStatistics<T>) {
        for (to, &mean) in statistics.mean.iter_mut().zip(&self.mean) {
            *to = T::of(mean);
        }
        for (to, &squares) in statistics.variance.iter_mut().zip(&self.squares) {
            *to = T::of(squares / self.rows);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns far from zero, whose means and variances are known: what whole sets give, chunks give too.
    #[test]
    fn chunks_have_the_moments_of_the_whole() {
        let rows: Vec<f32> = (0..1000)
            .flat_map(|i| [100.0 + (i % 7) as f32, -0.5 * (i % 2) as f32, 3.0])
            .collect();
        let zeros = vec![0.0; 3];
        let mut found = LayerStatistics {
            mean: zeros.clone(),
            variance: zeros,
        };
        let mut scratch = Scratch::new(3);
        let mut moments = Moments::new(3);
        for length in [1, 13, 256, 1000] {
            moments.restart(3);
            for chunk in rows.chunks(3 * length) {
                moments.add(chunk, &mut scratch);
            }
            moments.write(&mut found);
            let sevens = (0..1000).map(|i| f64::from(i % 7));
            let mean = sevens.clone().sum::<f64>() / 1000.0;
            let variance = sevens.map(|s| (s - mean) * (s - mean)).sum::<f64>() / 1000.0;
            let expected = [(100.0 + mean, variance), (-0.25, 0.0625), (3.0, 0.0)];
            for (column, (mean, variance)) in expected.into_iter().enumerate() {
                let [m, v] = [found.mean[column], found.variance[column]].map(f64::from);
                assert!((m - mean).abs() < 1e-5, "{length}: {m} for {mean}");
                assert!((v - variance).abs() < 1e-5, "{length}: {v} for {variance}");
            }
        }
    }
}
