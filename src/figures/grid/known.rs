//! What is known of the cells.

use super::cells::{self, Place, trainings};
use super::noise;
use crate::figures::Context;
use crate::figures::comparable::FITTED;
use crate::jobs::{AtEpoch, EpochJob, GradientNoise, TrainJob};
use crate::results::Results;
use crate::settings::Experiment;
use crate::statistics::{Difference, Summary, paired, summary};
use crate::training::EpochPoint;

/// The networks of one experiment over batches and rates, with what is known of them.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    pub experiment: Experiment,
    /// Ascending.
    pub batches: Vec<usize>,
    /// Ascending.
    pub rates: Vec<f64>,
    pub trials: u32,
    /// In the order of [`trainings`].
    networks: Vec<Network>,
    /// The noise scale along SB's and LB's training at the experiment's rate.
    pub noise: Vec<GradientNoise>,
}

/// What is known of one network.
#[derive(Clone, Copy, Debug, Default)]
struct Network {
    ended: bool,
    /// Where it ended, if that is a minimum.
    last: Option<EpochPoint>,
    /// What was measured there.
    at: Option<AtEpoch>,
}

/// A number that each network has at its end.
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
    /// λ₁.
    Eigenvalue,
}

impl Network {
    fn of(experiment: &Experiment, results: &Results, job: &TrainJob) -> Self {
        let Some(training) = results.training(job) else {
            return Self::default();
        };
        let last = training.points.last().filter(|_| training.has_minimum());
        let at = EpochJob::at_minimum(job, training, experiment.starts)
            .and_then(|job| results.epoch(&job).copied());
        Self {
            ended: training.ending.is_some(),
            last: last.copied(),
            at,
        }
    }
}

impl Grid {
    /// What is known of the experiment that is looked at.
    pub fn of(context: &Context) -> Self {
        let Context {
            experiment,
            results,
            ..
        } = *context;
        let jobs = trainings(experiment);
        let networks = jobs.iter().map(|job| Network::of(experiment, results, job));
        Self {
            networks: networks.collect(),
            noise: noise::known(experiment, results),
            batches: cells::batches(experiment),
            rates: cells::rates(experiment),
            trials: cells::trials(experiment),
            experiment: experiment.clone(),
        }
    }

    /// All cells, batch by batch.
    pub fn places(&self) -> impl Iterator<Item = Place> {
        let rates = self.rates.len();
        (0..self.batches.len() * rates).map(move |k| (k / rates, k % rates))
    }

    fn network(&self, (batch, rate): Place, trial: u32) -> Network {
        let row = trial as usize * self.batches.len() + batch;
        let network = self.networks.get(row * self.rates.len() + rate);
        network.copied().unwrap_or_default()
    }

    /// Whether a cell's network of a trial has ended, well or not.
    pub fn ended(&self, place: Place, trial: u32) -> bool {
        self.network(place, trial).ended
    }

    /// The number of a cell's network of a trial; `None` as long as there is none, or no finite one.
    pub fn at(&self, number: Number, place: Place, trial: u32) -> Option<f64> {
        let network = self.network(place, trial);
        let last = network.last?;
        let value = match number {
            Number::TestAccuracy => 100.0 * last.evaluation.test_accuracy,
            Number::TrainAccuracy => 100.0 * last.evaluation.train_accuracy,
            Number::TrainLoss => last.evaluation.train_loss,
            Number::Phi => network.at?.phi,
            Number::Eigenvalue => network.at?.eigenvalue,
        };
        value.is_finite().then_some(value)
    }

    /// Mean and spread over a cell's trials.
    pub fn summary(&self, number: Number, place: Place) -> Option<Summary> {
        let trials = 0..self.trials;
        let values: Vec<f64> = trials.filter_map(|t| self.at(number, place, t)).collect();
        summary(&values)
    }

    /// Second − first over the trials that both cells have.
    pub fn difference(&self, number: Number, first: Place, second: Place) -> Option<Difference> {
        let at = |place, trial| self.at(number, place, trial);
        let pair = |trial| at(first, trial).zip(at(second, trial));
        let pairs: Vec<(f64, f64)> = (0..self.trials).filter_map(pair).collect();
        paired(&pairs)
    }

    /// Whether any network of a cell has ended.
    pub fn is_known(&self, place: Place) -> bool {
        (0..self.trials).any(|trial| self.ended(place, trial))
    }

    /// Whether all networks of a cell that have ended have fitted the training set, and any has ended.
    pub fn is_fitted(&self, place: Place) -> bool {
        let fitted = |trial| {
            let accuracy = self.at(Number::TrainAccuracy, place, trial);
            !self.ended(place, trial) || accuracy.is_some_and(|accuracy| accuracy >= FITTED)
        };
        self.is_known(place) && (0..self.trials).all(fitted)
    }

    /// In how many trials a cell's network diverged.
    pub fn diverged(&self, place: Place) -> usize {
        let lost = |&trial: &u32| {
            let network = self.network(place, trial);
            network.ended && network.last.is_none()
        };
        (0..self.trials).filter(lost).count()
    }

    /// The place of the experiment's own rate.
    pub fn own_rate(&self) -> usize {
        let own = |rate: &f64| *rate == self.experiment.learning_rate;
        self.rates.iter().position(own).unwrap_or(0)
    }

    /// The places of SB's and LB's batch.
    pub fn regimes(&self) -> [usize; 2] {
        let of = |batch| self.batches.iter().position(|b| *b == batch).unwrap_or(0);
        [
            of(self.experiment.small_batch),
            of(self.experiment.large_batch),
        ]
    }

    /// The best rate of a batch: of those at which all networks fitted, the one of the highest mean testing
    /// accuracy over the trials in which all rates have ended. `None` without such trials or rates.
    pub fn best(&self, batch: usize) -> Option<usize> {
        let rates = 0..self.rates.len();
        let all = |trial: &u32| rates.clone().all(|rate| self.ended((batch, rate), *trial));
        let trials: Vec<u32> = (0..self.trials).filter(all).collect();
        let mean = |rate: usize| {
            let at = |&trial| self.at(Number::TestAccuracy, (batch, rate), trial);
            let values: Option<Vec<f64>> = trials.iter().map(at).collect();
            Some(summary(&values?)?.mean)
        };
        let fitted = rates.clone().filter(|&rate| self.is_fitted((batch, rate)));
        let means = fitted.filter_map(|rate| Some((rate, mean(rate)?)));
        let higher =
            |best: (usize, f64), one: (usize, f64)| if one.1 > best.1 { one } else { best };
        means.reduce(higher).map(|(rate, _)| rate)
    }
}
