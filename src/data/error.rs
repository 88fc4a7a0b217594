//! What can be wrong with a wish for data.

use crate::data::DataSet;
use crate::data::archive::ArchiveError;
use crate::data::load::limits;
use std::fmt;

/// Why a data set could not be loaded. The text names the field, its value and what is allowed.
#[derive(Clone, Debug, PartialEq)]
pub enum DataError {
    /// Fewer training samples are asked for than there are classes, or more than there are.
    Train {
        /// Of which data set.
        data: DataSet,
        /// How many.
        value: usize,
    },
    /// The share of wrong labels is not in [0, 1).
    LabelNoise(f64),
    /// The data set comes from an archive, and none was given.
    Missing(DataSet),
    /// The archive cannot be read.
    Archive {
        /// The archive of which data set.
        data: DataSet,
        /// What is wrong with it.
        error: ArchiveError,
    },
    /// The archive can be read but is not the one of this data set.
    Other {
        /// The data set asked for.
        data: DataSet,
        /// What is different.
        field: &'static str,
        /// The archive's number.
        found: usize,
        /// The data set's number.
        expected: usize,
    },
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Train { data, value } => {
                let range = limits(*data).train;
                let (low, high) = (range.start(), range.end());
                write!(
                    f,
                    "train: {value} is not allowed; {} has {low} to {high}",
                    data.about().choice.value
                )
            }
            Self::LabelNoise(value) => write!(
                f,
                "label_noise: {value} is not allowed; allowed is at least 0 and less than 1"
            ),
            Self::Missing(data) => {
                write!(
                    f,
                    "data: the archive of {} has not been loaded",
                    data.about().choice.value
                )
            }
            Self::Archive { data, error } => {
                write!(f, "data: {}: {error}", data.about().choice.value)
            }
            Self::Other {
                data,
                field,
                found,
                expected,
            } => write!(
                f,
                "data: the archive is not that of {}: {field} is {found}, expected {expected}",
                data.about().choice.value
            ),
        }
    }
}

impl std::error::Error for DataError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Archive { error, .. } => Some(error),
            _ => None,
        }
    }
}
