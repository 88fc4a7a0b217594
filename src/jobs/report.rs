//! What jobs report: plain data as well, so that it can be posted, stored and shown again.

use super::bowl::Bowl;
use super::connection::Connection;
use super::measures::{AtEpoch, AtMinimum, AtScale, Taken};
use super::noise_scale::GradientNoise;
use super::path::Path;
use super::points::Points;
use super::predictors::Predictors;
use super::preview::Preview;
use super::probe::Probe;
use super::sharpness::Sharpness;
use super::slice::Slice;
use super::train::Training;
use serde::{Deserialize, Serialize};

/// What a job reports, at its end or, of a training, on the way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Report {
    /// Of [`Job::Train`](super::Job::Train).
    Training(Training),
    /// Of [`Job::Bowl`](super::Job::Bowl).
    Bowl(Bowl),
    /// Of [`Job::Sharpness`](super::Job::Sharpness).
    Sharpness(Sharpness),
    /// Of [`Job::Path`](super::Job::Path).
    Path(Path),
    /// Of [`Job::Connection`](super::Job::Connection).
    Connection(Connection),
    /// Of [`Job::Minimum`](super::Job::Minimum).
    Minimum(Box<AtMinimum>),
    /// Of [`Job::Epoch`](super::Job::Epoch).
    Epoch(AtEpoch),
    /// Of [`Job::Scale`](super::Job::Scale).
    Scale(AtScale),
    /// Of [`Job::NoiseScale`](super::Job::NoiseScale).
    NoiseScale(GradientNoise),
    /// Of [`Job::Predictors`](super::Job::Predictors).
    Predictors(Predictors),
    /// Of [`Job::Slice`](super::Job::Slice).
    Slice(Slice),
    /// Of [`Job::Points`](super::Job::Points).
    Points(Points),
    /// Of [`Job::Probe`](super::Job::Probe).
    Probe(Probe),
    /// Of [`Job::Preview`](super::Job::Preview).
    Preview(Preview),
    /// Of [`Job::Files`](super::Job::Files).
    Files(Box<Taken>),
    /// Of [`Job::Export`](super::Job::Export): a file's text.
    Text(String),
}

impl Report {
    /// Whether nothing more will come.
    pub fn is_final(&self) -> bool {
        match self {
            Self::Training(training) => training.ending.is_some(),
            _ => true,
        }
    }
}
