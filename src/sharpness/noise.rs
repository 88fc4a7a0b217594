//! Average-case sharpness: what Gaussian noise on the weights costs.
//!
//! Two measures: the expected rise of the loss at a given deviation σ, which for small σ is ½σ² tr H,
//! and the largest σ whose noise costs no more than a given share of the accuracy, by absolute noise
//! and by noise relative to each weight, the "magnitude-aware" form (Jiang et al. 2020, *Fantastic
//! Generalization Measures and Where to Find Them*).

use crate::objective::Objective;
use crate::sharpness::estimate::Estimate;
use crate::sharpness::vectors::standard_normal;
use rand_chacha::ChaCha8Rng;

/// What the noise's deviation is relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoiseScale {
    /// x_i + σ u_i with u standard normal.
    Absolute,
    /// x_i + σ |x_i| u_i: the same function at all rescalings of a ReLU network.
    Relative,
}

impl NoiseScale {
    /// Writes x + σ T u to `point`.
    fn displace(self, x: &[f64], sigma: f64, u: &[f64], point: &mut Vec<f64>) {
        point.clear();
        point.extend(x.iter().zip(u).map(|(x, u)| match self {
            Self::Absolute => x + sigma * u,
            Self::Relative => x + sigma * x.abs() * u,
        }));
    }
}

/// An estimate of E f(x + noise) − f(x) that is advanced one pair of values at a time.
///
/// The draws come in pairs ±u, whose mean is one draw of the estimate: still unbiased, and without
/// the noise that the gradient at x brings in.
pub struct NoiseRise {
    x: Vec<f64>,
    scale: NoiseScale,
    sigma: f64,
    pairs: usize,
    generator: ChaCha8Rng,
    point: Vec<f64>,
    loss: Option<f64>,
    draws: Vec<f64>,
}

impl NoiseRise {
    /// The rise at `x` under noise of deviation `sigma` ≥ 0 from so many pairs, two at least.
    /// `generator` is the stream of [`Purpose::Probes`](crate::random::Purpose::Probes); every pair
    /// takes n normal draws.
    pub fn new(
        x: Vec<f64>,
        scale: NoiseScale,
        sigma: f64,
        pairs: usize,
        generator: ChaCha8Rng,
    ) -> Self {
        Self {
            point: Vec::with_capacity(x.len()),
            x,
            scale,
            sigma,
            pairs: pairs.max(2),
            generator,
            loss: None,
            draws: Vec::new(),
        }
    }

    /// Does one unit of work on `f`, f(x) first and then two values; true when all is done. Must be
    /// given the same function every time.
    pub fn advance(&mut self, f: &mut dyn Objective) -> bool {
        let Some(loss) = self.loss else {
            self.loss = Some(f.value(&self.x));
            return false;
        };
        if self.draws.len() < self.pairs {
            let u = standard_normal(self.x.len(), &mut self.generator);
            let mut at = |sigma| {
                self.scale.displace(&self.x, sigma, &u, &mut self.point);
                f.value(&self.point)
            };
            let mean = 0.5 * (at(self.sigma) + at(-self.sigma));
            self.draws.push(mean - loss);
        }
        self.draws.len() == self.pairs
    }

    /// How much is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        self.draws.len() as f64 / self.pairs as f64
    }

    /// The rise with its standard error, one draw a pair; `None` before the end. Not finite where
    /// the loss is not.
    pub fn outcome(&self) -> Option<Estimate> {
        (self.draws.len() == self.pairs).then(|| Estimate::of(&self.draws))
    }
}

/// How the largest tolerable noise is searched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ToleranceOptions {
    /// What σ is relative to.
    pub scale: NoiseScale,
    /// The loss of accuracy that is allowed, as a share, > 0; Jiang et al. have .1.
    pub cost: f64,
    /// Draws of noise, the same for every σ, at least one.
    pub draws: usize,
    /// σ is found to this relative precision, > 0.
    pub precision: f64,
    /// Where the search begins, > 0.
    pub guess: f64,
}

impl Default for ToleranceOptions {
    /// Absolute noise that costs .1, twenty draws, σ to 2 %.
    fn default() -> Self {
        Self {
            scale: NoiseScale::Absolute,
            cost: 0.1,
            draws: 20,
            precision: 0.02,
            guess: 0.05,
        }
    }
}

/// The largest noise that is tolerated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// σ, the lower end of the final bracket: its noise costs no more than allowed. 0 or ∞ where
    /// twenty doublings from the guess did not reach a bracket: no noise is tolerated, or any.
    pub sigma: f64,
    /// The loss of accuracy at σ with its standard error over the draws; at 0 and ∞ that at the
    /// last σ tried.
    pub cost: Estimate,
    /// The accuracy at x, as a share.
    pub accuracy: f64,
    /// Accuracies evaluated.
    pub evaluations: usize,
}

/// Doublings or halvings of the guess before the search for a bracket is given up.
const DOUBLINGS: u32 = 20;

/// A search for the largest σ whose noise costs at most the allowed accuracy, advanced one
/// accuracy at a time: a bracket by doubling or halving the guess, then bisection of its logarithm.
/// All σ share their random numbers, so that the costs compared differ by σ alone.
pub struct NoiseTolerance {
    x: Vec<f64>,
    options: ToleranceOptions,
    generator: ChaCha8Rng,
    current: ChaCha8Rng,
    point: Vec<f64>,
    accuracy: Option<f64>,
    sigma: f64,
    costs: Vec<f64>,
    tolerated: Option<(f64, Estimate)>,
    refused: Option<f64>,
    doublings: u32,
    evaluations: usize,
    outcome: Option<Tolerance>,
}

impl NoiseTolerance {
    /// A search at `x`. `generator` is the stream of
    /// [`Purpose::Probes`](crate::random::Purpose::Probes); every draw takes n normal draws from
    /// it, anew for every σ.
    pub fn new(x: Vec<f64>, options: ToleranceOptions, generator: ChaCha8Rng) -> Self {
        Self {
            point: Vec::with_capacity(x.len()),
            x,
            options,
            current: generator.clone(),
            generator,
            accuracy: None,
            sigma: options.guess,
            costs: Vec::new(),
            tolerated: None,
            refused: None,
            doublings: 0,
            evaluations: 0,
            outcome: None,
        }
    }

    /// Evaluates `accuracy`, a share of samples, once: at x first, then at x with noise; true when
    /// all is done. Must be given the same function every time.
    pub fn advance(&mut self, accuracy: &mut dyn FnMut(&[f64]) -> f64) -> bool {
        if self.outcome.is_some() {
            return true;
        }
        self.evaluations += 1;
        let Some(undisturbed) = self.accuracy else {
            self.accuracy = Some(accuracy(&self.x));
            return false;
        };
        let u = standard_normal(self.x.len(), &mut self.current);
        let scale = self.options.scale;
        scale.displace(&self.x, self.sigma, &u, &mut self.point);
        self.costs.push(undisturbed - accuracy(&self.point));
        if self.costs.len() >= self.options.draws.max(1) {
            self.judge(undisturbed);
        }
        self.outcome.is_some()
    }

    /// Narrows the bracket by what σ cost, and goes on to the next σ or ends.
    fn judge(&mut self, accuracy: f64) {
        let cost = Estimate::of(&self.costs);
        if cost.value <= self.options.cost {
            self.tolerated = Some((self.sigma, cost));
        } else {
            self.refused = Some(self.sigma);
        }
        let next = match (self.tolerated, self.refused) {
            (Some((low, cost)), Some(high)) if high <= low * (1.0 + self.options.precision) => {
                Err((low, cost))
            }
            (Some((low, _)), Some(high)) => Ok((low * high).sqrt()),
            (None, _) if self.doublings == DOUBLINGS => Err((0.0, cost)),
            (_, None) if self.doublings == DOUBLINGS => Err((f64::INFINITY, cost)),
            (None, _) => Ok(0.5 * self.sigma),
            (_, None) => Ok(2.0 * self.sigma),
        };
        match next {
            Ok(sigma) => {
                self.sigma = sigma;
                self.doublings += 1;
                self.costs.clear();
                self.current = self.generator.clone();
            }
            Err((sigma, cost)) => {
                self.outcome = Some(Tolerance {
                    sigma,
                    cost,
                    accuracy,
                    evaluations: self.evaluations,
                });
            }
        }
    }

    /// How much is done, in [0, 1]: of the precision, once there is a bracket.
    pub fn progress(&self) -> f64 {
        if self.outcome.is_some() {
            return 1.0;
        }
        match (self.tolerated, self.refused) {
            (Some((low, _)), Some(high)) => {
                let aim = self.options.precision.ln_1p();
                (aim / (high / low).ln()).clamp(0.0, 1.0)
            }
            _ => 0.0,
        }
    }

    /// The outcome; `None` before the end.
    pub fn outcome(&self) -> Option<Tolerance> {
        self.outcome
    }
}
