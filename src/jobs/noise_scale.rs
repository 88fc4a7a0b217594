//! The gradient noise scale after an epoch of a training.

use super::plan::{Risk, risk_at, widened};
use super::{Inputs, Need, Report, Task, TaskError, TrainJob, Work};
use crate::objective::Objective;
use crate::settings::{Experiment, Regime};
use crate::sharpness::GradientScatter;
use crate::training::architecture;
use serde::{Deserialize, Serialize};

/// Measure the gradient noise scale after an epoch of a training, over the whole training set and with
/// batch norm's statistics frozen at x: with those of a batch the samples would depend on each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoiseScaleJob {
    /// The training.
    pub of: TrainJob,
    /// After which epoch.
    pub epoch: u32,
}

/// The gradient noise scale at one point of a training.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradientNoise {
    /// Whose training.
    pub regime: Regime,
    /// Which trial.
    pub trial: u32,
    /// After which epoch.
    pub epoch: u32,
    /// B_simple = tr Σ / ‖G‖², in samples; infinite where the gradient is zero.
    #[serde(with = "crate::number")]
    pub scale: f64,
    /// tr Σ, unbiased: see [`GradientScatter`].
    #[serde(with = "crate::number")]
    pub trace: f64,
    /// ‖G‖², G = ∇f(x).
    #[serde(with = "crate::number")]
    pub squared: f64,
}

impl Work for NoiseScaleJob {
    fn experiment(&self) -> Option<&Experiment> {
        Some(&self.of.experiment)
    }

    fn needs(&self) -> Vec<Need> {
        vec![Need::after(&self.of, self.epoch)]
    }

    fn cost(&self) -> f64 {
        COST
    }

    fn start(&self, inputs: Inputs) -> Result<Box<dyn Task>, TaskError> {
        let data = inputs.data()?;
        let experiment = &self.of.experiment;
        let [x] = inputs.vectors(architecture(experiment, &data).dimension())?;
        let samples = data.train.len();
        Ok(Box::new(NoiseScaleTask {
            job: self.clone(),
            samples,
            risk: risk_at(experiment, &x, data),
            x,
            found: None,
        }))
    }
}

/// About how many gradients it takes.
pub(crate) const COST: f64 = 2.0;

struct NoiseScaleTask {
    job: NoiseScaleJob,
    samples: usize,
    risk: Risk,
    x: Vec<f32>,
    found: Option<GradientScatter>,
}

/// The scatter of the gradients of `risk`, which is of so many samples, at x.
pub(crate) fn scatter(risk: &mut Risk, samples: usize, x: &[f32]) -> GradientScatter {
    let mut gradient = vec![0.0; risk.dimension()];
    let mean_square = risk.inner_mut().squared_gradients(x, &mut gradient);
    GradientScatter::of(samples, mean_square, &widened(&gradient))
}

impl Task for NoiseScaleTask {
    fn advance(&mut self) -> bool {
        if self.found.is_none() {
            self.found = Some(scatter(&mut self.risk, self.samples, &self.x));
        }
        true
    }

    fn progress(&self) -> f64 {
        f64::from(u8::from(self.found.is_some()))
    }

    fn report(&self) -> Option<Report> {
        let found = self.found?;
        Some(Report::NoiseScale(GradientNoise {
            regime: self.job.of.regime,
            trial: self.job.of.trial,
            epoch: self.job.epoch,
            scale: found.scale(),
            trace: found.trace,
            squared: found.squared,
        }))
    }
}
