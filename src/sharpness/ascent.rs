//! Signed gradient ascent over Metric 2.1's box: a second, cruder way to its maximum that shares no
//! code with L-BFGS-B.

use super::displaced::Displaced;
use super::metric::{half_widths, phi};
use crate::objective::Objective;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Steps of the ascent.
const STEPS: u32 = 20;

/// φ by 20 steps z ← clip(z + ½ b sign ∇f(x + z)) from z = 0, the highest point counting; b is the
/// box's half-widths ε(|x_i| + 1). Where the gradient at x vanishes, the ascent starts from a point
/// drawn uniformly from the box instead. It is advanced one gradient at a time, 21 or 22 in all.
pub struct SignedAscent {
    x: Vec<f64>,
    widths: Vec<f64>,
    generator: ChaCha8Rng,
    point: Vec<f64>,
    z: Vec<f64>,
    gradient: Vec<f64>,
    loss: Option<f64>,
    best: f64,
    steps: u32,
    finished: bool,
}

impl SignedAscent {
    /// An ascent at `x`. `generator`, of which n draws are taken where the gradient at x vanishes,
    /// is the stream of [`Purpose::SharpnessStarts`](crate::random::Purpose::SharpnessStarts).
    pub fn new(x: Vec<f64>, epsilon: f64, generator: ChaCha8Rng) -> Self {
        Self {
            widths: half_widths(&x, epsilon),
            point: Vec::with_capacity(x.len()),
            z: vec![0.0; x.len()],
            gradient: vec![0.0; x.len()],
            x,
            generator,
            loss: None,
            best: f64::NAN,
            steps: 0,
            finished: false,
        }
    }

    /// Evaluates one gradient of `f`, which must be the same function every time; true when all is
    /// done. A value that is not finite ends the ascent.
    pub fn advance(&mut self, f: &mut dyn Objective) -> bool {
        if self.finished {
            return true;
        }
        let mut displaced = Displaced::new(f, &self.x, &mut self.point);
        let value = displaced.gradient(&self.z, &mut self.gradient);
        let first = self.loss.is_none();
        if first {
            self.loss = Some(value);
            self.best = value;
        }
        self.finished = !value.is_finite() || self.steps == STEPS;
        if value.is_finite() {
            self.best = self.best.max(value);
        }
        if !self.finished {
            if first && self.gradient.iter().all(|g| *g == 0.0) {
                self.scatter();
            } else {
                self.step();
            }
        }
        self.finished
    }

    /// z ← a point drawn uniformly from the box.
    fn scatter(&mut self) {
        for (z, b) in self.z.iter_mut().zip(&self.widths) {
            *z = (2.0 * self.generator.random::<f64>() - 1.0) * b;
        }
    }

    /// z ← clip(z + ½ b sign g).
    fn step(&mut self) {
        for ((z, g), b) in self.z.iter_mut().zip(&self.gradient).zip(&self.widths) {
            *z = (*z + 0.5 * b * sign(*g)).max(-b).min(*b);
        }
        self.steps += 1;
    }

    /// How much is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        if self.finished {
            return 1.0;
        }
        f64::from(self.steps) / f64::from(STEPS + 1)
    }

    /// φ; `None` before the end. NaN where f(x) is not finite.
    pub fn outcome(&self) -> Option<f64> {
        let loss = self.loss.filter(|_| self.finished)?;
        Some(if loss.is_finite() {
            phi(self.best, loss)
        } else {
            f64::NAN
        })
    }
}

/// φ of `f` at `x` by signed ascent in one go; see [`SignedAscent`].
pub fn signed_ascent(f: &mut dyn Objective, x: &[f64], epsilon: f64, generator: ChaCha8Rng) -> f64 {
    let mut run = SignedAscent::new(x.to_vec(), epsilon, generator);
    loop {
        run.advance(f);
        if let Some(value) = run.outcome() {
            return value;
        }
    }
}

/// −1, 0 or 1; 0 for NaN. (`f64::signum` has no zero.)
fn sign(value: f64) -> f64 {
    if value > 0.0 {
        1.0
    } else if value < 0.0 {
        -1.0
    } else {
        0.0
    }
}
