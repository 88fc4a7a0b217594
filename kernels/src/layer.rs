//! The element-wise halves of a layer: batch norm and non-linearity.

use crate::Real;

pub fn inverse_deviations<T: Real>(variance: &[T], epsilon: f64, inverse: &mut [T]) {
    for (inverse, &variance) in inverse.iter_mut().zip(variance) {
        *inverse = T::one() / (variance + T::of(epsilon)).sqrt();
    }
}

pub fn standardize<T: Real>(z: &mut [T], mean: &[T], inverse: &[T]) {
    for row in z.chunks_exact_mut(mean.len()) {
        for ((z, &mean), &inverse) in row.iter_mut().zip(mean).zip(inverse) {
            *z = (*z - mean) * inverse;
        }
    }
}

pub fn scale_and_shift<T: Real>(normal: &[T], gamma: &[T], beta: &[T], y: &mut [T]) {
    let width = gamma.len();
    for (y, normal) in y.chunks_exact_mut(width).zip(normal.chunks_exact(width)) {
        for (((y, &normal), &gamma), &beta) in y.iter_mut().zip(normal).zip(gamma).zip(beta) {
            *y = gamma * normal + beta;
        }
    }
}

pub fn scale_and_shift_in_place<T: Real>(y: &mut [T], gamma: &[T], beta: &[T]) {
    for row in y.chunks_exact_mut(gamma.len()) {
        for ((y, &gamma), &beta) in row.iter_mut().zip(gamma).zip(beta) {
            *y = gamma * *y + beta;
        }
    }
}

pub fn relu_in_place<T: Real>(a: &mut [T]) {
    for a in a {
        *a = if *a > T::zero() { *a } else { T::zero() };
    }
}

pub fn tanh_in_place<T: Real>(a: &mut [T]) {
    for a in a {
        *a = a.portable_tanh();
    }
}

pub fn times_relu_slope<T: Real>(a: &[T], delta: &mut [T]) {
    for (delta, &a) in delta.iter_mut().zip(a) {
        *delta = if a > T::zero() { *delta } else { T::zero() };
    }
}

pub fn times_tanh_slope<T: Real>(a: &[T], delta: &mut [T]) {
    for (delta, &a) in delta.iter_mut().zip(a) {
        *delta *= T::one() - a * a;
    }
}

pub fn delta_before_normalization<T: Real>(
    delta: &mut [T],
    normal: &[T],
    gamma: &[T],
    inverse: &[T],
    mean: &[T],
    mean_normal: &[T],
) {
    let width = gamma.len();
    let rows = delta.chunks_exact_mut(width);
    for (row, normal) in rows.zip(normal.chunks_exact(width)) {
        let units = gamma.iter().zip(inverse);
        let means = mean.iter().zip(mean_normal);
        let values = row.iter_mut().zip(normal);
        for (((delta, &normal), (&gamma, &inverse)), (&mean, &mean_normal)) in
            values.zip(units).zip(means)
        {
            *delta = gamma * inverse * (*delta - mean - normal * mean_normal);
        }
    }
}
