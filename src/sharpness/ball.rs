//! The worst case on a ball around x, as sharpness-aware minimisation sees it:
//!
//! ```text
//! max f(x + δ) − f(x)  over  ‖T⁻¹δ‖₂ ≤ ρ
//! ```
//!
//! T = I is SAM's ball (Foret et al. 2021), T = |x| + η the scale-adaptive one of ASAM (Kwon et al.
//! 2021, equation 5), which with η = 0 is the same at all rescalings of a ReLU network. The first
//! step from x is theirs, δ = ρ T²g/‖Tg‖; more steps of projected ascent look for a higher point.

use super::scaled::{Scaled, ScaledWork};
use super::vectors::{add_scaled, norm, scale, standard_normal};
use crate::objective::Objective;
use rand_chacha::ChaCha8Rng;

/// ρ that Foret et al. recommend.
pub const SAM_RADIUS: f64 = 0.05;
/// ρ that Kwon et al. recommend.
pub const ASAM_RADIUS: f64 = 0.5;
/// η that Kwon et al. recommend.
pub const ASAM_ETA: f64 = 0.01;

/// How lengths of coordinates are measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BallScale {
    /// T = I.
    Absolute,
    /// T_i = |x_i| + η; η ≥ 0.
    Adaptive {
        /// η.
        eta: f64,
    },
}

/// How the worst case is searched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BallOptions {
    /// ρ > 0, the ball's radius.
    pub radius: f64,
    /// T.
    pub scale: BallScale,
    /// Ascent steps, at least one, which is SAM's.
    pub steps: u32,
}

impl Default for BallOptions {
    /// SAM's ball of radius .05, ten steps.
    fn default() -> Self {
        Self {
            radius: SAM_RADIUS,
            scale: BallScale::Absolute,
            steps: 10,
        }
    }
}

/// What was found, in units of f. NaN where f(x) is not finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BallOutcome {
    /// f(x + δ) − f(x) after SAM's one step; it may be negative. Where the gradient at x vanishes,
    /// the step goes in a random direction.
    pub one_step: f64,
    /// The largest rise of all steps, ≥ 0.
    pub rise: f64,
    /// f(x).
    pub loss: f64,
}

/// A search for the worst case that is advanced one gradient at a time.
///
/// In u = T⁻¹δ a step is u ← P(u + ρ ĝ): the gradient by u at unit length, and P the projection
/// onto ‖u‖ ≤ ρ. It is exact for a linear function, and on a convex quadratic around its minimum
/// it tends to the top eigenvector.
pub struct BallRun {
    x: Vec<f64>,
    units: Vec<f64>,
    options: BallOptions,
    generator: ChaCha8Rng,
    work: ScaledWork,
    u: Vec<f64>,
    gradient: Vec<f64>,
    evaluated: u32,
    loss: f64,
    one_step: f64,
    best: f64,
    finished: bool,
}

impl BallRun {
    /// A search at `x`. `generator`, of which n normal draws are taken where the gradient at x
    /// vanishes, is the stream of
    /// [`Purpose::SharpnessStarts`](crate::random::Purpose::SharpnessStarts).
    pub fn new(x: Vec<f64>, options: BallOptions, generator: ChaCha8Rng) -> Self {
        let unit = |x: &f64| match options.scale {
            BallScale::Absolute => 1.0,
            BallScale::Adaptive { eta } => x.abs() + eta,
        };
        Self {
            units: x.iter().map(unit).collect(),
            u: vec![0.0; x.len()],
            gradient: vec![0.0; x.len()],
            x,
            options,
            generator,
            work: ScaledWork::default(),
            evaluated: 0,
            loss: f64::NAN,
            one_step: f64::NAN,
            best: f64::NAN,
            finished: false,
        }
    }

    /// Evaluates one gradient of `f`, which must be the same function every time; true when all is
    /// done. A value that is not finite ends the search.
    pub fn advance(&mut self, f: &mut dyn Objective) -> bool {
        if self.finished {
            return true;
        }
        let last = self.evaluated == self.last();
        let mut scaled = Scaled::new(f, &self.x, &self.units, &mut self.work);
        let value = if last {
            scaled.value(&self.u)
        } else {
            scaled.gradient(&self.u, &mut self.gradient)
        };
        match self.evaluated {
            0 => (self.loss, self.best) = (value, value),
            1 => self.one_step = value,
            _ => {}
        }
        if value > self.best {
            self.best = value;
        }
        self.finished = last || !value.is_finite();
        self.evaluated += 1;
        if !self.finished {
            self.step();
        }
        self.finished
    }

    /// The number of the last evaluation.
    fn last(&self) -> u32 {
        self.options.steps.max(1)
    }

    /// u ← P(u + ρ ĝ).
    fn step(&mut self) {
        let mut length = norm(&self.gradient);
        if length == 0.0 && self.evaluated == 1 {
            self.gradient = standard_normal(self.x.len(), &mut self.generator);
            length = norm(&self.gradient);
        }
        if length > 0.0 {
            add_scaled(&mut self.u, self.options.radius / length, &self.gradient);
        }
        let reach = norm(&self.u);
        if reach > self.options.radius {
            scale(&mut self.u, self.options.radius / reach);
        }
    }

    /// How much is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        if self.finished {
            return 1.0;
        }
        f64::from(self.evaluated) / (f64::from(self.last()) + 1.0)
    }

    /// What was found; `None` before the end.
    pub fn outcome(&self) -> Option<BallOutcome> {
        self.finished.then_some(BallOutcome {
            one_step: self.one_step - self.loss,
            rise: self.best - self.loss,
            loss: self.loss,
        })
    }
}
