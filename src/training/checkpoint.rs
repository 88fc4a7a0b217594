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
    /// The epochs so far after which x is kept, each with that x, ascending.
    pub snapshots: Vec<(u32, Vec<f32>)>,
}

impl Trainer {
    /// Its state, if an epoch has just been evaluated. `None` otherwise, and where a strategy would be part of
    /// it.
    pub fn checkpoint(&self) -> Option<Checkpoint> {
        let between = match self.phase {
            Phase::Batch(0) => true,
            Phase::Ended => self.steps == self.steps_in(self.epoch()),
            _ => false,
        };
        (between && self.strategy.is_plain()).then(|| Checkpoint {
            x: self.x.clone(),
            memory: self
                .stepper
                .memory()
                .into_iter()
                .map(<[_]>::to_vec)
                .collect(),
            points: self.points.clone(),
            snapshots: self.snapshots.clone(),
        })
    }

    /// Goes on from a checkpoint of a training with the same settings, data, regime and trial, as that
    /// one would have. Must not have been advanced. Whether the checkpoint fits; if not, nothing changes.
    pub fn resume(&mut self, checkpoint: Checkpoint) -> bool {
        let Checkpoint {
            x,
            memory,
            points,
            snapshots,
        } = checkpoint;
        let Some(epochs) = points.len().checked_sub(1) else {
            return false;
        };
        let steps = self.steps_in(epochs);
        let samples: usize = (0..epochs)
            .map(|epoch| self.plan.steps(epoch) * self.plan.batch(epoch))
            .sum();
        let reached = self.keep.iter().filter(|&&epoch| epoch <= epochs as u32);
        let kept = snapshots.iter().map(|(epoch, _)| epoch);
        let vectors = snapshots.iter().map(|(_, x)| x).chain([&x]);
        let fits = vectors.map(Vec::len).all(|n| n == self.x.len())
            && reached.eq(kept)
            && self.strategy.is_plain()
            && self.stepper.recall(&memory, steps, samples as u64);
        if fits {
            for _ in 0..epochs {
                self.order.epoch();
            }
            (self.x, self.points, self.steps) = (x, points, steps);
            self.snapshots = snapshots;
            self.go_on();
        }
        fits
    }

    /// The steps in so many first epochs.
    fn steps_in(&self, epochs: usize) -> usize {
        (0..epochs).map(|epoch| self.plan.steps(epoch)).sum()
    }
}
