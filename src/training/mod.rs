//! The step-wise trainer: one optimiser step, or one evaluation, is the unit of work, so that a
//! worker can stream, pause and cancel.

use crate::data::Dataset;
use crate::data::{BatchOrder, gather};
use crate::experiment::report::{Ending, EpochPoint, Evaluation};
use crate::experiment::settings::StopRule;
use crate::experiment::{Experiment, Regime};
use crate::network::{Architecture, BatchRisk, Forward, initial_parameters};
use crate::objective::Objective;
use crate::optimizer::{Optimizer, optimizer};
use crate::random::{Purpose, stream};
use std::rc::Rc;

/// A batch loss of this many times ln(classes), the loss of guessing, counts as exploded.
const EXPLOSION: f64 = 1000.0;
/// [`StopRule::Ceased`] looks at this many last epochs,
const PATIENCE: usize = 10;
/// and asks whether their best loss is below this share of the best before them.
const IMPROVEMENT: f64 = 0.99;

enum Phase {
    /// The whole sets are evaluated next.
    Evaluation,
    /// This batch of the epoch is stepped on next.
    Batch(usize),
    Ended,
}

/// The network an experiment trains on this data.
pub fn architecture(experiment: &Experiment, data: &Dataset) -> Architecture {
    let Experiment {
        hidden,
        activation,
        batch_norm,
        ..
    } = experiment;
    Architecture::new(
        data.train.inputs.ncols(),
        hidden,
        data.classes,
        *activation,
        *batch_norm,
    )
}

/// One network in training.
pub struct Trainer {
    experiment: Experiment,
    data: Rc<Dataset>,
    initial: Vec<f32>,
    x: Vec<f32>,
    gradient: Vec<f32>,
    risk: BatchRisk<f32>,
    forward: Forward<f32>,
    optimizer: Box<dyn Optimizer<f32>>,
    order: BatchOrder,
    batch: usize,
    steps: usize,
    phase: Phase,
    points: Vec<EpochPoint>,
    ending: Option<Ending>,
    keep: Vec<u32>,
    snapshots: Vec<Vec<f32>>,
}

impl Trainer {
    /// Trial number `trial` of one regime; its initial weights and the order of its samples do not
    /// depend on the regime. `keep` are the epochs after which x is kept, ascending. The
    /// experiment must be checked against the data.
    pub fn new(
        experiment: &Experiment,
        regime: Regime,
        trial: u32,
        data: Rc<Dataset>,
        keep: Vec<u32>,
    ) -> Self {
        let shape = architecture(experiment, &data);
        let seed = experiment.seed;
        let initial = initial_parameters(&shape, &mut stream(seed, trial, Purpose::Initialisation));
        let batch = experiment.batch(regime);
        let samples = u32::try_from(data.train.len()).unwrap_or(u32::MAX);
        Self {
            risk: BatchRisk::new(&shape, batch),
            forward: Forward::new(&shape, data.train.len()),
            optimizer: optimizer(experiment, shape.dimension()),
            order: BatchOrder::new(samples, seed, trial),
            x: initial.clone(),
            gradient: vec![0.0; shape.dimension()],
            initial,
            experiment: experiment.clone(),
            data,
            batch,
            steps: 0,
            phase: Phase::Evaluation,
            points: Vec::new(),
            ending: None,
            keep,
            snapshots: Vec::new(),
        }
    }

    /// Does one unit of work; returns whether training has ended.
    pub fn advance(&mut self) -> bool {
        match self.phase {
            Phase::Evaluation => self.evaluate(),
            Phase::Batch(index) => self.step(index),
            Phase::Ended => {}
        }
        self.ending.is_some()
    }

    /// Steps in one epoch.
    fn epoch_steps(&self) -> usize {
        self.data.train.len() / self.batch
    }

    fn step(&mut self, index: usize) {
        if let Some(indices) = self.order.batches(self.batch).nth(index) {
            gather(
                &self.data.train,
                indices,
                &mut self.risk.inputs,
                &mut self.risk.labels,
            );
        }
        let loss = self.risk.gradient(&self.x, &mut self.gradient);
        if self.diverged(loss) {
            return;
        }
        let all = self.epoch_steps() * self.experiment.epochs;
        let rate = self.experiment.learning_rate * self.experiment.schedule.factor(self.steps, all);
        self.optimizer.step(&mut self.x, &self.gradient, rate);
        self.steps += 1;
        let next = index + 1;
        self.phase = if next < self.epoch_steps() {
            Phase::Batch(next)
        } else {
            Phase::Evaluation
        };
    }

    /// Ends training if this loss is no longer one.
    fn diverged(&mut self, loss: f64) -> bool {
        let limit = EXPLOSION * libm::log(self.data.classes as f64);
        let diverged = !loss.is_finite() || loss > limit;
        if diverged {
            let epoch = self.points.len() as u32;
            self.end(Ending::Diverged {
                epoch,
                loss: loss.is_finite().then_some(loss),
            });
        }
        diverged
    }

    fn end(&mut self, ending: Ending) {
        self.ending = Some(ending);
        self.phase = Phase::Ended;
    }

    fn evaluate(&mut self) {
        let epoch = self.points.len() as u32;
        let evaluation = evaluate(&mut self.forward, &self.x, &self.data);
        if self.diverged(evaluation.train_loss) {
            return;
        }
        self.points.push(EpochPoint {
            epoch,
            evaluation,
            distance: distance(&self.x, &self.initial),
        });
        if self.keep.contains(&epoch) {
            self.snapshots.push(self.x.clone());
        }
        match self.stop() {
            Some(ending) => self.end(ending),
            None => {
                self.order.epoch();
                self.phase = Phase::Batch(0);
            }
        }
    }

    fn stop(&self) -> Option<Ending> {
        let Experiment {
            stop,
            stop_loss,
            epochs,
            ..
        } = self.experiment;
        let now = self.points.last()?;
        let ending = match stop {
            StopRule::Loss if now.evaluation.train_loss <= stop_loss => Some(Ending::Loss),
            StopRule::Fitted if now.evaluation.train_accuracy >= 1.0 => Some(Ending::Fitted),
            StopRule::Ceased if has_ceased(&self.points) => Some(Ending::Ceased),
            _ => None,
        };
        ending.or_else(|| (now.epoch as usize >= epochs).then_some(Ending::Epochs))
    }

    /// The share of the most epochs that is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        if self.ending.is_some() {
            return 1.0;
        }
        self.steps as f64 / (self.epoch_steps() * self.experiment.epochs).max(1) as f64
    }

    /// One point for every epoch done so far.
    pub fn points(&self) -> &[EpochPoint] {
        &self.points
    }

    /// Why it ended, once it has.
    pub fn ending(&self) -> Option<Ending> {
        self.ending
    }

    /// Optimiser steps done.
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// x as it is now.
    pub fn x(&self) -> &[f32] {
        &self.x
    }

    /// x after the epochs that were to be kept and have been reached.
    pub fn snapshots(&self) -> &[Vec<f32>] {
        &self.snapshots
    }
}

/// Loss and accuracy on both sets, batch-norm statistics re-estimated on the whole training set.
pub fn evaluate(forward: &mut Forward<f32>, x: &[f32], data: &Dataset) -> Evaluation {
    let train = forward.estimate(x, data.train.flat(), &data.train.labels);
    let test = forward.score_frozen(x, data.test.flat(), &data.test.labels);
    Evaluation {
        train_loss: train.loss,
        train_accuracy: train.accuracy,
        test_loss: test.loss,
        test_accuracy: test.accuracy,
    }
}

/// ‖a − b‖₂, summed in double precision.
pub fn distance(a: &[f32], b: &[f32]) -> f64 {
    let squares = a.iter().zip(b).map(|(&a, &b)| {
        let difference = f64::from(a) - f64::from(b);
        difference * difference
    });
    squares.sum::<f64>().sqrt()
}

/// Whether the last epochs' best loss is no real improvement on the best before them.
fn has_ceased(points: &[EpochPoint]) -> bool {
    let Some(earlier) = points.len().checked_sub(PATIENCE).filter(|&n| n > 0) else {
        return false;
    };
    let best = |points: &[EpochPoint]| {
        points
            .iter()
            .map(|point| point.evaluation.train_loss)
            .fold(f64::INFINITY, f64::min)
    };
    best(&points[earlier..]) > IMPROVEMENT * best(&points[..earlier])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(losses: impl IntoIterator<Item = f64>) -> Vec<EpochPoint> {
        let evaluation = |train_loss| Evaluation {
            train_loss,
            train_accuracy: 0.0,
            test_loss: 0.0,
            test_accuracy: 0.0,
        };
        let losses = losses.into_iter().enumerate();
        let point = |(epoch, loss)| EpochPoint {
            epoch: epoch as u32,
            evaluation: evaluation(loss),
            distance: 0.0,
        };
        losses.map(point).collect()
    }

    #[test]
    fn the_loss_has_ceased_to_improve_after_ten_epochs_without_one_per_cent() {
        let falling = (0..30).map(|epoch| 1.0 / f64::from(epoch + 1));
        assert!(!has_ceased(&points(falling)));
        assert!(!has_ceased(&points([1.0; 10])), "too early to tell");
        assert!(has_ceased(&points([1.0; 11])));
        let late = [1.0; 10].into_iter().chain([0.98]);
        assert!(!has_ceased(&points(late)));
    }
}
