//! What a run has found, figure by figure.

use crate::figures::headline::{of, points, times};
use crate::figures::verdict::Verdict;

/// On LB's testing accuracy. What is judged has fitted the training set.
pub(super) fn curves(tests_worse: &Verdict) -> String {
    of(tests_worse, "LB does worse on new data", |worse, gap| {
        if worse {
            format!(
                "Both fit the training set, but on new data LB is {} worse.",
                points(gap)
            )
        } else {
            format!(
                "Both fit the training set, and LB is not worse on new data: {}.",
                tests_worse.number
            )
        }
    })
}

/// On φ.
pub(super) fn sharpness(sharper: &Verdict) -> String {
    of(sharper, "LB’s minimum is sharper", |holds, ratio| {
        if holds {
            format!(
                "In the same small box LB’s training loss can rise {} as far as SB’s.",
                times(ratio)
            )
        } else {
            format!(
                "In the same small box LB’s training loss rises no further than SB’s: {}.",
                sharper.number
            )
        }
    })
}

/// On the line through both minima.
pub(super) fn path(rises_faster: &Verdict) -> String {
    let whether = "the loss rises faster beyond LB’s minimum";
    of(rises_faster, whether, |faster, ratio| {
        if faster {
            format!(
                "Walk on past each minimum: the loss rises {} as much at LB as at SB.",
                times(ratio)
            )
        } else {
            format!(
                "Past LB’s minimum the loss rises no faster than past SB’s: {}.",
                rises_faster.number
            )
        }
    })
}
