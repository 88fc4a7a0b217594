//! Printing to a reader who may have gone.

use std::io::{ErrorKind, Result, Write};

/// Writes `text` and a line's end. A reader who wants no more, such as `head`, is no error.
///
/// # Errors
/// Where writing fails for another reason.
pub fn print(out: &mut impl Write, text: &str) -> Result<()> {
    let written = writeln!(out, "{text}").and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
