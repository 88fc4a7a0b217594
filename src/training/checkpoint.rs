//! A training that is kept between two epochs, and goes on elsewhere with the same bits.

use super::{EpochPoint, Phase, Trainer};

/// A plain training after a whole number of epochs: all that it goes on from, beside its settings and
/// its data. The orders of the samples follow from the epochs done.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    /// x, n numbers.
    pub x: Vec<f32>,
    /// What the optimiser remembers, arrays of n numbers; see
    /// [`Optimizer::memory`](crate::optimizer::Optimizer::memory).
    pub memory: Vec<Vec<f32>>,
    /// One point an epoch, from epoch 0.
    pub points: Vec<EpochPoint>,
}

impl Trainer {
    /// Its state, if an epoch has just been evaluated. `None` otherwise, and where a strategy or iterates
    /// that are kept would be part of it.
    pub fn checkpoint(&self) -> Option<Checkpoint> {
        let between = match self.phase {
            Phase::Batch(0) => true,
            Phase::Ended => self.steps == self.steps_in(self.epoch()),
            _ => false,
        };
        (between && self.is_plain()).then(|| Checkpoint {
            x: self.x.clone(),
            memory: self
                .stepper
                .memory()
                .into_iter()
                .map(<[_]>::to_vec)
                .collect(),
            points: self.points.clone(),
        })
    }

    /// Goes on from a checkpoint of a training with the same settings, data, regime and trial, as that
    /// one would have. Must not have been advanced. Whether the checkpoint fits; if not, nothing may be
    /// done with this trainer.
    pub fn resume(&mut self, checkpoint: Checkpoint) -> bool {
        let Checkpoint { x, memory, points } = checkpoint;
        let Some(epochs) = points.len().checked_sub(1) else {
            return false;
        };
        let steps = self.steps_in(epochs);
        let samples: usize = (0..epochs)
            .map(|epoch| self.plan.steps(epoch) * self.plan.batch(epoch))
            .sum();
        let fits = x.len() == self.x.len()
            && self.is_plain()
            && self.stepper.recall(&memory, steps, samples as u64);
        if fits {
            for _ in 0..epochs {
                self.order.epoch();
            }
            (self.x, self.points, self.steps) = (x, points, steps);
            self.go_on();
        }
        fits
    }

    fn is_plain(&self) -> bool {
        self.strategy.is_plain() && self.keep.is_empty()
    }

    /// The steps in so many first epochs.
    fn steps_in(&self, epochs: usize) -> usize {
        (0..epochs).map(|epoch| self.plan.steps(epoch)).sum()
    }
}
