//! The measures as a table.

use super::rank::Rank;
use crate::figures::panel::{Row, Table, head};
use crate::format::{NOTHING, fixed};

/// A row a measure.
pub(super) fn measures(ranks: &[Rank]) -> Table {
    let row = |rank: &Rank| Row {
        head: rank.measure.label(),
        cells: vec![
            rank.tau.map_or(NOTHING.into(), two),
            rank.interval.map_or(NOTHING.into(), range),
            rank.granulated().map_or(NOTHING.into(), two),
            rank.n.to_string(),
        ],
    };
    Table {
        caption: "Kendall’s τ-b of every measure with the testing error, the most predictive first. Within groups: the mean of τ over the groups that the remarks name.".into(),
        head: head(&["measure", "τ", "95 % interval", "within groups", "networks"]),
        rows: ranks.iter().map(row).collect(),
    }
}

/// A number with two decimals.
pub(super) fn two(value: f64) -> String {
    fixed(value, 2)
}

/// "[−0.31, 0.05]".
pub(super) fn range((low, high): (f64, f64)) -> String {
    format!("[{}, {}]", two(low), two(high))
}
