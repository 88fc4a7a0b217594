//! What is read out along the chart.

use crate::figures::reading::{ReadValue, Reading};
use crate::figures::remedies::{Column, Comparison};
use crate::format::{significant, with_spread};
use crate::order::sorted;
use crate::settings::Regime;

impl Comparison {
    /// What can be read along the chart, by ascending φ: one reading for every row that has a mean there,
    /// with its regime if it is SB or LB plain.
    pub(super) fn readings(&self) -> Vec<Reading> {
        let rows = self.selected();
        let readings = rows.filter_map(|row| self.reading(row)).collect();
        sorted(readings, |reading: &Reading| reading.at.unwrap_or(0.0))
    }

    fn reading(&self, row: usize) -> Option<Reading> {
        let phi = Column::Phi.summary(self, row)?;
        let accuracy = Column::TestAccuracy.summary(self, row)?;
        let remedy = &self.rows[row];
        Some(Reading {
            at: Some(phi.mean),
            head: format!("{}, φ = {}", remedy.label, significant(phi.mean, 3)),
            lines: vec![ReadValue {
                regime: self.reference(row),
                text: format!(
                    "testing accuracy {} %, φ {}",
                    with_spread(Some(accuracy)),
                    with_spread(Some(phi))
                ),
            }],
        })
    }

    /// The regime of plain training, which is what all else is held against.
    pub(super) fn reference(&self, row: usize) -> Option<Regime> {
        let remedy = &self.rows[row];
        remedy.strategy.is_plain().then_some(remedy.regime)
    }
}
