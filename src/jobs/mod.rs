//! Jobs: plain data, each a pure function of itself. A job names the jobs whose vectors it needs and
//! what it costs, so that whoever schedules it need not know its kind; its canonical text is its
//! key in the results.
//!
//! ```text
//! Job ─ start(Inputs) ─→ Task ─ advance, progress ─→ Report, and vectors for other jobs
//! ```
//!
//! One file a kind of work: the job, what it reports, and how it runs.

pub mod bowl;
mod checkpoint;
pub mod connection;
pub mod epoch;
pub mod export;
pub mod files;
mod key;
mod line;
pub mod measures;
mod memory;
pub mod minimum;
mod need;
pub mod noise_scale;
pub mod path;
pub(crate) mod plan;
pub mod points;
pub mod predictors;
pub mod preview;
pub mod probe;
mod report;
pub mod scale;
pub mod sharpness;
pub mod slice;
mod task;
pub mod train;

pub use bowl::{Bowl, BowlJob};
pub use checkpoint::{read_checkpoint, write_checkpoint};
pub use connection::{Connection, ConnectionJob};
pub use epoch::EpochJob;
pub use export::ExportJob;
pub use files::FilesJob;
pub use key::Key;
pub use line::{line, read_line};
pub use measures::{AtEpoch, AtMinimum, AtScale, LEVELS, Mean, Measures, Part, Taken};
pub use minimum::MinimumJob;
pub use need::{Need, Which};
pub use noise_scale::{GradientNoise, NoiseScaleJob};
pub use path::{Path, PathJob, PathPoint};
pub use points::{Places, Points, PointsJob};
pub use predictors::{Predictors, PredictorsJob};
pub use preview::{Preview, PreviewJob};
pub use probe::{Probe, ProbeJob};
pub use report::Report;
pub use scale::ScaleJob;
pub use sharpness::{EPSILONS, Sharpness, SharpnessJob};
pub use slice::{Slice, SliceJob, Waypoint};
pub use task::{Inputs, Kept, Task, TaskError};
pub use train::{TrainJob, Training, fingerprint};

use crate::exchange::write_json;
use crate::format::shortened;
use crate::settings::Experiment;
use memory::Sizes;
use serde::{Deserialize, Serialize};

/// What every kind of work says of itself.
pub(crate) trait Work {
    /// The experiment whose data it runs on, if it has one.
    fn experiment(&self) -> Option<&Experiment>;
    /// The vectors that it has to be given.
    fn needs(&self) -> Vec<Need>;
    /// About how many gradients of the whole training set it takes.
    fn cost(&self) -> f64;
    /// About how many bytes a worker takes for it, its samples included.
    fn memory(&self) -> usize {
        let sizes = self.experiment().map(Sizes::of);
        sizes.map_or(0, |sizes| sizes.evaluation())
    }
    /// Starts it with what it needs.
    fn start(&self, inputs: Inputs) -> Result<Box<dyn Task>, TaskError>;
    /// The digests of the files that it has to be given.
    fn files(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// A piece of work for one worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Job {
    /// Train one network.
    Train(TrainJob),
    /// Evaluate the bowl around a minimum.
    Bowl(BowlJob),
    /// Measure one φ.
    Sharpness(SharpnessJob),
    /// Walk the linear path between a pair's minima.
    Path(PathJob),
    /// Find a way between two minima on which the loss stays low.
    Connection(ConnectionJob),
    /// Take a part of the measures at a minimum.
    Minimum(MinimumJob),
    /// Measure what is followed along a training.
    Epoch(EpochJob),
    /// Measure a rescaled network.
    Scale(ScaleJob),
    /// Measure the gradient noise scale.
    NoiseScale(NoiseScaleJob),
    /// Measure what may predict the testing error.
    Predictors(PredictorsJob),
    /// Find the axes of a slice.
    Slice(SliceJob),
    /// Evaluate points of a slice.
    Points(PointsJob),
    /// Measure the sharpness at a place of a slice.
    Probe(ProbeJob),
    /// Augment a few samples.
    Preview(PreviewJob),
    /// Take a part of the measures of a network from files.
    Files(FilesJob),
    /// Write a network or a data set as a file.
    Export(ExportJob),
}

macro_rules! each {
    ($job:expr, $work:ident => $result:expr) => {
        match $job {
            Job::Train($work) => $result,
            Job::Bowl($work) => $result,
            Job::Sharpness($work) => $result,
            Job::Path($work) => $result,
            Job::Connection($work) => $result,
            Job::Minimum($work) => $result,
            Job::Epoch($work) => $result,
            Job::Scale($work) => $result,
            Job::NoiseScale($work) => $result,
            Job::Predictors($work) => $result,
            Job::Slice($work) => $result,
            Job::Points($work) => $result,
            Job::Probe($work) => $result,
            Job::Preview($work) => $result,
            Job::Files($work) => $result,
            Job::Export($work) => $result,
        }
    };
}

macro_rules! from {
    ($($kind:ident($work:ident)),* $(,)?) => {$(
        impl From<$work> for Job {
            fn from(work: $work) -> Self {
                Self::$kind(work)
            }
        }
    )*};
}

from! {
    Train(TrainJob), Sharpness(SharpnessJob), Path(PathJob), Minimum(MinimumJob), Epoch(EpochJob),
    Scale(ScaleJob), Slice(SliceJob), Points(PointsJob), Probe(ProbeJob), Preview(PreviewJob),
    Files(FilesJob), Export(ExportJob), NoiseScale(NoiseScaleJob), Predictors(PredictorsJob),
    Connection(ConnectionJob), Bowl(BowlJob),
}

impl Job {
    fn work(&self) -> &dyn Work {
        each!(self, work => work)
    }

    /// Reads one from JSON, as its [key](Self::key) writes it. Its settings are still to be checked.
    ///
    /// # Errors
    /// In words, if it is none.
    pub fn read(text: &str) -> Result<Self, TaskError> {
        serde_json::from_str(text)
            .map_err(|error| TaskError::field("job", shortened(&error.to_string())))
    }

    /// Its name in the results.
    pub fn key(&self) -> Key {
        Key(write_json(self))
    }

    /// The experiment whose data it runs on; `None` for what brings its own.
    pub fn experiment(&self) -> Option<&Experiment> {
        self.work().experiment()
    }

    /// The jobs whose vectors it has to be given, and which of them.
    pub fn needs(&self) -> Vec<Need> {
        self.work().needs()
    }

    /// The digests of the files that it has to be given.
    pub fn files(&self) -> Vec<&str> {
        self.work().files()
    }

    /// About how many gradients of the whole training set it takes.
    pub fn cost(&self) -> f64 {
        self.work().cost()
    }

    /// About how many bytes a worker takes for it, its samples included; 0 for what brings its own.
    pub fn memory(&self) -> usize {
        self.work().memory()
    }

    /// Whether others may need the vectors that it leaves.
    pub const fn leaves_vectors(&self) -> bool {
        matches!(self, Self::Train(_) | Self::Slice(_))
    }

    /// The word of its kind, as its key begins with it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Train(_) => "train",
            Self::Bowl(_) => "bowl",
            Self::Sharpness(_) => "sharpness",
            Self::Path(_) => "path",
            Self::Connection(_) => "connection",
            Self::Minimum(_) => "minimum",
            Self::Epoch(_) => "epoch",
            Self::Scale(_) => "scale",
            Self::NoiseScale(_) => "noisescale",
            Self::Predictors(_) => "predictors",
            Self::Slice(_) => "slice",
            Self::Points(_) => "points",
            Self::Probe(_) => "probe",
            Self::Preview(_) => "preview",
            Self::Files(_) => "files",
            Self::Export(_) => "export",
        }
    }

    /// Starts it.
    ///
    /// # Errors
    /// If the inputs are not what the job needs, or the job itself makes no sense; the error names what.
    pub fn start(&self, inputs: Inputs) -> Result<Box<dyn Task>, TaskError> {
        self.work().start(inputs)
    }

    /// Whether a report may be one of this job.
    pub fn fits(&self, report: &Report) -> bool {
        match (self, report) {
            (Self::Train(job), Report::Training(r)) => {
                (r.regime, r.trial) == (job.regime, job.trial)
                    && r.points.windows(2).all(|two| two[0].epoch < two[1].epoch)
            }
            (Self::Bowl(job), Report::Bowl(r)) => {
                (r.regime, r.trial) == (job.of.regime, job.of.trial) && r.is_whole()
            }
            (Self::Sharpness(job), Report::Sharpness(r)) => {
                (r.regime, r.trial, r.epsilon) == (job.of.regime, job.of.trial, job.epsilon)
            }
            (Self::Path(job), Report::Path(r)) => {
                let alphas = r.points.iter().map(|p| p.alpha);
                r.trial == job.of[0].trial && alphas.eq(job.alphas.iter().copied())
            }
            (Self::Connection(job), Report::Connection(r)) => {
                r.trial == job.of[0].trial && r.has(job.places)
            }
            (Self::Minimum(job), Report::Minimum(r)) => {
                (r.regime, r.trial) == (job.of.regime, job.of.trial)
                    && r.taken.found.part() == job.part
            }
            (Self::Epoch(job), Report::Epoch(r)) => {
                (r.regime, r.trial, r.epoch) == (job.of.regime, job.of.trial, job.epoch)
            }
            (Self::Scale(job), Report::Scale(r)) => {
                (r.regime, r.trial, r.alpha) == (job.of.regime, job.of.trial, job.alpha)
            }
            (Self::NoiseScale(job), Report::NoiseScale(r)) => {
                (r.regime, r.trial, r.epoch) == (job.of.regime, job.of.trial, job.epoch)
            }
            (Self::Predictors(job), Report::Predictors(r)) => {
                (r.regime, r.trial) == (job.of.regime, job.of.trial)
            }
            (Self::Slice(job), Report::Slice(r)) => {
                (r.axes, r.at, r.draw) == (job.axes, job.at, job.draw)
                    && r.trial == job.of[0].trial
                    && !r.small.is_empty()
                    && !r.large.is_empty()
            }
            (Self::Points(job), Report::Points(r)) => r.fits(job),
            (Self::Probe(job), Report::Probe(r)) => r.place == job.place,
            (Self::Preview(_), Report::Preview(r)) => r.is_whole(),
            (Self::Files(job), Report::Files(r)) => r.found.part() == job.part,
            (Self::Export(_), Report::Text(_)) => true,
            _ => false,
        }
    }
}
