//! The results that the page shows before any click.

use serde::Deserialize;
use sharp_minima::experiment::report::{Report, Sharpness, Training};
use sharp_minima::experiment::{Experiment, Regime};

/// The file's content.
#[derive(Deserialize)]
pub struct Precomputed {
    /// The settings.
    pub experiment: Experiment,
    /// All reports of the study.
    pub reports: Vec<Report>,
}

impl Precomputed {
    /// Reads the file.
    pub fn read() -> Self {
        let text = include_str!("../../www/precomputed.json");
        serde_json::from_str(text).expect("cargo xtask precompute writes it")
    }

    /// The first trial's training.
    pub fn training(&self, wanted: Regime) -> &Training {
        let mut reports = self.reports.iter();
        let found = reports.find_map(|report| match report {
            Report::Training(t) if t.regime == wanted && t.trial == 0 => Some(t),
            _ => None,
        });
        found.expect("every trial has its trainings")
    }

    /// The first trial's sharpness at ε = 1e-3.
    pub fn sharpness(&self, wanted: Regime) -> &Sharpness {
        let mut reports = self.reports.iter();
        let found = reports.find_map(|report| match report {
            Report::Sharpness(s) if s.regime == wanted && s.trial == 0 && s.epsilon == 1e-3 => {
                Some(s)
            }
            _ => None,
        });
        found.expect("every minimum has its sharpness")
    }
}
