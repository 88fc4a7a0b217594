//! Numbers as JSON: the shortest decimals that read back to the same bits.
//!
//! serde_json would write the same digits, but `6.6e+20` for `6.6e20` and `0.00001` for `1e-5`: the
//! same network would no longer be the same file.

use std::fmt::Write;

/// Appends a list of numbers.
pub(super) fn write_numbers(values: &[f64], out: &mut String) {
    out.push('[');
    for (i, value) in values.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write_number(*value, out);
    }
    out.push(']');
}

/// Appends a list of lists of so many numbers each.
pub(super) fn write_matrix(values: &[f64], columns: usize, out: &mut String) {
    out.push('[');
    for (i, row) in values.chunks(columns.max(1)).enumerate() {
        if i > 0 {
            out.push_str(",\n");
        }
        write_numbers(row, out);
    }
    out.push(']');
}

/// Appends a number; `null` for what JSON has no number for.
pub(super) fn write_number(value: f64, out: &mut String) {
    // Writing to a string does not fail.
    let _ = if value.is_finite() {
        write!(out, "{value:?}")
    } else {
        write!(out, "null")
    };
}
