//! Why the program ends before it has done all.

use std::io;
use std::process::ExitCode;

/// What the program ends with where its arguments or its files are wrong.
const WRONG_INPUT: u8 = 2;

/// See the [module](self).
#[derive(Debug)]
pub enum Failure {
    /// An argument or a file is wrong: which, and what is allowed.
    Input(String),
    /// Something else went wrong.
    Other(String),
    /// Nobody reads what is printed any more.
    Closed,
}

impl Failure {
    /// What is to be said of it; nothing where nobody reads.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Input(words) | Self::Other(words) => Some(words),
            Self::Closed => None,
        }
    }

    /// What the program ends with.
    pub fn code(&self) -> ExitCode {
        match self {
            Self::Input(_) => ExitCode::from(WRONG_INPUT),
            Self::Other(_) => ExitCode::FAILURE,
            Self::Closed => ExitCode::SUCCESS,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Other(error.to_string())
    }
}
