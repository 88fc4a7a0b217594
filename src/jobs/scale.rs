//! The measures of the same function after T_α (Dinh et al. 2017).

use super::measures::adaptive_ball;
use super::memory::Sizes;
use super::plan::{Plan, Risk, risk_at, widened};
use super::sharpness::phi_cost;
use super::{AtScale, EPSILONS, Inputs, Need, Report, Task, TaskError, TrainJob, Work};
use crate::data::Dataset;
use crate::network::{Forward, Normalization};
use crate::random::Purpose;
use crate::settings::{Experiment, Regime};
use crate::sharpness::{BallRun, Lanczos, RescaleError, SharpnessRun, rescaled};
use crate::training::architecture;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Measure a minimum after T_α on the first hidden layer; the network must be a ReLU network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaleJob {
    /// The training that ends in the minimum.
    pub of: TrainJob,
    /// Random starting points of φ's searches beside x itself.
    pub starts: u32,
    /// α > 0.
    pub alpha: f64,
}

impl Work for ScaleJob {
    fn experiment(&self) -> Option<&Experiment> {
        Some(&self.of.experiment)
    }

    fn needs(&self) -> Vec<Need> {
        vec![Need::minimum(&self.of)]
    }

    fn cost(&self) -> f64 {
        2.0 * phi_cost(self.starts) + OTHERS
    }

    fn memory(&self) -> usize {
        Sizes::of(&self.of.experiment).spectrum()
    }

    fn start(&self, inputs: Inputs) -> Result<Box<dyn Task>, TaskError> {
        let data = inputs.data()?;
        let dimension = architecture(&self.of.experiment, &data).dimension();
        let [x] = inputs.vectors(dimension)?;
        Ok(Box::new(ScaleTask::new(self, x, data)?))
    }
}

/// About what λ₁ and ASAM's ball take.
const OTHERS: f64 = 60.0;

/// The layer that is rescaled, with the one after it.
const LAYER: usize = 0;

/// The measures at T_α x, the network being the same function as at x.
struct ScaleTask {
    regime: Regime,
    trial: u32,
    alpha: f64,
    /// x and T_α x.
    ends: [Vec<f32>; 2],
    data: Rc<Dataset>,
    forward: Forward<f32>,
    change: Option<f64>,
    risk: Risk,
    phi: SharpnessRun,
    search: Lanczos,
    relative: SharpnessRun,
    ball: BallRun,
}

impl ScaleTask {
    fn new(job: &ScaleJob, x: Vec<f32>, data: Rc<Dataset>) -> Result<Self, TaskError> {
        let TrainJob {
            experiment,
            regime,
            trial,
            ..
        } = &job.of;
        let (regime, trial, alpha) = (*regime, *trial, job.alpha);
        let shape = architecture(experiment, &data);
        let scaled = rescaled(&shape, &x, LAYER, alpha).map_err(refused)?;
        if !scaled.iter().all(|value| value.is_finite()) {
            let problem = format!("{alpha} makes weights too large for single precision");
            return Err(TaskError::field("alpha", problem));
        }
        let plan = Plan::of(&job.of, job.starts);
        let wide = widened(&scaled);
        let starts = plan.stream(Purpose::SharpnessStarts);
        Ok(Self {
            regime,
            trial,
            alpha,
            forward: Forward::new(&shape, data.train.len()),
            change: None,
            risk: risk_at(experiment, &scaled, Rc::clone(&data)),
            phi: plan.sharpness(wide.clone(), EPSILONS[0]),
            search: plan.spectrum(wide.clone(), 1),
            relative: plan.relative(wide.clone(), EPSILONS[0]),
            // Only without η does the ball go along with the weights.
            ball: BallRun::new(wide, adaptive_ball(0.0), starts),
            ends: [x, scaled],
            data,
        })
    }

    /// The largest difference of any logit of any training sample over the largest logit at x.
    fn compare(&mut self) -> f64 {
        let (forward, inputs) = (&mut self.forward, self.data.train.flat());
        let [before, after] =
            [&self.ends[0], &self.ends[1]].map(|x| forward.logits(x, inputs, Normalization::Batch));
        let largest = before.iter().fold(0.0_f32, |most, z| most.max(z.abs()));
        let pairs = before.iter().zip(&after);
        let change = pairs.fold(0.0_f32, |most, (z, other)| most.max((z - other).abs()));
        if change == 0.0 {
            return 0.0;
        }
        f64::from(change) / f64::from(largest)
    }
}

impl Task for ScaleTask {
    fn advance(&mut self) -> bool {
        if self.change.is_none() {
            self.change = Some(self.compare());
        } else if self.phi.outcome().is_none() {
            self.phi.advance(&mut self.risk);
        } else if self.search.outcome().is_none() {
            self.search.advance(&mut self.risk);
        } else if self.relative.outcome().is_none() {
            self.relative.advance(&mut self.risk);
        } else {
            return self.ball.advance(&mut self.risk);
        }
        false
    }

    fn progress(&self) -> f64 {
        let parts = [
            self.phi.progress(),
            self.search.progress(),
            self.relative.progress(),
            self.ball.progress(),
        ];
        parts.iter().sum::<f64>() / 4.0
    }

    fn report(&self) -> Option<Report> {
        let largest = self.search.outcome()?.eigenvalues.first();
        Some(Report::Scale(AtScale {
            regime: self.regime,
            trial: self.trial,
            alpha: self.alpha,
            change: self.change?,
            phi: self.phi.outcome()?.value,
            eigenvalue: largest.map_or(f64::NAN, |largest| largest.value),
            relative: self.relative.outcome()?.value,
            asam: self.ball.outcome()?.rise,
        }))
    }
}

/// Which setting stands in the way, and why.
fn refused(error: RescaleError) -> TaskError {
    let field = match error {
        RescaleError::Activation => "activation",
        RescaleError::BatchNorm => "batch_norm",
        RescaleError::Layer(_) => "hidden",
        RescaleError::Alpha(_) => "alpha",
    };
    TaskError::field(field, error.to_string())
}
