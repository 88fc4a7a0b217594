//! Trainings by a strategy, of a network that trains in an instant.

use crate::tasks::{finish, samples};
use crate::trained::training;
use sharp_minima::jobs::{Kept, Report, TrainJob, Training};
use sharp_minima::objective::Objective;
use sharp_minima::optimizer::Sgd;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::settings::{Experiment, Regime};
use sharp_minima::strategy::{Descent, Strategy, Whole};

pub fn small() -> Experiment {
    Experiment {
        train: 200,
        hidden: vec![12, 10],
        small_batch: 10,
        large_batch: 50,
        epochs: 5,
        trials: 2,
        ..Experiment::default()
    }
}

/// The report, and x after the epochs of `snapshots` and at the end.
pub fn run(
    experiment: &Experiment,
    strategy: Strategy,
    regime: Regime,
    snapshots: &[u32],
) -> (Training, Kept) {
    let job = TrainJob {
        strategy,
        ..training(experiment, regime, snapshots.to_vec())
    };
    match finish(job, Vec::new(), &samples(experiment)) {
        (Report::Training(training), kept) => (training, kept),
        (other, _) => panic!("a training reports a training, not {other:?}"),
    }
}

/// x after this epoch.
pub fn after(kept: &Kept, epoch: u32) -> &[f32] {
    let place = kept.labels.iter().position(|&label| label == epoch);
    &kept.vectors[place.expect("it was kept")]
}

/// x at the end.
pub fn end(kept: &Kept) -> &[f32] {
    kept.vectors.last().expect("a final x")
}

/// The report of LB.
pub fn large(experiment: &Experiment, strategy: Strategy) -> Training {
    run(experiment, strategy, Regime::Large, &[]).0
}

/// `steps` steps of gradient descent by a strategy on a whole function, from x.
pub fn descend(
    strategy: &Strategy,
    f: &mut dyn Objective,
    x: &mut [f64],
    rate: f64,
    steps: usize,
) -> f64 {
    let mut descent = Descent::new(strategy, x.len());
    let mut optimizer = Sgd::new(x.len(), 0.0);
    let mut rng = stream(1, 0, Purpose::Perturbation);
    let mut loss = f64::NAN;
    for _ in 0..steps {
        loss = descent.step(x, &mut Whole(f), &mut optimizer, rate, &mut rng);
    }
    loss
}

/// Remembers where the gradients of a function were taken.
pub struct Recorder<'a> {
    pub f: &'a mut dyn Objective,
    pub points: Vec<Vec<f64>>,
    pub values: Vec<f64>,
}

impl<'a> Recorder<'a> {
    pub fn new(f: &'a mut dyn Objective) -> Self {
        Self {
            f,
            points: Vec::new(),
            values: Vec::new(),
        }
    }
}

impl Objective for Recorder<'_> {
    fn dimension(&self) -> usize {
        self.f.dimension()
    }
    fn value(&mut self, x: &[f64]) -> f64 {
        self.f.value(x)
    }
    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let value = self.f.gradient(x, gradient);
        self.points.push(x.to_vec());
        self.values.push(value);
        value
    }
    fn hessian_product(&mut self, x: &[f64], v: &[f64], product: &mut [f64]) {
        self.f.hessian_product(x, v, product);
    }
}

pub fn distance(a: &[f64], b: &[f64]) -> f64 {
    let squares = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b));
    squares.sum::<f64>().sqrt()
}
