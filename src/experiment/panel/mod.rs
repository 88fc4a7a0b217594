//! What stands beside a figure, as plain data: its caption, its text alternative, verdicts on the
//! paper's claims, remarks, and its numbers as a table.

mod curves;
mod path;
mod remarks;
mod sharpness;
mod summary;

use super::study::Study;
use super::verdict::Verdict;
use serde::{Deserialize, Serialize};

/// What a panel is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Topic {
    /// Loss and accuracy against epochs (the paper's Figure 2).
    Curves,
    /// The summary of all trials (Tables 2 and 3).
    Table,
    /// φ at both ε (Table 3).
    Sharpness,
    /// The linear path between the minima (Figure 3).
    Path,
}

impl Topic {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Curves, Self::Table, Self::Sharpness, Self::Path];

    /// Its name: "curves", "table", "sharpness" or "path".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Curves => "curves",
            Self::Table => "table",
            Self::Sharpness => "sharpness",
            Self::Path => "path",
        }
    }

    /// The topic of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.name() == name)
    }
}

/// A table of texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The columns' heads, the first above the rows' heads.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a [`Table`], one cell less than the table's head.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// What the row is about.
    pub head: String,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Words and numbers for one figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// What to see.
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

impl Study {
    /// Words and numbers on `topic`, from whatever has been reported so far.
    pub fn panel(&self, topic: Topic) -> Panel {
        match topic {
            Topic::Curves => curves::panel(self),
            Topic::Table => summary::panel(self),
            Topic::Sharpness => sharpness::panel(self),
            Topic::Path => path::panel(self),
        }
    }
}

/// A table's head from its texts.
fn head(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
