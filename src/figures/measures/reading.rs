//! What is read out along a figure's abscissa.

use super::{Measured, along, alphas, rescaling, spectrum};
use crate::figures::reading::{ReadValue, Reading};
use crate::format::significant;
use crate::settings::REGIMES;

impl Measured {
    pub(super) fn spectrum_readings(&self) -> Vec<Reading> {
        let places = spectrum::readable(self).into_iter();
        let reading = |(place, means): (f64, [Option<f64>; 2])| {
            let value = |mean: f64| format!("{} eigenvalues a decade", significant(mean, 2));
            let texts = means.map(|mean| mean.map(value));
            reading(place, format!("λ = {}", significant(place, 2)), texts)
        };
        places.filter_map(reading).collect()
    }

    pub(super) fn along_readings(&self) -> Vec<Reading> {
        let known = REGIMES.map(|regime| self.along_training((regime, self.trial)));
        let mut epochs: Vec<u32> = known.iter().flatten().map(|at| at.epoch).collect();
        epochs.sort_unstable();
        epochs.dedup();
        let reading = |epoch: u32| {
            let texts = REGIMES.map(|regime| along::words(self, regime, epoch));
            reading(f64::from(epoch), format!("after epoch {epoch}"), texts)
        };
        epochs.into_iter().filter_map(reading).collect()
    }

    pub(super) fn rescaling_readings(&self) -> Vec<Reading> {
        let reading = |(scale, alpha): (usize, f64)| {
            let texts = REGIMES.map(|regime| rescaling::words(self, regime, scale));
            reading(alpha, format!("α = {}", significant(alpha, 3)), texts)
        };
        alphas()
            .into_iter()
            .enumerate()
            .filter_map(reading)
            .collect()
    }
}

/// A reading of SB and LB; `None` where nothing is known of either.
pub(super) fn reading(at: f64, head: String, texts: [Option<String>; 2]) -> Option<Reading> {
    let pairs = REGIMES.into_iter().zip(texts);
    let value = |(regime, text): (_, Option<String>)| {
        Some(ReadValue {
            regime: Some(regime),
            text: text?,
        })
    };
    let lines: Vec<ReadValue> = pairs.filter_map(value).collect();
    (!lines.is_empty()).then_some(Reading {
        at: Some(at),
        head,
        lines,
    })
}
