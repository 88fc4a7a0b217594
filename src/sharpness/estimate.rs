//! Means of independent draws with their standard errors.

use crate::sharpness::vectors::{SAFE, dot, norm};

/// The mean of independent draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The mean; NaN without draws.
    pub value: f64,
    /// Its standard error, the draws' sample deviation over the root of their number; NaN with
    /// fewer than two draws.
    pub standard_error: f64,
    /// How many draws.
    pub draws: usize,
}

impl Estimate {
    /// The mean of `draws` and its standard error.
    pub fn of(draws: &[f64]) -> Self {
        let count = draws.len() as f64;
        let mean = draws.iter().sum::<f64>() / count;
        let apart: Vec<f64> = draws.iter().map(|draw| draw - mean).collect();
        let squares = dot(&apart, &apart);
        // Squares that under- or overflow say nothing of the deviation.
        let standard_error = if SAFE.contains(&squares) {
            (squares / (count - 1.0) / count).sqrt()
        } else {
            norm(&apart) / (count - 1.0).sqrt() / count.sqrt()
        };
        Self {
            value: mean,
            standard_error,
            draws: draws.len(),
        }
    }
}
