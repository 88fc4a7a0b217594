//! Means, spreads and differences with 95 % intervals, from few trials.

pub mod bootstrap;
pub mod hinge;
pub mod kendall;
pub mod student;

use crate::order::sorted;
use student::quantile;

/// The confidence that intervals on the page have.
pub const CONFIDENCE: f64 = 0.95;

/// Mean and spread of a sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// How many values.
    pub n: usize,
    /// Their arithmetic mean.
    pub mean: f64,
    /// Their standard deviation with n − 1; `None` below two values.
    pub deviation: Option<f64>,
}

/// Mean and spread of `values`; `None` without any.
pub fn summary(values: &[f64]) -> Option<Summary> {
    if values.is_empty() {
        return None;
    }
    let n = values.len();
    let mean = values.iter().sum::<f64>() / n as f64;
    let squares: f64 = values
        .iter()
        .map(|value| (value - mean) * (value - mean))
        .sum();
    let deviation = (n > 1).then(|| libm::sqrt(squares / (n - 1) as f64));
    Some(Summary { n, mean, deviation })
}

/// An estimated difference with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The estimate.
    pub estimate: f64,
    /// Half the width of the 95 % interval; `None` where there are too few values for one.
    pub margin: Option<f64>,
    /// How many pairs, or values of the smaller sample.
    pub n: usize,
}

impl Difference {
    /// Both ends of the interval, ascending.
    pub fn interval(&self) -> Option<(f64, f64)> {
        self.margin
            .map(|margin| (self.estimate - margin, self.estimate + margin))
    }
}

/// The mean of second − first over pairs with its t interval, n − 1 degrees of freedom; `None`
/// without pairs. The pairs' differences are taken to be normal.
pub fn paired(pairs: &[(f64, f64)]) -> Option<Difference> {
    let differences: Vec<f64> = pairs.iter().map(|(first, second)| second - first).collect();
    let Summary { n, mean, deviation } = summary(&differences)?;
    let margin = deviation.map(|deviation| {
        quantile(0.5 + CONFIDENCE / 2.0, (n - 1) as f64) * deviation / libm::sqrt(n as f64)
    });
    Some(Difference {
        estimate: mean,
        margin,
        n,
    })
}

/// The difference second − first of the means of two independent samples with Welch's t interval;
/// `None` if one is empty.
pub fn welch(first: &[f64], second: &[f64]) -> Option<Difference> {
    let (a, b) = (summary(first)?, summary(second)?);
    let margin = a.deviation.zip(b.deviation).map(|(s, t)| {
        let (m, n) = (a.n as f64, b.n as f64);
        let (u, v) = (s * s / m, t * t / n);
        if u + v == 0.0 {
            return 0.0;
        }
        let degrees = (u + v) * (u + v) / (u * u / (m - 1.0) + v * v / (n - 1.0));
        quantile(0.5 + CONFIDENCE / 2.0, degrees) * libm::sqrt(u + v)
    });
    Some(Difference {
        estimate: b.mean - a.mean,
        margin,
        n: a.n.min(b.n),
    })
}

/// The value that a share of `values` in [0, 1] does not exceed, between two of them in proportion to
/// how near it is; `None` without any. The values must be numbers.
pub fn sample_quantile(values: &[f64], share: f64) -> Option<f64> {
    let sorted = sorted(values.to_vec(), |value| *value);
    (!sorted.is_empty()).then(|| bootstrap::percentile(&sorted, share))
}
