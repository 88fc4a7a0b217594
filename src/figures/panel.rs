//! What stands beside a figure, as plain data: its headline, its caption, its text alternative, verdicts on the
//! paper's claims, remarks, and its numbers as a table.

use super::verdict::Verdict;
use serde::Serialize;

/// A table of texts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The columns' heads, the first above the rows' heads.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a [`Table`], one cell less than the table's head.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Row {
    /// What the row is about.
    pub head: String,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Words and numbers for one figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Panel {
    /// What was found, in a sentence or two; empty as long as nothing is.
    pub headline: String,
    /// How to read it.
    pub caption: String,
    /// What the figure shows, for those who do not see it.
    pub alternative: String,
    /// The paper's claims that the figure is about.
    pub verdicts: Vec<Verdict>,
    /// What an honest reader should know.
    pub remarks: Vec<String>,
    /// The figure's numbers.
    pub table: Table,
}

/// A table's head from its texts.
pub(super) fn head(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
