//! How long work takes, from what has been seen here.

use crate::jobs::Job;
use crate::settings::Experiment;
use litemap::LiteMap;

/// Floating-point operations of a gradient for every parameter and sample.
const OPERATIONS: f64 = 6.0;
/// Operations a second that one worker does, as long as none was seen at work.
const USUAL: f64 = 12e9;
/// The share of the latest job in the average.
const WEIGHT: f64 = 0.2;

/// Operations a second and worker.
#[derive(Clone, Debug)]
pub(super) struct Speed {
    workers: usize,
    /// When an order was begun, in milliseconds.
    begun: LiteMap<u32, f64>,
    operations: f64,
}

impl Speed {
    pub fn new(workers: usize) -> Self {
        Self {
            workers: workers.max(1),
            begun: LiteMap::new(),
            operations: USUAL,
        }
    }

    /// How many workers there are.
    pub fn workers(&self) -> usize {
        self.workers
    }

    pub fn begin(&mut self, id: u32, now: f64) {
        self.begun.insert(id, now);
    }

    /// Orders under way have rested: their times say nothing.
    pub fn restart(&mut self) {
        self.begun.clear();
    }

    /// Takes a finished order into the average.
    pub fn end(&mut self, id: u32, job: &Job, now: f64) {
        let (Some(begun), Some(experiment)) = (self.begun.remove(&id), job.experiment()) else {
            return;
        };
        let seconds = (now - begun) / 1000.0;
        let seen = job.cost() * operations(experiment) / seconds;
        // Very short jobs are mostly waiting.
        if seconds > 0.02 && seen.is_finite() {
            self.operations += WEIGHT * (seen - self.operations);
        }
    }

    /// Seconds that so many gradients of an experiment's whole training set take all workers together.
    pub fn seconds(&self, experiment: &Experiment, gradients: f64) -> f64 {
        gradients * operations(experiment) / self.operations / self.workers as f64
    }
}

/// Operations of one gradient of the whole training set: more than a usize of 32 bits holds.
fn operations(experiment: &Experiment) -> f64 {
    OPERATIONS * experiment.parameters() as f64 * experiment.train as f64
}
