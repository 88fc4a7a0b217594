//! A file with the columns of Metric 2.1's A: `{"A": [[…], …]}`, n × p.

use crate::exchange::error::ExchangeError;
use crate::exchange::json;
use crate::exchange::network::LARGEST_NETWORK;
use crate::exchange::numbers::{Limits, Matrix};
use crate::sharpness::Subspace;
use serde::de::{DeserializeSeed, Deserializer};

/// What stands in the file.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "A", deserialize_with = "columns")]
    a: Matrix,
}

fn columns<'de, D: Deserializer<'de>>(list: D) -> Result<Matrix, D::Error> {
    let limits = Limits {
        rows: LARGEST_NETWORK,
        called: "rows",
        numbers: usize::MAX,
    };
    limits.deserialize(list)
}

/// Reads the subspace of ℝⁿ, n = `dimension`, that A's columns span; they are taken as they are.
///
/// # Errors
/// Where the text is not JSON of this form, A has not n rows or more than [`LARGEST_NETWORK`], or
/// its columns are not linearly independent.
pub fn read_subspace(text: &[u8], dimension: usize) -> Result<Subspace, ExchangeError> {
    let matrix = json::read::<File>(text)?.a;
    matrix.check("A", None)?;
    if matrix.rows != dimension {
        let problem = format!(
            "{} rows; the network has {dimension} parameters",
            matrix.rows
        );
        return Err(ExchangeError::new("A", problem));
    }
    let column = |j: usize| {
        let rows = matrix.values.chunks(matrix.columns);
        rows.map(|row| row[j]).collect()
    };
    let subspace = Subspace::new(dimension, (0..matrix.columns).map(column).collect());
    match subspace.first_dependent() {
        None => Ok(subspace),
        Some(j) => Err(ExchangeError::new(
            "A",
            format!("column {j} depends linearly on those before it"),
        )),
    }
}
