//! Exponentials by the thousand, with the same bits on every platform.

use wide::f32x4;

/// The logarithm of the least normal number: what lies below counts as 0.
const LEAST: f32 = -87.336_54;

/// x ← eˣ for x ≤ 0, each to two units in the last place; 0 below ln 2⁻¹²⁶, NaN of NaN.
pub fn single(x: &mut [f32]) {
    let (lanes, rest) = x.as_chunks_mut();
    for lane in lanes {
        *lane = exponentials(f32x4::new(*lane)).to_array();
    }
    let mut last = [0.0; 4];
    last[..rest.len()].copy_from_slice(rest);
    let last = exponentials(f32x4::new(last)).to_array();
    rest.copy_from_slice(&last[..rest.len()]);
}

/// x ← eˣ by `libm`.
pub fn double(x: &mut [f64]) {
    for x in x {
        *x = libm::exp(*x);
    }
}

/// 2ⁿ times a polynomial of what is left, as in Cephes's `expf` (Moshier 1989). Rounding to the nearest n is
/// adding and taking away 1.5 · 2²³. Four at a time by hand: a compiler that is given one number takes them one by one.
#[inline(always)]
fn exponentials(x: f32x4) -> f32x4 {
    const ROUND: f32 = 12_582_912.0;
    const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
    let shifted = x * f32x4::splat(std::f32::consts::LOG2_E) + f32x4::splat(ROUND);
    let n = shifted - f32x4::splat(ROUND);
    let r = (x - n * f32x4::splat(LN_2[0])) - n * f32x4::splat(LN_2[1]);
    let mut p = f32x4::splat(1.987_569_1e-4);
    for coefficient in [
        1.398_199_9e-3,
        8.333_452e-3,
        4.166_579_6e-2,
        0.166_666_65,
        0.5,
    ] {
        p = p * r + f32x4::splat(coefficient);
    }
    let value = (p * r * r + r) + f32x4::ONE;
    let power = shifted.to_array().map(|shifted| {
        let exponent = shifted.to_bits().wrapping_sub(ROUND.to_bits());
        f32::from_bits(exponent.wrapping_add(127) << 23)
    });
    let least = x.simd_lt(f32x4::splat(LEAST));
    least.bitselect(f32x4::ZERO, value * f32x4::new(power))
}

#[cfg(test)]
mod tests {
    use super::{LEAST, double, single};

    /// Two units in the last place are 2.4e-7 of the value.
    #[test]
    fn it_agrees_with_double_precision() {
        let mut single_x: Vec<f32> = (0..87_000).map(|i| -0.001 * i as f32).collect();
        let mut double_x: Vec<f64> = single_x.iter().map(|&x| f64::from(x)).collect();
        single(&mut single_x);
        double(&mut double_x);
        for (found, expected) in single_x.iter().zip(&double_x) {
            let error = f64::from(*found) / expected - 1.0;
            assert!(error.abs() < 2.4e-7, "{found} for {expected}");
        }
    }

    #[test]
    fn its_ends_are_exact() {
        let below = f32::next_down(LEAST);
        let mut x = [0.0, -0.0, below, -1e30, f32::NEG_INFINITY, LEAST, f32::NAN];
        single(&mut x);
        assert_eq!(x[..5], [1.0, 1.0, 0.0, 0.0, 0.0]);
        assert!(x[5] >= f32::MIN_POSITIVE, "{}", x[5]);
        assert!(x[6].is_nan());
    }
}
