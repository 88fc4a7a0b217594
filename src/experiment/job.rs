//! Jobs: plain data, each a pure function of its settings, its seed and the vectors that come
//! with it.

use super::settings::{Experiment, OptimizerKind, StopRule};
use super::wire::FlatJob;
use serde::{Deserialize, Serialize};

/// One of the two networks that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Regime {
    /// SB.
    Small,
    /// LB.
    Large,
}

/// A piece of work for one worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "FlatJob", into = "FlatJob")]
pub enum Job {
    /// Train one network from x₀. Needs no vector; gives the final x.
    Train {
        /// The settings.
        experiment: Experiment,
        /// Which batch size.
        regime: Regime,
        /// Which trial, from 0.
        trial: u32,
        /// Epochs after which x is kept besides the final one, ascending.
        snapshots: Vec<u32>,
    },
    /// Metric 2.1 in the full space at x. Needs the vector x.
    Sharpness {
        /// The settings.
        experiment: Experiment,
        /// Whose minimum x is.
        regime: Regime,
        /// Which trial.
        trial: u32,
        /// The box's relative half-width ε.
        epsilon: f64,
    },
    /// The linear path f(α x_L + (1 − α) x_S). Needs the vectors x_S and x_L.
    Path {
        /// The settings.
        experiment: Experiment,
        /// Which trial.
        trial: u32,
        /// The values of α.
        alphas: Vec<f64>,
    },
}

impl Experiment {
    /// The batch size of this regime.
    pub fn batch(&self, regime: Regime) -> usize {
        match regime {
            Regime::Small => self.small_batch,
            Regime::Large => self.large_batch,
        }
    }
}

impl Job {
    /// The settings.
    pub fn experiment(&self) -> &Experiment {
        match self {
            Job::Train { experiment, .. }
            | Job::Sharpness { experiment, .. }
            | Job::Path { experiment, .. } => experiment,
        }
    }

    /// The same work with every setting that it does not depend on at a fixed value: what has been
    /// done need not be done again exactly if a canonical job of the same fields comes back.
    #[must_use]
    pub fn canonical(mut self) -> Self {
        match &mut self {
            Job::Train {
                experiment, regime, ..
            } => {
                experiment.forget_other_regime(*regime);
                experiment.forget_measuring();
            }
            Job::Sharpness {
                experiment, regime, ..
            } => experiment.forget_other_regime(*regime),
            Job::Path { experiment, .. } => experiment.forget_measuring(),
        }
        let (Job::Train { experiment, .. }
        | Job::Sharpness { experiment, .. }
        | Job::Path { experiment, .. }) = &mut self;
        experiment.forget_unused();
        self
    }
}

impl Experiment {
    fn forget_other_regime(&mut self, regime: Regime) {
        let batch = self.batch(regime);
        (self.small_batch, self.large_batch) = (batch, batch);
    }

    fn forget_measuring(&mut self) {
        self.starts = 0;
    }

    /// The number of trials, and parameters of choices that are not taken.
    fn forget_unused(&mut self) {
        self.trials = 1;
        if self.optimizer != OptimizerKind::Sgd {
            self.momentum = 0.0;
        }
        if self.stop != StopRule::Loss {
            self.stop_loss = 1.0;
        }
    }
}
