//! Intervals by drawing the sample anew from itself (Efron 1979).

use super::CONFIDENCE;
use crate::order::sorted;
use crate::random::{Purpose, stream};
use rand::RngExt;

/// How often the sample is drawn anew: the ends of a 95 % interval then rest on 25 values each.
pub const RESAMPLES: usize = 1000;

/// The quantile at `p` in [0, 1] of ascending values, linear between the order statistics (type 7
/// of Hyndman & Fan 1996); NaN without values.
pub fn percentile(ascending: &[f64], p: f64) -> f64 {
    let place = p * ascending.len().saturating_sub(1) as f64;
    let below = libm::floor(place) as usize;
    let Some(&low) = ascending.get(below) else {
        return f64::NAN;
    };
    let high = ascending.get(below + 1).copied().unwrap_or(low);
    low + (place - below as f64) * (high - low)
}

/// The 95 % percentile interval of a statistic of `n` items that are exchangeable, such as trials.
/// The statistic is given the places of `n` items drawn with replacement, always the same ones for
/// the same `n`. `None` below two items, and where more than half of the draws have no statistic.
///
/// With few items the interval tends to be too short: five have 126 different draws.
pub fn interval(
    n: usize,
    statistic: &mut dyn FnMut(&[usize]) -> Option<f64>,
) -> Option<(f64, f64)> {
    if n < 2 {
        return None;
    }
    let mut generator = stream(0, 0, Purpose::Resampling);
    let mut drawn = vec![0; n];
    let mut values = Vec::with_capacity(RESAMPLES);
    for _ in 0..RESAMPLES {
        drawn.fill_with(|| generator.random_range(0..n as u32) as usize);
        values.extend(statistic(&drawn).filter(|value| value.is_finite()));
    }
    (2 * values.len() > RESAMPLES).then(|| ends(values))?
}

/// The middle 95 % of the values that resamples have given; `None` without any.
pub fn ends(values: Vec<f64>) -> Option<(f64, f64)> {
    let values = sorted(values, |&value| value);
    let tail = 0.5 * (1.0 - CONFIDENCE);
    let ends = [tail, 1.0 - tail].map(|p| percentile(&values, p));
    (!values.is_empty()).then(|| ends.into())
}
