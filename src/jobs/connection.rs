//! Ways from one minimum to another: the straight line, the paper's curve, and a curve that is trained to stay low.

use super::memory::Sizes;
use super::{Inputs, Need, Report, Task, TaskError, TrainJob, Work};
use crate::data::{Dataset, gather};
use crate::landscape::{curved, interpolate};
use crate::network::Forward;
use crate::random::{Purpose, stream};
use crate::settings::Experiment;
use crate::strategy::Strategy;
use crate::training::{Batch, Bend, Evaluation, architecture, distance, evaluate};
use rand::RngExt;
use rand::seq::SliceRandom;
use serde::{Deserialize, Serialize};
use sharp_minima_kernels::Generator;
use std::rc::Rc;

/// ADAM's first rate; it falls linearly to 0. Our choice: so few epochs bend a curve too little at the trainings'
/// own rates.
pub const RATE: f64 = 0.02;
/// Samples of a batch, or all where there are fewer. Our choice: large enough for batch norm's statistics, small enough
/// for many t.
pub const BATCH: usize = 100;
/// More places in one job are refused.
const MOST_PLACES: u32 = 1000;
/// How many ways there are.
pub const WAYS: usize = 3;
/// The cost of evaluating both sets, in gradients of the training set.
const EVALUATION: f64 = 0.5;

/// Train the control point θ of the curve (1 − t)² w₁ + 2t(1 − t) θ + t² w₂ from the midpoint (Garipov et al. 2018,
/// arXiv 1802.10026, algorithm 1), then evaluate it, the straight line and the curve of the paper's figure 7 at even
/// steps of t. A step draws t uniformly in [0, 1] and a batch. Batch norm takes the batch's own statistics while θ is
/// trained, and is estimated anew on the whole training set wherever a way is evaluated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConnectionJob {
    /// The trainings that end in w₁ and in w₂.
    pub of: [TrainJob; 2],
    /// Epochs that θ is trained.
    pub epochs: u32,
    /// Places on each way, its ends included, from 2.
    pub places: u32,
}

impl ConnectionJob {
    /// With our choice of epochs and places.
    pub fn new(of: [TrainJob; 2]) -> Self {
        Self {
            of,
            epochs: 30,
            places: 21,
        }
    }
}

/// t at the `place`-th of so many places, from 0.
fn t(place: usize, places: usize) -> f64 {
    place as f64 / (places.max(2) - 1) as f64
}

/// The ways between two minima. Each list goes from w₁ at t = 0 to w₂ at t = 1 by even steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Connection {
    /// Which trial the first minimum is of.
    pub trial: u32,
    /// On (1 − t) w₁ + t w₂.
    pub straight: Vec<Evaluation>,
    /// On sin(tπ/2) w₂ + cos(tπ/2) w₁.
    pub curved: Vec<Evaluation>,
    /// On the curve that was trained; on the line where that has the lower mean training loss.
    pub bent: Vec<Evaluation>,
    /// Whether training found a lower curve than the line.
    pub improved: bool,
    /// Steps of training, one a batch.
    pub steps: u32,
    /// ‖w₁ − w₂‖₂.
    #[serde(with = "crate::number")]
    pub distance: f64,
    /// The length of the way that `bent` is on.
    #[serde(with = "crate::number")]
    pub length: f64,
}

impl Connection {
    /// All ways, in the order of their names: straight, curved, bent.
    pub fn ways(&self) -> [&[Evaluation]; WAYS] {
        [&self.straight, &self.curved, &self.bent]
    }

    /// t at the `place`-th place, from 0.
    pub fn t(&self, place: usize) -> f64 {
        t(place, self.straight.len())
    }

    /// Whether all ways have so many places.
    pub(super) fn has(&self, places: u32) -> bool {
        self.ways().iter().all(|way| way.len() == places as usize)
    }
}

/// How far the training loss rises on a way above that of the higher end, in nats; 0 where it does not.
pub fn barrier(way: &[Evaluation]) -> f64 {
    let loss = |place: Option<&Evaluation>| place.map_or(f64::NAN, |place| place.train_loss);
    let higher = loss(way.first()).max(loss(way.last()));
    let highest = way.iter().map(|place| place.train_loss);
    highest.fold(higher, f64::max) - higher
}

impl Work for ConnectionJob {
    fn experiment(&self) -> Option<&Experiment> {
        Some(&self.of[0].experiment)
    }

    fn needs(&self) -> Vec<Need> {
        self.of.iter().map(Need::minimum).collect()
    }

    /// A gradient of every sample an epoch; the ends are evaluated once.
    fn cost(&self) -> f64 {
        let inner = f64::from(self.places.saturating_sub(2));
        f64::from(self.epochs) + EVALUATION * (2.0 + WAYS as f64 * inner)
    }

    /// A training that keeps one vector more.
    fn memory(&self) -> usize {
        let experiment = &self.of[0].experiment;
        Sizes::of(experiment).training(BATCH.min(experiment.train), 1)
    }

    fn start(&self, inputs: Inputs) -> Result<Box<dyn Task>, TaskError> {
        let data = inputs.data()?;
        let shape = architecture(&self.of[0].experiment, &data);
        let ends: [Vec<f32>; 2] = inputs.vectors(shape.dimension())?;
        if !(2..=MOST_PLACES).contains(&self.places) {
            let problem = format!("allowed are 2 to {MOST_PLACES}");
            return Err(TaskError::field("places", problem));
        }
        Ok(Box::new(ConnectionTask::new(self.clone(), ends, data)))
    }
}

/// First the steps of training, then the places of one way after the other.
struct ConnectionTask {
    job: ConnectionJob,
    data: Rc<Dataset>,
    ends: [Vec<f32>; 2],
    bend: Bend<f32>,
    batch: Batch<f32>,
    /// The epoch's permutation of the samples.
    order: Vec<u32>,
    size: usize,
    rng: Generator,
    forward: Forward<f32>,
    x: Vec<f32>,
    steps: usize,
    all_steps: usize,
    ways: [Vec<Evaluation>; WAYS],
}

impl ConnectionTask {
    fn new(job: ConnectionJob, ends: [Vec<f32>; 2], data: Rc<Dataset>) -> Self {
        let of = &job.of[0];
        let shape = architecture(&of.experiment, &data);
        let samples = data.train.len();
        let size = BATCH.min(samples);
        Self {
            batch: Batch::new(&shape, &Strategy::PLAIN, size),
            order: (0..u32::try_from(samples).unwrap_or(u32::MAX)).collect(),
            rng: stream(of.experiment.seed, of.trial, Purpose::Connection),
            forward: Forward::new(&shape, samples),
            bend: Bend::new(ends.clone()),
            x: ends[0].clone(),
            ends,
            steps: 0,
            all_steps: job.epochs as usize * (samples / size.max(1)),
            size,
            ways: Default::default(),
            data,
            job,
        }
    }

    /// One step on the epoch's next batch.
    fn step(&mut self) {
        let size = self.size;
        let batches = self.order.len() / size;
        let index = self.steps % batches;
        if index == 0 {
            self.order.shuffle(&mut self.rng);
        }
        let indices = &self.order[index * size..][..size];
        let (inputs, labels) = self.batch.fill(size);
        gather(&self.data.train, indices, inputs, labels);
        let left = 1.0 - self.steps as f64 / self.all_steps as f64;
        let t = self.rng.random();
        self.bend.step(t, &mut self.batch, RATE * left);
        self.steps += 1;
    }

    /// One place of one way. The ends are those of the way before, or the minima themselves.
    fn evaluate(&mut self) {
        let evaluated = self.evaluated();
        let places = self.job.places as usize;
        let (way, place) = (evaluated / places, evaluated % places);
        let t = t(place, places);
        let end = place == 0 || place + 1 == places;
        let known = match way {
            0 => None,
            _ => self.ways[0].get(place).filter(|_| end).copied(),
        };
        let evaluation = known.unwrap_or_else(|| {
            match way {
                _ if end => self.x.copy_from_slice(&self.ends[usize::from(place > 0)]),
                0 => interpolate(&self.ends, t, &mut self.x),
                1 => on_circle(&self.ends, t, &mut self.x),
                _ => self.bend.curve().at(t, &mut self.x),
            }
            evaluate(&mut self.forward, &self.x, &self.data)
        });
        self.ways[way].push(evaluation);
    }

    /// How many places are done.
    fn evaluated(&self) -> usize {
        self.ways.iter().map(Vec::len).sum()
    }

    fn is_finished(&self) -> bool {
        self.evaluated() == WAYS * self.job.places as usize
    }
}

/// Writes x ← sin(tπ/2) w₂ + cos(tπ/2) w₁, the paper's figure 7.
fn on_circle(ends: &[Vec<f32>; 2], t: f64, x: &mut [f32]) {
    let [second, first] = curved(t);
    for ((x, &from), &to) in x.iter_mut().zip(&ends[0]).zip(&ends[1]) {
        *x = (second * f64::from(to) + first * f64::from(from)) as f32;
    }
}

/// The mean training loss at the places of a way; no number where one of them is none.
fn mean_loss(way: &[Evaluation]) -> f64 {
    way.iter().map(|place| place.train_loss).sum::<f64>() / way.len() as f64
}

impl Task for ConnectionTask {
    fn advance(&mut self) -> bool {
        if self.steps < self.all_steps {
            self.step();
        } else if !self.is_finished() {
            self.evaluate();
        }
        self.is_finished()
    }

    fn progress(&self) -> f64 {
        let samples = (self.steps * self.size) as f64 / self.order.len().max(1) as f64;
        let done = samples + EVALUATION * self.evaluated() as f64;
        let evaluations = WAYS as f64 * f64::from(self.job.places);
        let steps = (self.all_steps * self.size) as f64 / self.order.len().max(1) as f64;
        done / (steps + EVALUATION * evaluations)
    }

    fn report(&self) -> Option<Report> {
        if !self.is_finished() {
            return None;
        }
        let [straight, curved, bent] = self.ways.clone();
        let improved = mean_loss(&bent) < mean_loss(&straight);
        let distance = distance(&self.ends[0], &self.ends[1]);
        Some(Report::Connection(Connection {
            trial: self.job.of[0].trial,
            bent: if improved { bent } else { straight.clone() },
            length: if improved {
                self.bend.curve().length()
            } else {
                distance
            },
            straight,
            curved,
            improved,
            steps: self.steps as u32,
            distance,
        }))
    }
}
