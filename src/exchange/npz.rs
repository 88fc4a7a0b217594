//! NumPy's archive of arrays, .npz: a ZIP file with one .npy file an array.
//!
//! Of the crates for ZIP files rawzip adds 4 KB to the page's module, gzipped, and zip 67 KB. rawzip's own
//! checksum would add another 18 KB, of tables.

use crate::checksum::crc32;
use crate::exchange::array::{Array, samples_of};
use crate::exchange::error::ExchangeError;
use crate::exchange::fault::shortened;
use crate::exchange::npy;
use crate::exchange::samples::Samples;
use crate::exchange::source::check_size;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use rawzip::{CompressionMethod, ZipArchive, ZipFileHeaderRecord, ZipSliceArchive};
use std::borrow::Cow;

/// The names under which inputs and labels are looked for. Samples for testing are not read.
const NAMES: [[&str; 2]; 3] = [
    ["x_train", "y_train"],
    ["train_inputs", "train_labels"],
    ["x", "y"],
];

/// More entries are refused: a file of [`LARGEST_TEXT`](super::LARGEST_TEXT) bytes has room for millions.
const MOST_ENTRIES: usize = 1000;

/// Reads samples.
///
/// # Errors
/// Where the file is no ZIP file, lacks one of the arrays, or they are damaged, too large or not
/// samples with labels.
pub(super) fn samples(file: &[u8]) -> Result<Samples, ExchangeError> {
    let archive = ZipArchive::from_slice(file).map_err(damaged)?;
    let mut entries = Vec::new();
    for entry in archive.entries() {
        if entries.len() == MOST_ENTRIES {
            let problem = format!("more than {MOST_ENTRIES} arrays");
            return Err(ExchangeError::new("", problem));
        }
        entries.push(entry.map_err(damaged)?);
    }
    let [inputs, labels] = names_in(&entries)?;
    let inputs = array(&archive, &entries, inputs)?;
    let labels = array(&archive, &entries, labels)?;
    samples_of(&inputs, &labels)
}

fn damaged(error: rawzip::Error) -> ExchangeError {
    let problem = format!("the ZIP file is damaged or cut off: {error}");
    ExchangeError::new("", problem)
}

/// An array's name: that of its entry without `.npy`.
fn name_of<'e>(entry: &ZipFileHeaderRecord<'e>) -> &'e [u8] {
    let name = entry.file_path().as_bytes();
    name.strip_suffix(b".npy").unwrap_or(name)
}

/// The pair of names of which one is there.
fn names_in(entries: &[ZipFileHeaderRecord]) -> Result<[&'static str; 2], ExchangeError> {
    let is_there = |name: &&str| {
        let name = name.as_bytes();
        entries.iter().any(|entry| name_of(entry) == name)
    };
    let pairs = NAMES.iter().filter(|pair| pair.iter().any(is_there));
    let pairs: Vec<&[&str; 2]> = pairs.collect();
    let problem = match *pairs {
        [pair] => return Ok(*pair),
        [one, other, ..] => {
            format!(
                "arrays of {} and of {} are there; one pair is expected",
                one[0], other[0]
            )
        }
        [] => {
            let names: Vec<&[u8]> = entries.iter().map(name_of).collect();
            let known: Vec<String> = NAMES.iter().map(|pair| pair.join(" and ")).collect();
            let (found, known) = (shortened(&names.join(&b", "[..])), known.join(", or "));
            format!("the arrays are {found}; expected are {known}")
        }
    };
    Err(ExchangeError::new("", problem))
}

/// Unpacks and reads the array of this name.
fn array<'f>(
    archive: &'f ZipSliceArchive<&[u8]>,
    entries: &[ZipFileHeaderRecord],
    name: &str,
) -> Result<Array<'f>, ExchangeError> {
    let refused = |problem: &str| Err(ExchangeError::new(name, problem));
    let mut entries = entries.iter();
    let mut next = || entries.find(|entry| name_of(entry) == name.as_bytes());
    match (next(), next()) {
        (None, _) => refused("the array is missing"),
        (Some(_), Some(_)) => refused("the array is there twice"),
        (Some(entry), None) => {
            let bytes = unpacked(archive, entry);
            let bytes = bytes.map_err(|error| ExchangeError::new(name, error.problem))?;
            npy::read(name, bytes)
        }
    }
}

/// What an entry holds. No more is unpacked than the archive's directory says, nor than may be read.
fn unpacked<'f>(
    archive: &'f ZipSliceArchive<&[u8]>,
    entry: &ZipFileHeaderRecord,
) -> Result<Cow<'f, [u8]>, ExchangeError> {
    let refused = |problem: String| Err(ExchangeError::new("", problem));
    let claimed = entry.uncompressed_size_hint();
    let size = usize::try_from(claimed).unwrap_or(usize::MAX);
    check_size(size, "unpacked")?;
    let packed = archive
        .get_entry(entry.wayfinder())
        .map_err(damaged)?
        .data();
    let bytes = match entry.compression_method() {
        CompressionMethod::STORE => Cow::Borrowed(packed),
        CompressionMethod::DEFLATE => match decompress_to_vec_with_limit(packed, size) {
            Ok(bytes) => Cow::Owned(bytes),
            Err(error) if error.status == TINFLStatus::HasMoreOutput => {
                return refused(format!(
                    "there is more than the {size} bytes that the file tells"
                ));
            }
            Err(_) => return refused("the compressed bytes are damaged".into()),
        },
        other => {
            let method = other.as_u16();
            return refused(format!(
                "compression method {method}; only numpy.savez and numpy.savez_compressed's are read"
            ));
        }
    };
    if bytes.len() != size {
        return refused(format!("{} bytes; the file tells {size}", bytes.len()));
    }
    if crc32(&bytes) != entry.crc32() {
        return refused("the bytes are damaged: their checksum is another".into());
    }
    Ok(bytes)
}
