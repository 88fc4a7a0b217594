//! What is to be computed for the figures of the measures.

use super::{Measured, Network};
use crate::figures::spaced::spaced;
use crate::figures::{AFTERWARDS, AN_EPOCH, Context};
use crate::jobs::{EpochJob, Job, LEVELS, MinimumJob, ScaleJob, SharpnessJob, TrainJob, Training};
use crate::network::Activation;
use crate::results::{Wanted, by_urgency};
use crate::settings::{Experiment, REGIMES};

/// α runs over so many values to either side of 1,
const STEPS: i32 = 6;
/// six of them a decade.
const STEPS_A_DECADE: f64 = 6.0;
/// As many jobs as all measures of a pair are made of.
const A_TRIAL: u32 = 12;
/// Epochs along a training, at most.
const EPOCHS: usize = 12;

pub(super) fn scale_job(of: &TrainJob, starts: u32, alpha: f64) -> ScaleJob {
    ScaleJob {
        of: of.clone(),
        starts,
        alpha,
    }
}

/// The training of a network, which comes before all else about it.
fn training(experiment: &Experiment, (regime, trial): Network) -> TrainJob {
    TrainJob::plain(experiment, regime, trial)
}

/// The trainings of networks, before all else.
fn trainings(experiment: &Experiment, networks: &[Network]) -> Vec<Wanted> {
    let wanted = |(k, &network): (usize, &Network)| {
        Wanted::new(training(experiment, network), AFTERWARDS + k as u32)
    };
    networks.iter().enumerate().map(wanted).collect()
}

/// Every network of an experiment, trial by trial.
fn all_networks(experiment: &Experiment) -> Vec<Network> {
    let pairs = |trial| REGIMES.map(|regime| (regime, trial));
    (0..experiment.trials).flat_map(pairs).collect()
}

/// Both networks of the trial that is looked at.
fn pair(measured: &Measured) -> Vec<Network> {
    REGIMES.map(|regime| (regime, measured.trial)).to_vec()
}

/// Why an experiment's networks cannot be rescaled; `None` where they can.
pub(super) fn obstacle(experiment: &Experiment) -> Option<&'static str> {
    (experiment.activation != Activation::Relu).then_some(
        "tanh does not pass a factor on as max(0, αz) = α max(0, z) does, so T_α would change the function. Choose ReLU to see it.",
    )
}

/// All measures at all minima, and φ where the trainings came to the losses of [`LEVELS`].
pub(super) fn for_table(context: &Context) -> Vec<Wanted> {
    let mut wanted = for_spectrum(context);
    let measured = Measured::with(context, &[]);
    let last = wanted.last().map_or(AFTERWARDS, |last| last.urgency);
    wanted.extend(measured.at_levels(last + 1 - AFTERWARDS));
    wanted
}

/// All measures at all minima.
pub(super) fn for_spectrum(context: &Context) -> Vec<Wanted> {
    let measured = Measured::with(context, &[]);
    let experiment = context.experiment;
    let mut wanted = trainings(experiment, &all_networks(experiment));
    let before = AFTERWARDS + wanted.len() as u32;
    for network @ (regime, trial) in measured.networks() {
        for (job, place) in parts(&training(experiment, network), experiment.starts) {
            let rank = A_TRIAL * trial + 2 * place + regime as u32;
            wanted.push(Wanted::new(job, before + rank));
        }
    }
    by_urgency(wanted)
}

/// The jobs that all measures of a network are made of, each with its place among its trial's. A spectrum takes
/// longer than anything else: it is begun before what is left of the trial before, so that no worker is left
/// alone with one.
fn parts(of: &TrainJob, starts: u32) -> impl Iterator<Item = (Job, u32)> {
    let minimum = MinimumJob::parts(of, starts).map(Job::from);
    let phi = SharpnessJob::at_each(of, starts).map(Job::from);
    let places = [0].into_iter().chain(A_TRIAL / 2 + 1..);
    minimum.into_iter().chain(phi).zip(places)
}

/// Epochs of one trial, and of all trainings those where they came to the losses.
pub(super) fn for_along(context: &Context) -> Vec<Wanted> {
    let measured = Measured::with(context, &[]);
    let experiment = context.experiment;
    let mut wanted = trainings(experiment, &all_networks(experiment));
    let before = wanted.len() as u32;
    wanted.extend(measured.along(before));
    let before = wanted.len() as u32;
    wanted.extend(measured.at_levels(before));
    wanted
}

/// The cost of what is wanted at the losses once the trainings have ended.
pub(super) fn expected_levels(context: &Context) -> f64 {
    let measured = Measured::with(context, &[]);
    let all = all_networks(context.experiment).len();
    let coming = all - measured.trainings.len();
    (LEVELS.len() * coming) as f64 * AN_EPOCH
}

/// Every α of one trial.
pub(super) fn for_rescaling(context: &Context) -> Vec<Wanted> {
    if obstacle(context.experiment).is_some() {
        return Vec::new();
    }
    let measured = Measured::with(context, &[]);
    let mut wanted = trainings(context.experiment, &pair(&measured));
    wanted.extend(measured.rescaled());
    wanted
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

impl Measured {
    /// See [`obstacle`].
    pub(super) fn obstacle(&self) -> Option<&'static str> {
        obstacle(&self.experiment)
    }

    /// Every network that may have a minimum, trial by trial.
    pub(super) fn networks(&self) -> impl Iterator<Item = Network> {
        let pairs = (0..self.experiment.trials).flat_map(|trial| REGIMES.map(|r| (r, trial)));
        pairs.filter(|&network| !self.diverged(network))
    }

    /// Epochs of one trial, from both ends to the middle, so that the first ones already span the
    /// training.
    fn along(&self, before: u32) -> Vec<Wanted> {
        let mut wanted: Vec<Wanted> = Vec::new();
        for network in REGIMES.map(|regime| (regime, self.trial)) {
            let kept = self.kept(network);
            let first = kept.first().copied().map_or(1.0, f64::from);
            let epochs = spaced(&kept, first, EPOCHS);
            let ranked = epochs.iter().enumerate().map(|(k, &epoch)| {
                let rank = k.min(epochs.len() - 1 - k);
                self.at_epoch(network, epoch, before + 4 * rank as u32 + k as u32 % 2)
            });
            wanted.extend(ranked);
        }
        by_urgency(wanted)
    }

    /// The epochs at which the losses of [`LEVELS`] are reached, of all networks.
    fn at_levels(&self, before: u32) -> Vec<Wanted> {
        let mut wanted: Vec<Wanted> = Vec::new();
        for network in self.networks() {
            let levels = LEVELS.iter();
            for epoch in levels.filter_map(|&level| self.level_epoch(network, level)) {
                let rank = before + wanted.len() as u32;
                wanted.push(self.at_epoch(network, epoch, rank));
            }
        }
        wanted
    }

    fn at_epoch(&self, network: Network, epoch: u32, rank: u32) -> Wanted {
        let of = training(&self.experiment, network);
        let job = EpochJob::new(&of, self.experiment.starts, epoch);
        Wanted::new(job, AFTERWARDS + rank)
    }

    /// The first epoch that is kept and after which the training loss is at most `level`.
    pub(super) fn level_epoch(&self, network: Network, level: f64) -> Option<u32> {
        let kept = self.kept(network);
        let ended = !kept.is_empty();
        ended
            .then(|| self.training(network)?.first_kept(level, &kept))
            .flatten()
    }

    /// The epochs from 1 whose vectors are kept of an ended training that has a minimum, the last
    /// among them.
    pub(super) fn kept(&self, network: Network) -> Vec<u32> {
        let ended = self.training(network).is_some_and(|t| t.ending.is_some());
        let last = self.training(network).and_then(Training::last_epoch);
        let Some(last) = last.filter(|_| ended) else {
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

    /// Every α of one trial, 1 and the chosen one first.
    fn rescaled(&self) -> Vec<Wanted> {
        let mut wanted: Vec<Wanted> = Vec::new();
        for (scale, alpha) in alphas().into_iter().enumerate() {
            let far = scale.abs_diff(self.scale) as u32;
            let rank = if alpha == 1.0 { 0 } else { 2 + 2 * far };
            let networks = pair(self).into_iter();
            for network in networks.filter(|&network| !self.diverged(network)) {
                let of = training(&self.experiment, network);
                let job = scale_job(&of, self.experiment.starts, alpha);
                wanted.push(Wanted::new(job, AFTERWARDS + 2 + rank + network.0 as u32));
            }
        }
        by_urgency(wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_found_again() {
        let alphas = alphas();
        assert_eq!(
            (alphas.len(), alphas[0], alphas[6], alphas[12]),
            (13, 0.1, 1.0, 10.0)
        );
        for (scale, &alpha) in alphas.iter().enumerate() {
            assert_eq!(nearest(alpha * (1.0 + 1e-12)), scale);
        }
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
