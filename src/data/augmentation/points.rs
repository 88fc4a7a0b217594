//! Changes to points in the plane.

use crate::data::augmentation::{Augmentation, symmetric};
use rand_distr::{Distribution, StandardNormal};
use sharp_minima_kernels::Generator;

/// One point's change: rotated about the origin, which is the training inputs' mean, then moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointDraw {
    /// Radians, anticlockwise.
    pub angle: f64,
    /// Added to each coordinate.
    pub jitter: [f32; 2],
}

impl PointDraw {
    /// No change.
    pub const NONE: Self = Self {
        angle: 0.0,
        jitter: [0.0; 2],
    };

    /// Draws one: a uniform angle, and Gaussian jitter.
    pub fn new(settings: &Augmentation, rng: &mut Generator) -> Self {
        let angle = symmetric(settings.rotation, rng).to_radians();
        let size = settings.jitter as f32;
        let jitter = [(); 2].map(|()| {
            let normal: f32 = StandardNormal.sample(rng);
            size * normal
        });
        Self { angle, jitter }
    }

    /// Changes a point in place; what has not two coordinates is left as it is.
    pub fn apply(&self, point: &mut [f32]) {
        if let [x, y] = point {
            let (sine, cosine) = (libm::sin(self.angle), libm::cos(self.angle));
            let (from_x, from_y) = (f64::from(*x), f64::from(*y));
            *x = (cosine * from_x - sine * from_y) as f32 + self.jitter[0];
            *y = (sine * from_x + cosine * from_y) as f32 + self.jitter[1];
        }
    }
}
