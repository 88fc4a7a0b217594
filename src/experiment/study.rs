//! One experiment under way: which jobs are possible, what has been reported, what it means.

use super::check::SettingError;
use super::job::{Job, Regime};
use super::report::{Ending, Path, Report, Sharpness, Training};
use super::settings::Experiment;
use std::collections::BTreeSet;
use std::fmt;

/// The two half-widths ε of the paper's Table 3.
pub const EPSILONS: [f64; 2] = [1e-3, 5e-4];

/// Both regimes, SB first.
pub const REGIMES: [Regime; 2] = [Regime::Small, Regime::Large];

/// The 25 values of α of the paper's Figure 3: −1 to 2 by steps of 1/8, exact in binary.
pub fn alphas() -> Vec<f64> {
    (0..25).map(|step| f64::from(step) / 8.0 - 1.0).collect()
}

/// A report that is not of the study's experiment.
#[derive(Clone, Debug, PartialEq)]
pub enum ForeignReport {
    /// Its trial, counted from 0, is none of the experiment's.
    Trial {
        /// The report's.
        trial: u32,
        /// How many the experiment has.
        trials: u32,
    },
    /// Its ε is none of [`EPSILONS`].
    Epsilon(f64),
    /// Its values of α are not those of [`alphas`].
    Alphas,
    /// Its epochs do not ascend or go beyond the experiment's.
    Epochs,
}

impl fmt::Display for ForeignReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Trial { trial, trials } => {
                write!(
                    f,
                    "trial: {trial} is not allowed; allowed is less than {trials}"
                )
            }
            Self::Epsilon(epsilon) => write!(
                f,
                "epsilon: {epsilon} is not allowed; allowed is {} or {}",
                EPSILONS[0], EPSILONS[1]
            ),
            Self::Alphas => f.write_str("alphas: allowed are 25 from -1 to 2 in equal steps"),
            Self::Epochs => {
                f.write_str("epochs: allowed are ascending ones up to the experiment's")
            }
        }
    }
}

impl std::error::Error for ForeignReport {}

/// How long a job may wait: the pool takes the one with the least number first. A pair's jobs
/// come before the next pair's, so that the first figures come soon; of a pair, first its
/// trainings, then the quick path, then the sharpness. Different for any two jobs of a study.
pub fn urgency(job: &Job) -> u32 {
    let (trial, place) = match job {
        Job::Train { trial, regime, .. } => (trial, *regime as u32),
        Job::Path { trial, .. } => (trial, 2),
        Job::Sharpness {
            trial,
            regime,
            epsilon,
            ..
        } => {
            let epsilon = epsilon_index(*epsilon).unwrap_or(EPSILONS.len());
            (trial, 3 + 2 * epsilon as u32 + *regime as u32)
        }
    };
    trial.saturating_mul(16).saturating_add(place)
}

/// Which of [`EPSILONS`] it is; digits lost in storing are forgiven.
fn epsilon_index(epsilon: f64) -> Option<usize> {
    EPSILONS
        .iter()
        .position(|known| (known - epsilon).abs() < 1e-9 * known)
}

/// An experiment with everything reported so far, in an order that does not depend on the order
/// of arrival.
#[derive(Clone, Debug)]
pub struct Study {
    experiment: Experiment,
    trainings: Vec<Training>,
    sharpness: Vec<Sharpness>,
    paths: Vec<Path>,
    given: BTreeSet<u32>,
    closed: bool,
}

impl Study {
    /// A study of `experiment` without any report.
    ///
    /// # Errors
    /// If the experiment is not allowed.
    pub fn new(experiment: Experiment) -> Result<Self, SettingError> {
        Ok(Self {
            experiment: experiment.check()?,
            trainings: Vec::new(),
            sharpness: Vec::new(),
            paths: Vec::new(),
            given: BTreeSet::new(),
            closed: false,
        })
    }

    /// The settings.
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// Trainings by trial, SB before LB; those under way included.
    pub fn trainings(&self) -> &[Training] {
        &self.trainings
    }

    /// Sharpness by trial, SB before LB, ε in the order of [`EPSILONS`].
    pub fn sharpness(&self) -> &[Sharpness] {
        &self.sharpness
    }

    /// Paths by trial.
    pub fn paths(&self) -> &[Path] {
        &self.paths
    }

    /// The training that ended at a minimum; `None` if it is under way or diverged.
    pub fn minimum(&self, regime: Regime, trial: u32) -> Option<&Training> {
        let training = self.training(regime, trial)?;
        match training.ending {
            None | Some(Ending::Diverged { .. }) => None,
            Some(_) => Some(training),
        }
    }

    fn training(&self, regime: Regime, trial: u32) -> Option<&Training> {
        self.trainings
            .iter()
            .find(|t| t.regime == regime && t.trial == trial)
    }

    /// Jobs that have become possible since the last call, most urgent first; each is given
    /// once, in its canonical form, and none whose final report is already here. A diverged network has no minimum, so
    /// nothing is measured there.
    pub fn next_jobs(&mut self) -> Vec<Job> {
        let mut jobs: Vec<Job> = self.possible().filter(|job| !self.reported(job)).collect();
        jobs.retain(|job| self.given.insert(urgency(job)));
        jobs.into_iter().map(Job::canonical).collect()
    }

    /// Whether all that can be done is done.
    pub fn finished(&self) -> bool {
        self.possible().all(|job| self.reported(&job))
    }

    /// Says that no further report will come, as when a run is cancelled: what has come decides.
    pub fn close(&mut self) {
        self.closed = true;
    }

    /// Whether all reports have come that will come.
    pub fn ended(&self) -> bool {
        self.closed || self.finished()
    }

    /// All jobs whose vectors exist, reported or not, most urgent first.
    fn possible(&self) -> impl Iterator<Item = Job> {
        let mut jobs = Vec::new();
        for trial in 0..self.experiment.trials {
            let experiment = || self.experiment.clone();
            for regime in REGIMES {
                jobs.push(Job::Train {
                    experiment: experiment(),
                    strategy: Box::default(),
                    regime,
                    trial,
                    snapshots: self.experiment.kept_epochs(),
                });
                if self.minimum(regime, trial).is_some() {
                    jobs.extend(EPSILONS.map(|epsilon| Job::Sharpness {
                        experiment: experiment(),
                        regime,
                        trial,
                        epsilon,
                    }));
                }
            }
            if REGIMES
                .iter()
                .all(|regime| self.minimum(*regime, trial).is_some())
            {
                jobs.push(Job::Path {
                    experiment: experiment(),
                    trial,
                    alphas: alphas(),
                });
            }
        }
        jobs.sort_unstable_by_key(urgency);
        jobs.into_iter()
    }

    fn reported(&self, job: &Job) -> bool {
        match job {
            Job::Train { regime, trial, .. } => self
                .training(*regime, *trial)
                .is_some_and(|t| t.ending.is_some()),
            Job::Sharpness {
                regime,
                trial,
                epsilon,
                ..
            } => self
                .sharpness
                .iter()
                .any(|s| s.regime == *regime && s.trial == *trial && s.epsilon == *epsilon),
            Job::Path { trial, .. } => self.paths.iter().any(|p| p.trial == *trial),
        }
    }

    /// Takes a report over, instead of an earlier one of the same job.
    ///
    /// # Errors
    /// If it does not belong to this experiment; nothing is changed then.
    pub fn accept(&mut self, report: Report) -> Result<(), ForeignReport> {
        match report {
            Report::Training(training) => {
                self.known(training.trial)?;
                self.plausible(&training)?;
                if let Some(Ending::Diverged { .. }) = training.ending {
                    self.forget_measures(training.regime, training.trial);
                }
                put(&mut self.trainings, training, |t| (t.trial, t.regime));
            }
            Report::Sharpness(mut sharpness) => {
                self.known(sharpness.trial)?;
                let index = epsilon_index(sharpness.epsilon)
                    .ok_or(ForeignReport::Epsilon(sharpness.epsilon))?;
                sharpness.epsilon = EPSILONS[index];
                put(&mut self.sharpness, sharpness, |s| {
                    (s.trial, s.regime, epsilon_index(s.epsilon))
                });
            }
            Report::Path(path) => {
                self.known(path.trial)?;
                if !path.points.iter().map(|point| point.alpha).eq(alphas()) {
                    return Err(ForeignReport::Alphas);
                }
                put(&mut self.paths, path, |p| p.trial);
            }
        }
        Ok(())
    }

    /// Drops what was measured at a minimum that turned out not to be one.
    fn forget_measures(&mut self, regime: Regime, trial: u32) {
        self.sharpness
            .retain(|s| (s.regime, s.trial) != (regime, trial));
        self.paths.retain(|p| p.trial != trial);
    }

    fn known(&self, trial: u32) -> Result<(), ForeignReport> {
        let trials = self.experiment.trials;
        if trial < trials {
            Ok(())
        } else {
            Err(ForeignReport::Trial { trial, trials })
        }
    }

    fn plausible(&self, training: &Training) -> Result<(), ForeignReport> {
        let epochs: Vec<u32> = training.points.iter().map(|point| point.epoch).collect();
        let ascending = epochs.windows(2).all(|two| two[0] < two[1]);
        let within = epochs
            .last()
            .is_none_or(|last| *last as usize <= self.experiment.epochs);
        if ascending && within {
            Ok(())
        } else {
            Err(ForeignReport::Epochs)
        }
    }

    /// Everything reported so far: trainings, sharpness, paths.
    pub fn reports(&self) -> Vec<Report> {
        let trainings = self.trainings.iter().cloned().map(Report::Training);
        let sharpness = self.sharpness.iter().cloned().map(Report::Sharpness);
        let paths = self.paths.iter().cloned().map(Report::Path);
        trainings.chain(sharpness).chain(paths).collect()
    }
}

/// Puts `item` in its place of a list sorted by `key`, instead of one with the same key.
fn put<T, K: Ord>(list: &mut Vec<T>, item: T, key: impl Fn(&T) -> K) {
    match list.binary_search_by_key(&key(&item), &key) {
        Ok(place) => list[place] = item,
        Err(place) => list.insert(place, item),
    }
}
