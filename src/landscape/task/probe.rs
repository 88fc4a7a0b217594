//! See [`Survey::Probe`](crate::landscape::Survey::Probe).

use crate::data::Dataset;
use crate::experiment::Experiment;
use crate::experiment::task::ITERATIONS;
use crate::landscape::{Plane, Probe};
use crate::network::{EmpiricalRisk, Forward};
use crate::objective::Widened;
use crate::random::{Purpose, stream};
use crate::sharpness::{Lanczos, Options, SharpnessRun, SpectrumOptions};
use crate::training::architecture;
use std::rc::Rc;

/// The box of the sharpness that is measured.
const EPSILON: f64 = 1e-3;

/// The training risk around x, with batch-norm statistics re-estimated at x and frozen.
pub(super) fn risk_at(
    experiment: &Experiment,
    x: &[f32],
    data: Rc<Dataset>,
) -> Widened<EmpiricalRisk<f32, Rc<Dataset>>> {
    let shape = architecture(experiment, &data);
    let mut forward = Forward::new(&shape, data.train.len());
    forward.estimate(x, data.train.flat(), &data.train.labels);
    let statistics = forward.statistics().clone();
    Widened::new(EmpiricalRisk::new(&shape, data, statistics))
}

/// The search for the k largest eigenvalues at x.
pub(super) fn spectrum(experiment: &Experiment, trial: u32, x: Vec<f64>, k: usize) -> Lanczos {
    let options = SpectrumOptions {
        eigenvalues: k,
        ..SpectrumOptions::default()
    };
    Lanczos::new(x, options, stream(experiment.seed, trial, Purpose::Probes))
}

/// The sharpness at one place, first φ and then the largest eigenvalue.
pub struct ProbeTask {
    place: [f64; 2],
    risk: Widened<EmpiricalRisk<f32, Rc<Dataset>>>,
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
        let risk = risk_at(experiment, &point, data);
        let x: Vec<f64> = point.iter().copied().map(f64::from).collect();
        let options = Options {
            epsilon: EPSILON,
            starts: experiment.starts,
            iterations: ITERATIONS,
        };
        let starts = stream(experiment.seed, trial, Purpose::SharpnessStarts);
        Self {
            place,
            risk,
            run: SharpnessRun::new(x.clone(), options, starts),
            search: spectrum(experiment, trial, x, 1),
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
