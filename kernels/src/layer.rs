//! The element-wise halves of a layer: batch norm and non-linearity.

use crate::Real;

pub fn inverse_deviations<T: Real>(variance: &[T], epsilon: f64, inverse: &mut [T]) {
    for (inverse, &variance) in inverse.iter_mut().zip(variance) {
        *inverse = T::one() / (variance + T::of(epsilon)).sqrt();
    }
}

pub fn batch_norm<T: Real>(
    z: &mut [T],
    [mean, inverse]: [&[T]; 2],
    [gamma, beta]: [&[T]; 2],
    y: &mut [T],
) {
    normalized(z, [mean, inverse], [gamma, beta], y, |y| y);
}

pub fn batch_norm_relu<T: Real>(
    z: &mut [T],
    [mean, inverse]: [&[T]; 2],
    [gamma, beta]: [&[T]; 2],
    y: &mut [T],
) {
    normalized(z, [mean, inverse], [gamma, beta], y, relu);
}

#[inline(always)]
fn normalized<T: Real>(
    z: &mut [T],
    [mean, inverse]: [&[T]; 2],
    [gamma, beta]: [&[T]; 2],
    y: &mut [T],
    activate: impl Fn(T) -> T,
) {
    let width = mean.len();
    let (inverse, gamma, beta) = (&inverse[..width], &gamma[..width], &beta[..width]);
    for (z, y) in z.chunks_exact_mut(width).zip(y.chunks_exact_mut(width)) {
        for unit in 0..width {
            let normal = (z[unit] - mean[unit]) * inverse[unit];
            z[unit] = normal;
            y[unit] = activate(gamma[unit] * normal + beta[unit]);
        }
    }
}

pub fn batch_norm_in_place<T: Real>(
    z: &mut [T],
    [mean, inverse]: [&[T]; 2],
    [gamma, beta]: [&[T]; 2],
) {
    normalized_in_place(z, [mean, inverse], [gamma, beta], |y| y);
}

pub fn batch_norm_relu_in_place<T: Real>(
    z: &mut [T],
    [mean, inverse]: [&[T]; 2],
    [gamma, beta]: [&[T]; 2],
) {
    normalized_in_place(z, [mean, inverse], [gamma, beta], relu);
}

#[inline(always)]
fn normalized_in_place<T: Real>(
    z: &mut [T],
    [mean, inverse]: [&[T]; 2],
    [gamma, beta]: [&[T]; 2],
    activate: impl Fn(T) -> T,
) {
    let width = mean.len();
    let (inverse, gamma, beta) = (&inverse[..width], &gamma[..width], &beta[..width]);
    for z in z.chunks_exact_mut(width) {
        for unit in 0..width {
            z[unit] = activate(gamma[unit] * ((z[unit] - mean[unit]) * inverse[unit]) + beta[unit]);
        }
    }
}

pub fn clear<T: Real>(to: &mut [T]) {
    to.fill(T::zero());
}

#[inline(always)]
fn relu<T: Real>(a: T) -> T {
    if a > T::zero() { a } else { T::zero() }
}

pub fn relu_in_place<T: Real>(a: &mut [T]) {
    for a in a {
        *a = relu(*a);
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
