//! The order in which samples are seen, and their way into a batch.

use crate::data::Samples;
use crate::random::{Purpose, stream};
use rand::seq::SliceRandom;
use sharp_minima_kernels::Generator;

/// A fresh random permutation of the training set for every epoch. It does not depend on the
/// batch size, so that a trial's SB and LB walk through the same orders.
#[derive(Clone, Debug)]
pub struct BatchOrder {
    order: Vec<u32>,
    rng: Generator,
}

impl BatchOrder {
    /// The orders of `samples` samples in trial number `trial`, a pure function of the arguments.
    pub fn new(samples: u32, seed: u32, trial: u32) -> Self {
        Self {
            order: (0..samples).collect(),
            rng: stream(seed, trial, Purpose::BatchOrder),
        }
    }

    /// Draws the next epoch's permutation (Fisher & Yates) and returns it.
    pub fn epoch(&mut self) -> &[u32] {
        self.order.shuffle(&mut self.rng);
        &self.order
    }

    /// The current epoch's batches of `batch` indices each. A last one that would be shorter is
    /// dropped; with `batch` 0 or more than there are samples there is none.
    pub fn batches(&self, batch: usize) -> std::slice::ChunksExact<'_, u32> {
        let used = if batch == 0 { 0 } else { self.order.len() };
        self.order[..used].chunks_exact(batch.max(1))
    }
}

/// Copies the samples at `indices` to `inputs`, one after the other (samples × features,
/// row-major), and their labels to `labels`. Allocates nothing.
///
/// # Panics
/// If an index is not below the number of samples, or a slice has another length: programming
/// errors.
pub fn gather(samples: &Samples, indices: &[u32], inputs: &mut [f32], labels: &mut [u8]) {
    let features = samples.inputs.ncols();
    assert_eq!(
        inputs.len(),
        indices.len() * features,
        "inputs are samples × features"
    );
    assert_eq!(labels.len(), indices.len(), "one label a sample");
    for ((&index, to), label) in indices
        .iter()
        .zip(inputs.chunks_exact_mut(features))
        .zip(labels)
    {
        let row = samples.inputs.row(index as usize);
        match row.as_slice() {
            Some(row) => to.copy_from_slice(row),
            None => to.iter_mut().zip(row).for_each(|(to, from)| *to = *from),
        }
        *label = samples.labels[index as usize];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn every_epoch_is_a_fresh_permutation() {
        let mut order = BatchOrder::new(100, 1, 0);
        let first = order.epoch().to_vec();
        let second = order.epoch().to_vec();
        assert_ne!(first, second);
        for mut epoch in [first, second] {
            epoch.sort_unstable();
            assert_eq!(epoch, (0..100).collect::<Vec<u32>>());
        }
    }

    #[test]
    fn orders_follow_from_seed_and_trial() {
        let epoch = |seed, trial| BatchOrder::new(50, seed, trial).epoch().to_vec();
        assert_eq!(epoch(1, 2), epoch(1, 2));
        assert_ne!(epoch(1, 2), epoch(1, 3));
        assert_ne!(epoch(1, 2), epoch(2, 2));
    }

    #[test]
    fn permutations_are_uniform() {
        // 6,000 permutations of three: each of the six has mean 1,000 and deviation 29; χ² with
        // five degrees of freedom exceeds 20.5 once in a thousand.
        let mut counts = [0.0_f64; 6];
        let mut order = BatchOrder::new(3, 7, 0);
        for _ in 0..6000 {
            let index = match *order.epoch() {
                [0, 1, 2] => 0,
                [0, 2, 1] => 1,
                [1, 0, 2] => 2,
                [1, 2, 0] => 3,
                [2, 0, 1] => 4,
                _ => 5,
            };
            counts[index] += 1.0;
        }
        let chi_squared: f64 = counts.iter().map(|n| (n - 1000.0).powi(2) / 1000.0).sum();
        assert!(chi_squared < 20.5, "{counts:?}");
    }

    #[test]
    fn the_short_last_batch_is_dropped() {
        let mut order = BatchOrder::new(10, 1, 0);
        let epoch = order.epoch().to_vec();
        assert_eq!(
            order.batches(4).collect::<Vec<_>>(),
            [&epoch[..4], &epoch[4..8]]
        );
        assert_eq!(order.batches(10).count(), 1);
        assert_eq!(order.batches(11).count(), 0);
        assert_eq!(order.batches(0).count(), 0);
        assert_eq!(BatchOrder::new(0, 1, 0).batches(1).count(), 0);
    }

    #[test]
    fn gather_copies_rows_and_labels() {
        let samples = Samples {
            inputs: array![[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]],
            labels: vec![7, 8, 9],
        };
        let (mut inputs, mut labels) = ([0.0; 4], [0; 2]);
        gather(&samples, &[2, 0], &mut inputs, &mut labels);
        assert_eq!((inputs, labels), ([5.0, 6.0, 1.0, 2.0], [9, 7]));

        let transposed = Samples {
            inputs: samples.inputs.reversed_axes(),
            labels: vec![1, 2],
        };
        let (mut inputs, mut labels) = ([0.0; 3], [0; 1]);
        gather(&transposed, &[1], &mut inputs, &mut labels);
        assert_eq!((inputs, labels), ([2.0, 4.0, 6.0], [2]));
    }
}
