//! What can be wrong with a file, and where.

use std::fmt;

/// Why a file cannot be used: the place in it, such as `layers[1].w[3]`, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExchangeError {
    /// The place; empty for the file as a whole.
    pub place: String,
    /// What is wrong, and what would be right.
    pub problem: String,
}

impl ExchangeError {
    pub(super) fn new(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            problem: problem.into(),
        }
    }
}

impl fmt::Display for ExchangeError {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        if self.place.is_empty() {
            write!(out, "{}", self.problem)
        } else {
            write!(out, "{}: {}", self.place, self.problem)
        }
    }
}

impl std::error::Error for ExchangeError {}
