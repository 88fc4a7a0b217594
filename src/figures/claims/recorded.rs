//! What shipped results say to the paper's claims. It is recorded, since a page with the settings of one
//! preset does not load the results of the others. A command makes the record of the shipped files, and a
//! test makes it again.

use super::judged;
use crate::figures::Context;
use crate::figures::verdict::Outcome;
use serde::{Deserialize, Serialize};

/// The verdict on one claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// The claim.
    pub claim: String,
    /// How it fares.
    pub verdict: Outcome,
    /// The number with its 95 % interval that the verdict rests on; empty where there is none.
    pub number: String,
}

/// The verdicts of one preset's shipped results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record<'a> {
    /// The preset's label.
    pub name: &'a str,
    /// The verdicts, in the order of the figures.
    pub claims: Vec<Recorded>,
}

impl Record<'_> {
    /// The verdict on a claim.
    pub fn of(&self, claim: &str) -> Option<&Recorded> {
        self.claims.iter().find(|recorded| recorded.claim == claim)
    }
}

/// The file of the record.
const FILE: &str = include_str!("../../../www/results/claims.json");

thread_local! {
    /// All that is recorded, in the order of the presets.
    pub static RECORDED: Vec<Record<'static>> = serde_json::from_str(FILE).unwrap_or_default();
}

/// The record of what is known in a context, under a name.
pub fn record<'a>(name: &'a str, context: &Context) -> Record<'a> {
    let recorded = judged(context).into_iter().map(|(_, verdict)| Recorded {
        number: verdict.number,
        claim: verdict.claim,
        verdict: verdict.verdict,
    });
    Record {
        name,
        claims: recorded.collect(),
    }
}
