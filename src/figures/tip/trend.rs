//! Trainings along one setting, as far as they are done and measured.

use crate::figures::comparable::FITTED;
use crate::figures::{AFTERWARDS, AN_EPOCH, Context};
use crate::jobs::{AtEpoch, EpochJob, TrainJob, Training};
use crate::results::{Wanted, by_urgency};
use crate::statistics::{Summary, summary};

/// More values of the setting than any trend has.
const A_KIND: u32 = 32;
/// A trial's trainings come first, then what is measured at their ends.
const A_TRIAL: u32 = 2 * A_KIND;

/// A number that every training has at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// In per cent.
    TestAccuracy,
    /// In per cent.
    TrainAccuracy,
    /// In nats.
    TrainLoss,
    /// φ at ε = 10⁻³.
    Phi,
    /// The Hessian's largest eigenvalue.
    Eigenvalue,
    /// Epochs done.
    Epochs,
}

/// One training with what is known of it.
#[derive(Clone, Debug)]
struct End<'a> {
    job: TrainJob,
    training: Option<&'a Training>,
    at: Option<&'a AtEpoch>,
}

/// Trainings by the value of a setting and by trial.
#[derive(Clone, Debug)]
pub(super) struct Trend<'a> {
    /// The setting's values, ascending.
    pub values: Vec<usize>,
    /// How many trials there are.
    pub trials: u32,
    starts: u32,
    ends: Vec<Vec<End<'a>>>,
}

impl<'a> Trend<'a> {
    /// What is known of the trainings that `job` names by value and trial.
    pub fn of(
        context: &Context<'a>,
        values: Vec<usize>,
        job: &dyn Fn(usize, u32) -> TrainJob,
    ) -> Self {
        let (trials, starts) = (context.experiment.trials, context.experiment.starts);
        let end = |value: usize, trial: u32| {
            let job = job(value, trial);
            let training = context.results.training(&job);
            let measured = training.and_then(|t| EpochJob::at_minimum(&job, t, starts));
            let at = measured.and_then(|job| context.results.epoch(&job));
            End { job, training, at }
        };
        let column = |&value: &usize| (0..trials).map(|trial| end(value, trial)).collect();
        Self {
            ends: values.iter().map(column).collect(),
            values,
            trials,
            starts,
        }
    }

    /// All jobs, trial by trial; the trainings of a trial come before what is measured of them.
    pub fn wanted(&self) -> Vec<Wanted> {
        let mut wanted = Vec::new();
        for (column, ends) in self.ends.iter().enumerate() {
            let place = (column as u32).min(A_KIND - 1);
            for (trial, end) in ends.iter().enumerate() {
                let first = AFTERWARDS.saturating_add(A_TRIAL.saturating_mul(trial as u32));
                let training = end.training;
                let measured =
                    training.and_then(|t| EpochJob::at_minimum(&end.job, t, self.starts));
                let urgency = first.saturating_add(A_KIND + place);
                wanted.extend(measured.map(|job| Wanted::new(job, urgency)));
                wanted.push(Wanted::new(end.job.clone(), first.saturating_add(place)));
            }
        }
        by_urgency(wanted)
    }

    /// What will be measured of trainings that have not ended.
    pub fn expected(&self) -> f64 {
        let ended = |end: &&End| end.training.is_some_and(|t| t.ending.is_some());
        let open = self.ends.iter().flatten().filter(|end| !ended(end));
        AN_EPOCH * open.count() as f64
    }

    /// The columns: places of values.
    pub fn columns(&self) -> std::ops::Range<usize> {
        0..self.values.len()
    }

    /// The column of a value.
    pub fn column(&self, value: usize) -> Option<usize> {
        self.values.iter().position(|&other| other == value)
    }

    /// The trainings of a column as far as they are known.
    pub fn trainings(&self, column: usize) -> impl Iterator<Item = &'a Training> {
        self.ends[column].iter().filter_map(|end| end.training)
    }

    /// The training, if it has ended in a minimum.
    fn minimum(&self, column: usize, trial: u32) -> Option<&'a Training> {
        let training = self.ends[column].get(trial as usize)?.training;
        training.filter(|training| training.has_minimum())
    }

    /// A finite number at a minimum.
    pub fn at(&self, number: Number, column: usize, trial: u32) -> Option<f64> {
        let last = self.minimum(column, trial)?.points.last()?;
        let measured = self.ends[column][trial as usize].at;
        let value = match number {
            Number::TestAccuracy => 100.0 * last.evaluation.test_accuracy,
            Number::TrainAccuracy => 100.0 * last.evaluation.train_accuracy,
            Number::TrainLoss => last.evaluation.train_loss,
            Number::Phi => measured?.phi,
            Number::Eigenvalue => measured?.eigenvalue,
            Number::Epochs => f64::from(last.epoch),
        };
        value.is_finite().then_some(value)
    }

    /// Over the trials.
    pub fn numbers(&self, number: Number, column: usize) -> Vec<f64> {
        let at = |trial| self.at(number, column, trial);
        (0..self.trials).filter_map(at).collect()
    }

    /// Mean and spread over the trials.
    pub fn summary(&self, number: Number, column: usize) -> Option<Summary> {
        summary(&self.numbers(number, column))
    }

    /// The numbers of two columns in the trials that have both. A trial's trainings share their start x₀.
    pub fn pairs(&self, number: Number, columns: [usize; 2]) -> Vec<(f64, f64)> {
        let pair = |trial| {
            let [first, second] = columns.map(|column| self.at(number, column, trial));
            first.zip(second)
        };
        (0..self.trials).filter_map(pair).collect()
    }

    /// Whether a training has fitted the training set; `None` without a minimum.
    pub fn is_fitted(&self, column: usize, trial: u32) -> Option<bool> {
        let accuracy = self.at(Number::TrainAccuracy, column, trial);
        accuracy.map(|accuracy| accuracy >= FITTED)
    }

    /// How many trainings of a column have fitted the training set, and how many have ended in a minimum.
    pub fn fitted(&self, column: usize) -> (usize, usize) {
        let known = (0..self.trials).filter_map(|trial| self.is_fitted(column, trial));
        known.fold((0, 0), |(fitted, all), own| {
            (fitted + usize::from(own), all + 1)
        })
    }

    /// Whether anything is known beyond the trainings that are a run's own: a minimum in another column, or
    /// what is measured at one.
    pub fn has(&self, is_runs: &dyn Fn(usize) -> bool) -> bool {
        self.columns().any(|column| {
            let trained = self.fitted(column).1 > 0 && !is_runs(column);
            trained || !self.numbers(Number::Phi, column).is_empty()
        })
    }

    /// Whether all trainings of a column have ended and are measured.
    pub fn is_settled(&self, column: usize) -> bool {
        self.ends[column].iter().all(|end| {
            let training = end.training.filter(|training| training.ending.is_some());
            training.is_some_and(|training| end.at.is_some() || training.is_lost())
        })
    }
}
