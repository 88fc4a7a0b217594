//! Reports as workers would make them, with chosen numbers.

use crate::known::Known;
use sharp_minima::figures::measures::alphas;
use sharp_minima::jobs::measures::Phi;
use sharp_minima::jobs::{
    AtEpoch, AtMinimum, AtScale, EPSILONS, EpochJob, Job, Mean, Measures, MinimumJob, Part, Report,
    ScaleJob, Sharpness, SharpnessJob, Taken, TrainJob, Training,
};
use sharp_minima::settings::{Experiment, REGIMES, Regime, presets};
use sharp_minima::sharpness::Search;
use sharp_minima::training::{Ending, EpochPoint, Evaluation};

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
    let phi = |small, large| Phi {
        value: of(small, large),
        from_x: 0.95 * of(small, large),
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
        gradients: 100.0,
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

/// The report of a job; of an epoch as its training has it.
pub fn answer(job: &Job, trainings: &[Training]) -> Report {
    match job {
        Job::Train(of) => Report::Training(trained(of, trainings).clone()),
        Job::Minimum(MinimumJob { of, part, .. }) => {
            let all = measures(of.regime, of.trial);
            at_minimum(of.regime, of.trial, *part, &all)
        }
        Job::Sharpness(SharpnessJob { of, epsilon, .. }) => {
            let all = measures(of.regime, of.trial);
            sharpness(of.regime, of.trial, *epsilon, &all)
        }
        Job::Epoch(job) => Report::Epoch(at_epoch(job, trainings)),
        Job::Scale(job) => Report::Scale(at_scale(job)),
        other => panic!("no figure of the measures wants {other:?}"),
    }
}

/// What all jobs on a minimum report.
pub fn reports(regime: Regime, trial: u32, all: &Measures) -> Vec<Report> {
    let parts = Part::AT_MINIMUM.map(|part| at_minimum(regime, trial, part, all));
    let phi = EPSILONS.map(|epsilon| sharpness(regime, trial, epsilon, all));
    parts.into_iter().chain(phi).collect()
}

fn at_minimum(regime: Regime, trial: u32, part: Part, all: &Measures) -> Report {
    Report::Minimum(Box::new(AtMinimum {
        regime,
        trial,
        taken: Taken::of(part, all),
    }))
}

fn sharpness(regime: Regime, trial: u32, epsilon: f64, all: &Measures) -> Report {
    let place = EPSILONS.iter().position(|other| *other == epsilon);
    let phi = all.full[place.expect("one of both")];
    Report::Sharpness(Sharpness {
        regime,
        trial,
        epsilon,
        value: phi.value,
        from_x: phi.from_x,
        search: Search::Ascent,
        iterations: phi.iterations,
        at_bound: phi.at_bound,
        loss: all.loss,
        gradients: 60,
    })
}

fn trained<'a>(of: &TrainJob, trainings: &'a [Training]) -> &'a Training {
    let mut all = trainings.iter();
    let own = all.find(|t| t.regime == of.regime && t.trial == of.trial);
    own.expect("a training")
}

fn at_epoch(job: &EpochJob, trainings: &[Training]) -> AtEpoch {
    let (regime, trial, epoch) = (job.of.regime, job.of.trial, job.epoch);
    let training = trained(&job.of, trainings);
    let loss = training.points[epoch as usize].evaluation.train_loss;
    let hump = (-(loss / either(regime, 0.5, 0.25)).ln().powi(2) / 2.0).exp();
    let phi = either(regime, 3.0, 14.0) * hump * shift(trial) + 0.2;
    AtEpoch {
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
    }
}

fn at_scale(job: &ScaleJob) -> AtScale {
    let (regime, trial, alpha) = (job.of.regime, job.of.trial, job.alpha);
    let apart = 0.5 * (alpha * alpha + 1.0 / (alpha * alpha));
    AtScale {
        regime,
        trial,
        alpha,
        change: if alpha == 1.0 { 0.0 } else { 3e-7 },
        phi: either(regime, 0.4, 2.7) * apart.powf(either(regime, 0.85, 0.7)),
        eigenvalue: either(regime, 0.8, 4.2) * apart.powf(either(regime, 1.0, 0.95)),
        relative: either(regime, 0.1, 0.5) * (1.0 + 1e-3 * alpha.ln()),
        asam: either(regime, 0.02, 0.08),
    }
}

/// An experiment all of whose trainings have ended like this.
pub fn with_trainings(experiment: Experiment, trainings: &[Training]) -> Known {
    let mut known = Known::new(experiment);
    for training in trainings {
        known.take(Report::Training(training.clone()));
    }
    known
}

/// An experiment of which everything is known that these figures want.
pub fn full(experiment: Experiment, figures: &[&str]) -> Known {
    let trainings = trainings(&experiment);
    let mut known = with_trainings(experiment, &trainings);
    for figure in figures {
        for job in known.missing(figure) {
            let answer = answer(&job, &trainings);
            known.put(job, answer);
        }
    }
    known.view.alpha = alphas()[9];
    known
}
