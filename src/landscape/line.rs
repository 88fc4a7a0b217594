//! The linear path of the paper's figure 3.

/// Writes x ← α x_L + (1 − α) x_S, with `ends` = [x_S, x_L], computed in double precision; α = 0
/// gives x_S and α = 1 gives x_L exactly.
///
/// # Panics
/// If the three vectors differ in length: a programming error.
pub fn interpolate(ends: &[Vec<f32>; 2], alpha: f64, x: &mut [f32]) {
    let [small, large] = ends;
    assert!(
        small.len() == x.len() && large.len() == x.len(),
        "vectors differ in length"
    );
    for ((x, &s), &l) in x.iter_mut().zip(small).zip(large) {
        *x = (alpha * f64::from(l) + (1.0 - alpha) * f64::from(s)) as f32;
    }
}

/// Where the curved path sin(απ/2) x_L + cos(απ/2) x_S is.
pub fn curved(alpha: f64) -> [f64; 2] {
    let angle = alpha * std::f64::consts::FRAC_PI_2;
    [libm::sin(angle), libm::cos(angle)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_are_exact_and_the_rest_is_linear() {
        let ends = [vec![0.1, -3.0], vec![0.7, 1e-9]];
        let at = |alpha| {
            let mut x = [0.0; 2];
            interpolate(&ends, alpha, &mut x);
            x
        };
        assert_eq!(at(0.0).as_slice(), ends[0]);
        assert_eq!(at(1.0).as_slice(), ends[1]);
        assert!((at(-1.0)[0] + 0.5).abs() < 1e-7);
        assert!((at(2.0)[1] - 3.0).abs() < 1e-7);
    }
}
