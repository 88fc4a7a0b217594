//! The header of a safetensors file: eight bytes with its length, little-endian, and as much JSON.
//! Source: <https://github.com/huggingface/safetensors#format>.
//!
//! The crate safetensors would add 20 KB to the page's module, gzipped, most of it a hash map and another
//! reader of JSON.

use crate::exchange::error::ExchangeError;
use crate::exchange::fault::shortened;
use crate::exchange::json;
use crate::exchange::network::MOST_LAYERS;
use crate::exchange::source::check_size;
use crate::network::Activation;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use std::fmt;

/// Bytes before the header.
const BEFORE: usize = 8;
/// The most tensors: six a layer with batch norm.
const MOST_TENSORS: usize = 8 * MOST_LAYERS;

/// What a file says beside its tensors.
#[derive(Default, serde::Deserialize)]
pub(super) struct Metadata {
    pub activation: Option<Activation>,
    /// A number in words, as all metadata are.
    pub eps: Option<String>,
}

/// A tensor.
pub(super) struct Tensor<'f> {
    pub name: String,
    pub dtype: String,
    pub shape: Vec<usize>,
    pub bytes: &'f [u8],
}

/// What the header says of a tensor.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Info {
    dtype: String,
    shape: Vec<Whole>,
    data_offsets: Vec<Whole>,
}

#[derive(Default)]
struct Header {
    metadata: Metadata,
    tensors: Vec<(String, Info)>,
}

/// Reads the header, and finds the bytes of each tensor, in the order of their places.
///
/// # Errors
/// Where the file is too large or cut off, the header is not of its form, or the tensors' bytes do not
/// follow each other from the header's end to the file's, as the format asks for.
pub(super) fn read(file: &[u8]) -> Result<(Metadata, Vec<Tensor<'_>>), ExchangeError> {
    check_size(file.len(), "in this file")?;
    let cut_off = || ExchangeError::new("header", "the file is cut off within it");
    let (length, rest) = file.split_first_chunk::<BEFORE>().ok_or_else(cut_off)?;
    let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| cut_off())?;
    let (header, data) = rest.split_at_checked(length).ok_or_else(cut_off)?;
    let Header {
        metadata,
        mut tensors,
    } = json::read(header).map_err(in_header)?;
    tensors.sort_by_key(|(_, info)| info.start());
    let mut end = 0;
    let mut found = Vec::with_capacity(tensors.len());
    for (name, info) in tensors {
        let (start, stop) = info.offsets().map_err(|problem| of(&name, problem))?;
        if start != end || data.len() < stop {
            let problem = format!(
                "data_offsets {start} to {stop}; the bytes before end at {end}, the file's at {}",
                data.len()
            );
            return Err(of(&name, problem));
        }
        end = stop;
        found.push(Tensor {
            name,
            dtype: info.dtype,
            shape: info.shape.iter().map(|length| length.0).collect(),
            bytes: &data[start..stop],
        });
    }
    if end < data.len() {
        let problem = format!(
            "the tensors have {end} bytes; behind the header are {}",
            data.len()
        );
        return Err(ExchangeError::new("header", problem));
    }
    Ok((metadata, found))
}

/// What is wrong with the tensor of this name.
pub(super) fn of(name: &str, problem: impl Into<String>) -> ExchangeError {
    ExchangeError::new(shortened(name.as_bytes()), problem)
}

/// What is wrong with the text is so in the header.
fn in_header(error: ExchangeError) -> ExchangeError {
    if error.place.is_empty() {
        return ExchangeError::new("header", error.problem);
    }
    error
}

impl Info {
    fn start(&self) -> usize {
        self.data_offsets.first().map_or(0, |start| start.0)
    }

    /// Where the bytes begin and end.
    fn offsets(&self) -> Result<(usize, usize), String> {
        match *self.data_offsets {
            [Whole(start), Whole(end)] if start <= end => Ok((start, end)),
            _ => Err("data_offsets: a beginning and an end are expected".into()),
        }
    }
}

impl<'de> Deserialize<'de> for Header {
    fn deserialize<D: Deserializer<'de>>(object: D) -> Result<Self, D::Error> {
        object.deserialize_map(HeaderVisitor)
    }
}

struct HeaderVisitor;

impl<'de> Visitor<'de> for HeaderVisitor {
    type Value = Header;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Header, A::Error> {
        let mut header = Header::default();
        while let Some(name) = object.next_key::<String>()? {
            if name == "__metadata__" {
                header.metadata = object.next_value()?;
            } else if header.tensors.len() < MOST_TENSORS {
                header.tensors.push((name, object.next_value()?));
            } else {
                let problem = format!("more than {MOST_TENSORS} tensors");
                return Err(de::Error::custom(problem));
            }
        }
        Ok(header)
    }
}

/// A whole number from 0.
struct Whole(usize);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        value.deserialize_u64(WholeVisitor)
    }
}

struct WholeVisitor;

impl Visitor<'_> for WholeVisitor {
    type Value = Whole;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a whole number from 0")
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Whole, E> {
        // What does not fit is beyond every file's end.
        Ok(Whole(usize::try_from(value).unwrap_or(usize::MAX)))
    }
}
