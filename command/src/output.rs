//! Printing to a reader who may have gone.

use crate::failure::Failure;
use std::io::{ErrorKind, Result, Write, stderr, stdout};

/// Whether the reader still reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// All was written.
    Reads,
    /// The reader wants no more, as `head` does when it has had enough.
    Gone,
}

/// Writes `text` and a line's end. A reader who has gone is no error.
///
/// # Errors
/// Where writing fails for another reason.
pub fn print(out: &mut impl Write, text: &str) -> Result<Reader> {
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Ok(()) => Ok(Reader::Reads),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Reader::Gone),
        Err(error) => Err(error),
    }
}

/// Writes to standard output.
///
/// # Errors
/// Where that fails, or nobody reads any more.
pub fn answer(text: &str) -> std::result::Result<(), Failure> {
    match print(&mut stdout(), text)? {
        Reader::Reads => Ok(()),
        Reader::Gone => Err(Failure::Closed),
    }
}

/// Writes to standard error. Where nothing can be said, there is no place left to say so.
pub fn say(text: &str) {
    let _ = print(&mut stderr(), text);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Refuses to take anything, as `head` does when it has had enough.
    struct Refusing(ErrorKind);

    impl Write for Refusing {
        fn write(&mut self, _: &[u8]) -> Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_closed_pipe_is_no_error() {
        let mut out = Vec::new();
        let reader = print(&mut out, "{}").expect("room");
        assert_eq!((reader, out.as_slice()), (Reader::Reads, &b"{}\n"[..]));
        let gone = print(&mut Refusing(ErrorKind::BrokenPipe), "{}");
        assert_eq!(gone.expect("no error"), Reader::Gone);
        let error = print(&mut Refusing(ErrorKind::StorageFull), "{}");
        assert_eq!(
            error.map_err(|error| error.kind()),
            Err(ErrorKind::StorageFull)
        );
    }
}
