//! The sharpness at a place of a slice.

use super::plan::{Plan, Risk, risk_at, widened};
use super::points::plane;
use super::sharpness::phi_cost;
use super::{EPSILONS, Inputs, Need, Report, SliceJob, Task, TaskError, Work};
use crate::settings::Experiment;
use crate::sharpness::{Lanczos, SharpnessRun};
use serde::{Deserialize, Serialize};

/// Measure the sharpness at centre + a d₁ + b d₂.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProbeJob {
    /// The slice.
    pub slice: SliceJob,
    /// Random starting points of φ's search beside the place itself.
    pub starts: u32,
    /// The place (a, b).
    pub place: [f64; 2],
}

/// How sharp the landscape is at one place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Probe {
    /// The place (a, b).
    pub place: [f64; 2],
    /// f there, on the whole training set.
    #[serde(with = "crate::number")]
    pub loss: f64,
    /// φ of Metric 2.1 in the full space at ε = 10⁻³, with the experiment's starts.
    #[serde(with = "crate::number")]
    pub phi: f64,
    /// The largest eigenvalue of the Hessian.
    #[serde(with = "crate::number")]
    pub eigenvalue: f64,
}

impl Work for ProbeJob {
    fn experiment(&self) -> Option<&Experiment> {
        Some(&self.slice.of[0].experiment)
    }

    fn needs(&self) -> Vec<Need> {
        vec![Need::slice(&self.slice)]
    }

    fn cost(&self) -> f64 {
        phi_cost(self.starts) + 60.0
    }

    fn start(&self, inputs: Inputs) -> Result<Box<dyn Task>, TaskError> {
        let data = inputs.data()?;
        let plane = plane(&self.slice, inputs, &data)?;
        if !self.place.iter().all(|x| x.is_finite()) {
            let problem = "place 0 is not finite; allowed are finite numbers";
            return Err(TaskError::field("places", problem));
        }
        let of = &self.slice.of[0];
        let mut point = plane.centre.clone();
        plane.point(self.place, &mut point);
        let plan = Plan::of(of, self.starts);
        let x = widened(&point);
        Ok(Box::new(ProbeTask {
            place: self.place,
            risk: risk_at(&of.experiment, &point, data),
            run: plan.sharpness(x.clone(), EPSILONS[0]),
            search: plan.spectrum(x, 1),
        }))
    }
}

/// First φ and then the largest eigenvalue.
struct ProbeTask {
    place: [f64; 2],
    risk: Risk,
    run: SharpnessRun,
    search: Lanczos,
}

impl Task for ProbeTask {
    fn advance(&mut self) -> bool {
        if self.run.outcome().is_none() {
            self.run.advance(&mut self.risk);
            return false;
        }
        self.search.advance(&mut self.risk)
    }

    fn progress(&self) -> f64 {
        0.5 * (self.run.progress() + self.search.progress())
    }

    fn report(&self) -> Option<Report> {
        let (sharpness, spectrum) = (self.run.outcome()?, self.search.outcome()?);
        let largest = spectrum.eigenvalues.first();
        Some(Report::Probe(Probe {
            place: self.place,
            loss: sharpness.loss,
            phi: sharpness.value,
            eigenvalue: largest.map_or(f64::NAN, |largest| largest.value),
        }))
    }
}
