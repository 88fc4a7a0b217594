//! The results that the page shows before any click.

use serde::Deserialize;
use sharp_minima::experiment::{Experiment, Report};

/// What `cargo xtask precompute` wrote.
#[derive(Deserialize)]
pub struct Precomputed {
    pub experiment: Experiment,
    pub reports: Vec<Report>,
}

/// www/precomputed.json.
pub fn precomputed() -> Precomputed {
    serde_json::from_str(include_str!("../../www/precomputed.json")).expect("it fits the types")
}
