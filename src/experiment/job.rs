//! Jobs: plain data, each a pure function of its settings, its seed and the vectors that come
//! with it.

use super::settings::{Experiment, OptimizerKind, StopRule};
use super::wire::FlatJob;
use crate::data::limits;
use crate::network::Architecture;
use crate::strategy::Strategy;
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

impl Regime {
    /// Its name in figures and words, as in the paper: "SB" or "LB".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Small => "SB",
            Self::Large => "LB",
        }
    }
}

/// A piece of work for one worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", try_from = "FlatJob")]
pub enum Job {
    /// Train one network from x₀. Needs no vector; gives the final x.
    Train {
        /// The settings.
        experiment: Experiment,
        /// How it is trained. Travels only if it is not plain training.
        #[serde(skip_serializing_if = "Strategy::is_plain")]
        strategy: Box<Strategy>,
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

/// Iterates of one training are kept after so many epochs, at most,
const MOST_KEPT: usize = 65;
/// and so many numbers of all trainings together: 64 MB.
const MOST_NUMBERS: usize = 16_000_000;

impl Experiment {
    /// The number of parameters n of the networks.
    pub fn parameters(&self) -> usize {
        let limits = limits(self.data);
        let Self {
            hidden,
            activation,
            batch_norm,
            ..
        } = self;
        Architecture::new(
            limits.features,
            hidden,
            limits.classes,
            *activation,
            *batch_norm,
        )
        .dimension()
    }

    /// The epochs after which an iterate is kept for the trajectories, ascending: evenly spread
    /// from 0 to the last, as many as there is room for.
    pub fn kept_epochs(&self) -> Vec<u32> {
        let networks = 2 * self.trials as usize;
        let room = MOST_NUMBERS / (self.parameters() * networks).max(1);
        let steps = room.min(MOST_KEPT).min(self.epochs + 1).max(2) - 1;
        (0..=steps)
            .map(|step| ((step * self.epochs + steps / 2) / steps) as u32)
            .collect()
    }

    /// The batch size of this regime.
    pub fn batch(&self, regime: Regime) -> usize {
        match regime {
            Regime::Small => self.small_batch,
            Regime::Large => self.large_batch,
        }
    }

    /// The optimiser's steps in an epoch of plain training: one for each whole batch, since a last
    /// one that would be shorter is dropped.
    pub fn steps_in_epoch(&self, regime: Regime) -> usize {
        self.train / self.batch(regime).max(1)
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
                experiment,
                strategy,
                regime,
                ..
            } => {
                **strategy = strategy.canonical(experiment, *regime);
                if *regime == Regime::Small || !strategy.needs_small_batch() {
                    experiment.forget_other_regime(*regime);
                }
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
