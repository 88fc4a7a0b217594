//! The worst case on a ball around x, as sharpness-aware minimisation sees it:
//!
//! ```text
//! max f(x + δ) − f(x)  over  ‖T⁻¹δ‖₂ ≤ ρ
//! ```
//!
//! T = I is SAM's ball (Foret et al. 2021), T = |x| + η the scale-adaptive one of ASAM (Kwon et al.
//! 2021, equation 5), which with η = 0 is the same at all rescalings of a ReLU network. The first
//! step from x is theirs, δ = ρ T²g/‖Tg‖; more such steps, from there and from random points on the
//! ball's surface, look for a higher point.

use crate::objective::Objective;
use crate::sharpness::ascent::Body;
use crate::sharpness::ascents::Ascents;
use crate::sharpness::scaled::{Scaled, ScaledWork};
use sharp_minima_kernels::Generator;

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
    /// Random points on the surface from which ascents start, beside x.
    pub starts: u32,
}

impl Default for BallOptions {
    /// SAM's ball of radius .05, two random starts.
    fn default() -> Self {
        Self {
            radius: SAM_RADIUS,
            scale: BallScale::Absolute,
            starts: 2,
        }
    }
}

/// What was found, in units of f; NaN where f(x) is not finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BallOutcome {
    /// f(x + δ) − f(x) after SAM's one step; it may be negative, and is NaN where the gradient at x
    /// vanishes.
    pub one_step: f64,
    /// The largest rise of all steps from all starts, ≥ 0.
    pub rise: f64,
    /// f(x).
    pub loss: f64,
    /// Gradients evaluated.
    pub gradients: u32,
}

/// A search for the worst case that is advanced one gradient at a time, in u = T⁻¹δ. Its steps are
/// exact for a linear function; on a convex quadratic around its minimum they are the power method,
/// which tends to the top eigenvector.
pub struct BallRun {
    x: Vec<f64>,
    units: Vec<f64>,
    work: ScaledWork,
    ascents: Ascents,
}

impl BallRun {
    /// A search at `x`. `generator`, of which every random start takes n normal draws, is the
    /// stream of [`Purpose::SharpnessStarts`](crate::random::Purpose::SharpnessStarts).
    pub fn new(x: Vec<f64>, options: BallOptions, generator: Generator) -> Self {
        let unit = |x: &f64| match options.scale {
            BallScale::Absolute => 1.0,
            BallScale::Adaptive { eta } => x.abs() + eta,
        };
        let body = Body::Ball(options.radius, x.len());
        Self {
            units: x.iter().map(unit).collect(),
            x,
            work: ScaledWork::default(),
            ascents: Ascents::new(body, 0, options.starts, generator),
        }
    }

    /// Evaluates one gradient of `f`, which must be the same function every time; true when all is
    /// done. A loss at x that is not finite ends the search.
    pub fn advance(&mut self, f: &mut dyn Objective) -> bool {
        let mut scaled = Scaled::new(f, &self.x, &self.units, &mut self.work);
        self.ascents.advance(&mut scaled)
    }

    /// How much is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        self.ascents.progress()
    }

    /// What was found; `None` before the end.
    pub fn outcome(&self) -> Option<BallOutcome> {
        let highest = self.ascents.highest()?;
        let [loss, first] = self.ascents.middle();
        let known = |value: f64| if loss.is_finite() { value } else { f64::NAN };
        Some(BallOutcome {
            one_step: known(first - loss),
            rise: known(highest.best_value.max(loss) - loss),
            loss: known(loss),
            gradients: self.ascents.gradients(),
        })
    }
}
