//! Exponentials by the thousand, with the same bits on every platform.

/// Numbers that are worked on together: the compiler makes vectors of them.
const BLOCK: usize = 4;

/// The logarithm of the least normal number: what lies below counts as 0.
const LEAST: f32 = -87.336_54;

/// x ← eˣ for x ≤ 0, each to two units in the last place; 0 below ln 2⁻¹²⁶, NaN of NaN.
pub fn single(x: &mut [f32]) {
    for block in x.chunks_mut(BLOCK) {
        let mut values = [0.0; BLOCK];
        for (value, &x) in values.iter_mut().zip(block.iter()) {
            *value = x;
        }
        let values = values.map(exponential);
        for (x, value) in block.iter_mut().zip(values) {
            *x = value;
        }
    }
}

/// x ← eˣ by `libm`.
pub fn double(x: &mut [f64]) {
    for x in x {
        *x = libm::exp(*x);
    }
}

/// 2ⁿ times a polynomial of what is left, as in Cephes's `expf` (Moshier 1989). Rounding to the nearest n is
/// adding and taking away 1.5 · 2²³.
#[inline(always)]
fn exponential(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0;
    const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = (x - n * LN_2[0]) - n * LN_2[1];
    let mut p = 1.987_569_1e-4;
    for coefficient in [
        1.398_199_9e-3,
        8.333_452e-3,
        4.166_579_6e-2,
        0.166_666_65,
        0.5,
    ] {
        p = p * r + coefficient;
    }
    let value = (p * r * r + r) + 1.0;
    let exponent = shifted.to_bits().wrapping_sub(ROUND.to_bits());
    let power = f32::from_bits(exponent.wrapping_add(127) << 23);
    if x < LEAST { 0.0 } else { value * power }
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
