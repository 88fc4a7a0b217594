//! Whether networks can be compared at all: both must have fitted the training set, and what is
//! said of their minima presumes similar training losses.

use crate::format::{count, significant, significant_beside};
use crate::settings::Experiment;

/// Training accuracy, in per cent, below which a network has not fitted the training set. Our
/// choice: the paper's networks end above it on average, but for LB of F2 with 98.35.
pub const FITTED: f64 = 99.0;
/// Training losses that are typically more than this fold apart are not similar. φ falls about as
/// the loss does, so a larger fold could make the whole difference of 4 and more that SB and LB show
/// here. Our choice.
pub const SIMILAR_LOSS: f64 = 3.0;
/// From this fold on a remark tells that training losses differ. Our choice.
pub const EQUAL_LOSS: f64 = 1.5;

/// Why SB and LB cannot be told apart by their settings.
pub fn same_batches(experiment: &Experiment) -> Option<String> {
    (experiment.small_batch == experiment.large_batch)
        .then(|| format!("SB and LB both have batches of {}", experiment.small_batch))
}

/// Why networks of these names and training accuracies, in per cent, are no minima to compare.
pub fn unfitted(networks: &[(String, f64)]) -> Option<String> {
    let short = |(_, accuracy): &&(String, f64)| *accuracy < FITTED;
    let cases = networks.iter().filter(short).count();
    let (name, accuracy) = networks.iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
    (cases > 0).then(|| {
        format!(
            "{cases} of {} did not fit the training set: {name} ended at {} % training accuracy, and {FITTED} % count as fitted (our choice)",
            count(networks.len(), "network"),
            significant_beside(*accuracy, 3, FITTED)
        )
    })
}

/// By what factor the losses of pairs typically differ, either way: e to the mean of
/// |ln second − ln first|, at least 1. Infinite where a loss is 0 or no number and its partner is
/// not the same; 1 without pairs.
pub fn fold(pairs: &[(f64, f64)]) -> f64 {
    let apart = |&(first, second): &(f64, f64)| {
        if first == second {
            0.0
        } else if first > 0.0 && second > 0.0 {
            (libm::log(second) - libm::log(first)).abs()
        } else {
            f64::INFINITY
        }
    };
    let sum: f64 = pairs.iter().map(apart).sum();
    libm::exp(sum / pairs.len().max(1) as f64)
}

/// Why pairs with these training losses, in nats, cannot be compared by what follows the loss.
pub fn apart(pairs: &[(f64, f64)], names: [&str; 2]) -> Option<String> {
    let fold = fold(pairs);
    let mean = |of: fn(&(f64, f64)) -> f64| {
        let sum: f64 = pairs.iter().map(of).sum();
        significant(sum / pairs.len().max(1) as f64, 2)
    };
    (fold > SIMILAR_LOSS).then(|| {
        format!(
            "the training losses are {}-fold apart, {} {} and {} {}, and sharpness follows the loss; up to {SIMILAR_LOSS}-fold counts as similar (our choice)",
            significant_beside(fold, 2, SIMILAR_LOSS),
            names[0],
            mean(|pair| pair.0),
            names[1],
            mean(|pair| pair.1)
        )
    })
}

/// Points of testing accuracy that count as none: √(1000/N) for N testing samples, so 1 for 1,000.
/// It is about one standard error of a testing accuracy of 89 %, and more samples resolve less. Our
/// choice.
pub fn negligible_accuracy(samples: usize) -> f64 {
    libm::sqrt(1000.0 / samples.max(1) as f64)
}
