//! Training one network.

use super::memory::Sizes;
use super::{Inputs, Kept, Need, Report, Task, TaskError, Work, read_checkpoint, write_checkpoint};
use crate::data::USUAL_DRAW;
use crate::optimizer::OptimizerKind;
use crate::settings::{Experiment, Regime, StopRule};
use crate::strategy::{Plan, Strategy};
use crate::training::{Ending, EpochPoint, Trainer, architecture};
use serde::{Deserialize, Serialize};

/// Train one network from x₀. Leaves x after the epochs kept and at the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainJob {
    /// The settings, those that it does not depend on at fixed values.
    pub experiment: Experiment,
    /// How it is trained. Written only if it is not plain training.
    #[serde(default, skip_serializing_if = "Strategy::is_plain")]
    pub strategy: Strategy,
    /// Which batch size.
    pub regime: Regime,
    /// Which trial, from 0.
    pub trial: u32,
    /// The trial in whose order the samples are seen, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<u32>,
    /// Epochs after which x is kept besides the final one, ascending.
    pub snapshots: Vec<u32>,
}

impl TrainJob {
    /// A training as it is named in results: every setting that it does not depend on is at a fixed
    /// value, so that equal work is one job.
    pub fn new(
        experiment: &Experiment,
        strategy: Strategy,
        regime: Regime,
        trial: u32,
        snapshots: Vec<u32>,
    ) -> Self {
        let mut experiment = experiment.clone();
        let strategy = strategy.canonical(&experiment, regime);
        if regime == Regime::Small || !strategy.needs_small_batch() {
            let batch = experiment.batch(regime);
            (experiment.small_batch, experiment.large_batch) = (batch, batch);
        }
        (experiment.starts, experiment.trials) = (0, 1);
        if experiment.data.archive().is_some() {
            experiment.draw = USUAL_DRAW;
        }
        if experiment.optimizer != OptimizerKind::Sgd {
            experiment.momentum = 0.0;
        }
        if experiment.stop != StopRule::Loss {
            experiment.stop_loss = 1.0;
        }
        Self {
            experiment,
            strategy,
            regime,
            trial,
            order: None,
            snapshots,
        }
    }

    /// The same training with its samples in the order of a trial.
    #[must_use]
    pub fn in_order_of(self, trial: u32) -> Self {
        let order = (trial != self.trial).then_some(trial);
        Self { order, ..self }
    }

    /// The plain training of one of an experiment's networks.
    pub fn plain(experiment: &Experiment, regime: Regime, trial: u32) -> Self {
        let snapshots = experiment.kept_epochs();
        Self::new(experiment, Strategy::PLAIN, regime, trial, snapshots)
    }

    /// The plain trainings of a pair, SB first.
    pub fn pair(experiment: &Experiment, trial: u32) -> [Self; 2] {
        [Regime::Small, Regime::Large].map(|regime| Self::plain(experiment, regime, trial))
    }
}

/// One network's training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Training {
    /// Which batch size.
    pub regime: Regime,
    /// Which trial.
    pub trial: u32,
    /// One point an epoch, from epoch 0.
    pub points: Vec<EpochPoint>,
    /// Why it ended; `None` while it goes on.
    pub ending: Option<Ending>,
    /// Steps done, one a batch.
    pub steps: u32,
    /// Gradient evaluations done, each of a whole batch: as many as steps in plain training.
    pub gradients: u64,
    /// Samples that went through a gradient evaluation, each as often as it did: the cost.
    pub samples: u64,
    /// FNV-1a hash of the final x's bits in hexadecimal: two runs agree to the bit iff these do.
    pub fingerprint: String,
}

impl Training {
    /// Whether it has ended in a minimum.
    pub fn has_minimum(&self) -> bool {
        !matches!(self.ending, None | Some(Ending::Diverged { .. })) && !self.points.is_empty()
    }

    /// Whether it has ended in no minimum.
    pub fn is_lost(&self) -> bool {
        self.ending.is_some() && !self.has_minimum()
    }

    /// The last epoch so far.
    pub fn last_epoch(&self) -> Option<u32> {
        self.points.last().map(|point| point.epoch)
    }

    /// The first epoch after which the training loss is at most `level`, of those after which x is kept: the
    /// last, and `kept` but for 0.
    pub fn first_kept(&self, level: f64, kept: &[u32]) -> Option<u32> {
        let last = self.last_epoch();
        let here = |epoch| Some(epoch) == last || (epoch > 0 && kept.contains(&epoch));
        let mut points = self.points.iter();
        points
            .find(|point| point.evaluation.train_loss <= level && here(point.epoch))
            .map(|point| point.epoch)
    }
}

impl Work for TrainJob {
    fn experiment(&self) -> Option<&Experiment> {
        Some(&self.experiment)
    }

    fn needs(&self) -> Vec<Need> {
        Vec::new()
    }

    /// An epoch is a gradient of every sample, times those of a step, and an evaluation of both sets.
    fn cost(&self) -> f64 {
        let epochs = Plan::new(&self.strategy, &self.experiment, self.regime).all();
        (f64::from(self.strategy.gradients_per_step()) + EVALUATION) * epochs as f64
    }

    fn memory(&self) -> usize {
        let batch = self.experiment.batch(self.regime);
        Sizes::of(&self.experiment).training(batch, self.snapshots.len())
    }

    fn start(&self, mut inputs: Inputs) -> Result<Box<dyn Task>, TaskError> {
        let data = inputs.data()?;
        let dimension = architecture(&self.experiment, &data).dimension();
        let before = inputs.checkpoint.take();
        inputs.lists::<0>(dimension)?;
        let strategy = self.strategy.check(&self.experiment)?;
        let mut trainer = Trainer::new(
            &self.experiment,
            &strategy,
            self.regime,
            [self.trial, self.order.unwrap_or(self.trial)],
            data,
            self.snapshots.clone(),
        );
        let before = before.and_then(|bytes| read_checkpoint(self, &bytes).ok());
        if let Some(before) = before {
            trainer.resume(before);
        }
        Ok(Box::new(TrainTask {
            job: self.clone(),
            trainer,
        }))
    }
}

/// The cost of evaluating the training set, with batch norm's statistics, and the testing set.
const EVALUATION: f64 = 0.5;

struct TrainTask {
    job: TrainJob,
    trainer: Trainer,
}

impl Task for TrainTask {
    fn advance(&mut self) -> bool {
        self.trainer.advance()
    }

    fn progress(&self) -> f64 {
        self.trainer.progress()
    }

    fn report(&self) -> Option<Report> {
        let trainer = &self.trainer;
        Some(Report::Training(Training {
            regime: self.job.regime,
            trial: self.job.trial,
            points: trainer.points().to_vec(),
            ending: trainer.ending(),
            steps: trainer.steps() as u32,
            gradients: trainer.gradients(),
            samples: trainer.samples(),
            fingerprint: fingerprint(trainer.x()),
        }))
    }

    fn news(&self) -> usize {
        self.trainer.points().len() + usize::from(self.trainer.ending().is_some())
    }

    fn kept(&self) -> Kept {
        let last = self.trainer.points().last().map_or(0, |point| point.epoch);
        let before = self.trainer.snapshots().iter();
        let before = before.filter(|(epoch, _)| *epoch < last).cloned();
        let (labels, vectors) = before.chain([(last, self.trainer.x().to_vec())]).unzip();
        Kept { labels, vectors }
    }

    fn checkpoint(&self) -> Option<Vec<u8>> {
        let checkpoint = self.trainer.checkpoint()?;
        Some(write_checkpoint(&self.job, &checkpoint))
    }
}

/// The FNV-1a hash of a vector's bits, as sixteen hexadecimal digits.
pub fn fingerprint(x: &[f32]) -> String {
    hash(x.iter().flat_map(|x| x.to_bits().to_le_bytes()))
}

/// The FNV-1a hash of bytes, as sixteen hexadecimal digits.
pub fn hash(bytes: impl IntoIterator<Item = u8>) -> String {
    let hash = bytes
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    format!("{hash:016x}")
}
