//! The figures of the measures: every one of them at both minima, the Hessian's spectrum, sharpness
//! along training, and the same function rescaled.

mod along;
mod chart;
pub mod density;
mod equal;
mod evidence;
mod files;
mod headline;
mod reading;
mod records;
mod remarks;
mod rescaling;
mod rows;
mod spectrum;
mod table;
mod wanted;

use crate::figures::Context;
use crate::jobs::Training;
use crate::jobs::{AtEpoch, AtScale, EpochJob, Measures, TrainJob};
use crate::results::Results;
use crate::settings::REGIMES;
use crate::settings::{Experiment, Regime};
use crate::training::Ending;
pub use along::ALONG;
pub use files::files_panel;
use litemap::LiteMap;
pub use records::files_records;
pub use rescaling::RESCALING;
pub use spectrum::SPECTRUM;
pub use table::MEASURES;
pub use wanted::alphas;

/// A network: whose, and of which trial.
type Network = (Regime, u32);

/// What was measured of one experiment's networks.
#[derive(Clone, Debug)]
pub struct Measured {
    experiment: Experiment,
    trainings: Vec<Training>,
    trial: u32,
    /// Which of [`alphas`].
    scale: usize,
    minima: LiteMap<Network, Measures>,
    epochs: LiteMap<(Network, u32), AtEpoch>,
    scales: LiteMap<(Network, usize), AtScale>,
}

/// A part of what is measured.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    /// At the minima.
    Minima,
    /// Along the trainings.
    Epochs,
    /// Of rescaled networks.
    Scales,
}

impl Measured {
    /// What is known of the experiment that is looked at.
    pub fn of_context(context: &Context) -> Self {
        Self::with(context, &[Part::Minima, Part::Epochs, Part::Scales])
    }

    /// Its trainings, and these parts of what was measured: to look each measurement up takes a moment.
    fn with(context: &Context, parts: &[Part]) -> Self {
        let Context {
            experiment, view, ..
        } = *context;
        let mut measured = Self {
            experiment: experiment.clone(),
            trainings: Vec::new(),
            trial: view.trial_of(experiment),
            scale: wanted::nearest(view.alpha),
            minima: LiteMap::new(),
            epochs: LiteMap::new(),
            scales: LiteMap::new(),
        };
        for trial in 0..experiment.trials {
            for job in TrainJob::pair(experiment, trial) {
                measured.take(context.results, &job, parts);
            }
        }
        measured
    }

    /// What is known of one network.
    fn take(&mut self, results: &Results, of: &TrainJob, parts: &[Part]) {
        let network = (of.regime, of.trial);
        let starts = self.experiment.starts;
        let Some(training) = results.training(of).filter(|t| t.ending.is_some()) else {
            return;
        };
        self.trainings.push(training.clone());
        if parts.contains(&Part::Minima)
            && let Some(measures) = results.minimum(of, starts)
        {
            self.minima.insert(network, measures);
        }
        let kept = match parts.contains(&Part::Epochs) {
            true => self.kept(network),
            false => Vec::new(),
        };
        for epoch in kept {
            let job = EpochJob::new(of, starts, epoch);
            if let Some(at) = results.epoch(&job) {
                self.epochs.insert((network, epoch), *at);
            }
        }
        let rescaled = parts.contains(&Part::Scales) && self.obstacle().is_none();
        if rescaled && of.trial == self.trial {
            for (scale, alpha) in alphas().into_iter().enumerate() {
                let job = wanted::scale_job(of, starts, alpha);
                if let Some(at) = results.scale(&job) {
                    self.scales.insert((network, scale), *at);
                }
            }
        }
    }

    /// The settings.
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// Which α is looked at.
    pub fn alpha(&self) -> f64 {
        alphas()[self.scale]
    }

    /// Whether something was measured along the training that is looked at.
    fn has_along(&self) -> bool {
        let here = |((_, trial), _): &(Network, u32)| *trial == self.trial;
        self.epochs.keys().any(here)
    }

    /// How the training of a network went; `None` where it is not known.
    fn training(&self, (regime, trial): Network) -> Option<&Training> {
        let same = |t: &&Training| t.regime == regime && t.trial == trial;
        self.trainings.iter().find(same)
    }

    /// Whether a training is known to have ended in no minimum.
    fn diverged(&self, network: Network) -> bool {
        let ending = self.training(network).and_then(|training| training.ending);
        matches!(ending, Some(Ending::Diverged { .. }))
    }

    /// A regime's measures, by ascending trial.
    fn of(&self, regime: Regime) -> impl Iterator<Item = (u32, &Measures)> {
        let own = self.minima.iter().filter(move |((of, _), _)| *of == regime);
        own.map(|((_, trial), measures)| (*trial, measures))
    }

    /// The finite values of SB and LB in the trials that have both.
    fn pairs(&self, value: impl Fn(Network) -> Option<f64>) -> Vec<(f64, f64)> {
        let finite = |network| value(network).filter(|value| value.is_finite());
        let pair = |trial| {
            let [small, large] = REGIMES.map(|regime| finite((regime, trial)));
            small.zip(large)
        };
        (0..self.experiment.trials).filter_map(pair).collect()
    }

    /// The finite values of a regime over the trials.
    fn values(&self, regime: Regime, value: impl Fn(Network) -> Option<f64>) -> Vec<f64> {
        (0..self.experiment.trials)
            .filter_map(|trial| value((regime, trial)))
            .filter(|value| value.is_finite())
            .collect()
    }
}
