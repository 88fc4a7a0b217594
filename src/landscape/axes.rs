//! What spans a slice through weight space, and how points on it are evaluated.

use crate::choice::{Choice, Named, choice};
use serde::{Deserialize, Serialize};

/// What spans a slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
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

impl Named for Axes {
    const ALL: &'static [(Self, Choice)] = &[
        (
            Self::Points,
            choice("points", "through SB, LB and their start"),
        ),
        (
            Self::Random,
            choice("random", "two random directions at each minimum"),
        ),
        (
            Self::Filter,
            choice("filter", "two random directions, filter-normalised"),
        ),
        (
            Self::Eigenvectors,
            choice("eigenvectors", "two top Hessian eigenvectors at each"),
        ),
        (
            Self::Components,
            choice("components", "principal components of both paths"),
        ),
    ];
}

/// How points of a slice are evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evaluated {
    /// The first so many training samples, and testing samples, only; 0 takes all.
    pub samples: u32,
    /// Whether testing samples are evaluated as well.
    pub testing: bool,
    /// Batch-norm statistics are those of the centre; otherwise they are re-estimated, at every
    /// point, on the training samples used.
    pub frozen: bool,
}
