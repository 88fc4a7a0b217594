//! See [`Survey::Probe`](crate::landscape::Survey::Probe).

use crate::data::Dataset;
use crate::experiment::Experiment;
use crate::experiment::plan::{Plan, Risk, risk_at, widened};
use crate::landscape::{Plane, Probe};
use crate::sharpness::{Lanczos, SharpnessRun};
use std::rc::Rc;

/// The box of the sharpness that is measured.
const EPSILON: f64 = 1e-3;

/// The sharpness at one place, first φ and then the largest eigenvalue.
pub struct ProbeTask {
    place: [f64; 2],
    risk: Risk,
    run: SharpnessRun,
    search: Lanczos,
}

impl ProbeTask {
    pub(super) fn new(
        experiment: &Experiment,
        trial: u32,
        plane: &Plane,
        place: [f64; 2],
        data: Rc<Dataset>,
    ) -> Self {
        let mut point = plane.centre.clone();
        plane.point(place, &mut point);
        let plan = Plan::of(experiment, trial);
        let x = widened(&point);
        Self {
            place,
            risk: risk_at(experiment, &point, data),
            run: plan.sharpness(x.clone(), EPSILON),
            search: plan.spectrum(x, 1),
        }
    }

    pub(super) fn advance(&mut self) -> bool {
        if self.run.outcome().is_none() {
            self.run.advance(&mut self.risk);
            return false;
        }
        self.search.advance(&mut self.risk)
    }

    pub(super) fn progress(&self) -> f64 {
        0.5 * (self.run.progress() + self.search.progress())
    }

    pub(super) fn finding(&self) -> Option<Probe> {
        let (sharpness, spectrum) = (self.run.outcome()?, self.search.outcome()?);
        let largest = spectrum.eigenvalues.first();
        Some(Probe {
            place: self.place,
            loss: sharpness.loss,
            phi: sharpness.value,
            eigenvalue: largest.map_or(f64::NAN, |largest| largest.value),
        })
    }
}
