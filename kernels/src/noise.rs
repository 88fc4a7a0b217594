//! Random numbers by the thousand.

use crate::{Generator, Real};
use rand::RngExt;
use rand_distr::{Distribution, StandardNormal};

pub(crate) fn disturb<T: Real>(
    sigma: f64,
    x: &[T],
    disturbed: &mut [T],
    generator: &mut Generator,
) {
    let sigma = T::of(sigma);
    for (disturbed, &x) in disturbed.iter_mut().zip(x) {
        let normal: f32 = StandardNormal.sample(generator.inner());
        *disturbed = x + sigma * T::of(f64::from(normal));
    }
}

/// Independent standard normal numbers.
#[inline(never)]
pub fn standard_normal(to: &mut [f64], generator: &mut Generator) {
    for to in to {
        *to = StandardNormal.sample(generator.inner());
    }
}

/// Independent numbers, uniform in [−reach, reach).
#[inline(never)]
pub fn uniform(reach: f32, to: &mut [f32], generator: &mut Generator) {
    for to in to {
        *to = reach * (2.0 * generator.inner().random::<f32>() - 1.0);
    }
}

/// Writes the sums of as many neighbours as there are weights; `white` is longer by one less than those.
#[inline(never)]
pub fn smooth(white: &[f32], weights: &[f32], to: &mut [f32]) {
    to.fill(0.0);
    for (offset, &weight) in weights.iter().enumerate() {
        for (to, &white) in to.iter_mut().zip(&white[offset..]) {
            *to += weight * white;
        }
    }
}
