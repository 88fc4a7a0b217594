//! What tuning the learning rate gives.

use crate::figures::headline::{of, points};
use crate::figures::verdict::Verdict;

/// On the verdict that it closes the gap.
pub(super) fn headline(closes: &Verdict) -> String {
    of(
        closes,
        "tuning the learning rate closes the gap",
        |closed, gap| {
            if closed {
                format!(
                    "Tuning the learning rate closes the gap: LB − SB is {}.",
                    closes.number
                )
            } else {
                format!(
                    "Even with the best learning rate for each, LB tests {} worse than SB.",
                    points(gap)
                )
            }
        },
    )
}
