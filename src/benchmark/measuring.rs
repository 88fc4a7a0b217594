//! What each measure of flatness costs, beside one gradient.

use crate::data;
use crate::data::{DataError, Dataset};
use crate::jobs::EPSILONS;
use crate::jobs::measures::{EIGENVALUES, Measure, MeasuresRun, Part, Region};
use crate::jobs::plan::{Plan, Risk, risk_at, widened};
use crate::objective::Objective;
use crate::settings::{Experiment, Regime, presets};
use crate::sharpness::NoiseScale;
use crate::strategy::Strategy;
use crate::training::Trainer;
use std::rc::Rc;

/// The preset whose LB is measured.
const PRESET: &str = "convincing";
/// Measured beside all measures at their defaults: Metric 2.1, from x alone.
const ONE_START: Measure = Measure::Metric(Region::Full(0));

/// The convincing preset's LB at its minimum, and the measures of it; the caller keeps the time.
pub struct Measuring {
    experiment: Experiment,
    data: Rc<Dataset>,
    x: Vec<f32>,
    wide: Vec<f64>,
    risk: Risk,
    gradient: Vec<f64>,
}

impl Measuring {
    /// Trains the network, which takes some seconds.
    ///
    /// # Errors
    /// If the preset's data cannot be had without an archive.
    pub fn new() -> Result<Self, DataError> {
        let preset = presets().into_iter().find(|preset| preset.name == PRESET);
        let experiment = preset.map_or_else(Experiment::default, |preset| preset.experiment);
        let data = Rc::new(data::load(&(&experiment).into(), None)?);
        let keep = Vec::new();
        let mut trainer = Trainer::new(
            &experiment,
            &Strategy::PLAIN,
            Regime::Large,
            [0, 0],
            Rc::clone(&data),
            keep,
        );
        while !trainer.advance() {}
        let x = trainer.x().to_vec();
        Ok(Self {
            risk: risk_at(&experiment, &x, Rc::clone(&data)),
            wide: widened(&x),
            gradient: vec![0.0; x.len()],
            experiment,
            data,
            x,
        })
    }

    /// The names of all measures, in the order of [`run`](Self::run)'s index: first Metric 2.1 from
    /// one start and the largest eigenvalues, whose names end in “alone”, then those that all
    /// measures of one network consist of.
    pub fn names() -> Vec<String> {
        let alone = [
            format!("{}, one start alone", name(ONE_START)),
            "top ten eigenvalues alone".into(),
        ];
        alone.into_iter().chain(all().map(name)).collect()
    }

    /// Evaluates one gradient.
    pub fn gradient(&mut self) {
        self.risk.gradient(&self.wide, &mut self.gradient);
    }

    /// Takes the measure of this index once, from the beginning; returns the gradient evaluations
    /// it took, a Hessian product counting as two and a value as a third. 0 where there is no such
    /// measure.
    pub fn run(&mut self, index: usize) -> f64 {
        let Experiment { seed, starts, .. } = self.experiment;
        let trial = 0;
        let plan = Plan {
            seed,
            trial,
            starts,
        };
        match index {
            0 => self.take(Plan { starts: 0, ..plan }, Some(ONE_START)),
            1 => {
                let mut search = plan.spectrum(self.wide.clone(), EIGENVALUES);
                while !search.advance(&mut self.risk) {}
                let products = search.outcome().map_or(0, |found| found.products);
                2.0 * products as f64
            }
            _ => self.take(plan, all().nth(index - 2)),
        }
    }

    fn take(&self, plan: Plan, measure: Option<Measure>) -> f64 {
        let risk = Box::new(risk_at(&self.experiment, &self.x, Rc::clone(&self.data)));
        let (samples, x) = (self.data.train.len(), self.wide.clone());
        let mut run = MeasuresRun::new(risk, samples, x, plan, measure.as_slice());
        while !run.advance() {}
        run.gradients()
    }
}

/// What all measures of one network consist of.
fn all() -> impl Iterator<Item = Measure> {
    let parts = Part::OF_FILES.into_iter();
    parts.flat_map(|part| part.measures().iter().copied())
}

fn name(measure: Measure) -> String {
    let scale = |scale| match scale {
        NoiseScale::Absolute => "absolute",
        NoiseScale::Relative => "relative",
    };
    match measure {
        Measure::Point => "loss, gradient, accuracy".into(),
        Measure::Metric(Region::Full(i)) => format!("phi {}", EPSILONS[i]),
        Measure::Metric(Region::Subspace(i)) => format!("phi in a subspace {}", EPSILONS[i]),
        Measure::Metric(Region::Relative) => "phi on the relative box".into(),
        Measure::Hessian => "both ends of the spectrum, density and trace".into(),
        Measure::Noise(of) => format!("rise under {0} noise and tolerance of it", scale(of)),
        Measure::Sam => "SAM's ball".into(),
        Measure::Asam => "ASAM's ball".into(),
    }
}
