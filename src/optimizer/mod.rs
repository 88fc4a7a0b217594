//! Descent: SGD, ADAM and their learning rates; ascent in a box by L-BFGS-B.

mod adam;
pub mod box_maximum;
mod kind;
mod schedule;
mod sgd;

pub use adam::{ADAM_EDGE, Adam};
pub use kind::OptimizerKind;
pub use schedule::Schedule;
pub use sgd::{Sgd, heavy_ball_edge};

use crate::objective::Real;

/// A rule that turns a gradient into a step.
pub trait Optimizer<T: Real> {
    /// Moves x by one step at the given learning rate. `x` and `gradient` have the length the
    /// optimiser was made for.
    fn step(&mut self, x: &mut [T], gradient: &[T], rate: f64);

    /// Forgets all steps done so far.
    fn reset(&mut self);

    /// What it remembers of the steps done so far: arrays of the parameters' length.
    fn memory(&self) -> Vec<&[T]>;

    /// Takes over the [`memory`](Self::memory) that another one of its kind had after `steps` steps, and
    /// goes on as that one would. Whether it is one of its kind and size; if not, nothing changes.
    fn recall(&mut self, memory: &[Vec<T>], steps: usize) -> bool;
}

/// An optimiser of this kind for `dimension` parameters; only SGD has a momentum.
pub fn optimizer(kind: OptimizerKind, momentum: f64, dimension: usize) -> Box<dyn Optimizer<f32>> {
    match kind {
        OptimizerKind::Adam => Box::new(Adam::new(dimension)),
        OptimizerKind::Sgd => Box::new(Sgd::new(dimension, momentum)),
    }
}
