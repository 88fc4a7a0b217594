//! The element-wise parts of the R-operator (Pearlmutter 1994). A dot over a name means the tangent along v.

use crate::Real;

pub fn tanh_slope_tangent<T: Real>(a: &[T], tangent: &[T], delta: &[T], delta_tangent: &mut [T]) {
    let tangents = tangent.iter().zip(a);
    let deltas = delta_tangent.iter_mut().zip(delta);
    for ((dot, &delta), (&a_dot, &a)) in deltas.zip(tangents) {
        *dot -= (a + a) * a_dot * delta;
    }
}

pub fn normalize<T: Real>(
    normal: &[T],
    inverse: &[T],
    mean: &[T],
    mean_product: &[T],
    [gamma, gamma_dot, beta_dot]: [&[T]; 3],
    normal_tangent: &mut [T],
    output: &mut [T],
) {
    let width = gamma.len();
    let units = [inverse, mean, mean_product, gamma_dot, beta_dot].map(|unit| &unit[..width]);
    let [inverse, mean, mean_product, gamma_dot, beta_dot] = units;
    let rows = normal.chunks_exact(width);
    let tangents = normal_tangent.chunks_exact_mut(width);
    let outputs = output.chunks_exact_mut(width);
    for ((normal, tangent), output) in rows.zip(tangents).zip(outputs) {
        for unit in 0..width {
            let centred = tangent[unit] - mean[unit] - normal[unit] * mean_product[unit];
            let normal_dot = inverse[unit] * centred;
            tangent[unit] = normal_dot;
            output[unit] =
                gamma_dot[unit] * normal[unit] + gamma[unit] * normal_dot + beta_dot[unit];
        }
    }
}

pub fn before_normalization<T: Real>(
    [delta, normal, normal_dot]: [&[T]; 3],
    inverse: &[T],
    means: [&[T]; 5],
    [gamma, gamma_dot]: [&[T]; 2],
    delta_tangent: &mut [T],
) {
    let width = gamma.len();
    let (s, gamma_dot) = (&inverse[..width], &gamma_dot[..width]);
    let [
        mean,
        mean_product,
        mean_dot,
        mean_product_dot,
        mean_z_normal,
    ] = means.map(|mean| &mean[..width]);
    let rows = delta.chunks_exact(width).zip(normal.chunks_exact(width));
    let rows = rows.zip(normal_dot.chunks_exact(width));
    for (((delta, normal), normal_dot), dot) in rows.zip(delta_tangent.chunks_exact_mut(width)) {
        for unit in 0..width {
            let u = delta[unit] - mean[unit] - normal[unit] * mean_product[unit];
            let u_dot = dot[unit]
                - mean_dot[unit]
                - normal_dot[unit] * mean_product[unit]
                - normal[unit] * mean_product_dot[unit];
            let gamma_s_dot = gamma_dot[unit] - gamma[unit] * s[unit] * mean_z_normal[unit];
            dot[unit] = s[unit] * (gamma_s_dot * u + gamma[unit] * u_dot);
        }
    }
}
