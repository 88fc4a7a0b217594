//! The batch sizes of the sweep.

use crate::settings::Experiment;

/// The least size of all, where there is room for it.
const SMALLEST: usize = 8;
/// How many powers of two there are, at most.
const POWERS: usize = 5;
/// The paper's LB is a tenth of the training set; a power of two closer below it than by this factor
/// says nothing new.
const APART: f64 = 1.4;

/// The batch sizes of the sweep, ascending. They follow from the number N of training samples alone, so that
/// moving LB through them asks for no other: powers of two from 8, then a tenth (the paper's LB), a
/// fifth, a half and all of N. Of more than five powers five stay, evenly spread from the largest down,
/// 8 among them: nine sizes in all wherever N allows. The experiment's own SB and LB are always
/// there. Batch norm needs two samples.
pub fn sizes(experiment: &Experiment) -> Vec<usize> {
    let n = experiment.train;
    let below = |size: &usize| *size as f64 * APART < n as f64 / 10.0;
    let doubled = std::iter::successors(Some(SMALLEST), |size| size.checked_mul(2));
    let powers: Vec<usize> = doubled.take_while(below).collect();
    let last = powers.len().saturating_sub(1);
    let steps = last.clamp(1, POWERS - 1);
    let down = (0..=steps).map(|step| last - step * last / steps);
    let mut sizes: Vec<usize> = down.filter_map(|k| powers.get(k).copied()).collect();
    sizes.extend([10, 5, 2, 1].map(|parts| n / parts));
    sizes.extend([experiment.small_batch, experiment.large_batch]);
    let least = if experiment.batch_norm { 2 } else { 1 };
    sizes.retain(|&size| size >= least);
    sizes.sort_unstable();
    sizes.dedup();
    sizes
}
