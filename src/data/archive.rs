//! The compact file in which labelled images come to the page.
//!
//! ```text
//! bytes   what                                      (numbers are little-endian and unsigned)
//! 0..4    "SMDA"
//! 4       format version, 1
//! 5       classes C
//! 6..8    rows H of an image
//! 8..10   columns W of an image
//! 10..14  training images n
//! 14..18  testing images m
//! 18..22  length of the body in bytes
//! 22..    body: a zlib stream (RFC 1950: DEFLATE with an Adler-32 checksum) of
//!           n + m labels, a byte each, below C; training first
//!           (n + m) H W pixels, a byte each, row-major; training first
//! ```
//!
//! This file uses nothing else of the crate, so that the command which makes the archives can
//! include it alone.

use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
use std::fmt;

const MAGIC: [u8; 4] = *b"SMDA";
const VERSION: u8 = 1;
const HEADER: usize = 22;
const BEST_COMPRESSION: u8 = 10;

/// No archive unpacks to more bytes than this; the whole of MNIST at 28 × 28 fits.
pub const MAX_BYTES: u64 = 64 << 20;

/// Labelled grey images, the training set first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    /// Number of classes, at least 1.
    pub classes: u8,
    /// Height of an image in pixels, at least 1.
    pub rows: u16,
    /// Width of an image in pixels, at least 1.
    pub columns: u16,
    /// How many of the images are for training; the others are for testing.
    pub train: u32,
    /// One class index an image, below `classes`.
    pub labels: Vec<u8>,
    /// `rows` × `columns` grey values an image, row-major.
    pub pixels: Vec<u8>,
}

/// What is wrong with an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveError {
    /// The file is shorter than the header, or than the header says.
    Short {
        /// Bytes there are.
        found: usize,
        /// Bytes there should be.
        expected: u64,
    },
    /// The file goes on behind its body by this many bytes.
    Long(u64),
    /// The file does not begin with the magic bytes.
    Magic([u8; 4]),
    /// The file is of another format version.
    Version(u8),
    /// A number in the header, the field named here, is zero.
    Zero(&'static str),
    /// The images would unpack to this many bytes, more than [`MAX_BYTES`].
    Large(u64),
    /// The body is not a valid zlib stream, or its checksum is wrong.
    Corrupt,
    /// The body unpacks to another number of bytes than the header says.
    Size {
        /// Bytes it unpacks to; `None` where there are more than expected.
        found: Option<usize>,
        /// Bytes the header says.
        expected: u64,
    },
    /// A label is not below the number of classes.
    Label {
        /// Index of the image.
        image: usize,
        /// Its label.
        label: u8,
        /// The number of classes.
        classes: u8,
    },
    /// An archive to be encoded has vectors of lengths that do not belong together.
    Lengths {
        /// Number of labels.
        labels: usize,
        /// Number of pixels.
        pixels: usize,
    },
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Short { found, expected } => {
                write!(
                    f,
                    "archive is cut short: {found} bytes, expected {expected}"
                )
            }
            Self::Long(extra) => write!(f, "archive has {extra} bytes behind its end"),
            Self::Magic(found) => {
                write!(
                    f,
                    "not a data archive: begins with {found:02x?}, expected {MAGIC:02x?}"
                )
            }
            Self::Version(found) => {
                write!(f, "archive version is {found}, only {VERSION} can be read")
            }
            Self::Zero(field) => write!(f, "archive header: {field} is 0, must be at least 1"),
            Self::Large(bytes) => {
                write!(
                    f,
                    "archive would unpack to {bytes} bytes, allowed is at most {MAX_BYTES}"
                )
            }
            Self::Corrupt => write!(f, "archive body is corrupt"),
            Self::Size {
                found: Some(found),
                expected,
            } => {
                write!(
                    f,
                    "archive body unpacks to {found} bytes, expected {expected}"
                )
            }
            Self::Size {
                found: None,
                expected,
            } => {
                write!(
                    f,
                    "archive body unpacks to more than the expected {expected} bytes"
                )
            }
            Self::Label {
                image,
                label,
                classes,
            } => {
                write!(
                    f,
                    "archive: label of image {image} is {label}, must be below {classes}"
                )
            }
            Self::Lengths { labels, pixels } => {
                write!(
                    f,
                    "archive: {labels} labels and {pixels} pixels do not belong together"
                )
            }
        }
    }
}

impl std::error::Error for ArchiveError {}

impl Archive {
    /// Pixels of one image.
    pub fn features(&self) -> usize {
        usize::from(self.rows) * usize::from(self.columns)
    }

    /// Reads an archive. Never unpacks more than the header says, nor more than [`MAX_BYTES`].
    ///
    /// # Errors
    /// Names the first thing that is wrong.
    pub fn decode(bytes: &[u8]) -> Result<Self, ArchiveError> {
        let (header, body) = bytes
            .split_first_chunk::<HEADER>()
            .ok_or(ArchiveError::Short {
                found: bytes.len(),
                expected: HEADER as u64,
            })?;
        let header = Header::read(header)?;
        let expected = HEADER as u64 + u64::from(header.body);
        if (bytes.len() as u64) < expected {
            return Err(ArchiveError::Short {
                found: bytes.len(),
                expected,
            });
        }
        if bytes.len() as u64 > expected {
            return Err(ArchiveError::Long(bytes.len() as u64 - expected));
        }
        let mut labels = inflate(body, header.unpacked()?)?;
        let pixels = labels.split_off(header.images() as usize);
        let archive = Self {
            classes: header.classes,
            rows: header.rows,
            columns: header.columns,
            train: header.train,
            labels,
            pixels,
        };
        archive.check_labels()?;
        Ok(archive)
    }

    /// Writes the archive; [`decode`](Self::decode) gives it back.
    ///
    /// # Errors
    /// As for decoding, where the archive could not be read back.
    pub fn encode(&self) -> Result<Vec<u8>, ArchiveError> {
        let images = self.labels.len();
        let lengths = ArchiveError::Lengths {
            labels: images,
            pixels: self.pixels.len(),
        };
        if images.checked_mul(self.features()) != Some(self.pixels.len()) {
            return Err(lengths);
        }
        let test = u32::try_from(images)
            .ok()
            .and_then(|n| n.checked_sub(self.train));
        let mut header = Header {
            classes: self.classes,
            rows: self.rows,
            columns: self.columns,
            train: self.train,
            test: test.ok_or(lengths)?,
            body: 0,
        };
        header.check()?;
        header.unpacked()?;
        self.check_labels()?;
        let body = compress_to_vec_zlib(
            &[self.labels.as_slice(), self.pixels.as_slice()].concat(),
            BEST_COMPRESSION,
        );
        header.body = u32::try_from(body.len()).map_err(|_| ArchiveError::Large(u64::MAX))?;
        Ok([header.write().as_slice(), body.as_slice()].concat())
    }

    fn check_labels(&self) -> Result<(), ArchiveError> {
        let classes = self.classes;
        match self.labels.iter().position(|&label| label >= classes) {
            Some(image) => Err(ArchiveError::Label {
                image,
                label: self.labels[image],
                classes,
            }),
            None => Ok(()),
        }
    }
}

struct Header {
    classes: u8,
    rows: u16,
    columns: u16,
    train: u32,
    test: u32,
    body: u32,
}

impl Header {
    fn read(bytes: &[u8; HEADER]) -> Result<Self, ArchiveError> {
        let [m0, m1, m2, m3, version, classes, rest @ ..] = *bytes;
        if [m0, m1, m2, m3] != MAGIC {
            return Err(ArchiveError::Magic([m0, m1, m2, m3]));
        }
        if version != VERSION {
            return Err(ArchiveError::Version(version));
        }
        let short = |at: usize| u16::from_le_bytes([rest[at], rest[at + 1]]);
        let long = |at: usize| u32::from(short(at)) | u32::from(short(at + 2)) << 16;
        let (rows, columns) = (short(0), short(2));
        let header = Self {
            classes,
            rows,
            columns,
            train: long(4),
            test: long(8),
            body: long(12),
        };
        header.check()?;
        Ok(header)
    }

    fn write(&self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        bytes[0..4].copy_from_slice(&MAGIC);
        bytes[4] = VERSION;
        bytes[5] = self.classes;
        bytes[6..8].copy_from_slice(&self.rows.to_le_bytes());
        bytes[8..10].copy_from_slice(&self.columns.to_le_bytes());
        bytes[10..14].copy_from_slice(&self.train.to_le_bytes());
        bytes[14..18].copy_from_slice(&self.test.to_le_bytes());
        bytes[18..22].copy_from_slice(&self.body.to_le_bytes());
        bytes
    }

    fn check(&self) -> Result<(), ArchiveError> {
        let fields = [
            ("classes", u32::from(self.classes)),
            ("rows", u32::from(self.rows)),
            ("columns", u32::from(self.columns)),
            ("training images", self.train),
            ("testing images", self.test),
        ];
        match fields.iter().find(|(_, value)| *value == 0) {
            Some((name, _)) => Err(ArchiveError::Zero(name)),
            None => Ok(()),
        }
    }

    fn images(&self) -> u64 {
        u64::from(self.train) + u64::from(self.test)
    }

    /// The length of the unpacked body.
    fn unpacked(&self) -> Result<usize, ArchiveError> {
        let image = u64::from(self.rows) * u64::from(self.columns) + 1;
        let bytes = self.images().saturating_mul(image);
        if bytes > MAX_BYTES {
            Err(ArchiveError::Large(bytes))
        } else {
            Ok(bytes as usize)
        }
    }
}

/// Unpacks exactly `expected` bytes.
fn inflate(body: &[u8], expected: usize) -> Result<Vec<u8>, ArchiveError> {
    let size = |found| ArchiveError::Size {
        found,
        expected: expected as u64,
    };
    match decompress_to_vec_zlib_with_limit(body, expected) {
        Ok(bytes) if bytes.len() == expected => Ok(bytes),
        Ok(bytes) => Err(size(Some(bytes.len()))),
        Err(error) if error.status == TINFLStatus::HasMoreOutput => Err(size(None)),
        Err(_) => Err(ArchiveError::Corrupt),
    }
}
