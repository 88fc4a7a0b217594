//! The paper's figure 1 as a function: a flat and a sharp minimum of the same depth, and what
//! a shift of the function does to the value at each.
//!
//! With q₁(x) = a (x − x₁)² and q₂(x) = b (x − x₂)² let h = q₁ q₂ / (q₁ + q₂), which vanishes at
//! both minima and is there as curved as q₁ and q₂ are. The training function is
//! f = c + h / (1 + h), which levels off at c + 1; the testing function is f(x − shift). Nothing
//! here is data: the paper's figure is "a conceptual sketch".

/// The shifts that can be asked for reach so far to both sides.
pub const LARGEST_SHIFT: f64 = 0.6;
/// The part of the abscissa that is shown.
pub const RANGE: [f64; 2] = [-4.2, 3.2];

const FLAT: f64 = -1.5;
const SHARP: f64 = 1.5;
/// Half of the second derivatives at the minima; the sharp one's is 25 times the flat one's.
const FLAT_CURVATURE: f64 = 0.8;
const SHARP_CURVATURE: f64 = 20.0;
/// The value at both minima.
const LOWEST: f64 = 0.1;

/// The training function f.
#[must_use]
pub fn value(x: f64) -> f64 {
    let flat = FLAT_CURVATURE * (x - FLAT) * (x - FLAT);
    let sharp = SHARP_CURVATURE * (x - SHARP) * (x - SHARP);
    let both = flat * sharp / (flat + sharp);
    LOWEST + both / (1.0 + both)
}

/// Its flat and its sharp minimum.
#[must_use]
pub fn minima() -> [f64; 2] {
    [FLAT, SHARP]
}

/// The generalisation gap, f(x − shift) − f(x), at the flat and at the sharp minimum.
#[must_use]
pub fn gaps(shift: f64) -> [f64; 2] {
    minima().map(|x| value(x - shift) - value(x))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEP: f64 = 1e-4;

    fn slope(x: f64) -> f64 {
        (value(x + STEP) - value(x - STEP)) / (2.0 * STEP)
    }

    fn curvature(x: f64) -> f64 {
        (value(x + STEP) - 2.0 * value(x) + value(x - STEP)) / (STEP * STEP)
    }

    #[test]
    fn both_minima_are_stationary_and_equally_deep() {
        for x in minima() {
            assert!(slope(x).abs() < 1e-6, "{x}");
            assert!((value(x) - LOWEST).abs() < 1e-12);
        }
        // And there are no others.
        let places = (0..=7400).map(|k| RANGE[0] + f64::from(k) / 1000.0);
        for x in places {
            let near = minima().into_iter().any(|m| (x - m).abs() < 0.01);
            assert!(near || value(x) > LOWEST + 1e-5);
        }
    }

    #[test]
    fn the_sharp_minimum_is_25_times_as_curved() {
        let [flat, sharp] = minima().map(curvature);
        assert!((flat - 2.0 * FLAT_CURVATURE).abs() < 1e-4, "{flat}");
        assert!((sharp - 2.0 * SHARP_CURVATURE).abs() < 1e-2, "{sharp}");
        assert!((sharp / flat - 25.0).abs() < 0.01);
    }

    #[test]
    fn gaps_grow_with_half_the_curvature() {
        for shift in [-1e-3, 1e-3] {
            let [flat, sharp] = gaps(shift);
            assert!((flat / (0.5 * 1.6 * shift * shift) - 1.0).abs() < 2e-3);
            assert!((sharp / (0.5 * 40.0 * shift * shift) - 1.0).abs() < 2e-3);
        }
        assert_eq!(gaps(0.0), [0.0, 0.0]);
    }
}
