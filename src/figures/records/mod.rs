//! The numbers of a figure as data: one column a quantity, one row an observation, every number with all its
//! digits. The tables beside the figures are for eyes; these are for programs.
//!
//! ```text
//! results → records (columns, rows) ┐
//! settings, view, link              ┴→ CSV, JSON
//! ```

mod ascii;
pub(super) mod columns;
mod file;
pub(super) mod network;

pub(super) use ascii::ascii;
pub use file::{FORMAT, File};

use crate::settings::{Experiment, Regime};
use serde::{Serialize, Serializer};
use std::fmt;

/// A column of [`Records`]. All texts are ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its name, in small letters.
    pub name: &'static str,
    /// The unit of its numbers: "nats", "1" for shares and ratios, empty for names.
    pub unit: &'static str,
    /// What it is.
    pub meaning: &'static str,
}

/// A column of this name.
pub(super) const fn column(
    name: &'static str,
    unit: &'static str,
    meaning: &'static str,
) -> Column {
    Column {
        name,
        unit,
        meaning,
    }
}

/// A cell of [`Records`].
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Not measured, or of another part.
    Missing,
    /// A number in double precision, which may be infinite.
    Number(f64),
    /// A number in single precision.
    Single(f32),
    /// A whole number.
    Count(u64),
    /// A name or a sentence, in ASCII.
    Text(String),
}

impl fmt::Display for Value {
    /// As a reader of CSV takes it: a number as in JSON, with the fewest digits that read back to the bit.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => Ok(()),
            Self::Text(text) => f.write_str(text),
            number => {
                let text = serde_json::to_string(number).unwrap_or_default();
                f.write_str(text.trim_matches('"'))
            }
        }
    }
}

impl Serialize for Value {
    /// Infinite numbers as the texts "inf" and "-inf", as in files of results.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Missing => serializer.serialize_none(),
            Self::Number(value) => crate::number::serialize(value, serializer),
            Self::Single(value) => serializer.serialize_f32(*value),
            Self::Count(count) => serializer.serialize_u64(*count),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        if value.is_nan() {
            Self::Missing
        } else {
            Self::Number(value)
        }
    }
}

impl From<f32> for Value {
    fn from(value: f32) -> Self {
        if value.is_finite() {
            Self::Single(value)
        } else {
            f64::from(value).into()
        }
    }
}

impl From<u32> for Value {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<u64> for Value {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(ascii(text))
    }
}

impl From<Regime> for Value {
    fn from(regime: Regime) -> Self {
        regime.name().into()
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

/// A row's cells out of anything that is a [`Value`].
macro_rules! cells {
    ($($value:expr),* $(,)?) => { vec![$($crate::figures::records::Value::from($value)),*] };
}
pub(super) use cells;

/// Columns and rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Records {
    /// What stands in the columns.
    pub columns: Vec<Column>,
    /// As many cells each as there are columns.
    pub rows: Vec<Vec<Value>>,
    /// The settings that they come from, where those are not the page's.
    pub experiment: Option<Experiment>,
}

impl Records {
    /// Without rows.
    pub(super) fn new(columns: &[&[Column]]) -> Self {
        Self {
            columns: columns.concat(),
            ..Self::default()
        }
    }

    /// Adds a row; cells that it lacks at its end are missing.
    pub(super) fn push(&mut self, mut row: Vec<Value>) {
        row.resize(self.columns.len(), Value::Missing);
        self.rows.push(row);
    }

    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

/// So many missing cells.
pub(super) fn missing(count: usize) -> impl Iterator<Item = Value> {
    std::iter::repeat_n(Value::Missing, count)
}
