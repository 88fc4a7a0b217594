//! What is read out along the chart.

use super::{Column, Comparison};
use crate::experiment::Regime;
use crate::experiment::words::{significant, with_spread};
use crate::landscape::atlas::{LineReading, LineValue};

impl Comparison {
    /// What can be read along a picture, by ascending φ: of "remedies" one reading for every row
    /// that has a mean there, with its regime if it is SB or LB plain; nothing of the others.
    pub fn readings(&self, name: &str) -> Vec<LineReading> {
        if name != "remedies" {
            return Vec::new();
        }
        let rows = self.selected();
        let mut readings: Vec<LineReading> = rows.filter_map(|row| self.reading(row)).collect();
        readings.sort_by(|a, b| a.at.total_cmp(&b.at));
        readings
    }

    fn reading(&self, row: usize) -> Option<LineReading> {
        let phi = Column::Phi.summary(self, row)?;
        let accuracy = Column::TestAccuracy.summary(self, row)?;
        let remedy = &self.rows[row];
        Some(LineReading {
            at: phi.mean,
            head: format!("{}, φ = {}", remedy.label, significant(phi.mean, 3)),
            lines: vec![LineValue {
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
