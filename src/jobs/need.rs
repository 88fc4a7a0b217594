//! What a job needs of another.

use super::{Job, SliceJob, TrainJob};
use std::fmt;

/// The vectors of another job that a job has to be given.
#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    /// The job that leaves them.
    pub job: Job,
    /// Which of them.
    pub which: Which,
}

/// Which of the vectors that a job leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All of them.
    All,
    /// The last: of a training its minimum.
    Last,
    /// The one under this label: of a training x after this epoch.
    At(u32),
}

impl Need {
    /// Where a training ends.
    pub(crate) fn minimum(of: &TrainJob) -> Self {
        Self {
            job: of.clone().into(),
            which: Which::Last,
        }
    }

    /// x after an epoch of a training.
    pub(crate) fn after(of: &TrainJob, epoch: u32) -> Self {
        Self {
            job: of.clone().into(),
            which: Which::At(epoch),
        }
    }

    /// A whole trajectory.
    pub(crate) fn trajectory(of: &TrainJob) -> Self {
        Self {
            job: of.clone().into(),
            which: Which::All,
        }
    }

    /// A slice's centre and axes.
    pub(crate) fn slice(slice: &SliceJob) -> Self {
        Self {
            job: slice.clone().into(),
            which: Which::All,
        }
    }
}

impl Which {
    /// The places of the wanted vectors among those with these labels; `None` if one is missing.
    pub fn among(self, labels: &[u32]) -> Option<Vec<usize>> {
        match self {
            Self::All => Some((0..labels.len()).collect()),
            Self::Last => labels.len().checked_sub(1).map(|last| vec![last]),
            Self::At(label) => labels.iter().position(|&l| l == label).map(|at| vec![at]),
        }
    }
}

impl fmt::Display for Which {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("what it leaves"),
            Self::Last => f.write_str("where it ends"),
            Self::At(epoch) => write!(f, "x after epoch {epoch}"),
        }
    }
}
