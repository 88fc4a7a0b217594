//! What is wrong with a text, on its way out of it.

use crate::exchange::error::ExchangeError;
use crate::format::{self, MOST_REPEATED, beginning};
use serde::de::{self, Expected, Unexpected};
use std::fmt;

/// An [`ExchangeError`] to be: every list and every object that it leaves adds its place.
///
/// What serde says of a type's form comes here in parts, to be put into our words; its own would
/// repeat a string of any length.
#[derive(Debug)]
pub(super) struct Fault {
    place: String,
    problem: String,
    /// Whether the line and the column are still to be told.
    lacks_position: bool,
}

impl Fault {
    /// What is wrong with the text itself, and where.
    pub fn at(problem: impl fmt::Display, line: usize, column: usize) -> Self {
        Self {
            place: String::new(),
            problem: format!("{problem} (line {line}, column {column})"),
            lacks_position: false,
        }
    }

    /// The same, with the position if that is to be told; `line` is 0 where there is none.
    pub fn positioned(self, line: usize, column: usize) -> Self {
        if !self.lacks_position || line == 0 {
            return self;
        }
        Self {
            place: self.place,
            ..Self::at(self.problem, line, column)
        }
    }

    /// The same, seen from the list or object in which `step` leads to its place.
    pub fn within(mut self, step: &str) -> Self {
        let joined = self.place.is_empty() || self.place.starts_with('[');
        let dot = if joined { "" } else { "." };
        self.place = format!("{step}{dot}{}", self.place);
        self
    }
}

impl From<Fault> for ExchangeError {
    fn from(fault: Fault) -> Self {
        // A file may be nested as deeply as it likes, under keys as long as it likes.
        Self::new(format::shortened(&fault.place), fault.problem)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(&self.problem)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(problem: T) -> Self {
        Self {
            place: String::new(),
            problem: problem.to_string(),
            lacks_position: false,
        }
    }

    fn invalid_type(found: Unexpected, expected: &dyn Expected) -> Self {
        Self {
            lacks_position: true,
            ..Self::custom(format!("{expected} is expected, not {}", in_words(found)))
        }
    }

    fn unknown_variant(found: &str, known: &'static [&'static str]) -> Self {
        let are = if known.len() == 1 { "is" } else { "are" };
        let known: Vec<_> = known.iter().map(|known| quoted(known)).collect();
        let (found, known) = (quoted(found), known.join(" and "));
        Self::custom(format!("{found} is unknown; known {are} {known}"))
    }

    fn unknown_field(key: &str, known: &'static [&'static str]) -> Self {
        let (key, known) = (quoted(key), known.join(", "));
        Self::custom(format!("unknown key {key}; known are {known}"))
    }

    fn missing_field(key: &'static str) -> Self {
        Self::custom(format!("{key:?} is missing"))
    }

    fn duplicate_field(key: &'static str) -> Self {
        Self::custom(format!("the key {key:?} is there twice"))
    }
}

fn in_words(found: Unexpected) -> String {
    match found {
        Unexpected::Bool(value) => value.to_string(),
        Unexpected::Unsigned(value) => value.to_string(),
        Unexpected::Signed(value) => value.to_string(),
        Unexpected::Float(value) => format!("{value:?}"),
        Unexpected::Str(_) => "a string".into(),
        Unexpected::Unit | Unexpected::Option => "null".into(),
        Unexpected::Seq => "a list".into(),
        Unexpected::Map => "an object".into(),
        other => other.to_string(),
    }
}

/// A string in quotation marks, its beginning where it is long.
fn quoted(text: &str) -> String {
    let (beginning, more) = beginning(text);
    format!("{beginning:?}{more}")
}

/// A piece of a text that need not be UTF-8, its beginning where it is long.
pub(super) fn shortened(piece: &[u8]) -> String {
    // One character more than is repeated, of at most four bytes each.
    let few = &piece[..piece.len().min(4 * (MOST_REPEATED + 1))];
    format::shortened(&String::from_utf8_lossy(few))
}
