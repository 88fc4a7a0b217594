//! A job under way: worked on unit by unit, so that it can report, pause and end at once.

use super::Report;
use crate::allowed::NotAllowed;
use crate::data::Dataset;
use std::fmt;
use std::rc::Rc;

/// A job under way.
pub trait Task {
    /// Does one unit of work; returns whether the job is finished.
    fn advance(&mut self) -> bool;

    /// The share of the work that is done, in [0, 1].
    fn progress(&self) -> f64;

    /// What there is to report: of a training at any time, of the others once they are finished.
    fn report(&self) -> Option<Report>;

    /// How much there is to report; a growing number says that the report has changed.
    fn news(&self) -> usize {
        usize::from(self.report().is_some())
    }

    /// The vectors that a finished job leaves for others.
    fn kept(&self) -> Kept {
        Kept::default()
    }

    /// All that it would go on from elsewhere, where that can be told just now.
    fn checkpoint(&self) -> Option<Vec<u8>> {
        None
    }
}

/// Vectors that a job leaves or is given, each under a number: of a training the epoch after which it was
/// x, of a slice 0, 1 and 2 for its centre and its axes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// The numbers, ascending.
    pub labels: Vec<u32>,
    /// As many vectors.
    pub vectors: Vec<Vec<f32>>,
}

/// What a job is started with beside itself.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// For each of the job's [needs](super::Need), in their order, the vectors it names.
    pub kept: Vec<Kept>,
    /// The files that the job names, in their order.
    pub files: Vec<Vec<u8>>,
    /// The data set of the job's experiment, if it has one.
    pub data: Option<Rc<Dataset>>,
    /// What the same job gave as a [checkpoint](Task::checkpoint) before. One that does not fit is passed over.
    pub checkpoint: Option<Vec<u8>>,
}

impl Inputs {
    /// The data set.
    pub(crate) fn data(&self) -> Result<Rc<Dataset>, TaskError> {
        self.data.clone().ok_or(TaskError::Data)
    }

    /// The needs' vectors, `N` lists, each finite and of length `n`.
    pub(crate) fn lists<const N: usize>(self, n: usize) -> Result<[Kept; N], TaskError> {
        let given = self.kept.len();
        self.kept.iter().try_for_each(|kept| check(kept, n))?;
        let count = |_| TaskError::Count { given, needed: N };
        self.kept.try_into().map_err(count)
    }

    /// One vector for each of `N` needs.
    pub(crate) fn vectors<const N: usize>(self, n: usize) -> Result<[Vec<f32>; N], TaskError> {
        let given = self.kept.iter().map(|kept| kept.vectors.len()).sum();
        let lists = self.lists::<N>(n)?;
        if lists.iter().any(|kept| kept.vectors.len() != 1) {
            return Err(TaskError::Count { given, needed: N });
        }
        Ok(lists.map(|mut kept| kept.vectors.swap_remove(0)))
    }
}

/// Whether all vectors are finite, of length `n` and as many as their ascending labels.
fn check(kept: &Kept, n: usize) -> Result<(), TaskError> {
    let ascending = kept.labels.windows(2).all(|two| two[0] < two[1]);
    if kept.labels.len() != kept.vectors.len() || !ascending {
        return Err(TaskError::field(
            "labels",
            "allowed is one for each vector, ascending",
        ));
    }
    for (index, vector) in kept.vectors.iter().enumerate() {
        if vector.len() != n {
            let given = vector.len();
            return Err(TaskError::Length {
                index,
                given,
                needed: n,
            });
        }
        if let Some(entry) = vector.iter().position(|entry| !entry.is_finite()) {
            return Err(TaskError::NotFinite { index, entry });
        }
    }
    Ok(())
}

/// Why a job cannot be started.
#[derive(Clone, Debug, PartialEq)]
pub enum TaskError {
    /// Another number of vectors.
    Count {
        /// How many were given.
        given: usize,
        /// How many the job needs.
        needed: usize,
    },
    /// A vector of another length than the network has parameters.
    Length {
        /// Which vector, from 0.
        index: usize,
        /// Its length.
        given: usize,
        /// The number of parameters.
        needed: usize,
    },
    /// A vector with an entry that is not a finite number.
    NotFinite {
        /// Which vector, from 0.
        index: usize,
        /// Which entry, from 0.
        entry: usize,
    },
    /// The data set is missing.
    Data,
    /// Something else about the job.
    Field {
        /// Which field.
        field: String,
        /// What is wrong with it, and what is allowed.
        problem: String,
    },
}

impl TaskError {
    pub(crate) fn field(field: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::Field {
            field: field.into(),
            problem: problem.into(),
        }
    }
}

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count { given, needed } => {
                write!(f, "vectors: {given} were given; the job needs {needed}")
            }
            Self::Length {
                index,
                given,
                needed,
            } => write!(
                f,
                "vector {index}: length {given}; the network has {needed} parameters"
            ),
            Self::NotFinite { index, entry } => {
                write!(f, "vector {index}: entry {entry} is not a finite number")
            }
            Self::Data => f.write_str("data: the job needs its experiment’s data set"),
            Self::Field { field, problem } if field.is_empty() => f.write_str(problem),
            Self::Field { field, problem } => write!(f, "{field}: {problem}"),
        }
    }
}

impl std::error::Error for TaskError {}

impl From<NotAllowed> for TaskError {
    fn from(error: NotAllowed) -> Self {
        Self::field(error.field, error.problem())
    }
}
