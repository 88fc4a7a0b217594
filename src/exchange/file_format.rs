//! What a file is, told by its first bytes.

use crate::exchange::error::ExchangeError;

/// The format of a file that holds a network or data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// Text, of which nothing else is known.
    Json,
    /// Hugging Face's format of tensors; a network.
    Safetensors,
    /// A ZIP file, which NumPy's `.npz` is; data.
    Npz,
    /// The format of the MNIST files; data.
    Idx,
    /// Something compressed as a whole, which is not read.
    Gzip,
}

impl FileFormat {
    /// What `file` is.
    pub fn of(file: &[u8]) -> Self {
        match file {
            // The header's length and the header; no text has zeros there, be it UTF-16 or UTF-32.
            [_, _, _, _, 0, 0, 0, 0, b'{', ..] => Self::Safetensors,
            [b'P', b'K', ..] => Self::Npz,
            [0, 0, 8..=14, ..] => Self::Idx,
            [0x1f, 0x8b, ..] => Self::Gzip,
            _ => Self::Json,
        }
    }

    /// What the names of such files end with.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Safetensors => "safetensors",
            Self::Npz => "npz",
            Self::Idx => "idx",
            Self::Gzip => "gz",
        }
    }

    /// Why a file of this format is neither read as what is wanted nor as JSON.
    pub(super) fn refusal(self, wanted: &str) -> ExchangeError {
        let is = match self {
            Self::Json => "text",
            Self::Safetensors => "a safetensors file, which holds a network",
            Self::Npz => "a ZIP file, as numpy.savez and torch.save write it",
            Self::Idx => "an IDX file, which holds data",
            Self::Gzip => "compressed by gzip; unpack it first",
        };
        ExchangeError::new("", format!("this is {is}; {wanted}"))
    }
}
