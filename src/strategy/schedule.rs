//! Which batch a network sees when, and for how long.
//!
//! - Warm start (*piggyback* training, figure 5 of the paper): k epochs as the SB run
//!   has them, then, with a fresh optimiser, a whole run from there. k = 0 is plain.
//! - Growing the batch (proposed in the paper's conclusion; Smith et al. 2018): the last stage of
//!   training has the regime's batch, each one before it a batch smaller by a factor, but none has
//!   one below SB's. Factor 1 is plain. Smith et al. take factors of 5, at the epochs where the rate
//!   would otherwise fall; the defaults, 2 every tenth epoch, are ours.
//! - Longer training, *regime adaptation* (Hoffer et al. 2017): more epochs, over which the rate's
//!   schedule is stretched. B/B_S times as many give a large batch as many steps as a small one.
//!
//! Cost: 1 gradient evaluation a gradient; k more epochs, or as many times more as training is longer.

use crate::allowed::{Bounds, NotAllowed};
use crate::settings::{Experiment, Regime};
use crate::strategy::Strategy;

/// The settings of a growing batch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growing {
    /// The batch's growth from stage to stage, in [1, 16]. 1 is plain.
    pub factor: f64,
    /// Epochs in a stage, from 1.
    pub every: usize,
}

impl Default for Growing {
    fn default() -> Self {
        Self {
            factor: 2.0,
            every: 10,
        }
    }
}

impl Growing {
    /// The batch in epoch `epoch`, from 0, of `epochs`, if the last one's is `batch`.
    pub fn batch(&self, epoch: usize, epochs: usize, batch: usize, small: usize) -> usize {
        let every = self.every.max(1);
        let last = epochs.saturating_sub(1) / every;
        let to_come = last - (epoch / every).min(last);
        let size = batch as f64 / libm::pow(self.factor, to_come as f64);
        (size as usize).max(small).min(batch)
    }
}

/// The epochs of one run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// Epochs with SB's batch before the run.
    pub warm_start: usize,
    /// Epochs of the run, from 1.
    pub epochs: usize,
    small: usize,
    batch: usize,
    growing: Option<Growing>,
    samples: usize,
}

impl Plan {
    /// Of one regime of a checked experiment.
    pub fn new(strategy: &Strategy, experiment: &Experiment, regime: Regime) -> Self {
        let longer = strategy.longer * experiment.epochs as f64;
        Self {
            warm_start: strategy.warm_start,
            epochs: (libm::round(longer) as usize).max(1),
            small: experiment.small_batch,
            batch: experiment.batch(regime),
            growing: strategy.growing,
            samples: experiment.train,
        }
    }

    /// All epochs.
    pub fn all(&self) -> usize {
        self.warm_start + self.epochs
    }

    /// The number of this epoch within the run; `None` before it, in the warm start.
    pub fn of_run(&self, epoch: usize) -> Option<usize> {
        epoch.checked_sub(self.warm_start)
    }

    /// The batch in epoch `epoch`, from 0.
    pub fn batch(&self, epoch: usize) -> usize {
        match (self.of_run(epoch), self.growing) {
            (None, _) => self.small,
            (Some(_), None) => self.batch,
            (Some(epoch), Some(growing)) => {
                growing.batch(epoch, self.epochs, self.batch, self.small)
            }
        }
    }

    /// Steps in epoch `epoch`.
    pub fn steps(&self, epoch: usize) -> usize {
        self.samples / self.batch(epoch).max(1)
    }

    /// Steps in all epochs.
    pub fn all_steps(&self) -> usize {
        (0..self.all()).map(|epoch| self.steps(epoch)).sum()
    }

    /// All sizes of batches, ascending.
    pub fn batches(&self) -> Vec<usize> {
        let mut sizes: Vec<usize> = (0..self.all()).map(|epoch| self.batch(epoch)).collect();
        sizes.sort_unstable();
        sizes.dedup();
        sizes
    }
}

pub(super) fn check(strategy: &Strategy, experiment: &Experiment) -> Result<(), NotAllowed> {
    Bounds::number(0.1, 20.0).check("longer", strategy.longer)?;
    let epochs = experiment.epochs;
    Bounds::whole(0, epochs).check("warm_start", strategy.warm_start as f64)?;
    if let Some(Growing { factor, every }) = strategy.growing {
        Bounds::number(1.0, 16.0).check("growth", factor)?;
        Bounds::whole(1, 1000).check("growth_every", every as f64)?;
    }
    Ok(())
}
