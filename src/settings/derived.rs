//! What follows from an experiment's settings.

use super::{Experiment, Regime};
use crate::data::{Selection, limits};
use crate::network::Architecture;

/// Iterates of one training are kept after so many epochs, at most,
const MOST_KEPT: usize = 65;
/// and so many numbers of all trainings together: 64 MB.
const MOST_NUMBERS: usize = 16_000_000;

impl Experiment {
    /// The networks' shape with so many inputs and classes.
    pub fn architecture(&self, features: usize, classes: usize) -> Architecture {
        Architecture::new(
            features,
            &self.hidden,
            classes,
            self.activation,
            self.batch_norm,
        )
    }

    /// The number of parameters n of the networks.
    pub fn parameters(&self) -> usize {
        let limits = limits(self.data);
        self.architecture(limits.features, limits.classes)
            .dimension()
    }

    /// The epochs after which an iterate is kept for the trajectories, ascending: evenly spread
    /// from 0 to the last, as many as there is room for.
    pub fn kept_epochs(&self) -> Vec<u32> {
        self.spread_epochs(self.epochs, MOST_KEPT, 2 * self.trials as usize)
    }

    /// From 0 to `epochs` evenly spread epochs, at most `most`, and so many that an iterate after each of them
    /// can be kept of so many networks.
    pub fn spread_epochs(&self, epochs: usize, most: usize, networks: usize) -> Vec<u32> {
        let room = MOST_NUMBERS / (self.parameters() * networks).max(1);
        let steps = room.min(most).min(epochs + 1).max(2) - 1;
        (0..=steps)
            .map(|step| ((step * epochs + steps / 2) / steps) as u32)
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

impl From<&Experiment> for Selection {
    fn from(experiment: &Experiment) -> Self {
        Self {
            data: experiment.data,
            draw: experiment.draw,
            train: experiment.train,
            label_noise: experiment.label_noise,
            // Without wrong labels nothing follows from it, and the same samples stay the same.
            seed: if experiment.label_noise > 0.0 {
                experiment.seed
            } else {
                0
            },
        }
    }
}
