//! Curves from one point of weight space to another.

use crate::objective::Real;

/// Intervals of Simpson's rule along a curve.
const INTERVALS: u32 = 64;

/// The quadratic Bézier curve θ(t) = (1 − t)² w₁ + 2t(1 − t) θ + t² w₂ for t in [0, 1] (Garipov et al. 2018, arXiv
/// 1802.10026, section 3.2).
#[derive(Clone, Debug, PartialEq)]
pub struct Bezier<T> {
    /// w₁ and w₂, of the same length.
    pub ends: [Vec<T>; 2],
    /// The control point θ, which the curve does not go through.
    pub control: Vec<T>,
}

/// What the control point weighs at t.
pub fn control_weight(t: f64) -> f64 {
    2.0 * t * (1.0 - t)
}

impl<T: Real> Bezier<T> {
    /// The straight line: its control point is the midpoint.
    pub fn straight(ends: [Vec<T>; 2]) -> Self {
        let half = T::of(0.5);
        let pairs = ends[0].iter().zip(&ends[1]);
        let control = pairs.map(|(&first, &second)| half * (first + second));
        Self {
            control: control.collect(),
            ends,
        }
    }

    /// Writes θ(t), at t = 0 and t = 1 the ends to the bit.
    pub fn at(&self, t: f64, x: &mut [T]) {
        let [first, second] = &self.ends;
        if t == 0.0 || t == 1.0 {
            return x.copy_from_slice(if t == 0.0 { first } else { second });
        }
        let weights = [(1.0 - t) * (1.0 - t), control_weight(t), t * t];
        let [from, bend, to] = weights.map(T::of);
        let points = first.iter().zip(&self.control).zip(second);
        for (x, ((&first, &control), &second)) in x.iter_mut().zip(points) {
            *x = from * first + bend * control + to * second;
        }
    }

    /// The curve's length ∫ ‖θ′(t)‖ dt, where θ′(t) = 2(1 − t)(θ − w₁) + 2t(w₂ − θ), by Simpson's rule.
    pub fn length(&self) -> f64 {
        let [first, second] = &self.ends;
        let (mut before, mut between, mut after) = (0.0, 0.0, 0.0);
        for ((first, control), second) in first.iter().zip(&self.control).zip(second) {
            let leaves = control.wide() - first.wide();
            let arrives = second.wide() - control.wide();
            before += leaves * leaves;
            between += leaves * arrives;
            after += arrives * arrives;
        }
        let speed = |k: u32| {
            let t = f64::from(k) / f64::from(INTERVALS);
            let square =
                (1.0 - t) * (1.0 - t) * before + control_weight(t) * between + t * t * after;
            let weight = match k {
                0 | INTERVALS => 1.0,
                k => f64::from(2 + 2 * (k % 2)),
            };
            weight * 2.0 * square.max(0.0).sqrt()
        };
        (0..=INTERVALS).map(speed).sum::<f64>() / f64::from(3 * INTERVALS)
    }
}
