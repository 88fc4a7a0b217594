//! Reports of any job, with numbers that follow from the job alone.

use sharp_minima::data::Shape;
use sharp_minima::jobs::bowl::{RINGS, RISE, SPOKES};
use sharp_minima::jobs::{
    AtEpoch, AtMinimum, AtScale, Bowl, Connection, GradientNoise, Job, Mean, Measures, Path,
    PathPoint, Points, PointsJob, Predictors, Preview, Probe, Report, Sharpness, Slice, SliceJob,
    Taken, TrainJob, Training, Waypoint, train::hash,
};
use sharp_minima::settings::Regime;
use sharp_minima::sharpness::Search;
use sharp_minima::strategy::Plan;
use sharp_minima::training::{Ending, EpochPoint, Evaluation};

/// A number in [0, 1) of a text's own.
fn own(text: &str) -> f64 {
    let hash = hash(text.bytes());
    let high = u32::from_str_radix(&hash[..8], 16).expect("hexadecimal");
    f64::from(high) / f64::from(u32::MAX)
}

/// SB's or LB's of two numbers, a little different for every job.
fn either(job: &Job, regime: Regime, small: f64, large: f64) -> f64 {
    let number = match regime {
        Regime::Small => small,
        Regime::Large => large,
    };
    number * (1.0 + 0.02 * own(job.key().as_str()))
}

/// How many epochs a training has.
pub fn epochs(of: &TrainJob) -> u32 {
    Plan::new(&of.strategy, &of.experiment, of.regime).all() as u32
}

fn training(job: &Job, of: &TrainJob) -> Training {
    let last = epochs(of);
    let accuracy = either(job, of.regime, 0.7, 0.6);
    let point = |epoch: u32| {
        let share = f64::from(epoch) / f64::from(last);
        EpochPoint {
            epoch,
            evaluation: Evaluation {
                train_loss: 2.3 * (0.02_f64 / 2.3).powf(share),
                train_accuracy: 0.1 + 0.9 * share,
                test_loss: 1.9,
                test_accuracy: accuracy,
            },
            distance: 4.0 * share,
        }
    };
    Training {
        regime: of.regime,
        trial: of.trial,
        points: (0..=last).map(point).collect(),
        ending: Some(Ending::Epochs),
        steps: 10 * last,
        gradients: u64::from(10 * last),
        samples: u64::from(1000 * last),
        fingerprint: hash(job.key().as_str().bytes()),
    }
}

/// A training that has ended without a minimum.
pub fn diverged(of: &TrainJob) -> Report {
    let job = Job::from(of.clone());
    let mut training = training(&job, of);
    training.points.truncate(1);
    training.ending = Some(Ending::Diverged {
        epoch: 1,
        loss: None,
    });
    Report::Training(training)
}

/// A training that has come so many epochs.
pub fn on_the_way(of: &TrainJob, epochs: usize) -> Report {
    let job = Job::from(of.clone());
    let mut training = training(&job, of);
    training.points.truncate(epochs + 1);
    training.ending = None;
    Report::Training(training)
}

fn path(alphas: &[f64], trial: u32, own: f64) -> Path {
    let point = |&alpha: &f64| PathPoint {
        alpha,
        evaluation: Evaluation {
            train_loss: 0.02 + alpha * alpha * (1.0 + own),
            train_accuracy: 0.9,
            test_loss: 1.0,
            test_accuracy: 0.6,
        },
    };
    Path {
        trial,
        points: alphas.iter().map(point).collect(),
    }
}

fn measures(job: &Job, regime: Regime) -> Measures {
    let top = either(job, regime, 0.8, 4.2);
    Measures {
        parameters: 214,
        samples: 100,
        loss: 0.02,
        accuracy: 1.0,
        relative: either(job, regime, 0.1, 0.5),
        eigenvalues: (0..10).map(|k| Some(top * 0.8_f64.powi(k))).collect(),
        residuals: vec![1e-4; 10],
        smallest: Some(-0.001),
        density: vec![[top, 0.1], [1e-5, 0.9]],
        gradients: 900.0,
        ..Measures::default()
    }
}

/// A paraboloid.
fn bowl(job: &Job, regime: Regime, trial: u32) -> Bowl {
    let curvature = either(job, regime, 0.5, 2.0);
    let radius = (2.0 * RISE / curvature).sqrt();
    let rise = |k: usize| {
        let share = (k / SPOKES + 1) as f64 / RINGS as f64;
        RISE * share * share
    };
    Bowl {
        regime,
        trial,
        eigenvalues: vec![curvature; 2],
        radius,
        loss: 0.02,
        values: (0..SPOKES * RINGS).map(|k| 0.02 + rise(k)).collect(),
    }
}

fn slice(job: &SliceJob) -> Slice {
    let trail = |of: &TrainJob, a: f64, b: f64| {
        let last = epochs(of);
        let waypoint = |epoch: u32| {
            let share = f64::from(epoch) / f64::from(last);
            Waypoint {
                epoch,
                a: 1.0 + (a - 1.0) * share,
                b: 1.0 + (b - 1.0) * share,
                off: 0.5 * (1.0 - share),
            }
        };
        (0..=last).map(waypoint).collect::<Vec<_>>()
    };
    Slice {
        axes: job.axes,
        at: job.at,
        draw: job.draw,
        trial: job.of[0].trial,
        gram: [1.0, 0.0, 1.0],
        small: trail(&job.of[0], 0.0, 0.0),
        large: trail(&job.of[1], 2.0, 0.0),
        values: vec![3.0, 2.0],
    }
}

fn points(job: &PointsJob) -> Points {
    let places = job.places.list();
    let loss = |[a, b]: &[f64; 2]| a * a + b * b;
    let train_loss: Vec<f64> = places.iter().map(loss).collect();
    let tested = if job.evaluated.testing {
        places.len()
    } else {
        0
    };
    Points {
        train_accuracy: vec![0.5; places.len()],
        test_loss: train_loss.iter().take(tested).map(|x| x + 1.0).collect(),
        test_accuracy: vec![0.4; tested],
        train_loss,
    }
}

/// What a job would report.
pub fn report(job: &Job) -> Report {
    match job {
        Job::Train(of) => Report::Training(training(job, of)),
        Job::Sharpness(of) => {
            let value = either(job, of.of.regime, 0.4, 2.0);
            Report::Sharpness(Sharpness {
                regime: of.of.regime,
                trial: of.of.trial,
                epsilon: of.epsilon,
                value,
                from_x: 0.95 * value,
                search: Search::Ascent,
                iterations: 10,
                at_bound: 0.9,
                loss: 0.02,
                gradients: 40,
            })
        }
        Job::Path(of) => {
            let own = own(job.key().as_str());
            Report::Path(path(&of.alphas, of.of[0].trial, own))
        }
        Job::Connection(of) => {
            let way = vec![path(&[0.0], 0, 1.0).points[0].evaluation; of.places as usize];
            Report::Connection(Connection {
                trial: of.of[0].trial,
                straight: way.clone(),
                curved: way.clone(),
                bent: way,
                improved: true,
                steps: 100,
                distance: 10.0,
                length: 12.0,
            })
        }
        Job::Minimum(of) => Report::Minimum(Box::new(AtMinimum {
            regime: of.of.regime,
            trial: of.of.trial,
            taken: Taken::of(of.part, &measures(job, of.of.regime)),
        })),
        Job::Epoch(of) => Report::Epoch(AtEpoch {
            regime: of.of.regime,
            trial: of.of.trial,
            epoch: of.epoch,
            loss: 0.05,
            phi: either(job, of.of.regime, 0.5, 2.5),
            eigenvalue: either(job, of.of.regime, 0.8, 4.0),
            batch: Mean::default(),
        }),
        Job::Scale(of) => Report::Scale(AtScale {
            regime: of.of.regime,
            trial: of.of.trial,
            alpha: of.alpha,
            change: 1e-7,
            phi: either(job, of.of.regime, 0.4, 2.0),
            eigenvalue: 1.0,
            relative: 0.1,
            asam: 0.02,
        }),
        Job::Bowl(of) => Report::Bowl(bowl(job, of.of.regime, of.of.trial)),
        Job::NoiseScale(of) => Report::NoiseScale(GradientNoise {
            regime: of.of.regime,
            trial: of.of.trial,
            epoch: of.epoch,
            scale: either(job, of.of.regime, 50.0, 200.0),
            trace: 0.1,
            squared: 0.001,
        }),
        Job::Predictors(of) => Report::Predictors(Predictors {
            regime: of.of.regime,
            trial: of.of.trial,
            fisher_rao: either(job, of.of.regime, 0.1, 0.3),
            relative_flatness: either(job, of.of.regime, 2.0, 5.0),
            margin: either(job, of.of.regime, 0.01, 0.005),
            noise_scale: 100.0,
            trace: Mean::default(),
            norm: either(job, of.of.regime, 40.0, 30.0),
        }),
        Job::Slice(of) => Report::Slice(slice(of)),
        Job::Points(of) => Report::Points(points(of)),
        Job::Probe(of) => Report::Probe(Probe {
            place: of.place,
            loss: 0.1,
            phi: 1.0,
            eigenvalue: 2.0,
        }),
        Job::Preview(_) => Report::Preview(Preview {
            shape: Shape::Signal(2),
            each: 1,
            classes: vec![0, 1],
            originals: vec![0.0; 4],
            augmented: vec![vec![1.0; 4]],
        }),
        Job::Files(of) => {
            let taken = Taken::of(of.part, &measures(job, Regime::Small));
            Report::Files(Box::new(taken))
        }
        Job::Export(_) => Report::Text("a network".into()),
    }
}

/// The labels of the vectors that a job leaves.
pub fn labels(job: &Job) -> Vec<u32> {
    match job {
        Job::Train(of) => {
            let last = epochs(of);
            let before = of.snapshots.iter().copied();
            before.filter(|&epoch| epoch < last).chain([last]).collect()
        }
        Job::Slice(_) => vec![0, 1, 2],
        _ => Vec::new(),
    }
}
