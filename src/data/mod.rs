//! Data sets: generated, embedded as compact files, split, and cut into batches.
//!
//! ```text
//! Selection ─ load ─→ Dataset ─ BatchOrder, gather ─→ one batch in the trainer's workspace
//! ```

mod archive;
pub mod augmentation;
mod batches;
mod digits;
mod error;
mod load;
pub mod mnist1d;
mod name;
pub mod spirals;

pub use archive::{Archive, ArchiveError, MAX_BYTES};
pub use batches::{BatchOrder, gather};
pub use error::DataError;
pub use load::{Limits, Selection, USUAL_DRAW, limits, load};
pub use name::DataSet;

use ndarray::{Array2, s};
use serde::{Deserialize, Serialize};

/// What one input vector is, for drawing and for augmentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// A one-dimensional signal of this length.
    Signal(usize),
    /// A grey image, row-major.
    Image {
        /// Height in pixels.
        rows: usize,
        /// Width in pixels.
        columns: usize,
    },
    /// A point in the plane.
    Point,
}

impl Shape {
    /// The length of an input vector.
    pub fn features(self) -> usize {
        match self {
            Self::Signal(length) => length,
            Self::Image { rows, columns } => rows * columns,
            Self::Point => spirals::COORDINATES,
        }
    }
}

/// Labelled samples: `inputs` is (samples × features), `labels` are class indices below the data
/// set's number of classes.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples {
    /// One sample a row.
    pub inputs: Array2<f32>,
    /// One class index a sample.
    pub labels: Vec<u8>,
}

impl Samples {
    /// The number of samples.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is no sample at all.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The first `count` samples, or all where there are fewer.
    pub fn first(&self, count: usize) -> Self {
        let count = count.min(self.len());
        Self {
            inputs: self.inputs.slice(s![..count, ..]).to_owned(),
            labels: self.labels[..count].to_vec(),
        }
    }

    /// The inputs as one row-major slice.
    pub fn flat(&self) -> &[f32] {
        self.inputs.as_slice().unwrap_or_default()
    }
}

/// A training and a testing set, standardised by the training set's one global mean and standard
/// deviation.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// What f is the mean loss over.
    pub train: Samples,
    /// Held out.
    pub test: Samples,
    /// The number of classes.
    pub classes: usize,
    /// What one input is.
    pub shape: Shape,
}
