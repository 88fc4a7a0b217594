//! The measures that the page shows before any click.

use serde::Deserialize;
use sharp_minima::experiment::Experiment;
use sharp_minima::measures::Answer;

/// What `cargo xtask precompute` wrote of the measures.
#[derive(Deserialize)]
pub struct Shown {
    pub experiment: Experiment,
    pub answers: Vec<Answer>,
}

/// www/measures.json.
pub fn shown_measures() -> Shown {
    serde_json::from_str(include_str!("../../www/measures.json")).expect("it fits the types")
}
