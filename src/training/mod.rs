//! The step-wise trainer: one gradient evaluation, with the optimiser step that may follow it, or one
//! evaluation of the whole sets is the unit of work, so that a worker can stream, pause and cancel.

mod batch;
mod bend;
mod checkpoint;
mod report;
mod step;

pub use batch::Batch;
pub use bend::Bend;
pub use checkpoint::Checkpoint;
pub use report::{Ending, EpochPoint, Evaluation};
pub use step::Stepper;

use crate::data::{BatchOrder, Dataset};
use crate::network::{Architecture, Forward, initial_parameters};
use crate::random::{Purpose, stream};
use crate::settings::StopRule;
use crate::settings::{Experiment, Regime};
use crate::strategy::averaging::Mean;
use crate::strategy::{Averaging, Plan, Strategy};
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
    /// This batch's step is under way.
    Step(usize),
    Ended,
}

/// The network an experiment trains on this data.
pub fn architecture(experiment: &Experiment, data: &Dataset) -> Architecture {
    experiment.architecture(data.train.inputs.ncols(), data.classes)
}

/// One network in training.
pub struct Trainer {
    experiment: Experiment,
    strategy: Strategy,
    plan: Plan,
    data: Rc<Dataset>,
    initial: Vec<f32>,
    x: Vec<f32>,
    stepper: Stepper,
    forward: Forward<f32>,
    order: BatchOrder,
    mean: Mean,
    steps: usize,
    all_steps: usize,
    phase: Phase,
    points: Vec<EpochPoint>,
    ending: Option<Ending>,
    keep: Vec<u32>,
    snapshots: Vec<(u32, Vec<f32>)>,
}

impl Trainer {
    /// Trial number `trial` of one regime with its samples in the order of trial number `order`, trained by a
    /// strategy, which must be checked against the experiment. The initial weights and the order of its samples
    /// depend on neither. `keep` are the epochs after which x is kept, ascending. The experiment must be checked
    /// against the data.
    pub fn new(
        experiment: &Experiment,
        strategy: &Strategy,
        regime: Regime,
        [trial, order]: [u32; 2],
        data: Rc<Dataset>,
        keep: Vec<u32>,
    ) -> Self {
        let strategy = strategy.canonical(experiment, regime);
        let plan = Plan::new(&strategy, experiment, regime);
        let shape = architecture(experiment, &data);
        let seed = experiment.seed;
        let initial = initial_parameters(&shape, &mut stream(seed, trial, Purpose::Initialisation));
        let largest = plan.batches().last().copied().unwrap_or(0);
        let samples = u32::try_from(data.train.len()).unwrap_or(u32::MAX);
        Self {
            stepper: Stepper::new(experiment, &strategy, trial, &data, largest),
            forward: Forward::new(&shape, data.train.len()),
            order: BatchOrder::new(samples, seed, order),
            mean: Mean::default(),
            x: initial.clone(),
            initial,
            experiment: experiment.clone(),
            strategy,
            all_steps: plan.all_steps(),
            plan,
            data,
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
            Phase::Batch(index) => {
                self.begin(index);
                self.step(index);
            }
            Phase::Step(index) => self.step(index),
            Phase::Ended => {}
        }
        self.ending.is_some()
    }

    /// Epochs done: the epoch under way, from 0.
    fn epoch(&self) -> usize {
        self.points.len().saturating_sub(1)
    }

    fn begin(&mut self, index: usize) {
        let size = self.plan.batch(self.epoch());
        if let Some(indices) = self.order.batches(size).nth(index) {
            self.stepper.begin(&self.x, &self.data, indices);
        }
        self.phase = Phase::Step(index);
    }

    /// One gradient evaluation on the batch, and the step it completes.
    fn step(&mut self, index: usize) {
        let Some(loss) = self.stepper.evaluate(&self.x) else {
            return;
        };
        if self.diverged(loss) {
            return;
        }
        let rate = self.rate(index);
        if !self.stepper.apply(&mut self.x, rate) {
            return;
        }
        self.steps += 1;
        let next = index + 1;
        self.phase = if next < self.plan.steps(self.epoch()) {
            Phase::Batch(next)
        } else {
            Phase::Evaluation
        };
    }

    /// The learning rate for batch `index` of the epoch. A warm start has that of the SB run.
    fn rate(&self, index: usize) -> f64 {
        let Experiment {
            learning_rate,
            schedule,
            epochs,
            small_batch,
            ..
        } = self.experiment;
        let epoch = self.epoch();
        let steps = self.plan.steps(epoch);
        let Some(of_run) = self.plan.of_run(epoch) else {
            return learning_rate * schedule.factor(epoch * steps + index, epochs * steps);
        };
        let step = of_run * steps + index;
        let scheduled = match self.averaging() {
            Some((averaging, first)) if averaging.hold => step.min(first * steps),
            _ => step,
        };
        let factor = schedule.factor(scheduled, self.plan.epochs * steps);
        let target = self
            .strategy
            .rate
            .target(self.plan.batch(epoch), small_batch);
        learning_rate * factor * self.strategy.rate.at(target, step, steps)
    }

    /// How iterates are averaged, and the epoch of the run after which the first one counts.
    fn averaging(&self) -> Option<(Averaging, usize)> {
        let averaging = self.strategy.averaging?;
        Some((averaging, averaging.first(self.plan.epochs)))
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
        let epoch = self.points.len();
        self.average(epoch);
        let x = self.mean.get().unwrap_or(&self.x);
        let evaluation = evaluate(&mut self.forward, x, &self.data);
        let distance = distance(x, &self.initial);
        if self.diverged(evaluation.train_loss) {
            return;
        }
        let epoch = epoch as u32;
        self.points.push(EpochPoint {
            epoch,
            evaluation,
            distance,
        });
        if self.keep.contains(&epoch) {
            self.snapshots.push((epoch, self.x().to_vec()));
        }
        self.go_on();
    }

    /// Ends training, or begins the next epoch.
    fn go_on(&mut self) {
        match self.stop() {
            Some(ending) => self.end(ending),
            None => self.begin_epoch(),
        }
    }

    /// Takes x into the mean, if it counts after so many epochs.
    fn average(&mut self, epoch: usize) {
        let of_run = self.plan.of_run(epoch);
        if let Some((_, first)) = self.averaging()
            && of_run.is_some_and(|epoch| epoch >= first)
        {
            self.mean.add(&self.x);
        }
    }

    fn begin_epoch(&mut self) {
        self.order.epoch();
        let warm_start = self.plan.warm_start;
        if warm_start > 0 && self.epoch() == warm_start {
            self.stepper.forget();
        }
        self.phase = Phase::Batch(0);
    }

    fn stop(&self) -> Option<Ending> {
        let Experiment {
            stop, stop_loss, ..
        } = self.experiment;
        let run = self.points.get(self.plan.warm_start..)?;
        let now = run.last()?;
        let ending = match stop {
            StopRule::Loss if now.evaluation.train_loss <= stop_loss => Some(Ending::Loss),
            StopRule::Fitted if now.evaluation.train_accuracy >= 1.0 => Some(Ending::Fitted),
            StopRule::Ceased if has_ceased(run) => Some(Ending::Ceased),
            _ => None,
        };
        ending.or_else(|| (self.epoch() >= self.plan.all()).then_some(Ending::Epochs))
    }

    /// The share of the most epochs that is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        if self.ending.is_some() {
            return 1.0;
        }
        self.steps as f64 / self.all_steps.max(1) as f64
    }

    /// One point for every epoch done so far.
    pub fn points(&self) -> &[EpochPoint] {
        &self.points
    }

    /// Why it ended, once it has.
    pub fn ending(&self) -> Option<Ending> {
        self.ending
    }

    /// Steps done: one a batch, whatever a strategy does on it.
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// Gradient evaluations done: a gradient of the whole batch each.
    pub fn gradients(&self) -> u64 {
        self.stepper.gradients()
    }

    /// Samples that went through a gradient evaluation, each as often as it did.
    pub fn samples(&self) -> u64 {
        self.stepper.samples()
    }

    /// x as it is now; once averaging has begun, the mean after the last whole epoch.
    pub fn x(&self) -> &[f32] {
        self.mean.get().unwrap_or(&self.x)
    }

    /// The epochs that were to be kept and have been reached, each with x after it, ascending.
    pub fn snapshots(&self) -> &[(u32, Vec<f32>)] {
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
