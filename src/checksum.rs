//! The checksum of PNG and of ZIP.

/// CRC-32 (ISO 3309), as in PNG's chunks and ZIP's entries.
pub(crate) fn crc32(data: &[u8]) -> u32 {
    let table: Vec<u32> = (0..256)
        .map(|byte| (0..8).fold(byte, |crc: u32, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1))))
        .collect();
    !data.iter().fold(!0, |crc: u32, &byte| {
        (crc >> 8) ^ table[usize::from(crc as u8 ^ byte)]
    })
}

#[cfg(test)]
mod tests {
    use super::crc32;

    #[test]
    fn the_check_value_is_the_standards() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }
}
