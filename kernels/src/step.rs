//! The optimisers' steps.

use crate::Real;

pub fn adam<T: Real>(
    x: &mut [T],
    gradient: &[T],
    [mean, square]: [&mut [T]; 2],
    decay: [f64; 2],
    rate: f64,
    correction: f64,
    epsilon: f64,
) {
    let (rate, correction, epsilon) = (T::of(rate), T::of(correction), T::of(epsilon));
    let [beta_1, beta_2] = decay.map(T::of);
    let [new_1, new_2] = decay.map(|beta| T::of(1.0 - beta));
    let moments = mean.iter_mut().zip(square);
    for ((x, &g), (m, v)) in x.iter_mut().zip(gradient).zip(moments) {
        *m = beta_1 * *m + new_1 * g;
        *v = beta_2 * *v + new_2 * g * g;
        *x -= rate * *m / ((*v * correction).sqrt() + epsilon);
    }
}

pub fn heavy_ball<T: Real>(
    x: &mut [T],
    gradient: &[T],
    velocity: &mut [T],
    momentum: T,
    rate: f64,
) {
    let rate = T::of(rate);
    for ((x, &g), u) in x.iter_mut().zip(gradient).zip(velocity) {
        *u = momentum * *u + g;
        *x -= rate * *u;
    }
}
