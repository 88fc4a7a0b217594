//! What a value may be, and the error that says so.

use crate::format::shortened;
use std::fmt;

/// A value that is not allowed. Displayed as
/// `learning_rate: 7 is not allowed; allowed is 0.00001 to 1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAllowed {
    /// The field's name in its type.
    pub field: &'static str,
    /// The value it had.
    pub value: String,
    /// What is allowed, in words.
    pub allowed: String,
}

impl NotAllowed {
    pub(crate) fn new(
        field: &'static str,
        value: impl fmt::Display,
        allowed: impl Into<String>,
    ) -> Self {
        Self {
            field,
            value: value.to_string(),
            allowed: allowed.into(),
        }
    }

    /// What is wrong with the field's value, without its name.
    pub fn problem(&self) -> String {
        // A number may have hundreds of digits.
        let value = shortened(&self.value);
        format!("{value} is not allowed; allowed is {}", self.allowed)
    }
}

impl fmt::Display for NotAllowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.problem())
    }
}

impl std::error::Error for NotAllowed {}

/// What a number may be.
pub(crate) struct Bounds {
    min: f64,
    max: f64,
    whole: bool,
}

impl Bounds {
    /// Any number from `min` to `max`.
    pub fn number(min: f64, max: f64) -> Self {
        let whole = false;
        Self { min, max, whole }
    }

    /// A whole number from `min` to `max`.
    pub fn whole(min: usize, max: usize) -> Self {
        Self {
            min: min as f64,
            max: max as f64,
            whole: true,
        }
    }

    /// Whether `value` lies within; the error names `field`.
    pub fn check(&self, field: &'static str, value: f64) -> Result<(), NotAllowed> {
        let Self { min, max, whole } = *self;
        if (min..=max).contains(&value) {
            return Ok(());
        }
        let kind = if whole { "a whole number from " } else { "" };
        Err(NotAllowed::new(
            field,
            value,
            format!("{kind}{min} to {max}"),
        ))
    }
}
