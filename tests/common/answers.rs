//! Answers as workers would give them, with chosen numbers.

use sharp_minima::experiment::report::{Ending, EpochPoint, Evaluation, Training};
use sharp_minima::experiment::study::REGIMES;
use sharp_minima::experiment::{Experiment, Regime, presets};
use sharp_minima::measures::dossier::{Dossier, Plate, alphas};
use sharp_minima::measures::{
    Answer, AtEpoch, AtMinimum, AtScale, Box as PhiBox, Inquiry, Mean, Measures,
};

/// A preset's settings with so many trials.
pub fn experiment(preset: &str, trials: u32) -> Experiment {
    let preset = presets().into_iter().find(|p| p.name == preset);
    let experiment = preset.expect("a preset").experiment;
    Experiment {
        trials,
        ..experiment
    }
}

/// A little different in every trial.
fn shift(trial: u32) -> f64 {
    [1.0, 1.12, 0.9, 1.05, 0.95][trial as usize % 5]
}

/// SB's or LB's of two numbers.
fn either(regime: Regime, small: f64, large: f64) -> f64 {
    match regime {
        Regime::Small => small,
        Regime::Large => large,
    }
}

/// About what the convincing preset measures.
pub fn measures(regime: Regime, trial: u32) -> Measures {
    let s = shift(trial);
    let of = |small, large| either(regime, small, large) * s;
    let top = of(0.82, 4.23);
    let eigenvalues: Vec<f64> = (0..10).map(|k| top * 0.83_f64.powi(k)).collect();
    let phi = |small, large| PhiBox {
        value: of(small, large),
        from_x: 0.95 * of(small, large),
        ascent: of(small, large),
        iterations: 10,
        at_bound: 0.62,
    };
    Measures {
        parameters: 15_510,
        samples: 4000,
        loss: either(regime, 0.0255, 0.0276),
        accuracy: 1.0,
        gradient_norm: 0.01,
        full: [phi(0.41, 2.7), phi(0.16, 0.61)],
        subspace: [phi(0.43, 2.4), phi(0.17, 0.6)],
        relative: of(0.11, 0.52),
        residuals: eigenvalues.iter().map(|value| 1e-4 * value).collect(),
        density: density(top, trial),
        eigenvalues: eigenvalues.into_iter().map(Some).collect(),
        smallest: Some(-0.003 * s),
        smallest_residual: 0.0006 * s,
        above: either(regime, 0.0, 12.0) as u32,
        trace: Mean {
            value: of(20.0, 147.0),
            error: 0.7,
        },
        noise: Mean {
            value: of(0.004, 0.03),
            error: 2e-4,
        },
        relative_noise: Mean {
            value: of(0.01, 0.05),
            error: 4e-4,
        },
        tolerance: of(0.09, 0.04),
        relative_tolerance: of(0.6, 0.3),
        sam: of(0.006, 0.02),
        asam: of(0.02, 0.08),
        gradients: 950.0,
    }
}

/// Three probes: most of the weight near zero, a tail to `top`, a little below.
fn density(top: f64, trial: u32) -> Vec<[f64; 2]> {
    let mut nodes = Vec::new();
    for probe in 0..3 {
        let wobble = 1.0 + 0.07 * f64::from(probe) + 0.02 * f64::from(trial);
        nodes.push([1e-5, 0.6 / 3.0]);
        nodes.push([-2e-3 * wobble, 0.0015 / 3.0]);
        for k in 0..20 {
            let value = top * wobble / 1.07 * 0.68_f64.powi(k);
            nodes.push([value, 6e-5 * 1.42_f64.powi(k) / 3.0]);
        }
    }
    let sum: f64 = nodes.iter().map(|node| node[1]).sum();
    nodes.iter().map(|[v, w]| [*v, w / sum]).collect()
}

/// A training of that many epochs whose loss falls from 2.3 to `last`.
pub fn training(regime: Regime, trial: u32, epochs: u32, last: f64) -> Training {
    let point = |epoch: u32| {
        let share = f64::from(epoch) / f64::from(epochs);
        let speed = either(regime, 0.45, 0.7);
        EpochPoint {
            epoch,
            evaluation: Evaluation {
                train_loss: 2.3 * (last / 2.3).powf(share.powf(speed)) * shift(trial).powf(0.3),
                train_accuracy: 0.1 + 0.9 * share.sqrt(),
                test_loss: 1.9,
                test_accuracy: 0.6,
            },
            distance: either(regime, 11.0, 4.9) * f64::from(epoch + 1).ln() * shift(trial),
        }
    };
    Training {
        regime,
        trial,
        points: (0..=epochs).map(point).collect(),
        ending: Some(Ending::Epochs),
        steps: 100,
        gradients: 0,
        samples: 0,
        fingerprint: String::new(),
    }
}

/// All trainings of an experiment.
pub fn trainings(experiment: &Experiment) -> Vec<Training> {
    let epochs = experiment.epochs as u32;
    (0..experiment.trials)
        .flat_map(|trial| REGIMES.map(|regime| training(regime, trial, epochs, 0.02)))
        .collect()
}

/// The answer to an inquiry; of an epoch as `loss` has it.
pub fn answer(inquiry: &Inquiry, trainings: &[Training]) -> Answer {
    match *inquiry {
        Inquiry::Minimum { regime, trial, .. } => Answer::Minimum(Box::new(AtMinimum {
            regime,
            trial,
            measures: measures(regime, trial),
        })),
        Inquiry::Epoch {
            regime,
            trial,
            epoch,
            ..
        } => {
            let training = trainings
                .iter()
                .find(|t| t.regime == regime && t.trial == trial)
                .expect("a training");
            let loss = training.points[epoch as usize].evaluation.train_loss;
            let hump = (-(loss / either(regime, 0.5, 0.25)).ln().powi(2) / 2.0).exp();
            let phi = either(regime, 3.0, 14.0) * hump * shift(trial) + 0.2;
            Answer::Epoch(AtEpoch {
                regime,
                trial,
                epoch,
                loss,
                phi,
                eigenvalue: 2.0 * phi,
                batch: Mean {
                    value: 3.1 * phi,
                    error: 0.1 * phi,
                },
            })
        }
        Inquiry::Scale {
            regime,
            trial,
            alpha,
            ..
        } => {
            let apart = 0.5 * (alpha * alpha + 1.0 / (alpha * alpha));
            Answer::Scale(AtScale {
                regime,
                trial,
                alpha,
                change: if alpha == 1.0 { 0.0 } else { 3e-7 },
                phi: either(regime, 0.4, 2.7) * apart.powf(either(regime, 0.85, 0.7)),
                eigenvalue: either(regime, 0.8, 4.2) * apart.powf(either(regime, 1.0, 0.95)),
                relative: either(regime, 0.1, 0.5) * (1.0 + 1e-3 * alpha.ln()),
                asam: either(regime, 0.02, 0.08),
            })
        }
    }
}

/// A dossier to which everything of the plates was answered.
pub fn full(experiment: Experiment, plates: &[Plate]) -> Dossier {
    let trainings = trainings(&experiment);
    let mut dossier = Dossier::new(experiment);
    dossier.trainings(&trainings);
    for &plate in plates {
        for wanted in dossier.wanted(plate) {
            let answer = answer(&wanted.inquiry, &trainings);
            dossier.accept(answer).expect("an answer to what was asked");
        }
    }
    dossier.look(0, alphas()[9]);
    dossier
}
