//! The pairs of an experiment as far as they are trained and measured.

use crate::figures::Context;
use crate::jobs::{
    EPSILONS, Path, PathJob, Sharpness, SharpnessJob, TrainJob, Training, path::alphas,
};
use crate::results::{Results, Wanted, by_urgency};
use crate::settings::{Experiment, REGIMES, Regime};

/// Trainings, sharpness and paths of one experiment, trial by trial.
#[derive(Clone, Debug)]
pub struct Pairs {
    experiment: Experiment,
    trainings: Vec<Training>,
    sharpness: Vec<Sharpness>,
    paths: Vec<Path>,
    active: bool,
    complete: bool,
}

impl Pairs {
    /// What is known of the experiment that is looked at.
    pub fn of(context: &Context) -> Self {
        let Context {
            experiment,
            results,
            active,
            ..
        } = *context;
        let mut pairs = Self {
            experiment: experiment.clone(),
            trainings: Vec::new(),
            sharpness: Vec::new(),
            paths: Vec::new(),
            active,
            complete: false,
        };
        for trial in 0..experiment.trials {
            let jobs = TrainJob::pair(experiment, trial);
            for job in &jobs {
                pairs.take(experiment, results, job);
            }
            let mut own = pairs.trainings.iter().filter(|t| t.trial == trial);
            // Nothing is measured where there is no minimum.
            if own.any(Training::is_lost) {
                continue;
            }
            let path = path_job(jobs);
            pairs.paths.extend(results.path(&path).cloned());
        }
        pairs.complete = pairs.is_complete();
        pairs
    }

    /// One network with what was measured of it.
    fn take(&mut self, experiment: &Experiment, results: &Results, job: &TrainJob) {
        let Some(training) = results.training(job) else {
            return;
        };
        self.trainings.push(training.clone());
        if training.has_minimum() {
            let jobs = SharpnessJob::at_each(job, experiment.starts);
            let known = jobs.iter().filter_map(|job| results.sharpness(job));
            self.sharpness.extend(known.cloned());
        }
    }

    /// Whether all that can be measured is there.
    fn is_complete(&self) -> bool {
        let ended = |t: &Training| t.ending.is_some();
        let minima = self.trainings.iter().filter(|t| t.has_minimum()).count();
        let all = |trial| REGIMES.iter().all(|&r| self.minimum(r, trial).is_some());
        let paths = (0..self.experiment.trials).filter(|&trial| all(trial));
        self.trainings.len() == 2 * self.experiment.trials as usize
            && self.trainings.iter().all(ended)
            && self.sharpness.len() == EPSILONS.len() * minima
            && self.paths.len() == paths.count()
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
        let own = |t: &&Training| t.regime == regime && t.trial == trial;
        self.trainings.iter().find(own).filter(|t| t.has_minimum())
    }

    /// Whether all reports have come that will come, if `known` says that of those that a claim is about
    /// there is any: without, and with nothing under way, they have not been asked for.
    pub fn ended(&self, known: bool) -> bool {
        self.complete || (!self.active && known)
    }
}

/// The line between the minima of a pair.
pub(super) fn path_job(of: [TrainJob; 2]) -> PathJob {
    let alphas = alphas();
    PathJob { of, alphas }
}

/// More pieces of work than a pair has.
const A_TRIAL: u32 = 16;

/// All jobs of a run, or its trainings and what `others` adds. A pair's jobs come before the next
/// pair's, so that the first figures come soon; of a pair, first its trainings, then the quick path,
/// then the sharpness.
pub(super) fn wanted(context: &Context, sharpness: bool, path: bool) -> Vec<Wanted> {
    let Context {
        experiment,
        results,
        ..
    } = *context;
    let mut wanted = Vec::new();
    for trial in 0..experiment.trials {
        let jobs = TrainJob::pair(experiment, trial);
        let first = trial * A_TRIAL;
        let has_lost = |job: &TrainJob| results.training(job).is_some_and(Training::is_lost);
        let lost = jobs.each_ref().map(has_lost);
        for (regime, job) in jobs.iter().enumerate() {
            wanted.push(Wanted::new(job.clone(), first + regime as u32));
            if sharpness && !lost[regime] {
                let both = SharpnessJob::at_each(job, experiment.starts);
                for (k, measure) in both.into_iter().enumerate() {
                    let place = 3 + 2 * k + regime;
                    wanted.push(Wanted::new(measure, first + place as u32));
                }
            }
        }
        if path && lost == [false; 2] {
            wanted.push(Wanted::new(path_job(jobs), first + 2));
        }
    }
    by_urgency(wanted)
}
