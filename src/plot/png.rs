//! Pictures inside an SVG document: PNG without compression, in base64.

use crate::checksum::crc32;
use std::iter::repeat_n;

/// A stored block of deflate holds so many bytes.
const BLOCK: usize = 65_535;

/// A picture as a data URL. `rgb` has three bytes a pixel, row by row from the top; with up to 256
/// colours it is written with a palette. `None` if there is no pixel or the bytes are too few.
pub(super) fn data_url((width, height): (u32, u32), rgb: &[u8]) -> Option<String> {
    let row = usize::try_from(width).ok()?.checked_mul(3)?;
    let length = row.checked_mul(usize::try_from(height).ok()?)?;
    let rgb = rgb.get(..length).filter(|rgb| !rgb.is_empty())?;
    let (pixels, _) = rgb.as_chunks::<3>();
    let rows = pixels.chunks(row / 3);
    // Every row begins with its filter: none.
    let (colors, kind, rows): (_, _, Vec<u8>) = match palette(pixels) {
        Some((colors, indices)) => {
            let rows = indices.chunks(row / 3).flat_map(|row| [&[0], row].concat());
            (colors, 3, rows.collect())
        }
        None => {
            let rows = rows.flat_map(|row| [&[0], row.as_flattened()].concat());
            (Vec::new(), 2, rows.collect())
        }
    };
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, kind, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut png, b"IHDR", &header);
    if !colors.is_empty() {
        chunk(&mut png, b"PLTE", colors.as_flattened());
    }
    chunk(&mut png, b"IDAT", &zlib(&rows));
    chunk(&mut png, b"IEND", &[]);
    Some(format!("data:image/png;base64,{}", base64(&png)))
}

/// The colours of a picture and every pixel's index among them; `None` if they are too many.
fn palette(pixels: &[[u8; 3]]) -> Option<(Vec<[u8; 3]>, Vec<u8>)> {
    let mut colors: Vec<[u8; 3]> = Vec::new();
    let mut indices = Vec::with_capacity(pixels.len());
    let mut last = 0;
    for pixel in pixels {
        // Neighbours are mostly of one colour.
        if colors.get(last) != Some(pixel) {
            let known = colors.iter().position(|color| color == pixel);
            last = known.unwrap_or(colors.len());
            if known.is_none() {
                colors.push(*pixel);
            }
        }
        indices.push(u8::try_from(last).ok()?);
    }
    Some((colors, indices))
}

fn chunk(png: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    // A chunk is far smaller than 4 GB: it is base64 in a text afterwards.
    png.extend((data.len() as u32).to_be_bytes());
    let start = png.len();
    png.extend(name);
    png.extend(data);
    let sum = crc32(&png[start..]);
    png.extend(sum.to_be_bytes());
}

/// RFC 1950 and 1951: stored blocks.
fn zlib(data: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let blocks = data.len().div_ceil(BLOCK);
    for (index, block) in data.chunks(BLOCK).enumerate() {
        let length = block.len() as u16;
        stream.push(u8::from(index + 1 == blocks));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    stream.extend(adler32(data).to_be_bytes());
    stream
}

fn adler32(data: &[u8]) -> u32 {
    let (low, high) = data.iter().fold((1, 0), |(low, high), &byte| {
        let low = (low + u32::from(byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    high << 16 | low
}

/// RFC 4648.
fn base64(data: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(data.len().div_ceil(3) * 4);
    for bytes in data.chunks(3) {
        let three = repeat_n(0, 3 - bytes.len());
        let bits = bytes.iter().copied().chain(three);
        let bits = bits.fold(0, |bits, byte| bits << 8 | usize::from(byte));
        for digit in 0..4 {
            if digit <= bytes.len() {
                text.push(char::from(DIGITS[bits >> (18 - 6 * digit) & 63]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_digits_are_the_standards() {
        assert_eq!(adler32(b"Wikipedia"), 0x11e6_0398);
        for (data, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(data.as_bytes()), text);
        }
    }

    #[test]
    fn a_picture_can_be_read_back() {
        for (size, colors) in [
            ((1, 1), 1),
            ((7, 3), 5),
            ((300, 250), 256),
            ((300, 250), 257),
        ] {
            let count = size.0 * size.1;
            let color = |k: u32| [(k % colors) as u8, ((k % colors) >> 8) as u8, 7];
            let rgb: Vec<u8> = (0..count).flat_map(color).collect();
            let url = data_url(size, &rgb).expect("pixels");
            let text = url.strip_prefix("data:image/png;base64,").expect("a URL");
            let data = decoded(text);
            let mut decoder = png::Decoder::new(data.as_slice());
            decoder.set_transformations(png::Transformations::EXPAND);
            let mut reader = decoder.read_info().expect("a header");
            let mut found = vec![0; reader.output_buffer_size()];
            let frame = reader.next_frame(&mut found).expect("a picture");
            assert_eq!((frame.width, frame.height), size);
            assert!(found == rgb, "{size:?}, {colors} colours");
        }
        assert_eq!(data_url((0, 4), &[]), None);
        assert_eq!(data_url((2, 2), &[0; 11]), None);
    }

    fn decoded(text: &str) -> Vec<u8> {
        let digit = |byte: u8| match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            _ => 63,
        };
        let groups = text.as_bytes().chunks(4).flat_map(|group| {
            let digits: Vec<u8> = group
                .iter()
                .filter(|b| **b != b'=')
                .map(|b| digit(*b))
                .collect();
            let bits = digits
                .iter()
                .fold(0_u32, |bits, digit| bits << 6 | u32::from(*digit));
            let bits = bits << (6 * (4 - digits.len()));
            bits.to_be_bytes()[1..digits.len()].to_vec()
        });
        groups.collect()
    }
}
