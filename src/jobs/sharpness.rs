//! Metric 2.1 in the full space at a minimum.

use super::measures::Phi;
use super::plan::{Plan, Risk, risk_at, widened};
use super::{Inputs, Need, Report, Task, TaskError, TrainJob, Work};
use crate::settings::{Experiment, Regime};
use crate::sharpness::{Search, SharpnessRun};
use crate::training::architecture;
use serde::{Deserialize, Serialize};

/// The two relative half-widths ε of the paper's Table 3, in the order of all pairs.
pub const EPSILONS: [f64; 2] = [1e-3, 5e-4];

/// Measure φ at the minimum that a training ends in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharpnessJob {
    /// The training.
    pub of: TrainJob,
    /// Random starting points of the search beside x itself.
    pub starts: u32,
    /// The box's relative half-width ε.
    pub epsilon: f64,
}

impl SharpnessJob {
    /// At each of [`EPSILONS`].
    pub fn at_each(of: &TrainJob, starts: u32) -> [Self; 2] {
        EPSILONS.map(|epsilon| Self {
            of: of.clone(),
            starts,
            epsilon,
        })
    }
}

/// Metric 2.1 at one minimum and one ε.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sharpness {
    /// Whose minimum.
    pub regime: Regime,
    /// Which trial.
    pub trial: u32,
    /// ε.
    pub epsilon: f64,
    /// φ, the best of all searches.
    #[serde(with = "crate::number")]
    pub value: f64,
    /// φ as in the paper: by ten iterations of L-BFGS-B from x on the loss as it is.
    #[serde(with = "crate::number")]
    pub from_x: f64,
    /// Which search was best.
    pub search: Search,
    /// L-BFGS-B iterations of the search from x.
    pub iterations: u32,
    /// Share of the coordinates at a bound at the best point, in [0, 1].
    #[serde(with = "crate::number")]
    pub at_bound: f64,
    /// f(x).
    #[serde(with = "crate::number")]
    pub loss: f64,
    /// Gradient evaluations of all searches together.
    pub gradients: u32,
}

impl From<&Sharpness> for Phi {
    fn from(found: &Sharpness) -> Self {
        Self {
            value: found.value,
            from_x: found.from_x,
            iterations: found.iterations,
            at_bound: found.at_bound,
        }
    }
}

impl Work for SharpnessJob {
    fn experiment(&self) -> Option<&Experiment> {
        Some(&self.of.experiment)
    }

    fn needs(&self) -> Vec<Need> {
        vec![Need::minimum(&self.of)]
    }

    fn cost(&self) -> f64 {
        phi_cost(self.starts)
    }

    fn start(&self, inputs: Inputs) -> Result<Box<dyn Task>, TaskError> {
        let (of, data) = (&self.of, inputs.data()?);
        let [x] = inputs.vectors(architecture(&of.experiment, &data).dimension())?;
        let plan = Plan::of(of, self.starts);
        Ok(Box::new(SharpnessTask {
            regime: of.regime,
            trial: of.trial,
            epsilon: self.epsilon,
            risk: risk_at(&of.experiment, &x, data),
            run: plan.sharpness(widened(&x), self.epsilon),
        }))
    }
}

/// About how many gradients one φ takes.
pub(crate) fn phi_cost(starts: u32) -> f64 {
    25.0 + 4.0 * f64::from(starts)
}

struct SharpnessTask {
    regime: Regime,
    trial: u32,
    epsilon: f64,
    risk: Risk,
    run: SharpnessRun,
}

impl Task for SharpnessTask {
    fn advance(&mut self) -> bool {
        self.run.advance(&mut self.risk)
    }

    fn progress(&self) -> f64 {
        self.run.progress()
    }

    fn report(&self) -> Option<Report> {
        let outcome = self.run.outcome()?;
        Some(Report::Sharpness(Sharpness {
            regime: self.regime,
            trial: self.trial,
            epsilon: self.epsilon,
            value: outcome.value,
            from_x: outcome.from_x,
            search: outcome.search,
            iterations: outcome.iterations,
            at_bound: outcome.at_bound,
            loss: outcome.loss,
            gradients: outcome.gradients,
        }))
    }
}
