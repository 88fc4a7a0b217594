//! The scale of values that all panels of a map share: its levels, and where a value is on it.

use crate::plot::axis::{Axis, number};
use crate::plot::landscape::Quantity;

/// Values farther up than the highest level are drawn at this position.
pub(super) const TOP: f64 = 1.08;
/// Losses this far above the lowest are always on the scale, in nats: well above those of guessing.
const GUESSING: f64 = 10.0;
/// Values farther from zero than this have exploded and are not on any scale.
const LARGEST: f64 = 1e100;
/// The share of the places that is below the lowest level: the bottom of a valley is one band.
const LOW: f64 = 0.03;
/// More levels than these are hard to tell apart, fewer show little.
const MOST: usize = 14;
const FEWEST: usize = 7;
/// What round numbers of a decade begin with, the densest first.
const SERIES: [&[f64]; 4] = [
    &[1.0, 1.5, 2.0, 3.0, 5.0, 7.0],
    &[1.0, 2.0, 5.0],
    &[1.0, 3.0],
    &[1.0],
];

/// A scale. Losses are spaced in the logarithm above the lowest one, accuracies evenly.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scale {
    /// The lowest value.
    base: f64,
    /// From where the logarithmic scale is about logarithmic; `None` for an even one.
    knee: Option<f64>,
    /// The distance of the highest level, or of an even scale's highest value, from the lowest.
    span: f64,
    levels: Vec<f64>,
    descending: bool,
}

impl Scale {
    /// The scale over all values that have not exploded; `None` if there are none.
    pub fn new(quantity: Quantity, values: impl Iterator<Item = f64>) -> Option<Self> {
        let mut values: Vec<f64> = values.filter(|value| value.abs() <= LARGEST).collect();
        values.sort_unstable_by(f64::total_cmp);
        let (&base, &highest) = (values.first()?, values.last()?);
        let scale = match quantity {
            Quantity::Loss | Quantity::LossGap => Self::logarithmic(&values),
            Quantity::Accuracy | Quantity::AccuracyGap => None,
        };
        let even = || Self {
            base,
            knee: None,
            span: highest - base,
            levels: Axis::linear(base, highest).ticks(13),
            descending: false,
        };
        let mut scale = scale.unwrap_or_else(even);
        scale.descending = matches!(quantity, Quantity::Accuracy | Quantity::AccuracyGap);
        // The lowest value bounds no band.
        scale
            .levels
            .retain(|level| *level > base && *level <= highest);
        Some(scale)
    }

    /// Levels at round distances above the lowest value, from what a few of the places are below up
    /// to the highest value, unless that has exploded. `None` if values differ too little.
    fn logarithmic(values: &[f64]) -> Option<Self> {
        let base = *values.first()?;
        let above = |share: f64| {
            let index = (share * (values.len() - 1) as f64) as usize;
            values[index] - base
        };
        let top = above(1.0).min(above(0.8).max(GUESSING));
        let low = above(LOW).max(1e-4 * top);
        let levels = match round(base, low, top) {
            levels if levels.len() >= FEWEST => levels,
            _ => levels(base, low, top),
        };
        let span = levels.last()? - base;
        (levels.len() > 3).then_some(Self {
            base,
            knee: Some(low),
            span,
            levels,
            descending: false,
        })
    }

    /// The levels, ascending.
    pub fn levels(&self) -> &[f64] {
        &self.levels
    }

    /// The lowest value.
    pub fn base(&self) -> f64 {
        self.base
    }

    /// Whether it is logarithmic in the distance from the lowest value.
    pub fn is_logarithmic(&self) -> bool {
        self.knee.is_some()
    }

    /// Whether high values are the good ones.
    pub fn descending(&self) -> bool {
        self.descending
    }

    /// Where a value is: 0 at the lowest, 1 at the highest level, at most [`TOP`]. NaN if the value
    /// is unknown.
    pub fn position(&self, value: f64) -> f64 {
        let above = value - self.base;
        if value.is_nan() || above == f64::NEG_INFINITY {
            return f64::NAN;
        }
        if self.span <= 0.0 {
            return 0.0;
        }
        let position = match self.knee {
            Some(knee) => libm::log1p(above.max(0.0) / knee) / libm::log1p(self.span / knee),
            None => above / self.span,
        };
        position.clamp(0.0, TOP)
    }

    /// The levels' positions.
    pub fn positions(&self) -> Vec<f64> {
        let positions = self.levels.iter().map(|level| self.position(*level));
        positions.collect()
    }
}

/// Round values from `low` to `top` above a positive `base`, as dense as fits.
fn round(base: f64, low: f64, top: f64) -> Vec<f64> {
    let values = |multiples: &&[f64]| distances(multiples, base + low, base + top);
    let usable = base > 0.0 && low > 0.0 && top.is_finite();
    let series = SERIES.iter().filter(|_| usable).map(values);
    series
        .into_iter()
        .find(|values| values.len() <= MOST)
        .unwrap_or_default()
}

/// Round distances from `low` to `top` above `base`, as dense as fits, added to it and rounded
/// where a tenth of the distance is not seen.
fn levels(base: f64, low: f64, top: f64) -> Vec<f64> {
    let usable = low > 0.0 && top.is_finite();
    let series = SERIES.into_iter().filter(|_| usable);
    let candidates: Vec<Vec<f64>> = series.map(|m| distances(m, low, top)).collect();
    let chosen = candidates
        .iter()
        .find(|distances| (FEWEST..=MOST).contains(&distances.len()));
    let chosen = chosen.or(candidates.iter().find(|distances| distances.len() <= MOST));
    let mut levels: Vec<f64> = chosen
        .into_iter()
        .flatten()
        .map(|&distance| rounded(base, distance))
        .collect();
    levels.dedup();
    levels
}

fn distances(multiples: &[f64], low: f64, top: f64) -> Vec<f64> {
    let [first, last] = [low, top].map(|value| libm::floor(libm::log10(value)) as i32);
    (first..=last)
        .flat_map(|exponent| multiples.iter().map(move |m| m * power(exponent)))
        .filter(|distance| (low..=top * 1.0001).contains(distance))
        .collect()
}

fn power(exponent: i32) -> f64 {
    libm::pow(10.0, f64::from(exponent))
}

/// A value to two digits of its distance from the lowest.
fn rounded(base: f64, distance: f64) -> f64 {
    let exponent = libm::floor(libm::log10(distance) + 1e-9) as i32 - 1;
    if exponent < 0 {
        libm::round((base + distance) * power(-exponent)) / power(-exponent)
    } else {
        libm::round((base + distance) / power(exponent)) * power(exponent)
    }
}

/// A value between round ones in words, to three digits.
pub(super) fn about(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return number(0.0);
    }
    let exponent = libm::floor(libm::log10(value.abs())) as i32 - 2;
    number(if exponent < 0 {
        libm::round(value * power(-exponent)) / power(-exponent)
    } else {
        libm::round(value / power(exponent)) * power(exponent)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loss(values: &[f64]) -> Option<Scale> {
        Scale::new(Quantity::Loss, values.iter().copied())
    }

    /// A bowl from .021 to about 10.
    fn bowl() -> Vec<f64> {
        let place = |k: i32| f64::from(k) / 20.0 - 1.0;
        (0..41)
            .flat_map(|i| (0..41).map(move |j| 0.021 + 5.0 * (place(i).powi(2) + place(j).powi(2))))
            .collect()
    }

    #[test]
    fn levels_are_round_above_the_lowest_loss() {
        let scale = loss(&bowl()).expect("values");
        assert!((FEWEST..=MOST).contains(&scale.levels().len()), "{scale:?}");
        assert!(scale.levels().windows(2).all(|w| w[0] < w[1]));
        for level in scale.levels() {
            let digits = level / power(libm::floor(libm::log10(*level) + 1e-9) as i32);
            let round = [1.0, 1.5, 2.0, 3.0, 5.0, 7.0].map(|digit: f64| (digits - digit).abs());
            assert!(round.into_iter().any(|off| off < 1e-9), "{level}");
        }
        let distances: Vec<f64> = scale.levels().iter().map(|l| l - 0.021).collect();
        let ratios: Vec<f64> = distances.windows(2).map(|w| w[1] / w[0]).collect();
        assert!(ratios.iter().all(|r| (1.1..4.0).contains(r)), "{ratios:?}");
        assert_eq!(scale.position(0.021), 0.0);
        assert!((scale.positions().last().expect("levels") - 1.0).abs() < 1e-12);
    }

    #[test]
    fn exploding_losses_leave_the_scale_alone() {
        let mut values = bowl();
        values.extend([1e9, 1e30, f64::INFINITY, f64::NAN]);
        let scale = loss(&values).expect("values");
        let highest = *scale.levels().last().expect("levels");
        assert!((5.0..=15.0).contains(&highest), "{highest}");
        assert_eq!(scale.position(1e30), TOP);
        assert_eq!(scale.position(f64::INFINITY), TOP);
        assert!(scale.position(f64::NAN).is_nan());
        assert!(scale.position(f64::NEG_INFINITY).is_nan());
    }

    #[test]
    fn awkward_values_have_a_scale_or_none() {
        assert_eq!(loss(&[]), None);
        assert_eq!(loss(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY]), None);
        for values in [&[0.7][..], &[0.7; 5], &[-3.0, -3.0], &[0.0, 0.0]] {
            let scale = loss(values).expect("a value");
            assert!(scale.levels().is_empty());
            assert_eq!(scale.position(values[0]), 0.0);
        }
        for values in [
            &[1.0, 2.0][..],
            &[-0.5, 0.2, 0.9],
            &[1e-300, 1e300],
            &[-1e308, 2.0, 1e308],
            &[-1e100, 1e100],
            &[1.0, 1.0 + 1e-15],
            &[0.0, 5e-324],
        ] {
            for quantity in [Quantity::LossGap, Quantity::AccuracyGap] {
                let scale = Scale::new(quantity, values.iter().copied()).expect("values");
                assert!(scale.levels().len() <= 2 * MOST);
                for value in values {
                    assert!((0.0..=TOP).contains(&scale.position(*value)), "{values:?}");
                }
            }
        }
    }

    #[test]
    fn accuracies_are_spaced_evenly() {
        let values = (0..=100).map(f64::from);
        let scale = Scale::new(Quantity::Accuracy, values).expect("values");
        assert_eq!(scale.levels()[..3], [10.0, 20.0, 30.0]);
        assert!((scale.position(25.0) - 0.25).abs() < 1e-12);
        assert!(scale.descending());
    }

    #[test]
    fn values_in_words_have_three_digits() {
        assert_eq!(about(0.021_34), "0.0213");
        assert_eq!(about(-1234.0), "−1230");
        assert_eq!(about(0.0), "0");
    }
}
