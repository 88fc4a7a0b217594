//! What is asked of the landscape and what comes back, as plain data: first the axes of a slice
//! through weight space, then points on it, and now and then a closer look at one place.

use super::wire::FlatSurvey;
use crate::experiment::{Experiment, Regime};
use serde::{Deserialize, Serialize};

/// What spans a slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Axes {
    /// The plane through x_S, x_L and x₀, with orthonormal axes: the first from x_S to x_L, the
    /// second towards x₀.
    Points,
    /// The first two principal components of both trajectories, orthonormal.
    Components,
    /// Two random directions at a minimum, filter-normalised (Li et al. 2018, section 4).
    Filter,
    /// Two random orthonormal directions at a minimum.
    Random,
    /// Centre 0, x_L and x_S as they are: where paths between the minima are places.
    Ends,
    /// The eigenvectors of the two largest eigenvalues of the Hessian at a minimum, orthonormal.
    Eigenvectors,
}

impl Axes {
    /// Whether the slice goes through one minimum only, so that there is one for each regime.
    pub const fn at_a_minimum(self) -> bool {
        matches!(self, Self::Filter | Self::Random | Self::Eigenvectors)
    }

    /// Whether another seed gives another slice.
    pub const fn is_random(self) -> bool {
        matches!(self, Self::Filter | Self::Random)
    }
}

/// A piece of work for one worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", try_from = "FlatSurvey")]
pub enum Survey {
    /// Find the axes of a slice and where the trajectories are on it. Needs the trajectories'
    /// vectors, SB's in the order of its epochs, then LB's; leaves the vectors centre, d₁, d₂.
    Slice {
        /// The settings.
        experiment: Experiment,
        /// Which trial.
        trial: u32,
        /// What spans the slice.
        axes: Axes,
        /// At whose minimum the slice is, where [`Axes::at_a_minimum`]; else it does not matter.
        at: Regime,
        /// Which of the random slices.
        draw: u32,
        /// The epochs of the vectors of SB and of LB, ascending: first 0, which is x₀, and last
        /// the minimum.
        epochs: [Vec<u32>; 2],
    },
    /// Evaluate the network at centre + a d₁ + b d₂. Needs the vectors centre, d₁, d₂.
    Points {
        /// The settings.
        experiment: Experiment,
        /// The places (a, b).
        places: Vec<[f64; 2]>,
        /// How.
        evaluated: Evaluated,
    },
    /// Measure the sharpness at centre + a d₁ + b d₂. Needs the vectors centre, d₁, d₂.
    Probe {
        /// The settings.
        experiment: Experiment,
        /// Which trial: decides the random starting points.
        trial: u32,
        /// The place (a, b).
        place: [f64; 2],
    },
}

impl Survey {
    /// The settings.
    pub fn experiment(&self) -> &Experiment {
        match self {
            Self::Slice { experiment, .. }
            | Self::Points { experiment, .. }
            | Self::Probe { experiment, .. } => experiment,
        }
    }
}

/// How points of a slice are evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evaluated {
    /// The first so many training samples, and testing samples, only; 0 takes all.
    pub samples: u32,
    /// Whether testing samples are evaluated as well.
    pub testing: bool,
    /// Batch-norm statistics are those of the centre; otherwise they are re-estimated, at every
    /// point, on the training samples used.
    pub frozen: bool,
}

/// Where a trajectory is on a slice after an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Footprint {
    /// The epoch.
    pub epoch: u32,
    /// Its orthogonal projection's first coordinate.
    pub a: f64,
    /// Its second.
    pub b: f64,
    /// Its distance from the slice, ‖x − projection‖₂.
    pub off: f64,
}

/// A slice through weight space.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slice {
    /// What spans it.
    pub axes: Axes,
    /// At whose minimum it is, where it is at one.
    pub at: Regime,
    /// Which of the random slices.
    pub draw: u32,
    /// Which trial.
    pub trial: u32,
    /// The axes' inner products d₁·d₁, d₁·d₂ and d₂·d₂.
    pub gram: [f64; 3],
    /// SB's trajectory.
    pub small: Vec<Footprint>,
    /// LB's trajectory.
    pub large: Vec<Footprint>,
    /// With principal components, the share of the trajectories' variance each explains; with
    /// eigenvectors, their eigenvalues; else empty.
    pub values: Vec<f64>,
}

impl Slice {
    /// The trajectory of a regime.
    pub fn trail(&self, regime: Regime) -> &[Footprint] {
        match regime {
            Regime::Small => &self.small,
            Regime::Large => &self.large,
        }
    }

    /// The squared length of a d₁ + b d₂ in weight space.
    pub fn squared(&self, a: f64, b: f64) -> f64 {
        let [aa, ab, bb] = self.gram;
        a * a * aa + 2.0 * a * b * ab + b * b * bb
    }

    /// How far a place of the slice is from a footprint's own point, off the slice as well.
    pub fn distance(&self, [a, b]: [f64; 2], footprint: &Footprint) -> f64 {
        let within = self.squared(a - footprint.a, b - footprint.b);
        libm::sqrt(within.max(0.0) + footprint.off * footprint.off)
    }
}

/// Evaluated points of a slice. Lists of equal length; the testing ones are empty where testing
/// samples were not evaluated.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Points {
    /// The places (a, b).
    pub places: Vec<[f64; 2]>,
    /// Mean cross-entropy over the training samples, in nats; infinite where it overflows.
    pub train_loss: Vec<f64>,
    /// Share of training samples classified correctly, in [0, 1].
    pub train_accuracy: Vec<f64>,
    /// Mean cross-entropy over the testing samples, in nats.
    pub test_loss: Vec<f64>,
    /// Share of testing samples classified correctly, in [0, 1].
    pub test_accuracy: Vec<f64>,
}

/// How sharp the landscape is at one place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Probe {
    /// The place (a, b).
    pub place: [f64; 2],
    /// f there, on the whole training set.
    pub loss: f64,
    /// φ of Metric 2.1 in the full space at ε = 10⁻³, with the experiment's starts.
    pub phi: f64,
    /// The largest eigenvalue of the Hessian.
    pub eigenvalue: f64,
}

/// What a survey reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Finding {
    /// Of [`Survey::Slice`].
    Slice(Slice),
    /// Of [`Survey::Points`].
    Points(Points),
    /// Of [`Survey::Probe`].
    Probe(Probe),
}
