//! What serde derives, written as JSON by serde_json.

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;
use std::io::{self, Write};

/// Writes a value without a blank. Numbers read back to the same bits; those that are not finite become
/// `null`.
pub fn write<T: Serialize + ?Sized>(value: &T) -> String {
    let mut out = Vec::new();
    // A Vec takes everything, and no type here fails by itself.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut out, Shortest));
    String::from_utf8(out).unwrap_or_default()
}

/// Writes a list of lists of so many numbers each, a list a line.
pub(super) fn write_matrix(values: &[f64], columns: usize) -> String {
    let rows: Vec<String> = values.chunks(columns.max(1)).map(write).collect();
    format!("[{}]", rows.join(",\n"))
}

/// Numbers as core writes them: serde_json's own way needs a table of 10 KB in wasm.
struct Shortest;

impl Formatter for Shortest {
    fn write_f32<W: Write + ?Sized>(&mut self, out: &mut W, value: f32) -> io::Result<()> {
        write!(out, "{value:?}")
    }

    fn write_f64<W: Write + ?Sized>(&mut self, out: &mut W, value: f64) -> io::Result<()> {
        write!(out, "{value:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn numbers_read_back_to_the_same_bits() {
        let numbers = [
            0.1,
            -0.0,
            1.0,
            1e-300,
            5e-324,
            1.797e308,
            1e16,
            1e21,
            1.5e-7,
            0.1 + 0.2,
            123_456.789,
        ];
        let text = write(&numbers);
        let back: Vec<f64> = serde_json::from_str(&text).expect(&text);
        let bits = |numbers: &[f64]| numbers.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&back), bits(&numbers), "{text}");
        assert_eq!(write(&[f64::NAN, f64::INFINITY]), "[null,null]");
        assert_eq!(write(&Some(("a \"b\"", 0.3_f32))), "[\"a \\\"b\\\"\",0.3]");
    }
}
