//! What noise costs: the rise of the loss at a given deviation, and the largest that is tolerated.
//! Both draw the same noise, and so the accuracies that the rise passes by begin the search for the
//! largest.

use super::subject::Counted;
use super::{Measures, NOISE, RELATIVE_NOISE, mean};
use crate::jobs::plan::Plan;
use crate::objective::Objective;
use crate::random::Purpose;
use crate::sharpness::{NoiseRise, NoiseScale, NoiseTolerance, ToleranceOptions};

/// Antithetic pairs of Gaussian noise, whose first members are the draws of the search.
const PAIRS: usize = 20;
/// About how many σ the search tries beside the rise's own.
const TRIED: f64 = 3.5;

/// The rise, and then the search.
pub(crate) struct NoiseRun {
    plan: Plan,
    x: Vec<f64>,
    scale: NoiseScale,
    sigma: f64,
    rise: NoiseRise,
    /// At x, and at both members of every pair.
    accuracies: Vec<f64>,
    tolerance: Option<NoiseTolerance>,
}

/// A subject as a function alone, with the accuracies at all points that it was evaluated at.
struct Scored<'a> {
    f: &'a mut Counted,
    accuracies: &'a mut Vec<f64>,
}

impl NoiseRun {
    /// About how many gradients it takes.
    pub const COST: f64 = (2.0 + TRIED) * PAIRS as f64 / 3.0;

    pub fn new(plan: Plan, x: Vec<f64>, scale: NoiseScale) -> Self {
        let sigma = match scale {
            NoiseScale::Absolute => NOISE,
            NoiseScale::Relative => RELATIVE_NOISE,
        };
        let draws = plan.stream(Purpose::Probes);
        Self {
            rise: NoiseRise::new(x.clone(), scale, sigma, PAIRS, draws),
            plan,
            x,
            scale,
            sigma,
            accuracies: Vec::new(),
            tolerance: None,
        }
    }

    /// Does one unit of work, one value or two; true when all is done.
    pub fn advance(&mut self, f: &mut Counted) -> bool {
        if let Some(search) = &mut self.tolerance {
            return search.advance(&mut |x| f.score(x).accuracy);
        }
        let accuracies = &mut self.accuracies;
        if self.rise.advance(&mut Scored { f, accuracies }) {
            self.tolerance = self.search();
        }
        false
    }

    /// The search from the rise's σ.
    fn search(&self) -> Option<NoiseTolerance> {
        let (accuracy, pairs) = self.accuracies.split_first()?;
        let disturbed: Vec<f64> = pairs.iter().copied().step_by(2).collect();
        let options = ToleranceOptions {
            scale: self.scale,
            draws: PAIRS,
            guess: self.sigma,
            ..ToleranceOptions::default()
        };
        let draws = self.plan.stream(Purpose::Probes);
        let x = self.x.clone();
        Some(NoiseTolerance::knowing(
            x, options, draws, *accuracy, &disturbed,
        ))
    }

    pub fn progress(&self) -> f64 {
        let share = 2.0 / (2.0 + TRIED);
        let search = self
            .tolerance
            .as_ref()
            .map_or(0.0, NoiseTolerance::progress);
        share * self.rise.progress() + (1.0 - share) * search
    }

    /// Enters what was found; `None`, and nothing is entered, before the end.
    pub fn record(&self, into: &mut Measures) -> Option<()> {
        let rise = mean(self.rise.outcome()?);
        let sigma = self.tolerance.as_ref()?.outcome()?.sigma;
        match self.scale {
            NoiseScale::Absolute => (into.noise, into.tolerance) = (rise, sigma),
            NoiseScale::Relative => (into.relative_noise, into.relative_tolerance) = (rise, sigma),
        }
        Some(())
    }
}

impl Objective for Scored<'_> {
    fn dimension(&self) -> usize {
        self.f.dimension()
    }

    fn value(&mut self, x: &[f64]) -> f64 {
        let score = self.f.score(x);
        self.accuracies.push(score.accuracy);
        score.loss
    }

    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        self.f.gradient(x, gradient)
    }

    fn hessian_product(&mut self, x: &[f64], v: &[f64], product: &mut [f64]) {
        self.f.hessian_product(x, v, product);
    }

    fn epsilon(&self) -> f64 {
        self.f.epsilon()
    }
}
