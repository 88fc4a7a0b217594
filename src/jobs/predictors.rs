//! The measures at a minimum that are held against its testing error and that no other job takes.

use super::measures::mean;
use super::memory::Sizes;
use super::noise_scale::{self, scatter};
use super::plan::{Plan, Risk, risk_at, widened};
use super::{Inputs, Mean, Need, Report, Task, TaskError, TrainJob, Work};
use crate::network::OutputCurvature;
use crate::random::Purpose;
use crate::settings::{Experiment, Regime};
use crate::sharpness::{GradientScatter, Trace, norm};
use crate::statistics::sample_quantile;
use crate::training::architecture;
use serde::{Deserialize, Serialize};

/// Measure at the minimum that a training ends in what may predict its testing error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PredictorsJob {
    /// The training.
    pub of: TrainJob,
}

/// What may predict a network's testing error. All on the whole training set, batch norm's statistics
/// frozen at x.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Predictors {
    /// Whose minimum.
    pub regime: Regime,
    /// Which trial.
    pub trial: u32,
    /// ‖x‖²_fr: see [`OutputCurvature`].
    #[serde(with = "crate::number")]
    pub fisher_rao: f64,
    /// κ of the output layer: see [`OutputCurvature`].
    #[serde(with = "crate::number")]
    pub relative_flatness: f64,
    /// The 10th percentile of the samples' normalised output margins; below zero where more than a
    /// tenth is classified wrongly.
    #[serde(with = "crate::number")]
    pub margin: f64,
    /// The gradient noise scale, in samples: see [`GradientScatter`].
    #[serde(with = "crate::number")]
    pub noise_scale: f64,
    /// tr H by Hutchinson's estimator.
    pub trace: Mean,
    /// ‖x‖₂ of all parameters.
    #[serde(with = "crate::number")]
    pub norm: f64,
}

/// The share of the samples whose margin is below the one that is told (Jiang et al. 2020).
const PERCENTILE: f64 = 0.1;
/// Probes of the trace.
const PROBES: usize = 10;
/// The two curvatures and the margins take about a gradient, a probe takes two.
pub(crate) const COST: f64 = noise_scale::COST + 1.0 + 2.0 * PROBES as f64;

impl Work for PredictorsJob {
    fn experiment(&self) -> Option<&Experiment> {
        Some(&self.of.experiment)
    }

    fn needs(&self) -> Vec<Need> {
        vec![Need::minimum(&self.of)]
    }

    fn cost(&self) -> f64 {
        COST
    }

    fn memory(&self) -> usize {
        Sizes::of(&self.of.experiment).searches(0)
    }

    fn start(&self, inputs: Inputs) -> Result<Box<dyn Task>, TaskError> {
        let (of, data) = (&self.of, inputs.data()?);
        let [x] = inputs.vectors(architecture(&of.experiment, &data).dimension())?;
        // No measure here starts at random points.
        let draws = Plan::of(of, 0).stream(Purpose::Probes);
        let samples = data.train.len();
        let wide = widened(&x);
        Ok(Box::new(PredictorsTask {
            regime: of.regime,
            trial: of.trial,
            samples,
            risk: risk_at(&of.experiment, &x, data),
            norm: norm(&wide),
            trace: Trace::new(wide, PROBES, draws),
            x,
            scatter: None,
            predictions: None,
        }))
    }
}

struct PredictorsTask {
    regime: Regime,
    trial: u32,
    samples: usize,
    risk: Risk,
    x: Vec<f32>,
    norm: f64,
    scatter: Option<GradientScatter>,
    /// The curvatures and the margin.
    predictions: Option<(OutputCurvature, f64)>,
    trace: Trace,
}

impl Task for PredictorsTask {
    fn advance(&mut self) -> bool {
        if self.scatter.is_none() {
            self.scatter = Some(scatter(&mut self.risk, self.samples, &self.x));
        } else if self.predictions.is_none() {
            let risk = self.risk.inner_mut();
            let margins = risk.normalized_margins(&self.x);
            let margin = sample_quantile(&margins, PERCENTILE).unwrap_or(f64::NAN);
            self.predictions = Some((risk.output_curvature(&self.x), margin));
        } else {
            return self.trace.advance(&mut self.risk);
        }
        false
    }

    fn progress(&self) -> f64 {
        let before = [self.scatter.is_some(), self.predictions.is_some()];
        let before = before.into_iter().filter(|done| *done).count();
        0.05 * before as f64 + 0.9 * self.trace.progress()
    }

    fn report(&self) -> Option<Report> {
        let trace = mean(self.trace.outcome()?);
        let (curvature, margin) = self.predictions?;
        Some(Report::Predictors(Predictors {
            regime: self.regime,
            trial: self.trial,
            fisher_rao: curvature.fisher_rao,
            relative_flatness: curvature.relative_flatness,
            margin,
            noise_scale: self.scatter?.scale(),
            trace,
            norm: self.norm,
        }))
    }
}
