//! The text of a file: whether it can be one at all, and what is wrong where it is not JSON.

use crate::exchange::error::ExchangeError;
use crate::exchange::fault::{Fault, shortened};
use serde::de;
use std::cell::Cell;
use std::fmt::Display;

/// The longest file that is read, in bytes; what is packed in it may be as long when unpacked.
pub const LARGEST_TEXT: usize = 200_000_000;

/// The bytes of `file` without the mark that may stand before them.
///
/// # Errors
/// Where there are more than [`LARGEST_TEXT`], or they are UTF-16 or UTF-32.
pub(super) fn text_of(file: &[u8]) -> Result<&[u8], ExchangeError> {
    check_size(file.len(), "of text")?;
    match wide_encoding(file) {
        Some(name) => {
            let problem = format!("this is {name} text; save it as UTF-8");
            Err(ExchangeError::new("", problem))
        }
        None => Ok(file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file)),
    }
}

/// Refuses more than [`LARGEST_TEXT`] bytes of something.
pub(super) fn check_size(bytes: usize, of: &str) -> Result<(), ExchangeError> {
    if bytes <= LARGEST_TEXT {
        return Ok(());
    }
    let [found, most] = [bytes, LARGEST_TEXT].map(|bytes| bytes.div_ceil(1_000_000));
    let problem = format!("{found} MB {of}; at most {most} MB are read");
    Err(ExchangeError::new("", problem))
}

/// What this text is written in, where it is not UTF-8. JSON begins with one of ASCII's characters:
/// in UTF-16 a zero byte stands beside it, in UTF-32 three.
fn wide_encoding(file: &[u8]) -> Option<&'static str> {
    match file {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0, 0, 0, _, ..] | [_, 0, 0, 0, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, ..] | [_, 0, ..] => Some("UTF-16"),
        _ => None,
    }
}

/// A text that serde_json reads, and the fault that is on its way out. That has to pass through
/// serde_json, whose errors hold nothing but words: it waits here meanwhile.
pub(super) struct Source<'t> {
    text: &'t [u8],
    waiting: Cell<Option<Fault>>,
}

impl<'t> Source<'t> {
    pub fn new(text: &'t [u8]) -> Self {
        Self {
            text,
            waiting: Cell::new(None),
        }
    }

    /// Leaves the fault here; the error that is returned in its stead says nothing.
    pub fn leave<E: de::Error>(&self, fault: Fault) -> E {
        self.waiting.set(Some(fault));
        E::custom("")
    }

    /// The fault that an error of serde_json stands for, or else its own.
    pub fn fault(&self, error: impl Display) -> Fault {
        self.waiting_fault(&error)
            .unwrap_or_else(|| self.syntax_fault(error))
    }

    /// The fault of an error that came from what `step` leads to, or else from the list or object
    /// itself.
    pub fn fault_within(&self, step: impl FnOnce() -> String, error: impl Display) -> Fault {
        match self.waiting_fault(&error) {
            Some(fault) => fault.within(&step()),
            None => self.syntax_fault(error),
        }
    }

    fn waiting_fault(&self, error: impl Display) -> Option<Fault> {
        let fault = self.waiting.take()?;
        let error = with_position(error);
        Some(fault.positioned(error.line(), error.column()))
    }

    /// What is not JSON here: serde_json's words, and the piece of the text that they are about.
    fn syntax_fault(&self, error: impl Display) -> Fault {
        let error = with_position(error);
        let (line, column) = (error.line(), error.column());
        let message = error.to_string();
        let position = format!(" at line {line} column {column}");
        let words = message.strip_suffix(&position).unwrap_or(&message);
        // A number is invalid before the mark or letter that ends it.
        let back = usize::from(words == "invalid number");
        let piece = self.piece(line, column.saturating_sub(back));
        let shown = shortened(piece);
        if words.starts_with("EOF") || piece.is_empty() {
            Fault::at(words, line, column)
        } else if names_no_finite_number(piece) {
            de::Error::custom(format!("{shown} is not a finite number"))
        } else {
            Fault::at(format!("{words} at {shown}"), line, column)
        }
    }

    /// The word, number or mark at a position, both counted from 1; empty beyond the text.
    fn piece(&self, line: usize, column: usize) -> &[u8] {
        let mut lines = self.text.split(|byte| *byte == b'\n');
        let line = lines.nth(line.saturating_sub(1)).unwrap_or_default();
        let ends = |byte: &u8| b" \t\r,:[]{}\"".contains(byte);
        let Some(at) = column.checked_sub(1).filter(|at| *at < line.len()) else {
            return &[];
        };
        if ends(&line[at]) {
            return &line[at..=at];
        }
        let start = line[..at].iter().rposition(ends).map_or(0, |mark| mark + 1);
        let end = line[at..].iter().position(ends);
        &line[start..end.map_or(line.len(), |length| at + length)]
    }
}

/// Whether this is 1e999, or one of the words that other languages have: NaN, -Infinity, inf.
fn names_no_finite_number(piece: &[u8]) -> bool {
    let text = std::str::from_utf8(piece).unwrap_or_default();
    text.parse::<f64>().is_ok_and(|value| !value.is_finite())
}

/// The same error in serde_json's own type, which finds the position again that the words end with.
fn with_position(error: impl Display) -> serde_json::Error {
    de::Error::custom(error)
}
