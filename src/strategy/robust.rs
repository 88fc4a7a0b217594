//! Robust training on weights: the min–max that the paper writes down in appendix E and judges
//! infeasible,
//!
//! ```text
//! min_x max_{δ ∈ C} f(x + δ),
//! ```
//!
//! by a few steps of projected ascent from δ = 0 and one descent step along ∇f(x + δ), f being the
//! batch's own loss throughout. (The measures search the same balls for the whole training set's.)
//!
//! - C the ball ‖δ‖₂ ≤ ρ with one step δ = ρ g/‖g‖: sharpness-aware minimisation (SAM, Foret et al.
//!   2021; ρ = .05 there).
//! - The same ball in relative weights, ‖T⁻¹δ‖₂ ≤ ρ with T = |x| + η, one step δ = ρ T² g/‖T g‖: ASAM
//!   (Kwon et al. 2021; ρ = .5, η = .01 there). T is taken for every entry of x.
//! - C the box |δ_i| ≤ ρ (|x_i| + 1) of Metric 2.1, by signed steps: the paper's own neighbourhood.
//!
//! With k steps each is of length min(1, 2.5/k) ρ before the projection. m-sharpness (Foret et al.,
//! section 4.1) splits the batch into groups that climb on their own; the gradients at their own
//! peaks are averaged.
//!
//! Cost: k + 1 gradient evaluations of the batch a gradient, however it is grouped.

use crate::allowed::{Bounds, NotAllowed};
use crate::choice::{Choice, Named, choice};
use crate::objective::Real;

/// The neighbourhood that is searched for the highest loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// ‖δ‖₂ ≤ ρ, or ‖T⁻¹δ‖₂ ≤ ρ.
    Ball,
    /// |δ_i| ≤ ρ (|x_i| + 1).
    Box,
}

impl Named for Region {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Ball, choice("ball", "ball")),
        (Self::Box, choice("box", "box of Metric 2.1")),
    ];
}

/// The settings of robust training on weights; the defaults are SAM's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Robust {
    /// ρ, in [0, 10]. 0 is plain.
    pub radius: f64,
    /// k, the ascent's steps, 1 to 20.
    pub steps: u32,
    /// Where the ascent stays.
    pub region: Region,
    /// η of ASAM, in [0, 10]; `None` for a ball that is as wide in all directions.
    pub adaptive: Option<f64>,
    /// m, the samples that climb together, from 1; `None` for the whole batch.
    pub group: Option<usize>,
}

impl Default for Robust {
    fn default() -> Self {
        Self {
            radius: 0.05,
            steps: 1,
            region: Region::Ball,
            adaptive: None,
            group: None,
        }
    }
}

impl Robust {
    /// ASAM with its paper's defaults.
    pub fn adaptive() -> Self {
        Self {
            radius: 0.5,
            adaptive: Some(0.01),
            ..Self::default()
        }
    }

    pub(super) fn check(&self) -> Result<(), NotAllowed> {
        Bounds::number(0.0, 10.0).check("radius", self.radius)?;
        Bounds::whole(1, 20).check("ascent_steps", f64::from(self.steps))?;
        match (self.adaptive, self.region) {
            (Some(eta), Region::Ball) => Bounds::number(0.0, 10.0).check("eta", eta)?,
            (Some(eta), Region::Box) => {
                let why = "none in the box, which is relative to the weights already";
                return Err(NotAllowed::new("eta", eta, why));
            }
            (None, _) => {}
        }
        match self.group {
            Some(0) => Err(NotAllowed::new("group", 0, "a whole number from 1")),
            _ => Ok(()),
        }
    }

    pub(super) fn is_plain(&self) -> bool {
        self.radius == 0.0
    }
}

/// The projected ascent from one point.
pub struct Ascent<T> {
    settings: Robust,
    /// The half-axes of the ball of radius 1, or of the box.
    scale: Vec<T>,
    /// δ/scale.
    position: Vec<T>,
}

impl<T: Real> Ascent<T> {
    /// For `dimension` parameters.
    pub fn new(settings: Robust, dimension: usize) -> Self {
        Self {
            settings,
            scale: vec![T::one(); dimension],
            position: vec![T::zero(); dimension],
        }
    }

    /// Goes back to δ = 0 around x.
    pub fn restart(&mut self, x: &[T]) {
        T::clear(&mut self.position);
        let offset = match (self.settings.region, self.settings.adaptive) {
            (Region::Box, _) => 1.0,
            (Region::Ball, Some(eta)) => eta,
            (Region::Ball, None) => return,
        };
        for (scale, &x) in self.scale.iter_mut().zip(x) {
            *scale = x.abs() + T::of(offset);
        }
    }

    /// One step up `gradient` and back into the region. Where the gradient vanishes it stays.
    pub fn climb(&mut self, gradient: &[T]) {
        let Robust { radius, steps, .. } = self.settings;
        let step = radius * (2.5 / f64::from(steps)).min(1.0);
        match self.settings.region {
            Region::Ball => self.climb_in_ball(gradient, step),
            Region::Box => self.climb_in_box(gradient, step),
        }
    }

    fn climb_in_ball(&mut self, gradient: &[T], step: f64) {
        let pairs = || gradient.iter().zip(&self.scale);
        let length = norm(pairs().map(|(&g, &scale)| scale * g));
        if length == 0.0 {
            return;
        }
        let factor = T::of(step / length);
        let moves = gradient.iter().zip(&self.scale);
        for (u, (&g, &scale)) in self.position.iter_mut().zip(moves) {
            *u += factor * (scale * g);
        }
        // The first step cannot leave the ball.
        if self.settings.steps > 1 {
            let reached = norm(self.position.iter().copied());
            if reached > self.settings.radius {
                let shrink = T::of(self.settings.radius / reached);
                self.position.iter_mut().for_each(|u| *u *= shrink);
            }
        }
    }

    fn climb_in_box(&mut self, gradient: &[T], step: f64) {
        let (step, radius) = (T::of(step), T::of(self.settings.radius));
        for (u, &g) in self.position.iter_mut().zip(gradient) {
            let moved = if g > T::zero() {
                *u + step
            } else if g < T::zero() {
                *u - step
            } else {
                *u
            };
            *u = moved.max(-radius).min(radius);
        }
    }

    /// Writes `origin` + δ to `point`.
    pub fn write(&self, origin: &[T], point: &mut [T]) {
        let moves = self.position.iter().zip(&self.scale);
        for ((to, &from), (&u, &scale)) in point.iter_mut().zip(origin).zip(moves) {
            *to = from + scale * u;
        }
    }
}

/// The Euclidean length, summed in double precision.
fn norm<T: Real>(values: impl Iterator<Item = T>) -> f64 {
    let squares = values.map(|value| value.wide() * value.wide());
    libm::sqrt(squares.sum::<f64>())
}
