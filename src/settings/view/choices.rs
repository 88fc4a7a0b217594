//! What of a view is one of a few.

use crate::choice::{Choice, Named, choice};
use crate::landscape::Axes;
use serde::{Deserialize, Serialize};

/// The quantity that a place of the landscape is looked at for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// Mean cross-entropy.
    Loss,
    /// Share of samples classified correctly.
    Accuracy,
}

/// The samples it is evaluated on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum SampleSet {
    /// The training set: the function that is minimised.
    Training,
    /// The testing set.
    Testing,
    /// Testing − training: where the two surfaces are shifted against each other.
    Gap,
}

/// How a plane is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// A contour map.
    Map,
    /// A surface in three dimensions.
    Surface,
}

/// Points along each side of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub enum Resolution {
    /// 25².
    #[serde(rename = "25")]
    Coarse,
    /// 51².
    #[serde(rename = "51")]
    Medium,
    /// 101².
    #[serde(rename = "101")]
    Fine,
}

impl Resolution {
    /// The number of points along a side.
    pub const fn points(self) -> usize {
        match self {
            Self::Coarse => 25,
            Self::Medium => 51,
            Self::Fine => 101,
        }
    }
}

/// Where batch norm takes its statistics from while a slice is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum BatchNormStats {
    /// Those of the minimum along its own Hessian's directions, as curvature is measured; re-estimated elsewhere.
    Fitting,
    /// Re-estimated at every point.
    Estimated,
    /// Those of the slice's centre.
    Frozen,
}

/// How many samples a slice is evaluated on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Sample {
    /// All of them.
    All,
    /// The first thousand, which is faster.
    #[serde(rename = "1000")]
    Thousand,
}

/// The direction of the lines through the minima.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Along {
    /// From SB to LB on a curve (the paper's figure 7) and straight (figure 3).
    Curve,
    /// The eigenvector of the Hessian's largest eigenvalue.
    Eigenvector,
    /// A random filter-normalised direction.
    Filter,
    /// A random direction of length 1.
    Random,
}

impl Along {
    /// What spans the slice that holds the lines.
    pub const fn axes(self) -> Axes {
        match self {
            Self::Curve => Axes::Ends,
            Self::Eigenvector => Axes::Eigenvectors,
            Self::Filter => Axes::Filter,
            Self::Random => Axes::Random,
        }
    }
}

/// What the rows of the comparison have equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Equal {
    /// Epochs, but for strategies that are about their number.
    Epochs,
    /// Gradient evaluations, those of plain training.
    Gradients,
}

/// What the trainings of the sweep over batch sizes have equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum EqualSweep {
    /// Epochs, as the experiment has them.
    Epochs,
    /// The training loss that they stop at.
    Loss,
}

/// Between which minima ways are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub enum Between {
    /// SB's and LB's of a trial, which share their start.
    #[serde(rename = "sb-lb")]
    Pair,
    /// SB's of a trial and of the next one, which has another start.
    #[serde(rename = "starts")]
    Starts,
    /// SB's of a trial and that from the same start with the next trial's order of batches.
    #[serde(rename = "orders")]
    Orders,
}

impl Named for Between {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Pair, choice("sb-lb", "SB and LB")),
        (
            Self::Starts,
            choice("starts", "SB and SB from another start"),
        ),
        (
            Self::Orders,
            choice("orders", "SB and SB with another order of batches"),
        ),
    ];
}

impl Named for Equal {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Epochs, choice("epochs", "epochs")),
        (Self::Gradients, choice("gradients", "gradient evaluations")),
    ];
}

impl Named for EqualSweep {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Epochs, choice("epochs", "epochs")),
        (Self::Loss, choice("loss", "training loss")),
    ];
}

impl Named for Measure {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Loss, choice("loss", "loss")),
        (Self::Accuracy, choice("accuracy", "accuracy")),
    ];
}

impl Named for SampleSet {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Training, choice("training", "training")),
        (Self::Testing, choice("testing", "testing")),
        (Self::Gap, choice("gap", "testing − training")),
    ];
}

impl Named for Shape {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Map, choice("map", "map")),
        (Self::Surface, choice("surface", "surface")),
    ];
}

impl Named for Resolution {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Coarse, choice("25", "25 × 25")),
        (Self::Medium, choice("51", "51 × 51")),
        (Self::Fine, choice("101", "101 × 101")),
    ];
}

impl Named for BatchNormStats {
    const ALL: &'static [(Self, Choice)] = &[
        (
            Self::Fitting,
            choice("fitting", "frozen along eigenvectors, else re-estimated"),
        ),
        (
            Self::Estimated,
            choice("estimated", "re-estimated at every point"),
        ),
        (
            Self::Frozen,
            choice("frozen", "frozen at the slice’s centre"),
        ),
    ];
}

impl Named for Sample {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::All, choice("all", "all")),
        (Self::Thousand, choice("1000", "the first 1,000")),
    ];
}

impl Named for Along {
    const ALL: &'static [(Self, Choice)] = &[
        (
            Self::Curve,
            choice("curve", "a curve and a line between the minima"),
        ),
        (
            Self::Eigenvector,
            choice("eigenvector", "the steepest direction at each minimum"),
        ),
        (
            Self::Filter,
            choice("filter", "a random direction at each, filter-normalised"),
        ),
        (
            Self::Random,
            choice("random", "a random direction at each, of length 1"),
        ),
    ];
}
