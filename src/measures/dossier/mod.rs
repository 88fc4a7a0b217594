//! The measures of one experiment as far as they are known: which [`Inquiry`]s a figure still needs,
//! and what can be said and shown of their [`Answer`]s. The page's side, as
//! [`Study`](crate::experiment::Study) is of jobs.

mod along;
pub mod density;
mod equal;
mod evidence;
mod files;
mod reading;
mod remarks;
mod rescaling;
mod rows;
mod spectrum;
mod table;
mod wanted;

use super::{Answer, AtEpoch, AtScale, Measures};
use crate::experiment::report::{Ending, Training};
use crate::experiment::study::REGIMES;
use crate::experiment::{Experiment, Panel, Regime};
use crate::figure::measures::Chart;
pub use files::files_panel;
use std::collections::BTreeMap;
use std::fmt;
pub use wanted::{Wanted, alphas};

/// One of the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plate {
    /// Every measure at both minima, as a table alone.
    Measures,
    /// The Hessian's eigenvalues.
    Spectrum,
    /// Sharpness along training (the paper's figure 6).
    Along,
    /// The same function under T_α (Dinh et al. 2017).
    Rescaling,
}

impl Plate {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Measures, Self::Spectrum, Self::Along, Self::Rescaling];

    /// Its name: "measures", "spectrum", "along" or "rescaling".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Measures => "measures",
            Self::Spectrum => "spectrum",
            Self::Along => "along",
            Self::Rescaling => "rescaling",
        }
    }

    /// The plate of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|plate| plate.name() == name)
    }
}

/// An answer to nothing that this experiment asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignAnswer(&'static str);

impl fmt::Display for ForeignAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for ForeignAnswer {}

/// A network: whose, and of which trial.
type Network = (Regime, u32);

/// See the [module](self).
#[derive(Clone, Debug)]
pub struct Dossier {
    experiment: Experiment,
    trainings: Vec<Training>,
    trial: u32,
    /// Which of [`alphas`].
    scale: usize,
    minima: BTreeMap<Network, Measures>,
    epochs: BTreeMap<(Network, u32), AtEpoch>,
    scales: BTreeMap<(Network, usize), AtScale>,
}

impl Dossier {
    /// A dossier without any answer; the experiment must be checked.
    pub fn new(experiment: Experiment) -> Self {
        Self {
            experiment,
            trainings: Vec::new(),
            trial: 0,
            scale: wanted::nearest(1.0),
            minima: BTreeMap::new(),
            epochs: BTreeMap::new(),
            scales: BTreeMap::new(),
        }
    }

    /// The settings.
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// Takes over how the trainings went, in place of what was known of them.
    pub fn trainings(&mut self, trainings: &[Training]) {
        let known = |training: &&Training| training.trial < self.experiment.trials;
        self.trainings = trainings.iter().filter(known).cloned().collect();
        self.trainings.sort_by_key(|t| (t.trial, t.regime as u32));
    }

    /// Looks at another trial, from 0, and at α, or the nearest that there are. α is one of
    /// [`alphas`].
    pub fn look(&mut self, trial: u32, alpha: f64) {
        self.trial = trial.min(self.experiment.trials.saturating_sub(1));
        self.scale = wanted::nearest(alpha);
    }

    /// Which trial is looked at by what shows one alone.
    pub fn trial(&self) -> u32 {
        self.trial
    }

    /// Which α is looked at.
    pub fn alpha(&self) -> f64 {
        alphas()[self.scale]
    }

    /// What is still to be computed for a plate, the most urgent first.
    pub fn wanted(&self, plate: Plate) -> Vec<Wanted> {
        let mut wanted = self.needed(plate);
        wanted.retain(|wanted| !self.knows(&wanted.inquiry));
        wanted
    }

    /// Takes an answer over; a second one to the same question replaces the first.
    ///
    /// # Errors
    /// If it is about no network of this experiment, or an α that is not looked at; nothing is
    /// changed then.
    pub fn accept(&mut self, answer: Answer) -> Result<(), ForeignAnswer> {
        match answer {
            Answer::Minimum(at) => {
                let network = self.network(at.regime, at.trial)?;
                self.minima.insert(network, at.measures);
            }
            Answer::Epoch(at) => {
                let network = self.network(at.regime, at.trial)?;
                self.epochs.insert((network, at.epoch), at);
            }
            Answer::Scale(at) => {
                let network = self.network(at.regime, at.trial)?;
                let scale = wanted::scale_of(at.alpha)
                    .ok_or(ForeignAnswer("answer: its α is none that was asked for"))?;
                self.scales.insert((network, scale), at);
            }
            Answer::Files(_) => {
                return Err(ForeignAnswer(
                    "answer: it is about a network from a file, not of the experiment",
                ));
            }
        }
        Ok(())
    }

    fn network(&self, regime: Regime, trial: u32) -> Result<Network, ForeignAnswer> {
        if trial < self.experiment.trials {
            Ok((regime, trial))
        } else {
            Err(ForeignAnswer("answer: the experiment has no such trial"))
        }
    }

    /// Whether a plate shows anything but words.
    pub fn has(&self, plate: Plate) -> bool {
        match plate {
            Plate::Measures | Plate::Spectrum => !self.minima.is_empty(),
            Plate::Along => self
                .epochs
                .keys()
                .any(|((_, trial), _)| *trial == self.trial),
            Plate::Rescaling => {
                let here = |((_, trial), _): &(Network, usize)| *trial == self.trial;
                self.hindrance().is_none() && self.scales.keys().any(here)
            }
        }
    }

    /// How much of a plate is known, in [0, 1]; 1 where nothing is to be known.
    pub fn progress(&self, plate: Plate) -> f64 {
        if plate == Plate::Along && self.trainings.is_empty() {
            return 0.0;
        }
        let needed = self.needed(plate);
        let known = needed.iter().filter(|wanted| self.knows(&wanted.inquiry));
        known.count() as f64 / needed.len().max(1) as f64 + f64::from(needed.is_empty())
    }

    /// Words and numbers for a plate.
    pub fn panel(&self, plate: Plate) -> Panel {
        match plate {
            Plate::Measures => table::panel(self),
            Plate::Spectrum => spectrum::panel(self),
            Plate::Along => along::panel(self),
            Plate::Rescaling => rescaling::panel(self),
        }
    }

    /// A plate's figure; without panels where it is a table alone.
    pub fn chart(&self, plate: Plate) -> Chart {
        match plate {
            Plate::Measures => Chart::default(),
            Plate::Spectrum => spectrum::chart(self),
            Plate::Along => along::chart(self),
            Plate::Rescaling => rescaling::chart(self),
        }
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
