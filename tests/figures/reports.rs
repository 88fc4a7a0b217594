//! Reports as workers would make them, with chosen numbers.

use crate::known::Known;
use sharp_minima::jobs::path::alphas;
use sharp_minima::jobs::{EPSILONS, Path, PathPoint, Report, Sharpness, Training};
use sharp_minima::settings::REGIMES;
use sharp_minima::settings::{Experiment, Regime};
use sharp_minima::sharpness::Search;
use sharp_minima::training::{Ending, EpochPoint, Evaluation};

/// A run of the default preset with so many trials, before its first report.
pub fn run(trials: u32) -> Known {
    Known::new(Experiment {
        trials,
        ..Experiment::default()
    })
}

/// Training and testing accuracy, training loss and distance at the end.
#[derive(Clone, Copy)]
pub struct End {
    pub train: f64,
    pub test: f64,
    pub loss: f64,
    pub distance: f64,
}

/// About what the instant preset reaches, a little different in every trial.
pub fn end(regime: Regime, trial: u32) -> End {
    let shift = [0.0, 0.6, -0.5, 0.9, -0.7][trial as usize % 5];
    match regime {
        Regime::Small => End {
            train: 1.0,
            test: 0.603 + 0.01 * shift,
            loss: 0.016,
            distance: 28.6 + shift,
        },
        Regime::Large => End {
            train: 1.0,
            test: 0.549 + 0.008 * shift,
            loss: 0.017,
            distance: 16.0 - shift,
        },
    }
}

pub fn training(regime: Regime, trial: u32, end: End, ending: Option<Ending>) -> Training {
    let point = |epoch: u32, share: f64| EpochPoint {
        epoch,
        evaluation: Evaluation {
            train_loss: 2.3 * (1.0 - share) + share * end.loss,
            train_accuracy: 0.1 * (1.0 - share) + share * end.train,
            test_loss: 2.3 * (1.0 - share) + share * 1.9,
            test_accuracy: 0.1 * (1.0 - share) + share * end.test,
        },
        distance: share * end.distance,
    };
    Training {
        regime,
        trial,
        points: vec![point(0, 0.0), point(1, 0.5), point(2, 1.0)],
        ending,
        // Two epochs of 2,000 samples in batches of 32 and of 200.
        steps: match regime {
            Regime::Small => 124,
            Regime::Large => 20,
        },
        gradients: 0,
        samples: 0,
        fingerprint: String::new(),
    }
}

pub fn trained(regime: Regime, trial: u32) -> Report {
    Report::Training(training(
        regime,
        trial,
        end(regime, trial),
        Some(Ending::Epochs),
    ))
}

pub fn diverged(regime: Regime, trial: u32) -> Report {
    let ending = Some(Ending::Diverged {
        epoch: 3,
        loss: None,
    });
    Report::Training(training(regime, trial, end(regime, trial), ending))
}

pub fn sharpness(regime: Regime, trial: u32, epsilon: f64, value: f64) -> Report {
    Report::Sharpness(Sharpness {
        regime,
        trial,
        epsilon,
        value,
        from_x: value * 0.9,
        search: Search::Refined,
        iterations: 10,
        at_bound: 0.4,
        loss: 0.016,
        gradients: 40,
    })
}

/// A path whose loss rises by `small` and by `large` over half the distance outward.
pub fn path(trial: u32, small: f64, large: f64) -> Report {
    let loss = |alpha: f64| match alpha {
        a if a < 0.0 => 0.016 + small * (a / 0.5) * (a / 0.5),
        a if a > 1.0 => 0.024 + large * ((a - 1.0) / 0.5) * ((a - 1.0) / 0.5),
        a => 0.016 + 0.008 * a,
    };
    let point = |alpha: f64| PathPoint {
        alpha,
        evaluation: Evaluation {
            train_loss: loss(alpha),
            train_accuracy: 0.9,
            test_loss: loss(alpha) + 1.0,
            test_accuracy: 0.5,
        },
    };
    Report::Path(Path {
        trial,
        points: alphas().into_iter().map(point).collect(),
    })
}

/// Takes everything of one trial, in the way the phenomenon has it.
pub fn complete(run: &mut Known, trial: u32) {
    let wobble = 1.0 + 0.05 * f64::from(trial);
    let mut reports = Vec::new();
    for regime in REGIMES {
        reports.push(trained(regime, trial));
        for (epsilon, factor) in EPSILONS.into_iter().zip([1.0, 0.25]) {
            let value = if regime == Regime::Small {
                0.4
            } else {
                1.72 * wobble
            };
            reports.push(sharpness(regime, trial, epsilon, value * factor));
        }
    }
    reports.push(path(trial, 0.05, 4.6 * wobble));
    for report in reports {
        run.take(report);
    }
}
