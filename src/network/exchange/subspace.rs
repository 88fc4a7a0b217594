//! A file with the columns of Metric 2.1's A: `{"A": [[…], …]}`, n × p.

use super::error::ExchangeError;
use super::reader::Reader;
use crate::sharpness::Subspace;

/// Reads the subspace of ℝⁿ, n = `dimension`, that A's columns span; they are taken as they are.
///
/// # Errors
/// Where the text is not JSON of this form, A has not n rows, or its columns are not linearly
/// independent.
pub fn read_subspace(text: &[u8], dimension: usize) -> Result<Subspace, ExchangeError> {
    let mut reader = Reader::new(text)?;
    let mut matrix = None;
    reader.object(&["A"], 1, |reader, _| {
        matrix = Some(reader.matrix(None)?);
        Ok(())
    })?;
    reader.end()?;
    let Some(matrix) = matrix else {
        return Err(reader.error("\"A\" is missing"));
    };
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
