//! Settings that are one of a few names: the one place that gives their names in links and their
//! labels on the page.

use super::settings::{Activation, DataSet, OptimizerKind, Schedule, StopRule};
use serde::Serialize;

/// One name a setting may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// The name in links and in serialised settings.
    pub value: &'static str,
    /// The name on the page.
    pub label: &'static str,
}

/// A name and its label.
pub(crate) const fn choice(value: &'static str, label: &'static str) -> Choice {
    Choice { value, label }
}

/// A setting with a few named values.
pub trait Named: Copy + PartialEq + 'static {
    /// All values with their names, in the order of the page.
    const ALL: &'static [(Self, Choice)];

    /// Name and label of this value.
    fn choice(self) -> Choice {
        Self::ALL
            .iter()
            .find(|(value, _)| *value == self)
            .map_or(choice("", ""), |(_, choice)| *choice)
    }

    /// The value of this name.
    fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, choice)| choice.value == name)
            .map(|(value, _)| *value)
    }
}

/// All choices of a setting.
pub fn choices<T: Named>() -> Vec<Choice> {
    T::ALL.iter().map(|(_, choice)| *choice).collect()
}

impl Named for DataSet {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Mnist1d, choice("mnist1d", "MNIST-1D signals")),
        (Self::Mnist, choice("mnist", "MNIST digits, 14 × 14")),
        (
            Self::Optdigits,
            choice("optdigits", "Optical digits, 8 × 8"),
        ),
        (Self::Spirals, choice("spirals", "Spirals of points")),
    ];
}

impl Named for Activation {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Relu, choice("relu", "ReLU")),
        (Self::Tanh, choice("tanh", "tanh")),
    ];
}

impl Named for OptimizerKind {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Adam, choice("adam", "ADAM")),
        (Self::Sgd, choice("sgd", "SGD")),
    ];
}

impl Named for Schedule {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Constant, choice("constant", "constant")),
        (
            Self::Lin3,
            choice("lin3", "constant, then linear to 0 over the last 30 %"),
        ),
    ];
}

impl Named for StopRule {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Epochs, choice("epochs", "after all epochs")),
        (Self::Loss, choice("loss", "at a training loss")),
        (Self::Fitted, choice("fitted", "at 100 % training accuracy")),
        (
            Self::Ceased,
            choice("ceased", "when the training loss ceases to improve"),
        ),
    ];
}
