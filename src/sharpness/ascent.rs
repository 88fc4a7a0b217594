//! The maximum of a function over a box or a ball, by steps to where the linearised function is
//! largest.

use crate::objective::Objective;
use crate::sharpness::vectors::{norm, scale, standard_normal};
use rand::RngExt;
use sharp_minima_kernels::Generator;

/// How far a short step goes.
const SHORT: f64 = 0.25;

/// Where a maximum is searched: a convex body around 0.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Body {
    /// |z_i| ≤ b_i, with the b_i ≥ 0.
    Box(Vec<f64>),
    /// ‖z‖₂ ≤ the radius, in so many dimensions.
    Ball(f64, usize),
}

impl Body {
    /// n.
    pub fn dimension(&self) -> usize {
        match self {
            Self::Box(widths) => widths.len(),
            Self::Ball(_, dimension) => *dimension,
        }
    }

    /// Moves z by the share `step` towards the point of the body where ⟨`gradient`, z⟩ is largest,
    /// the corner b sign g or the pole ρ g/‖g‖; coordinates of a box without slope stay. Whether z
    /// has changed.
    fn step(&self, z: &mut [f64], gradient: &[f64], step: f64) -> bool {
        let mut moved = false;
        let mut go = |z: &mut f64, target: f64| {
            let next = if step < 1.0 {
                *z + step * (target - *z)
            } else {
                target
            };
            moved |= next != *z;
            *z = next;
        };
        match self {
            Self::Box(widths) => {
                for ((z, g), b) in z.iter_mut().zip(gradient).zip(widths) {
                    if *g != 0.0 {
                        go(z, b.copysign(*g));
                    }
                }
            }
            Self::Ball(radius, _) => {
                let length = norm(gradient);
                if length > 0.0 {
                    for (z, g) in z.iter_mut().zip(gradient) {
                        go(z, radius * (g / length));
                    }
                }
            }
        }
        moved
    }

    /// A point drawn from a box uniformly, by n draws, or from a ball's surface uniformly, by n
    /// normal draws.
    pub fn random_point(&self, generator: &mut Generator) -> Vec<f64> {
        match self {
            Self::Box(widths) => {
                let draw = |b: &f64| (2.0 * generator.random::<f64>() - 1.0) * b;
                widths.iter().map(draw).collect()
            }
            Self::Ball(radius, dimension) => {
                let mut point = standard_normal(*dimension, generator);
                let length = norm(&point);
                if length > 0.0 {
                    scale(&mut point, radius / length);
                }
                point
            }
        }
    }

    /// The largest rise to first order that one coordinate can bring: max |b_i g_i|, or ρ max |g_i|.
    fn largest_rise(&self, gradient: &[f64]) -> f64 {
        let largest = |rises: &mut dyn Iterator<Item = f64>| rises.fold(0.0, f64::max);
        match self {
            Self::Box(widths) => {
                largest(&mut gradient.iter().zip(widths).map(|(g, b)| (g * b).abs()))
            }
            Self::Ball(radius, _) => radius * largest(&mut gradient.iter().map(|g| g.abs())),
        }
    }
}

/// An ascent from one point, one gradient at a time; the highest point counts.
///
/// Every step goes to where the linearised function is largest, which is the conditional-gradient
/// step of full length (Frank & Wolfe 1956); on the box it is signed gradient ascent. A convex
/// function never falls on the way, since it lies above its tangent, and its scale does not matter.
/// Where the function bends within the body, the gradient in the middle may point to the wrong
/// side: the first steps can be shorter.
#[derive(Clone, Debug)]
pub(super) struct Ascent {
    z: Vec<f64>,
    gradient: Vec<f64>,
    /// The highest point so far.
    pub best: Vec<f64>,
    /// The function there; −∞ as long as nothing finite was seen.
    pub best_value: f64,
    /// The largest rise there that one coordinate can bring, to first order.
    pub scale: f64,
    /// The function at the start; NaN before the first gradient.
    pub start_value: f64,
    /// The function after the first step; NaN before.
    pub first_step: f64,
    /// Gradients evaluated.
    pub gradients: u32,
    short: u32,
    ended: bool,
}

impl Ascent {
    /// An ascent from `start`, a point of the body, whose first `short` steps are short. Evaluates
    /// nothing yet.
    pub fn new(start: Vec<f64>, short: u32) -> Self {
        Self {
            gradient: vec![0.0; start.len()],
            best: start.clone(),
            z: start,
            best_value: f64::NEG_INFINITY,
            scale: 0.0,
            start_value: f64::NAN,
            first_step: f64::NAN,
            gradients: 0,
            short,
            ended: false,
        }
    }

    /// Whether its next steps have full length.
    pub fn is_long(&self) -> bool {
        self.short == 0
    }

    /// Evaluates one gradient of `f`, after a step but for the first time; true when it has ended:
    /// where there is nowhere to go, or a value is not finite.
    pub fn advance(&mut self, f: &mut dyn Objective, body: &Body) -> bool {
        if self.gradients > 0 && !self.ended {
            let step = if self.short > 0 { SHORT } else { 1.0 };
            self.short = self.short.saturating_sub(1);
            self.ended = !body.step(&mut self.z, &self.gradient, step);
        }
        if self.ended {
            return true;
        }
        let value = f.gradient(&self.z, &mut self.gradient);
        match self.gradients {
            0 => self.start_value = value,
            1 => self.first_step = value,
            _ => {}
        }
        self.gradients += 1;
        self.ended = !value.is_finite() || self.gradient.iter().any(|g| !g.is_finite());
        if !self.ended && value > self.best_value {
            self.best_value = value;
            self.best.copy_from_slice(&self.z);
            self.scale = body.largest_rise(&self.gradient);
        }
        self.ended
    }
}
