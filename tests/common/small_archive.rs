//! A data archive of five images of 2 × 3 pixels, four of them for training, and its parts.

use sharp_minima::data::Archive;

/// Bytes of the header, up to the body's length.
pub const BEFORE_LENGTH: usize = 18;

/// The archive.
pub fn small() -> Archive {
    Archive {
        classes: 3,
        rows: 2,
        columns: 3,
        train: 4,
        labels: vec![0, 1, 2, 0, 1],
        pixels: (0..30).collect(),
    }
}

/// A file: the header up to the body's length, that length, and the packed body.
pub fn with_body(header: &[u8], unpacked: &[u8]) -> Vec<u8> {
    let body = miniz_oxide::deflate::compress_to_vec_zlib(unpacked, 6);
    [header, &(body.len() as u32).to_le_bytes(), &body].concat()
}
