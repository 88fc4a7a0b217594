//! Headlines: what was found, in a sentence that claims no more than its verdict.

use super::verdict::{Evidence, Outcome, Verdict};
use crate::format::{fixed, significant};

/// What the verdict on `whether` says: `found` makes the sentence of a decided one, from whether the claim
/// holds and from the difference. Empty as long as nothing is known.
pub(super) fn of(
    verdict: &Verdict,
    whether: &str,
    found: impl FnOnce(bool, f64) -> String,
) -> String {
    if let Some(why) = &verdict.why {
        return format!("Whether {whether} cannot be told: {}.", first_clause(why));
    }
    let difference = verdict.difference.map(|difference| difference.estimate);
    match (verdict.verdict.decided(), difference) {
        (_, None) => String::new(),
        (Some(holds), Some(difference)) => found(holds, difference),
        (None, Some(_)) => format!("Whether {whether} is not decided yet: {}.", verdict.number),
    }
}

/// The same where there is evidence and nothing decided.
pub(super) fn open(evidence: &Evidence, whether: &str) -> String {
    match evidence.hindrance() {
        Some(why) => format!("Whether {whether} cannot be told: {}.", first_clause(why)),
        None if evidence.difference.is_some() => format!("Whether {whether} is not decided yet."),
        None => String::new(),
    }
}

/// "3.9 times", of the logarithm of a ratio.
pub(super) fn times(log: f64) -> String {
    format!("{} times", significant(libm::exp(log), 2))
}

/// "5.4 points", whichever way.
pub(super) fn points(difference: f64) -> String {
    format!("{} points", fixed(difference.abs(), 1))
}

impl Outcome {
    /// Whether the interval speaks for the claim; `None` where it is not decided.
    pub(super) const fn decided(self) -> Option<bool> {
        match self {
            Self::Replicated | Self::Holds => Some(true),
            Self::NotReplicated | Self::DoesNotHold => Some(false),
            Self::Undecided | Self::NotComparable => None,
        }
    }
}

/// Up to its first comma, colon or full stop.
pub(super) fn first_clause(text: &str) -> &str {
    let ends = [", ", ": ", "; ", ". "].map(|end| text.find(end));
    let end = ends.into_iter().flatten().min();
    text[..end.unwrap_or(text.len())].trim_end_matches('.')
}
