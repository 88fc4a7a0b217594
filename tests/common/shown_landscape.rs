//! The landscape that the page shows before any click.

use serde::Deserialize;
use sharp_minima::experiment::Experiment;
use sharp_minima::landscape::atlas::Kept;

/// What `cargo xtask precompute` wrote of the landscape.
#[derive(Deserialize)]
pub struct Shown {
    pub experiment: Experiment,
    pub kept: Plates,
}

/// The slices of each figure.
#[derive(Deserialize)]
pub struct Plates {
    pub landscape: Vec<Kept>,
    pub lines: Vec<Kept>,
}

/// www/landscape.json.
pub fn shown_landscape() -> Shown {
    serde_json::from_str(include_str!("../../www/landscape.json")).expect("it fits the types")
}
