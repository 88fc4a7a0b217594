//! Reports of trial 0.

use sharp_minima::experiment::Regime;
use sharp_minima::experiment::report::{Report, Sharpness, Training};

/// The training of trial 0.
pub fn training(reports: &[Report], regime: Regime) -> &Training {
    let mut trainings = reports.iter().filter_map(|report| match report {
        Report::Training(training) => Some(training),
        _ => None,
    });
    trainings
        .find(|training| training.trial == 0 && training.regime == regime)
        .expect("trial 0 was trained")
}

/// The sharpness of trial 0.
pub fn sharpness(reports: &[Report], regime: Regime, epsilon: f64) -> &Sharpness {
    let mut measured = reports.iter().filter_map(|report| match report {
        Report::Sharpness(sharpness) => Some(sharpness),
        _ => None,
    });
    measured
        .find(|s| s.trial == 0 && s.regime == regime && s.epsilon == epsilon)
        .expect("trial 0 was measured")
}
