//! What is followed along a training.

use super::measures::mean;
use super::memory::Sizes;
use super::plan::{Plan, Risk, risk_at, widened};
use super::sharpness::phi_cost;
use super::{AtEpoch, EPSILONS, Inputs, Need, Report, Task, TaskError, TrainJob, Training, Work};
use crate::data::{Dataset, gather};
use crate::network::BatchRisk;
use crate::objective::Widened;
use crate::random::Purpose;
use crate::settings::{Experiment, Regime};
use crate::sharpness::{BatchSharpness, Lanczos, SharpnessRun};
use crate::training::architecture;
use rand::seq::SliceRandom;
use serde::{Deserialize, Serialize};
use sharp_minima_kernels::Generator;
use std::rc::Rc;

/// Measure φ, λ₁ and the batch sharpness after an epoch of a training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EpochJob {
    /// The training.
    pub of: TrainJob,
    /// Random starting points of φ's search beside x itself.
    pub starts: u32,
    /// After which epoch.
    pub epoch: u32,
}

impl EpochJob {
    /// After this epoch of a training.
    pub fn new(of: &TrainJob, starts: u32, epoch: u32) -> Self {
        Self {
            of: of.clone(),
            starts,
            epoch,
        }
    }

    /// At the minimum that a training has ended in; `None` if it has not.
    pub fn at_minimum(of: &TrainJob, training: &Training, starts: u32) -> Option<Self> {
        let last = training.last_epoch().filter(|_| training.has_minimum());
        last.map(|epoch| Self::new(of, starts, epoch))
    }
}

impl Work for EpochJob {
    fn experiment(&self) -> Option<&Experiment> {
        Some(&self.of.experiment)
    }

    fn needs(&self) -> Vec<Need> {
        vec![Need::after(&self.of, self.epoch)]
    }

    fn cost(&self) -> f64 {
        phi_cost(self.starts) + PRODUCTS
    }

    fn memory(&self) -> usize {
        Sizes::of(&self.of.experiment).spectrum()
    }

    fn start(&self, inputs: Inputs) -> Result<Box<dyn Task>, TaskError> {
        let data = inputs.data()?;
        let dimension = architecture(&self.of.experiment, &data).dimension();
        let [x] = inputs.vectors(dimension)?;
        Ok(Box::new(EpochTask::new(self, &x, data)))
    }
}

/// About what λ₁ and the batch sharpness take, some thirty products of two gradients each.
const PRODUCTS: f64 = 60.0;
/// Batches whose curvature along their gradient is measured.
const BATCHES: usize = 8;

/// φ, λ_max and the batch sharpness at one point of a training.
struct EpochTask {
    regime: Regime,
    trial: u32,
    epoch: u32,
    risk: Risk,
    phi: SharpnessRun,
    search: Lanczos,
    batches: Batches,
}

/// Random batches, with batch norm's statistics those of each batch itself, as in training. They
/// are the same at all epochs, so that what differs between two is x alone.
struct Batches {
    data: Rc<Dataset>,
    order: Vec<u32>,
    generator: Generator,
    risk: Widened<BatchRisk<f32>>,
    size: usize,
    run: BatchSharpness,
}

impl Batches {
    /// Draws the next batch and measures it.
    fn advance(&mut self) -> bool {
        let (batch, _) = self.order.partial_shuffle(&mut self.generator, self.size);
        let BatchRisk { inputs, labels, .. } = self.risk.inner_mut();
        gather(&self.data.train, batch, inputs, labels);
        self.run.advance(&mut self.risk)
    }
}

impl EpochTask {
    fn new(job: &EpochJob, x: &[f32], data: Rc<Dataset>) -> Self {
        let TrainJob {
            experiment,
            regime,
            trial,
            ..
        } = &job.of;
        let (regime, trial, epoch) = (*regime, *trial, job.epoch);
        let plan = Plan::of(&job.of, job.starts);
        let wide = widened(x);
        let size = experiment.batch(regime).min(data.train.len());
        let shape = architecture(experiment, &data);
        Self {
            regime,
            trial,
            epoch,
            risk: risk_at(experiment, x, Rc::clone(&data)),
            phi: plan.sharpness(wide.clone(), EPSILONS[0]),
            search: plan.spectrum(wide.clone(), 1),
            batches: Batches {
                order: (0..data.train.len() as u32).collect(),
                generator: plan.stream(Purpose::Probes),
                risk: Widened::new(BatchRisk::new(&shape, size)),
                size,
                run: BatchSharpness::new(wide, BATCHES),
                data,
            },
        }
    }
}

impl Task for EpochTask {
    fn advance(&mut self) -> bool {
        if self.phi.outcome().is_none() {
            self.phi.advance(&mut self.risk);
        } else if self.search.outcome().is_none() {
            self.search.advance(&mut self.risk);
        } else if self.batches.run.outcome().is_none() {
            return self.batches.advance();
        } else {
            return true;
        }
        false
    }

    fn progress(&self) -> f64 {
        let parts = [
            self.phi.progress(),
            self.search.progress(),
            self.batches.run.progress(),
        ];
        parts.iter().sum::<f64>() / 3.0
    }

    fn report(&self) -> Option<Report> {
        let phi = self.phi.outcome()?;
        let largest = self.search.outcome()?.eigenvalues.first();
        Some(Report::Epoch(AtEpoch {
            regime: self.regime,
            trial: self.trial,
            epoch: self.epoch,
            loss: phi.loss,
            phi: phi.value,
            eigenvalue: largest.map_or(f64::NAN, |largest| largest.value),
            batch: mean(self.batches.run.outcome()?),
        }))
    }
}
