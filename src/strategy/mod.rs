//! The remedies for a large batch's loss of accuracy: the paper's own attempts (appendix E) and what a
//! decade has added, as pieces of one training loop that combine.
//!
//! ```text
//! schedule      which batch, which rate, how many epochs
//! augmentation  changed inputs                            once a batch
//! conservative  inner steps towards a proximal optimum    each:
//! weight noise    where the gradient is taken
//! robust          ascent in the weights, in groups        each gradient:
//! adversarial       a loss on changed inputs
//! stability         a loss on noisy inputs
//! batch norm        statistics of ghosts
//! averaging     the mean of the last iterates             once an epoch
//! ```
//!
//! Every piece states its formula, its paper, its defaults and its cost in gradient evaluations; a
//! plain step is one.

pub mod adversarial;
pub mod averaging;
mod batch_norm;
mod check;
pub mod conservative;
pub mod descent;
pub mod rate;
pub mod remedies;
pub mod robust;
pub mod schedule;
pub mod stability;
pub mod weight_noise;
mod wire;

pub use crate::data::augmentation::Augmentation;
pub use adversarial::Adversarial;
pub use averaging::Averaging;
pub use conservative::Conservative;
pub use descent::{Descent, GradientSource, Whole};
pub use rate::{Rate, Scaling};
pub use remedies::{Remedy, remedies};
pub use robust::{Region, Robust};
pub use schedule::{Growing, Plan};
pub use stability::Stability;

use crate::optimizer::Schedule;
use crate::settings::{Experiment, Regime};
use serde::{Deserialize, Serialize};
use wire::FlatStrategy;

/// How a network is trained beyond its experiment's settings. The default is plain training.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "FlatStrategy", into = "FlatStrategy")]
pub struct Strategy {
    /// Changes to the inputs, drawn anew for every batch.
    pub augmentation: Option<Augmentation>,
    /// Proximal sub-problems.
    pub conservative: Option<Conservative>,
    /// A loss on adversarial inputs.
    pub adversarial: Option<Adversarial>,
    /// A loss on noisy inputs.
    pub stability: Option<Stability>,
    /// Ascent in the weights before each descent.
    pub robust: Option<Robust>,
    /// Samples that batch norm takes its statistics from at a time, from 2.
    pub ghost: Option<usize>,
    /// σ of the Gaussian noise on the weights, in [0, 1].
    pub weight_noise: f64,
    /// The learning rate.
    pub rate: Rate,
    /// The factor on the number of epochs, in [0.1, 20]; rounded to whole epochs.
    pub longer: f64,
    /// Epochs of SB before the run, at most the experiment's.
    pub warm_start: usize,
    /// A batch that grows to the regime's.
    pub growing: Option<Growing>,
    /// The mean of the last iterates.
    pub averaging: Option<Averaging>,
}

impl Strategy {
    /// Plain training.
    pub const PLAIN: Self = Self {
        augmentation: None,
        conservative: None,
        adversarial: None,
        stability: None,
        robust: None,
        ghost: None,
        weight_noise: 0.0,
        rate: Rate {
            scaling: Scaling::Constant,
            factor: 1.0,
            warm_up: 0,
        },
        longer: 1.0,
        warm_start: 0,
        growing: None,
        averaging: None,
    };

    /// Whether this is plain training as it stands.
    pub fn is_plain(&self) -> bool {
        *self == Self::PLAIN
    }

    /// Gradient evaluations in one step on a batch: a plain step has 1.
    pub fn gradients_per_step(&self) -> u32 {
        let inner = self.conservative.map_or(1, |c| c.steps);
        let points = 1 + self.robust.map_or(0, |robust| robust.steps);
        let adversarial = self.adversarial.map_or(0, |a| a.steps);
        let inputs = 1 + adversarial + u32::from(self.stability.is_some());
        inner * points * inputs
    }

    /// The same training with every setting that does not change it at a fixed value; plain training
    /// is [`PLAIN`](Self::PLAIN). Trained is always in this form.
    #[must_use]
    pub fn canonical(mut self, experiment: &Experiment, regime: Regime) -> Self {
        self.augmentation = self.augmentation.filter(|a| !a.is_identity());
        self.conservative = self.conservative.filter(|c| !c.is_plain());
        if let Some(conservative) = &mut self.conservative
            && conservative.steps == 1
        {
            conservative.lambda = 0.0;
        }
        self.adversarial = self.adversarial.filter(|a| !a.is_plain());
        self.stability = self.stability.filter(|s| !s.is_plain());
        self.robust = self.robust.filter(|robust| !robust.is_plain());
        self.averaging = self.averaging.filter(|averaging| !averaging.is_plain());
        if let Some(averaging) = &mut self.averaging
            && experiment.schedule == Schedule::Constant
        {
            averaging.hold = false;
        }
        self.forget_batches(experiment, regime);
        self
    }

    /// What depends on the sizes of batches.
    fn forget_batches(&mut self, experiment: &Experiment, regime: Regime) {
        let small = experiment.small_batch;
        let batch = experiment.batch(regime);
        let grows = |growing: &Growing| growing.factor > 1.0 && batch > small;
        self.growing = self.growing.filter(grows);
        if batch == small {
            self.rate.scaling = Scaling::Constant;
        }
        if self.rate.scaling == Scaling::Constant && self.rate.factor == 1.0 {
            self.rate.warm_up = 0;
        }
        let largest = Plan::new(self, experiment, regime).batches();
        let largest = largest.last().copied().unwrap_or(batch);
        self.ghost = self.ghost.filter(|&ghost| ghost < largest);
        if let Some(robust) = &mut self.robust {
            robust.group = robust.group.filter(|&group| group < largest);
        }
    }

    /// Whether LB's training depends on SB's batch.
    pub(crate) fn needs_small_batch(&self) -> bool {
        let scaled = self.rate.scaling != Scaling::Constant;
        self.warm_start > 0 || self.growing.is_some() || scaled
    }
}

impl Default for Strategy {
    fn default() -> Self {
        Self::PLAIN
    }
}
