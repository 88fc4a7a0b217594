//! What is read out along the batches.

use super::known::{Grid, Number};
use crate::figures::reading::{ReadValue, Reading};
use crate::format::{NOTHING, grouped, significant, spread};

impl Grid {
    /// One reading for each batch of which anything is known, with a line for each rate.
    pub fn readings(&self) -> Vec<Reading> {
        let reading = |(batch, &size): (usize, &usize)| {
            let rates = 0..self.rates.len();
            let lines: Vec<ReadValue> = rates.filter_map(|rate| self.line((batch, rate))).collect();
            (!lines.is_empty()).then(|| Reading {
                at: Some(size as f64),
                head: format!("batches of {}", grouped(size)),
                lines,
            })
        };
        self.batches
            .iter()
            .enumerate()
            .filter_map(reading)
            .collect()
    }

    fn line(&self, place: (usize, usize)) -> Option<ReadValue> {
        if !self.is_known(place) {
            return None;
        }
        let phi = self.summary(Number::Phi, place);
        let said = match self.summary(Number::TestAccuracy, place) {
            None => "diverged".to_owned(),
            Some(accuracy) => format!(
                "{} %, φ {}, n = {}{}",
                spread(&accuracy),
                phi.map_or(NOTHING.to_owned(), |phi| spread(&phi)),
                accuracy.n,
                if self.is_fitted(place) {
                    ""
                } else {
                    ", not fitted"
                }
            ),
        };
        Some(ReadValue {
            regime: None,
            text: format!("η = {}: {said}", significant(self.rates[place.1], 3)),
        })
    }
}
