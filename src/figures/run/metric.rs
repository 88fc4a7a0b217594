//! The numbers that trials are compared by.

use crate::figures::run::Pairs;
use crate::settings::Regime;
use crate::statistics::{Difference, paired};
use crate::training::EpochPoint;

/// A number that each ended training has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Metric {
    /// In per cent.
    TrainAccuracy,
    /// In per cent.
    TestAccuracy,
    /// In nats.
    TrainLoss,
    /// In nats.
    TestLoss,
    /// Metric 2.1 at this ε.
    Sharpness(f64),
    /// ‖x − x₀‖.
    Distance,
    /// Epochs done.
    Epochs,
    /// Optimiser steps done.
    Steps,
}

impl Metric {
    /// Its value at the minimum of one network; `None` if there is none, or no finite one.
    pub fn at(self, pairs: &Pairs, regime: Regime, trial: u32) -> Option<f64> {
        let training = pairs.minimum(regime, trial)?;
        let last: &EpochPoint = training.points.last()?;
        let value = match self {
            Self::TrainAccuracy => 100.0 * last.evaluation.train_accuracy,
            Self::TestAccuracy => 100.0 * last.evaluation.test_accuracy,
            Self::TrainLoss => last.evaluation.train_loss,
            Self::TestLoss => last.evaluation.test_loss,
            Self::Distance => last.distance,
            Self::Epochs => f64::from(last.epoch),
            Self::Steps => f64::from(training.steps),
            Self::Sharpness(epsilon) => {
                let here = pairs.sharpness().iter();
                here.filter(|s| s.regime == regime && s.trial == trial)
                    .find(|s| s.epsilon == epsilon)?
                    .value
            }
        };
        value.is_finite().then_some(value)
    }

    /// Its values over the trials.
    pub fn values(self, pairs: &Pairs, regime: Regime) -> Vec<f64> {
        trials(pairs)
            .filter_map(|trial| self.at(pairs, regime, trial))
            .collect()
    }

    /// Its values at SB and LB of the trials that have both. A pair shares its start x₀.
    pub fn pairs(self, pairs: &Pairs) -> Vec<(f64, f64)> {
        trials(pairs)
            .filter_map(|trial| {
                self.at(pairs, Regime::Small, trial)
                    .zip(self.at(pairs, Regime::Large, trial))
            })
            .collect()
    }

    /// LB − SB over pairs.
    pub fn difference(self, pairs: &Pairs) -> Option<Difference> {
        paired(&self.pairs(pairs))
    }

    /// ln LB − ln SB over pairs.
    pub fn log_ratio(self, pairs: &Pairs) -> Option<Difference> {
        log_ratio(&self.pairs(pairs))
    }
}

fn trials(pairs: &Pairs) -> std::ops::Range<u32> {
    0..pairs.experiment().trials
}

/// ln second − ln first over the pairs in which both are above zero.
pub fn log_ratio(pairs: &[(f64, f64)]) -> Option<Difference> {
    let logs: Vec<(f64, f64)> = pairs
        .iter()
        .filter(|(first, second)| *first > 0.0 && *second > 0.0)
        .map(|(first, second)| (libm::log(*first), libm::log(*second)))
        .collect();
    paired(&logs)
}
