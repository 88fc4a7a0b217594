//! Judging a claim of the paper by a difference with its 95 % interval.

use super::statistics::Difference;
use serde::{Deserialize, Serialize};

/// How a claim of the paper fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// The interval speaks for the claim.
    #[serde(rename = "replicated")]
    Replicated,
    /// The interval speaks against the claim.
    #[serde(rename = "not replicated")]
    NotReplicated,
    /// The interval allows both, or there is none.
    #[serde(rename = "undecided")]
    Undecided,
}

/// A claim of the paper and what the trials say to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The claim.
    pub claim: String,
    /// How it fares.
    pub verdict: Outcome,
    /// The difference with its 95 % interval and n, in words.
    pub text: String,
}

/// What a claim says about a difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Claim {
    /// It is below zero. `negligible` is the size under which it counts as none; 0 if any size
    /// matters.
    Below {
        /// See there.
        negligible: f64,
    },
    /// It is above zero; `negligible` as above.
    Above {
        /// See there.
        negligible: f64,
    },
    /// It lies between these two.
    Within {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
}

impl Claim {
    /// Judges the claim. A direction is replicated if the interval lies on its side of zero, and
    /// not replicated if it lies on the other side or within the negligible sizes. A range is
    /// replicated if the interval lies inside and not replicated if it lies outside. Everything
    /// else is undecided.
    pub fn judge(self, difference: &Difference) -> Outcome {
        let Some((low, high)) = difference.interval() else {
            return Outcome::Undecided;
        };
        // Without a named size even [0, 0] is no evidence against a direction.
        let none = |negligible: f64| negligible > 0.0 && low >= -negligible && high <= negligible;
        let (supported, refuted) = match self {
            Self::Above { negligible } => (low > 0.0, high < 0.0 || none(negligible)),
            Self::Below { negligible } => (high < 0.0, low > 0.0 || none(negligible)),
            Self::Within {
                low: least,
                high: most,
            } => (low >= least && high <= most, high < least || low > most),
        };
        match (supported, refuted) {
            (true, _) => Outcome::Replicated,
            (false, true) => Outcome::NotReplicated,
            (false, false) => Outcome::Undecided,
        }
    }
}
