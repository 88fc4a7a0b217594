//! Running a [`Job`] unit by unit.

use super::job::{Job, Regime};
use super::plan::{Plan, Risk, risk_at, widened};
use super::report::{Path, PathPoint, Report, Sharpness, Training};
use super::settings::Experiment;
use crate::data::Dataset;
use crate::landscape::interpolate;
use crate::network::Forward;
use crate::sharpness::SharpnessRun;
use crate::strategy::StrategyError;
use crate::training::{Trainer, architecture, evaluate};
use std::fmt;
use std::rc::Rc;

/// L-BFGS-B iterations of Metric 2.1, the paper's number.
pub const ITERATIONS: u32 = 10;

/// A job that was given the wrong vectors.
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
    /// Something else about the job.
    Field {
        /// Which field.
        field: &'static str,
        /// What is wrong with it, and what is allowed.
        problem: String,
    },
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
            } => {
                write!(
                    f,
                    "vector {index}: length {given}; the network has {needed} parameters"
                )
            }
            Self::NotFinite { index, entry } => {
                write!(f, "vector {index}: entry {entry} is not a finite number")
            }
            Self::Field { field, problem } => write!(f, "{field}: {problem}"),
        }
    }
}

impl std::error::Error for TaskError {}

impl From<StrategyError> for TaskError {
    fn from(error: StrategyError) -> Self {
        Self::Field {
            field: error.field,
            problem: error.problem(),
        }
    }
}

/// A job under way.
pub enum Task {
    /// Training one network.
    Train(Box<TrainTask>),
    /// Measuring one φ.
    Sharpness(Box<SharpnessTask>),
    /// Walking a linear path.
    Path(Box<PathTask>),
}

impl Task {
    /// Starts `job` on its data; `vectors` are those that the job's documentation names.
    ///
    /// # Errors
    /// If the vectors are not of the job's number and the network's length, or not finite, or a
    /// training's strategy makes no sense for its experiment.
    pub fn start(job: Job, vectors: Vec<Vec<f32>>, data: Rc<Dataset>) -> Result<Self, TaskError> {
        let needed = architecture(job.experiment(), &data).dimension();
        match job {
            Job::Train {
                experiment,
                strategy,
                regime,
                trial,
                snapshots,
            } => {
                check::<0>(vectors, needed)?;
                let strategy = strategy.check(&experiment)?;
                let trainer = Trainer::with(&experiment, &strategy, regime, trial, data, snapshots);
                Ok(Self::Train(Box::new(TrainTask {
                    regime,
                    trial,
                    trainer,
                })))
            }
            Job::Sharpness {
                experiment,
                regime,
                trial,
                epsilon,
            } => {
                let [x] = check(vectors, needed)?;
                let task = SharpnessTask::new(&experiment, regime, trial, epsilon, &x, data);
                Ok(Self::Sharpness(Box::new(task)))
            }
            Job::Path {
                experiment,
                trial,
                alphas,
            } => {
                let ends = check(vectors, needed)?;
                Ok(Self::Path(Box::new(PathTask::new(
                    &experiment,
                    trial,
                    alphas,
                    ends,
                    data,
                ))))
            }
        }
    }

    /// Does one unit of work; returns whether the job is finished.
    pub fn advance(&mut self) -> bool {
        match self {
            Self::Train(task) => task.trainer.advance(),
            Self::Sharpness(task) => task.run.advance(&mut task.risk),
            Self::Path(task) => task.advance(),
        }
    }

    /// The share of the work that is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        match self {
            Self::Train(task) => task.trainer.progress(),
            Self::Sharpness(task) => task.run.progress(),
            Self::Path(task) => task.points.len() as f64 / task.alphas.len().max(1) as f64,
        }
    }

    /// What the job reports: a training at any time, the others once they are finished.
    pub fn report(&self) -> Option<Report> {
        match self {
            Self::Train(task) => Some(Report::Training(task.report())),
            Self::Sharpness(task) => task.report().map(Report::Sharpness),
            Self::Path(task) => task.report().map(Report::Path),
        }
    }

    /// How much there is to report; a growing number says that the report has changed.
    pub fn news(&self) -> usize {
        match self {
            Self::Train(task) => {
                task.trainer.points().len() + usize::from(task.trainer.ending().is_some())
            }
            _ => usize::from(self.report().is_some()),
        }
    }

    /// The vectors a finished training leaves: x and then the snapshots.
    pub fn vectors(&self) -> Vec<&[f32]> {
        match self {
            Self::Train(task) => {
                let snapshots = task.trainer.snapshots().iter().map(Vec::as_slice);
                std::iter::once(task.trainer.x()).chain(snapshots).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The vectors as an array, if they are `N` finite ones of length `needed`.
pub(crate) fn check<const N: usize>(
    vectors: Vec<Vec<f32>>,
    needed: usize,
) -> Result<[Vec<f32>; N], TaskError> {
    check_each(&vectors, needed)?;
    vectors
        .try_into()
        .map_err(|vectors: Vec<_>| TaskError::Count {
            given: vectors.len(),
            needed: N,
        })
}

/// Whether all vectors are finite and of length `needed`.
pub(crate) fn check_each(vectors: &[Vec<f32>], needed: usize) -> Result<(), TaskError> {
    for (index, vector) in vectors.iter().enumerate() {
        if vector.len() != needed {
            return Err(TaskError::Length {
                index,
                given: vector.len(),
                needed,
            });
        }
        if let Some(entry) = vector.iter().position(|entry| !entry.is_finite()) {
            return Err(TaskError::NotFinite { index, entry });
        }
    }
    Ok(())
}

/// See [`Job::Train`].
pub struct TrainTask {
    regime: Regime,
    trial: u32,
    trainer: Trainer,
}

impl TrainTask {
    fn report(&self) -> Training {
        Training {
            regime: self.regime,
            trial: self.trial,
            points: self.trainer.points().to_vec(),
            ending: self.trainer.ending(),
            steps: self.trainer.steps() as u32,
            gradients: self.trainer.gradients(),
            samples: self.trainer.samples(),
            fingerprint: fingerprint(self.trainer.x()),
        }
    }
}

/// The FNV-1a hash of a vector's bits, as sixteen hexadecimal digits.
pub fn fingerprint(x: &[f32]) -> String {
    let bytes = x.iter().flat_map(|x| x.to_bits().to_le_bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// See [`Job::Sharpness`].
pub struct SharpnessTask {
    regime: Regime,
    trial: u32,
    epsilon: f64,
    risk: Risk,
    run: SharpnessRun,
}

impl SharpnessTask {
    fn new(
        experiment: &Experiment,
        regime: Regime,
        trial: u32,
        epsilon: f64,
        x: &[f32],
        data: Rc<Dataset>,
    ) -> Self {
        let plan = Plan::of(experiment, trial);
        Self {
            regime,
            trial,
            epsilon,
            risk: risk_at(experiment, x, data),
            run: plan.sharpness(widened(x), epsilon),
        }
    }

    fn report(&self) -> Option<Sharpness> {
        let outcome = self.run.outcome()?;
        Some(Sharpness {
            regime: self.regime,
            trial: self.trial,
            epsilon: self.epsilon,
            value: outcome.value,
            from_x: outcome.from_x,
            search: outcome.search,
            iterations: outcome.iterations,
            at_bound: outcome.at_bound,
            loss: outcome.loss,
            gradients: outcome.gradients,
        })
    }
}

/// See [`Job::Path`].
pub struct PathTask {
    trial: u32,
    alphas: Vec<f64>,
    ends: [Vec<f32>; 2],
    x: Vec<f32>,
    forward: Forward<f32>,
    data: Rc<Dataset>,
    points: Vec<PathPoint>,
}

impl PathTask {
    fn new(
        experiment: &Experiment,
        trial: u32,
        alphas: Vec<f64>,
        ends: [Vec<f32>; 2],
        data: Rc<Dataset>,
    ) -> Self {
        let forward = Forward::new(&architecture(experiment, &data), data.train.len());
        Self {
            trial,
            alphas,
            x: ends[0].clone(),
            ends,
            forward,
            data,
            points: Vec::new(),
        }
    }

    fn advance(&mut self) -> bool {
        if let Some(&alpha) = self.alphas.get(self.points.len()) {
            interpolate(&self.ends, alpha, &mut self.x);
            let evaluation = evaluate(&mut self.forward, &self.x, &self.data);
            self.points.push(PathPoint { alpha, evaluation });
        }
        self.points.len() == self.alphas.len()
    }

    fn report(&self) -> Option<Path> {
        let finished = self.points.len() == self.alphas.len();
        finished.then(|| Path {
            trial: self.trial,
            points: self.points.clone(),
        })
    }
}
