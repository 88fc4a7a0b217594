//! Interleaved spirals in the plane, to see what augmentation makes of points.
//!
//! They are a data set to look at, not to compare batch sizes with: enough of them fill the plane so
//! densely that hardly any generalisation gap is left, whatever the minimum's sharpness.
//!
//! A point of arm c of three at t, uniform in [0, 1): radius r = 0.2 + 0.8 t, angle 2π (c/3 + t), and
//! Gaussian noise of deviation 0.05 on both coordinates. Neighbouring arms are 0.8/3 apart.

use crate::choice::choice;
use crate::data::name::{About, Source};
use crate::data::{Samples, Shape};
use ndarray::Array2;
use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};
use std::f64::consts::TAU;

pub(super) const ABOUT: About = About {
    choice: choice("spirals", "Spirals of points"),
    shape: Shape::Point,
    classes: CLASSES,
    samples: (2000, 1000),
    source: Source::Generated(samples),
};

/// The number of arms.
pub const CLASSES: usize = 3;
/// The coordinates of a point.
pub const COORDINATES: usize = 2;
/// Deviation of each coordinate's noise.
pub const NOISE: f64 = 0.05;
/// The radius where an arm begins, and by how much it grows to the arm's end.
const RADIUS: (f64, f64) = (0.2, 0.8);

/// `count` points, balanced to within one an arm.
pub fn samples(count: usize, rng: &mut impl Rng) -> Samples {
    let labels: Vec<u8> = (0..count).map(|index| (index % CLASSES) as u8).collect();
    let mut inputs = Array2::zeros((count, COORDINATES));
    for (mut point, &class) in inputs.rows_mut().into_iter().zip(&labels) {
        let place = on_arm(class, rng.random());
        for (coordinate, value) in point.iter_mut().zip(place) {
            let normal: f64 = StandardNormal.sample(rng);
            *coordinate = (value + NOISE * normal) as f32;
        }
    }
    Samples { inputs, labels }
}

/// The place on an arm at `t`, in [0, 1], without noise.
pub fn on_arm(class: u8, t: f64) -> [f64; COORDINATES] {
    let radius = RADIUS.0 + RADIUS.1 * t;
    let angle = TAU * (f64::from(class) / CLASSES as f64 + t);
    [radius * libm::cos(angle), radius * libm::sin(angle)]
}
