//! The table of all settings: the single source for the page's controls, for links and for
//! [`Experiment::check`](super::Experiment::check).

use super::choices::{Named, choices};
use super::field::{Field, Range, Value};
use super::settings::{Activation, DataSet, Experiment, OptimizerKind, Schedule, StopRule};

/// A type that a setting may have.
trait Setting {
    fn value(&self) -> Value;
    /// Takes over `value`; one of another kind changes nothing.
    fn put(&mut self, value: &Value);
}

impl<T: Named> Setting for T {
    fn value(&self) -> Value {
        Value::Choice(self.choice().value.to_owned())
    }
    fn put(&mut self, value: &Value) {
        if let Value::Choice(name) = value
            && let Some(named) = T::named(name)
        {
            *self = named;
        }
    }
}

impl Setting for f64 {
    fn value(&self) -> Value {
        Value::Number(*self)
    }
    fn put(&mut self, value: &Value) {
        if let Value::Number(number) = value {
            *self = *number;
        }
    }
}

impl Setting for usize {
    fn value(&self) -> Value {
        Value::Number(*self as f64)
    }
    fn put(&mut self, value: &Value) {
        if let Value::Number(number) = value {
            *self = *number as usize;
        }
    }
}

impl Setting for u32 {
    fn value(&self) -> Value {
        Value::Number(f64::from(*self))
    }
    fn put(&mut self, value: &Value) {
        if let Value::Number(number) = value {
            *self = *number as u32;
        }
    }
}

impl Setting for bool {
    fn value(&self) -> Value {
        Value::Flag(*self)
    }
    fn put(&mut self, value: &Value) {
        if let Value::Flag(flag) = value {
            *self = *flag;
        }
    }
}

impl Setting for Vec<usize> {
    fn value(&self) -> Value {
        Value::Widths(self.clone())
    }
    fn put(&mut self, value: &Value) {
        if let Value::Widths(widths) = value {
            self.clone_from(widths);
        }
    }
}

const BOTH: &str = "both networks are trained anew";

const fn integer(min: u32, max: u32) -> Range {
    Range::Integer { min, max }
}

const fn number(min: f64, max: f64) -> Range {
    Range::Number { min, max }
}

macro_rules! field {
    ($name:ident, $key:literal, $group:literal, $range:expr, $step:expr, $retrains:expr,
     $label:literal, $help:literal) => {
        Field {
            name: stringify!($name),
            key: $key,
            label: $label,
            help: $help,
            group: $group,
            range: $range,
            step: $step,
            retrains: $retrains,
            get: |experiment: &Experiment| experiment.$name.value(),
            set: |experiment: &mut Experiment, value: &Value| experiment.$name.put(value),
        }
    };
}

/// All settings, in the order of the page and of links. What a setting's range depends on stands
/// before it.
#[rustfmt::skip]
pub static FIELDS: [Field; 18] = [
    field!(data, "data", "data", Range::Choice(choices::<DataSet>), None, BOTH,
        "Data set", "The labelled samples that both networks learn to classify into ten classes."),
    field!(train, "train", "data", integer(10, 4000), Some(100.0), BOTH,
        "Training samples", "How many samples the training loss f is the mean over."),
    field!(label_noise, "noise", "data", number(0.0, 0.9), Some(0.05), BOTH,
        "Label noise", "The share of training labels that are replaced by a wrong one."),
    field!(hidden, "hidden", "network", Range::Widths { layers: 6, max: 512 }, None, BOTH,
        "Hidden layers", "The widths of the hidden layers, joined by hyphens."),
    field!(activation, "act", "network", Range::Choice(choices::<Activation>), None, BOTH,
        "Activation", "The non-linearity of the hidden units."),
    field!(batch_norm, "bn", "network", Range::Flag, None, BOTH,
        "Batch norm", "Whether every hidden layer is normalised over the batch before its non-linearity."),
    field!(optimizer, "opt", "training", Range::Choice(choices::<OptimizerKind>), None, BOTH,
        "Optimiser", "The rule that turns gradients into steps."),
    field!(learning_rate, "lr", "training", number(1e-5, 1.0), None, BOTH,
        "Learning rate", "The size of the first steps, the same for both networks."),
    field!(momentum, "momentum", "training", number(0.0, 0.999), Some(0.05), BOTH,
        "Momentum", "How much of the last step SGD repeats; ADAM does not use it."),
    field!(schedule, "schedule", "training", Range::Choice(choices::<Schedule>), None, BOTH,
        "Schedule", "How the learning rate changes over the epochs."),
    field!(small_batch, "sb", "training", integer(1, 4000), Some(1.0), "the SB networks are trained anew",
        "Small batch (SB)", "How many samples the small-batch network sees in one step."),
    field!(large_batch, "lb", "training", integer(1, 4000), Some(1.0), "the LB networks are trained anew",
        "Large batch (LB)", "How many samples the large-batch network sees in one step; the paper takes 10 % of the training set."),
    field!(epochs, "epochs", "training", integer(1, 1000), Some(1.0), BOTH,
        "Epochs", "How often training passes over the data at most."),
    field!(stop, "stop", "training", Range::Choice(choices::<StopRule>), None, BOTH,
        "Stop", "When training ends before its last epoch."),
    field!(stop_loss, "stop_loss", "training", number(1e-6, 2.0), None, BOTH,
        "Stop at loss", "The training loss at which training ends, if that is the stop rule."),
    field!(trials, "trials", "trials", integer(1, 20), Some(1.0), "trials are added or left out, the others stay",
        "Trials", "How many pairs of networks are trained, each pair from its own random start."),
    field!(seed, "seed", "trials", integer(0, u32::MAX), Some(1.0), BOTH,
        "Seed", "The number that everything random follows from; the same seed gives the same results."),
    field!(starts, "starts", "trials", integer(0, 10), Some(1.0), "only the sharpness is measured anew",
        "Random starts", "How many random points the search for the greatest loss in the box starts from, besides the minimum itself."),
];
