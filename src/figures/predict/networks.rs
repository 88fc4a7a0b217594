//! All networks of the page's present experiment with what is known of them.

use super::sources::SOURCES;
use crate::figures::Context;
use crate::figures::comparable::FITTED;
use crate::jobs::{AtEpoch, EpochJob, Job, Key, Predictors, PredictorsJob, TrainJob, Training};
use litemap::LiteMap;

/// One network.
pub(super) struct Network<'a> {
    /// How it is trained.
    pub of: TrainJob,
    /// The sources that have it, ascending.
    pub sources: Vec<usize>,
    /// Which setting: networks of one setting differ in the trial alone.
    pub setting: usize,
    /// Its training, ended or on its way.
    pub training: Option<&'a Training>,
    /// What was measured after its last epoch,
    pub epoch: Option<&'a AtEpoch>,
    /// and what else may predict its error.
    pub predictors: Option<&'a Predictors>,
}

/// All of them.
pub(super) struct Networks<'a> {
    /// In the order of the sources.
    pub all: Vec<Network<'a>>,
}

impl<'a> Networks<'a> {
    /// Those of all sources, each once: two trainings that differ in what they keep are one network.
    pub fn of(context: &Context<'a>) -> Self {
        let mut places: LiteMap<(usize, u32), usize> = LiteMap::new();
        let mut settings: LiteMap<Key, usize> = LiteMap::new();
        let mut all: Vec<Network> = Vec::new();
        for (source, name) in SOURCES.iter().enumerate() {
            for of in (name.trainings)(context) {
                let next = settings.len();
                let setting = *settings.entry(identity(&of)).or_insert(next);
                let place = *places.entry((setting, of.trial)).or_insert(all.len());
                if let Some(known) = all.get_mut(place) {
                    if known.sources.last() != Some(&source) {
                        known.sources.push(source);
                    }
                    continue;
                }
                all.push(Network::new(context, of, source, setting));
            }
        }
        Self { all }
    }

    /// Those that have fitted the training set.
    pub fn fitted(&self) -> impl Iterator<Item = &Network<'a>> {
        self.all.iter().filter(|network| network.has_fitted())
    }

    /// Those of them of which all is measured.
    pub fn measured(&self) -> impl Iterator<Item = &Network<'a>> {
        self.fitted().filter(|network| network.is_settled())
    }

    /// How many have this property.
    pub fn count(&self, has: fn(&Network) -> bool) -> usize {
        self.all.iter().filter(|network| has(network)).count()
    }
}

/// The name of a training's setting: without its trial and what it keeps.
fn identity(of: &TrainJob) -> Key {
    let own = TrainJob {
        trial: 0,
        snapshots: Vec::new(),
        ..of.clone()
    };
    Job::from(own).key()
}

impl<'a> Network<'a> {
    fn new(context: &Context<'a>, of: TrainJob, source: usize, setting: usize) -> Self {
        let results = context.results;
        let training = results.training(&of);
        let last = training.and_then(Training::last_epoch);
        Self {
            sources: vec![source],
            setting,
            training,
            epoch: last.and_then(|last| {
                results.epoch(&EpochJob::new(&of, context.experiment.starts, last))
            }),
            predictors: results.predictors(&PredictorsJob { of: of.clone() }),
            of,
        }
    }

    /// Its training, if it has ended in a minimum.
    pub fn minimum(&self) -> Option<&'a Training> {
        self.training.filter(|training| training.has_minimum())
    }

    /// Whether its training has ended, well or not.
    pub fn has_ended(&self) -> bool {
        self.training
            .is_some_and(|training| training.ending.is_some())
    }

    /// Whether it has ended in a minimum and fitted the training set.
    pub fn has_fitted(&self) -> bool {
        self.train_accuracy()
            .is_some_and(|accuracy| accuracy >= FITTED)
    }

    /// The training accuracy at its end, in per cent.
    pub fn train_accuracy(&self) -> Option<f64> {
        let last = self.minimum()?.points.last()?;
        Some(100.0 * last.evaluation.train_accuracy)
    }

    /// The testing error at its end, in per cent.
    pub fn error(&self) -> Option<f64> {
        let last = self.minimum()?.points.last()?;
        Some(100.0 * (1.0 - last.evaluation.test_accuracy)).filter(|error| error.is_finite())
    }

    /// Whether nothing more will come of it.
    pub fn is_settled(&self) -> bool {
        let measured = self.epoch.is_some() && self.predictors.is_some();
        self.has_ended() && (measured || !self.has_fitted())
    }
}
