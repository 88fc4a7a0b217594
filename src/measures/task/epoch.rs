//! See [`Inquiry::Epoch`](crate::measures::Inquiry::Epoch).

use super::measure::mean;
use crate::data::{Dataset, gather};
use crate::experiment::plan::{Plan, Risk, risk_at, widened};
use crate::experiment::{Experiment, Regime};
use crate::measures::report::{AtEpoch, EPSILONS};
use crate::network::BatchRisk;
use crate::objective::Widened;
use crate::random::Purpose;
use crate::sharpness::{BatchSharpness, Lanczos, SharpnessRun};
use crate::training::architecture;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use std::rc::Rc;

/// Batches whose curvature along their gradient is measured.
const BATCHES: usize = 8;

/// φ, λ_max and the batch sharpness at one point of a training.
pub struct EpochTask {
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
    generator: ChaCha8Rng,
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
    pub(super) fn new(
        experiment: &Experiment,
        (regime, trial, epoch): (Regime, u32, u32),
        x: &[f32],
        data: Rc<Dataset>,
    ) -> Self {
        let plan = Plan::of(experiment, trial);
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

    pub(super) fn advance(&mut self) -> bool {
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

    pub(super) fn progress(&self) -> f64 {
        let parts = [
            self.phi.progress(),
            self.search.progress(),
            self.batches.run.progress(),
        ];
        parts.iter().sum::<f64>() / 3.0
    }

    pub(super) fn answer(&self) -> Option<AtEpoch> {
        let phi = self.phi.outcome()?;
        let largest = self.search.outcome()?.eigenvalues.first();
        Some(AtEpoch {
            regime: self.regime,
            trial: self.trial,
            epoch: self.epoch,
            loss: phi.loss,
            phi: phi.value,
            eigenvalue: largest.map_or(f64::NAN, |largest| largest.value),
            batch: mean(self.batches.run.outcome()?),
        })
    }
}
