//! Files of any content, by their formats' definitions.

use std::fmt::Write;

/// A tensor: its name, dtype and shape, and its bytes.
pub type Tensor<'t> = (&'t str, &'t str, &'t [usize], Vec<u8>);

/// Bytes of single-precision numbers.
pub fn singles(values: &[f32]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}

/// A safetensors file of a header and the bytes behind it.
pub fn with_header(header: impl AsRef<[u8]>, bytes: &[u8]) -> Vec<u8> {
    let header = header.as_ref();
    let length = (header.len() as u64).to_le_bytes();
    [&length[..], header, bytes].concat()
}

/// A safetensors file; `metadata` is JSON.
pub fn safetensors(metadata: &str, tensors: &[Tensor]) -> Vec<u8> {
    let mut header = format!("{{\"__metadata__\":{metadata}");
    let mut bytes = Vec::new();
    for (name, dtype, shape, own) in tensors {
        let (start, end) = (bytes.len(), bytes.len() + own.len());
        write!(
            header,
            ",{name:?}:{{\"dtype\":{dtype:?},\"shape\":{shape:?},\"data_offsets\":[{start},{end}]}}"
        )
        .expect("a string grows");
        bytes.extend(own);
    }
    with_header(header + "}", &bytes)
}

/// A .npy file with this header.
pub fn npy(header: &str, numbers: &[u8]) -> Vec<u8> {
    let length = (header.len() as u16).to_le_bytes();
    [b"\x93NUMPY\x01\0", &length[..], header.as_bytes(), numbers].concat()
}

/// The header of an array in C's order.
pub fn described(descr: &str, shape: &str) -> String {
    format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}\n")
}

/// An entry of a ZIP file.
#[derive(Clone)]
pub struct Entry {
    pub name: String,
    pub method: u16,
    pub packed: Vec<u8>,
    pub size: u32,
    pub crc: u32,
}

/// An entry that is stored as it is.
pub fn stored(name: &str, bytes: Vec<u8>) -> Entry {
    Entry {
        name: name.into(),
        method: 0,
        size: bytes.len() as u32,
        crc: crc32(&bytes),
        packed: bytes,
    }
}

/// An entry that is compressed.
pub fn deflated(name: &str, bytes: Vec<u8>) -> Entry {
    Entry {
        method: 8,
        packed: miniz_oxide::deflate::compress_to_vec(&bytes, 6),
        ..stored(name, bytes)
    }
}

/// A ZIP file, by APPNOTE 4.3.
pub fn zip(entries: &[Entry]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        let mut common = vec![20, 0, 0, 0];
        common.extend(entry.method.to_le_bytes());
        common.extend([0; 4]);
        common.extend(entry.crc.to_le_bytes());
        common.extend((entry.packed.len() as u32).to_le_bytes());
        common.extend(entry.size.to_le_bytes());
        common.extend((entry.name.len() as u16).to_le_bytes());
        common.extend([0; 2]);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend((file.len() as u32).to_le_bytes());
        directory.extend(entry.name.as_bytes());
        file.extend(b"PK\x03\x04");
        file.extend(common);
        file.extend(entry.name.as_bytes());
        file.extend(&entry.packed);
    }
    let start = file.len() as u32;
    file.extend(&directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend([entries.len() as u16; 2].map(u16::to_le_bytes).concat());
    file.extend((directory.len() as u32).to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0; 2]);
    file
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ if sum & 1 == 1 { 0xedb8_8320 } else { 0 }
        })
    })
}

/// An IDX file of unsigned bytes.
pub fn idx(shape: &[u32], numbers: &[u8]) -> Vec<u8> {
    let lengths: Vec<u8> = shape
        .iter()
        .flat_map(|length| length.to_be_bytes())
        .collect();
    [&[0, 0, 8, shape.len() as u8], &lengths[..], numbers].concat()
}
