//! One setting of an [`Experiment`], or of another checked type, seen from outside: its range, its
//! text form, and how it is read and written. [`FIELDS`](crate::settings::fields::FIELDS) lists an
//! experiment's.

use crate::choice::Choice;
use crate::settings::Experiment;
use std::fmt;

/// The value of any setting.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// One of a few names.
    Choice(String),
    /// A number, whole where the range is [`Range::Integer`].
    Number(f64),
    /// Widths of layers.
    Widths(Vec<usize>),
    /// Yes or no.
    Flag(bool),
}

/// What a setting may be.
#[derive(Clone, Copy, Debug)]
pub enum Range {
    /// One of these names.
    Choice(fn() -> Vec<Choice>),
    /// A number from `min` to `max`, both included.
    Number {
        /// Least.
        min: f64,
        /// Greatest.
        max: f64,
    },
    /// A whole number from `min` to `max`, both included.
    Integer {
        /// Least.
        min: i64,
        /// Greatest.
        max: i64,
    },
    /// Up to `layers` widths of 1 to `max` each.
    Widths {
        /// Most layers.
        layers: usize,
        /// Greatest width.
        max: usize,
    },
    /// Yes or no.
    Flag,
}

impl Range {
    /// The allowed value nearest to `value`; `None` where there is no nearest, as for NaN or an
    /// unknown name. Returns `value` itself exactly if it is allowed; −0 becomes 0.
    pub fn nearest(&self, value: &Value) -> Option<Value> {
        match (self, value) {
            (Self::Choice(choices), Value::Choice(name)) => choices()
                .iter()
                .any(|choice| choice.value == name)
                .then(|| value.clone()),
            (_, Value::Number(number)) if number.is_nan() => None,
            (Self::Number { min, max }, Value::Number(number)) => {
                Some(Value::Number(number.clamp(*min, *max) + 0.0))
            }
            (Self::Integer { min, max }, Value::Number(number)) => {
                let whole = libm::round(*number).clamp(*min as f64, *max as f64);
                Some(Value::Number(whole + 0.0))
            }
            (Self::Widths { layers, max }, Value::Widths(widths)) => Some(Value::Widths(
                widths
                    .iter()
                    .take(*layers)
                    .map(|width| (*width).clamp(1, *max))
                    .collect(),
            )),
            (Self::Flag, Value::Flag(_)) => Some(value.clone()),
            _ => None,
        }
    }

    /// Reads the text form used in links; `None` if it is not of this kind at all. The result
    /// may lie outside the range.
    pub fn parse(&self, text: &str) -> Option<Value> {
        match self {
            Self::Choice(_) => Some(Value::Choice(text.to_owned())),
            Self::Number { .. } | Self::Integer { .. } => text.parse().ok().map(Value::Number),
            Self::Widths { .. } if text == NO_LAYER => Some(Value::Widths(Vec::new())),
            Self::Widths { .. } => text
                .split('-')
                .map(width)
                .collect::<Option<_>>()
                .map(Value::Widths),
            Self::Flag => match text {
                "1" | "true" => Some(Value::Flag(true)),
                "0" | "false" => Some(Value::Flag(false)),
                _ => None,
            },
        }
    }
}

/// The text of a network without hidden layers.
const NO_LAYER: &str = "none";

/// Digits as a width; more digits than fit are as good as the greatest.
fn width(text: &str) -> Option<usize> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(usize::MAX))
}

impl fmt::Display for Value {
    /// The shortest text that reads back as the same value to the bit.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Choice(name) => f.write_str(name),
            Self::Number(number) => write!(f, "{number}"),
            Self::Widths(widths) if widths.is_empty() => f.write_str(NO_LAYER),
            Self::Widths(widths) => {
                let texts: Vec<String> = widths.iter().map(usize::to_string).collect();
                f.write_str(&texts.join("-"))
            }
            Self::Flag(flag) => f.write_str(if *flag { "1" } else { "0" }),
        }
    }
}

impl fmt::Display for Range {
    /// What is allowed, in words.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Choice(choices) => {
                let names: Vec<&str> = choices().iter().map(|choice| choice.value).collect();
                f.write_str(&names.join(", "))
            }
            Self::Number { min, max } => write!(f, "{min} to {max}"),
            Self::Integer { min, max } => write!(f, "a whole number from {min} to {max}"),
            Self::Widths { layers, max } => write!(
                f,
                "up to {layers} widths of 1 to {max}, such as 100-100, or {NO_LAYER} for no hidden layer"
            ),
            Self::Flag => f.write_str("1 (on) or 0 (off)"),
        }
    }
}

/// Everything about one setting. What the page shows, what links say and what
/// [`Experiment::check`] allows all come from here.
pub struct Field<S = Experiment> {
    /// Its name in the type.
    pub name: &'static str,
    /// Its key in links.
    pub key: &'static str,
    /// Its label on the page.
    pub label: &'static str,
    /// One plain sentence on what it is.
    pub help: &'static str,
    /// The group of controls it stands in.
    pub group: &'static str,
    /// What it may be, whatever the other settings are.
    pub range: Range,
    /// A sensible step for a number's control.
    pub step: Option<f64>,
    /// What changing it means.
    pub retrains: &'static str,
    /// Reads it.
    pub get: fn(&S) -> Value,
    /// Writes it; a value of another kind changes nothing.
    pub set: fn(&mut S, &Value),
}
