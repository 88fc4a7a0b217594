//! What is still to be computed.

use super::{Dossier, Network, Plate};
use crate::experiment::Regime;
use crate::experiment::settings::Activation;
use crate::experiment::study::REGIMES;
use crate::measures::{Inquiry, LEVELS};

/// α runs over so many values to either side of 1,
const STEPS: i32 = 6;
/// six of them a decade.
const STEPS_A_DECADE: f64 = 6.0;
/// Epochs along a training, at most.
const EPOCHS: usize = 12;
/// Everything here comes after the jobs of a run.
const AFTERWARDS: u32 = 1_000_000;

/// Something to be computed.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Whose vector the inquiry takes.
    pub regime: Regime,
    /// Of which trial.
    pub trial: u32,
    /// After which epoch; `None` is the minimum.
    pub epoch: Option<u32>,
    /// What is asked of it.
    pub inquiry: Inquiry,
    /// The least comes first.
    pub urgency: u32,
}

/// The values of α that are looked at, ascending: from 0.1 to 10, evenly in the logarithm, with 1
/// among them.
pub fn alphas() -> Vec<f64> {
    let alpha = |step: i32| libm::pow(10.0, f64::from(step) / STEPS_A_DECADE);
    (-STEPS..=STEPS).map(alpha).collect()
}

/// Which of [`alphas`] is nearest to α by ratio; 1's for what is no positive number.
pub(super) fn nearest(alpha: f64) -> usize {
    let step = STEPS_A_DECADE * libm::log10(if alpha > 0.0 { alpha } else { 1.0 });
    (libm::round(step).clamp(f64::from(-STEPS), f64::from(STEPS)) as i32 + STEPS) as usize
}

/// Which of [`alphas`] α is; digits lost in storing are forgiven.
pub(super) fn scale_of(alpha: f64) -> Option<usize> {
    let scale = nearest(alpha);
    let known = alphas().get(scale).copied()?;
    ((known - alpha).abs() < 1e-9 * known).then_some(scale)
}

impl Dossier {
    /// All that a plate is made of, known or not.
    pub(super) fn needed(&self, plate: Plate) -> Vec<Wanted> {
        match plate {
            Plate::Measures => {
                let mut needed = self.at_minima();
                needed.extend(self.at_levels(needed.len() as u32));
                needed
            }
            Plate::Spectrum => self.at_minima(),
            Plate::Along => {
                let mut needed = self.along();
                let levels = self.at_levels(needed.len() as u32);
                let other = |level: &Wanted| needed.iter().all(|w| w.inquiry != level.inquiry);
                let others: Vec<Wanted> = levels.into_iter().filter(other).collect();
                needed.extend(others);
                needed
            }
            Plate::Rescaling => self.rescaled(),
        }
    }

    /// Whether an inquiry is answered.
    pub(super) fn knows(&self, inquiry: &Inquiry) -> bool {
        match inquiry {
            Inquiry::Minimum { regime, trial, .. } => self.minima.contains_key(&(*regime, *trial)),
            Inquiry::Epoch {
                regime,
                trial,
                epoch,
                ..
            } => self.epochs.contains_key(&((*regime, *trial), *epoch)),
            Inquiry::Scale {
                regime,
                trial,
                alpha,
                ..
            } => scale_of(*alpha)
                .is_some_and(|scale| self.scales.contains_key(&((*regime, *trial), scale))),
        }
    }

    /// Why this experiment's networks cannot be rescaled; `None` where they can.
    pub(super) fn hindrance(&self) -> Option<&'static str> {
        if self.experiment.batch_norm {
            Some(
                "Only networks without batch normalisation are rescaled here. That is a limit of ours: with it one would scale a layer’s weights, its bias, the mean and √(var + ε) together. Choose the preset Plain net to see a rescaling.",
            )
        } else if self.experiment.activation != Activation::Relu {
            Some(
                "tanh does not pass a factor on as max(0, αz) = α max(0, z) does, so T_α would change the function. Choose the preset Plain net to see it.",
            )
        } else {
            None
        }
    }

    /// Every network that may have a minimum, trial by trial.
    pub(super) fn networks(&self) -> impl Iterator<Item = Network> {
        let pairs = (0..self.experiment.trials).flat_map(|trial| REGIMES.map(|r| (r, trial)));
        pairs.filter(|&network| !self.diverged(network))
    }

    fn at_minima(&self) -> Vec<Wanted> {
        let minimum = |(k, (regime, trial)): (usize, Network)| Wanted {
            regime,
            trial,
            epoch: None,
            inquiry: Inquiry::Minimum {
                experiment: self.experiment.clone(),
                regime,
                trial,
            },
            urgency: AFTERWARDS + k as u32,
        };
        self.networks().enumerate().map(minimum).collect()
    }

    /// Epochs of one trial.
    fn along(&self) -> Vec<Wanted> {
        let mut wanted: Vec<Wanted> = Vec::new();
        for network in REGIMES.map(|regime| (regime, self.trial)) {
            let epochs = spaced(&self.kept(network));
            // From both ends to the middle, so that the first ones already span the training.
            let ranked = epochs.iter().enumerate().map(|(k, &epoch)| {
                let rank = k.min(epochs.len() - 1 - k);
                self.at_epoch(network, epoch, 4 * rank as u32 + k as u32 % 2)
            });
            wanted.extend(ranked);
        }
        wanted.sort_by_key(|wanted| wanted.urgency);
        wanted
    }

    /// The epochs at which the losses of [`LEVELS`] are reached, of all networks.
    fn at_levels(&self, before: u32) -> Vec<Wanted> {
        let mut wanted: Vec<Wanted> = Vec::new();
        for network in self.networks() {
            for epoch in LEVELS
                .iter()
                .filter_map(|&level| self.level_epoch(network, level))
            {
                let rank = before + wanted.len() as u32;
                let next = self.at_epoch(network, epoch, rank);
                if wanted.iter().all(|other| other.inquiry != next.inquiry) {
                    wanted.push(next);
                }
            }
        }
        wanted
    }

    fn at_epoch(&self, (regime, trial): Network, epoch: u32, rank: u32) -> Wanted {
        let last = self.last_epoch((regime, trial));
        Wanted {
            regime,
            trial,
            epoch: (last != Some(epoch)).then_some(epoch),
            inquiry: Inquiry::Epoch {
                experiment: self.experiment.clone(),
                regime,
                trial,
                epoch,
            },
            urgency: AFTERWARDS + rank,
        }
    }

    /// The first epoch that is kept and after which the training loss is at most `level`.
    pub(super) fn level_epoch(&self, network: Network, level: f64) -> Option<u32> {
        let kept = self.kept(network);
        let points = self.training(network)?.points.iter();
        let mut reached = points.filter(|point| point.evaluation.train_loss <= level);
        reached
            .find(|point| kept.contains(&point.epoch))
            .map(|point| point.epoch)
    }

    /// The epochs from 1 whose vectors are kept of an ended training that has a minimum, the last
    /// among them.
    fn kept(&self, network: Network) -> Vec<u32> {
        let ended = self.training(network).is_some_and(|t| t.ending.is_some());
        let Some(last) = self.last_epoch(network).filter(|_| ended) else {
            return Vec::new();
        };
        if self.diverged(network) {
            return Vec::new();
        }
        let mut kept = self.experiment.kept_epochs();
        kept.retain(|epoch| (1..last).contains(epoch));
        kept.push(last);
        kept
    }

    fn last_epoch(&self, network: Network) -> Option<u32> {
        Some(self.training(network)?.points.last()?.epoch)
    }

    /// Every α of one trial, 1 and the chosen one first.
    fn rescaled(&self) -> Vec<Wanted> {
        if self.hindrance().is_some() {
            return Vec::new();
        }
        let mut wanted: Vec<Wanted> = Vec::new();
        for (scale, alpha) in alphas().into_iter().enumerate() {
            let far = scale.abs_diff(self.scale) as u32;
            let rank = if alpha == 1.0 { 0 } else { 2 + 2 * far };
            let networks = REGIMES.map(|regime| (regime, self.trial));
            for (regime, trial) in networks.into_iter().filter(|&n| !self.diverged(n)) {
                wanted.push(Wanted {
                    regime,
                    trial,
                    epoch: None,
                    inquiry: Inquiry::Scale {
                        experiment: self.experiment.clone(),
                        regime,
                        trial,
                        alpha,
                    },
                    urgency: AFTERWARDS + rank + regime as u32,
                });
            }
        }
        wanted.sort_by_key(|wanted| wanted.urgency);
        wanted
    }
}

/// At most [`EPOCHS`] of the ascending epochs, evenly spread in the logarithm, first and last among
/// them.
fn spaced(kept: &[u32]) -> Vec<u32> {
    let (Some(&first), Some(&last)) = (kept.first(), kept.last()) else {
        return Vec::new();
    };
    let ratio = f64::from(last) / f64::from(first);
    let target = |k: usize| {
        let share = k as f64 / (EPOCHS - 1) as f64;
        f64::from(first) * libm::pow(ratio, share)
    };
    let mut spaced: Vec<u32> = Vec::new();
    for target in (0..EPOCHS).map(target) {
        let distance = |epoch: &&u32| (f64::from(**epoch) - target).abs();
        let nearest = kept
            .iter()
            .min_by(|a, b| distance(a).total_cmp(&distance(b)));
        spaced.extend(nearest.filter(|&&epoch| spaced.last() != Some(&epoch)));
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epochs_are_dense_at_the_start() {
        let all: Vec<u32> = (1..=40).collect();
        assert_eq!(spaced(&all), [1, 2, 3, 4, 5, 7, 10, 15, 20, 29, 40]);
        assert_eq!(spaced(&[3]), [3]);
        assert_eq!(spaced(&[2, 9]), [2, 9]);
        assert!(spaced(&[]).is_empty());
    }

    #[test]
    fn scales_are_found_again() {
        let alphas = alphas();
        assert_eq!(
            (alphas.len(), alphas[0], alphas[6], alphas[12]),
            (13, 0.1, 1.0, 10.0)
        );
        for (scale, &alpha) in alphas.iter().enumerate() {
            assert_eq!(scale_of(alpha * (1.0 + 1e-12)), Some(scale));
        }
        assert_eq!(scale_of(1.1), None);
        for (alpha, scale) in [
            (1e9, 12),
            (1e-9, 0),
            (f64::NAN, 6),
            (-1.0, 6),
            (f64::INFINITY, 12),
        ] {
            assert_eq!(nearest(alpha), scale, "{alpha}");
        }
    }
}
