//! Descent: SGD, ADAM and their learning rates; ascent in a box by L-BFGS-B.

mod adam;
pub mod box_maximum;
mod schedule;
mod sgd;

pub use adam::{ADAM_EDGE, Adam};
pub use sgd::{Sgd, heavy_ball_edge};

use crate::experiment::Experiment;
use crate::experiment::settings::OptimizerKind;
use crate::objective::Real;

/// A rule that turns a gradient into a step.
pub trait Optimizer<T: Real> {
    /// Moves x by one step at the given learning rate. `x` and `gradient` have the length the
    /// optimiser was made for.
    fn step(&mut self, x: &mut [T], gradient: &[T], rate: f64);

    /// Forgets all steps done so far.
    fn reset(&mut self);
}

/// The optimiser an experiment asks for, for `dimension` parameters.
pub fn optimizer(experiment: &Experiment, dimension: usize) -> Box<dyn Optimizer<f32>> {
    match experiment.optimizer {
        OptimizerKind::Adam => Box::new(Adam::new(dimension)),
        OptimizerKind::Sgd => Box::new(Sgd::new(dimension, experiment.momentum)),
    }
}
