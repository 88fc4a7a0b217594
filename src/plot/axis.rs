//! Axes: linear or logarithmic, with round ticks.

use crate::format::superscript;
use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use std::ops::Range;

/// Values below are drawn at this one on a logarithmic axis.
const SMALLEST: f64 = 1e-12;
/// Values above are drawn at this one.
const LARGEST: f64 = 1e12;

/// One axis: a coordinate of plotters, linear or logarithmic in one type.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    lower: f64,
    upper: f64,
    log: bool,
}

impl Axis {
    /// A linear axis between two different finite values.
    #[must_use]
    pub fn linear(lower: f64, upper: f64) -> Self {
        Self {
            lower,
            upper,
            log: false,
        }
    }

    /// A logarithmic axis between two different positive values; it falls if the first is the
    /// larger one.
    #[must_use]
    pub fn log(lower: f64, upper: f64) -> Self {
        Self {
            lower,
            upper,
            log: true,
        }
    }

    /// A logarithmic axis that shows all positive finite values with a little room around them;
    /// `None` if there are none. It spans half a decade at least.
    pub fn log_over(values: impl Iterator<Item = f64>) -> Option<Self> {
        let (lower, upper) = extent(values.filter(|&value| value > 0.0))?;
        let (lower, upper) = (
            libm::log10(lower.clamp(SMALLEST, LARGEST)),
            libm::log10(upper.clamp(SMALLEST, LARGEST)),
        );
        let room = (0.04 * (upper - lower)).max((0.5 - (upper - lower)) / 2.0);
        let room = room.max(0.05);
        Some(Self::log(
            libm::pow(10.0, lower - room),
            libm::pow(10.0, upper + room),
        ))
    }

    /// Whether the axis is logarithmic.
    #[must_use]
    pub fn is_log(&self) -> bool {
        self.log
    }

    /// The values at both ends.
    #[must_use]
    pub fn ends(&self) -> [f64; 2] {
        [self.lower, self.upper]
    }

    /// Where on the axis a value is: 0 at the lower end, 1 at the upper. Values beyond an end are
    /// put there; so is zero on a logarithmic axis, and so is what is no number.
    #[must_use]
    pub fn position(&self, value: f64) -> f64 {
        let position = if self.log {
            let lower = libm::log10(self.lower);
            let value = libm::log10(value);
            (value - lower) / (libm::log10(self.upper) - lower)
        } else {
            (value - self.lower) / (self.upper - self.lower)
        };
        if position.is_nan() {
            0.0
        } else {
            position.clamp(0.0, 1.0)
        }
    }

    /// At most about `most` round values, ascending.
    #[must_use]
    pub fn ticks(&self, most: usize) -> Vec<f64> {
        if !self.log {
            return linear_ticks(self.lower, self.upper, most);
        }
        let rich: [&[f64]; 3] = [&[1.0, 2.0, 5.0], &[1.0, 3.0], &[1.0]];
        for multiples in rich {
            let ticks = self.decades(multiples, 1);
            if (2..=most.max(2)).contains(&ticks.len()) {
                return ticks;
            }
        }
        let mut step = 2;
        loop {
            let ticks = self.decades(&[1.0], step);
            if ticks.len() < 2 {
                let (least, greatest) = self.sorted();
                return linear_ticks(least, greatest, most);
            }
            if ticks.len() <= most.max(2) {
                return ticks;
            }
            step += 1;
        }
    }

    /// Ticks without labels: the whole multiples of powers of ten on a logarithmic axis that is
    /// not too long for them.
    #[must_use]
    pub fn minor_ticks(&self) -> Vec<f64> {
        let all = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];
        let ticks = if self.log {
            self.decades(&all, 1)
        } else {
            Vec::new()
        };
        if ticks.len() > 50 { Vec::new() } else { ticks }
    }

    /// The multiples of every `step`-th power of ten that are on the axis.
    fn decades(&self, multiples: &[f64], step: i32) -> Vec<f64> {
        let (least, greatest) = self.sorted();
        let first = libm::floor(libm::log10(least)) as i32;
        let last = libm::ceil(libm::log10(greatest)) as i32;
        (first..=last)
            .filter(|exponent| exponent.rem_euclid(step) == 0)
            .flat_map(|exponent| multiples.iter().map(move |m| m * power_of_ten(exponent)))
            .filter(|&value| value >= least && value <= greatest)
            .collect()
    }

    /// The lesser and the greater end.
    fn sorted(&self) -> (f64, f64) {
        (self.lower.min(self.upper), self.lower.max(self.upper))
    }
}

impl Ranged for Axis {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (from, to): (i32, i32)) -> i32 {
        from + (self.position(*value) * f64::from(to - from)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        self.ticks(hint.max_num_points())
    }

    fn range(&self) -> Range<f64> {
        self.lower..self.upper
    }
}

/// The lowest and highest of the finite values.
pub(super) fn extent(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values
        .filter(|value| value.is_finite())
        .fold(None, |ends, value| {
            let (lower, upper): (f64, f64) = ends.unwrap_or((value, value));
            Some((lower.min(value), upper.max(value)))
        })
}

/// Multiples of 1, 2 or 5 times a power of ten.
fn linear_ticks(lower: f64, upper: f64, most: usize) -> Vec<f64> {
    let rough = (upper - lower) / most.max(1) as f64;
    if !rough.is_finite() || rough <= 0.0 {
        return Vec::new();
    }
    let power = power_of_ten(libm::floor(libm::log10(rough)) as i32);
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|multiple| multiple * power)
        .find(|step| *step >= rough * 0.9)
        .unwrap_or(10.0 * power);
    let (first, last) = (
        libm::ceil(lower / step - 1e-9),
        libm::floor(upper / step + 1e-9),
    );
    let count = (last - first).clamp(0.0, 100.0) as usize;
    // By a quotient where the step is a fraction, so that 1.2 is the number nearest to it.
    let inverse = (1.0 / step).round();
    let tick = |n: f64| if step < 1.0 { n / inverse } else { n * step };
    (0..=count).map(|k| tick(first + k as f64)).collect()
}

/// A quotient below one, so that .1 is the number nearest to it.
fn power_of_ten(exponent: i32) -> f64 {
    if exponent < 0 {
        1.0 / libm::pow(10.0, f64::from(-exponent))
    } else {
        libm::pow(10.0, f64::from(exponent))
    }
}

/// A power of ten times a number, always: "5·10⁻⁴".
pub(super) fn scientific(value: f64) -> String {
    let exponent = libm::floor(libm::log10(value.abs()) + 1e-9) as i32;
    let multiple = (value / libm::pow(10.0, f64::from(exponent)) * 1e3).round() / 1e3;
    if (multiple - 1.0).abs() < 1e-3 {
        format!("10{}", superscript(exponent))
    } else {
        format!("{multiple}·10{}", superscript(exponent))
    }
}

/// A round value in words: decimals, or a power of ten where those would be long.
pub(super) fn number(value: f64) -> String {
    let size = value.abs();
    let text = if size == 0.0 || (1e-4 * 0.999..1e5).contains(&size) {
        let decimals = (0..8)
            .find(|&d| {
                let scaled = size * libm::pow(10.0, f64::from(d));
                (scaled - scaled.round()).abs() < 1e-6 * scaled.max(1e-3)
            })
            .unwrap_or(8);
        format!("{size:.*}", decimals as usize)
    } else {
        scientific(size)
    };
    if value < 0.0 {
        format!("−{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_fractions_of_the_axis() {
        let axis = Axis::log(0.01, 100.0);
        for (value, position) in [(0.01, 0.0), (0.1, 0.25), (1.0, 0.5), (100.0, 1.0)] {
            assert!((axis.position(value) - position).abs() < 1e-12, "{value}");
        }
        for (value, position) in [(0.0, 0.0), (-1.0, 0.0), (1e9, 1.0), (f64::NAN, 0.0)] {
            assert_eq!(axis.position(value), position, "{value}");
        }
        let falling = Axis::log(100.0, 0.01);
        assert!((falling.position(10.0) - 0.25).abs() < 1e-12);
        assert_eq!(falling.ticks(6), Axis::log(0.01, 100.0).ticks(6));
        assert_eq!(Axis::linear(-1.0, 2.0).position(0.5), 0.5);
        assert_eq!(Axis::linear(-1.0, 2.0).map(&0.0, (30, 330)), 130);
        assert_eq!(Axis::linear(0.0, 1.0).map(&0.25, (500, 100)), 400);
    }

    #[test]
    fn ticks_are_round_and_few() {
        assert_eq!(
            Axis::linear(0.0, 40.0).ticks(5),
            [0.0, 10.0, 20.0, 30.0, 40.0]
        );
        assert_eq!(
            Axis::linear(-1.0, 2.0).ticks(6),
            [-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0]
        );
        assert_eq!(Axis::log(0.009, 3.0).ticks(4), [0.01, 0.1, 1.0]);
        assert_eq!(Axis::log(0.3, 8.0).ticks(6), [0.5, 1.0, 2.0, 5.0]);
        assert_eq!(Axis::log(1e-9, 1e3).ticks(5), [1e-9, 1e-6, 1e-3, 1.0, 1e3]);
        assert_eq!(Axis::log(1.1, 1.4).ticks(4), [1.1, 1.2, 1.3, 1.4]);
    }

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (0.0, "0"),
            (-0.5, "−0.5"),
            (0.001, "0.001"),
            (5e-4, "0.0005"),
            (10.0, "10"),
            (2e-5, "2·10⁻⁵"),
            (1e-6, "10⁻⁶"),
            (1e5, "10⁵"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn a_logarithmic_axis_ignores_what_it_cannot_show() {
        let axis = Axis::log_over([0.0, f64::NAN, f64::INFINITY, -1.0, 0.1, 10.0].into_iter());
        let [lower, upper] = axis.expect("two values").ends();
        assert!(lower < 0.1 && lower > 0.05 && upper > 10.0 && upper < 20.0);
        assert_eq!(Axis::log_over([0.0, f64::NAN].into_iter()), None);
    }
}
