//! From which batch size on testing accuracy falls.

use super::Sweep;
use crate::figures::headline::{of, points};
use crate::figures::verdict::Verdict;
use crate::format::significant;

/// On the verdict that accuracy falls beyond the knee.
pub(super) fn headline(sweep: &Sweep, falls: &Verdict) -> String {
    let Some(knee) = &sweep.knee else {
        return of(falls, "accuracy falls with the batch", |_, _| String::new());
    };
    of(falls, "accuracy falls with the batch", |holds, change| {
        let all = points(change);
        let size = significant(knee.size(), 2);
        if !holds {
            format!(
                "No batch size is too large here: accuracy changes by {}.",
                falls.number
            )
        } else if knee.has_no_level() {
            format!(
                "From batches of {size} on, the smallest that fit, testing accuracy falls, by {all} in all."
            )
        } else {
            format!("From batches of about {size} on, testing accuracy falls, by {all} in all.")
        }
    })
}
