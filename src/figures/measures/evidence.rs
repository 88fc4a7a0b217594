//! What the verdicts on measures are judged by.

use crate::figures::comparable::{apart, same_batches, unfitted};
use crate::figures::measures::{Measured, Network};
use crate::figures::verdict::Evidence;
use crate::settings::REGIMES;
use crate::statistics::Difference;

impl Measured {
    /// For a claim on the minima: both networks must have fitted, to similar training losses.
    pub(super) fn at_the_end(&self, difference: Option<Difference>) -> Evidence {
        let known = self.minima.iter();
        let networks: Vec<(String, f64)> = known
            .map(|((regime, trial), m)| {
                let name = format!("{} of trial {}", regime.name(), trial + 1);
                (name, 100.0 * m.accuracy)
            })
            .collect();
        let losses = self.pairs(|network| Some(self.minima.get(&network)?.loss));
        Evidence {
            difference,
            planned: self.experiment.trials,
            ended: self.networks().all(|n| self.minima.contains_key(&n)),
            nothing: same_batches(&self.experiment),
            obstacle: unfitted(&networks).or_else(|| apart(&losses, ["SB’s", "LB’s"])),
        }
    }

    /// For a claim on where the trainings first came to a loss: the losses there must be similar.
    pub(super) fn at_equal_loss(&self, difference: Option<Difference>, level: f64) -> Evidence {
        let losses = self.pairs(|network| Some(self.at_level(network, level)?.loss));
        Evidence {
            difference,
            planned: self.experiment.trials,
            ended: self.all_at_level(level),
            nothing: same_batches(&self.experiment),
            obstacle: apart(&losses, ["SB’s", "LB’s"]),
        }
    }

    /// Whether every training has ended and was measured where it came to a loss, if it did.
    fn all_at_level(&self, level: f64) -> bool {
        let known = |network: Network| {
            let training = self.training(network);
            training.is_some_and(|t| t.ending.is_some())
                && (self.level_epoch(network, level).is_none()
                    || self.at_level(network, level).is_some())
        };
        (0..self.experiment.trials).all(|trial| REGIMES.iter().all(|&r| known((r, trial))))
    }
}
