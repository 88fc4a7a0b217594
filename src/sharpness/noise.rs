//! Average-case sharpness: what Gaussian noise on the weights costs. Here is the expected rise of the
//! loss at a given deviation σ, which for small σ is ½σ² tr H.

use crate::objective::Objective;
use crate::sharpness::estimate::Estimate;
use crate::sharpness::vectors::standard_normal;
use sharp_minima_kernels::Generator;

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
    pub(super) fn displace(self, x: &[f64], sigma: f64, u: &[f64], point: &mut Vec<f64>) {
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
    generator: Generator,
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
        generator: Generator,
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
