//! The format of the MNIST files, IDX: `00 00`, a type, the number of axes, their lengths as big-endian
//! words of 4 bytes, and the numbers, big-endian too.
//! Source: <http://yann.lecun.com/exdb/mnist/>, "the IDX file format".
//!
//! Images and labels come as two files. They are read one behind the other, in either order: each says
//! where it ends.

use crate::exchange::array::{Array, samples_of, size};
use crate::exchange::dtype::{Class, Dtype};
use crate::exchange::error::ExchangeError;
use crate::exchange::samples::Samples;
use std::borrow::Cow;

/// What one of the files holds.
const KINDS: [&str; 2] = ["images", "labels"];

/// Reads samples from both files, one behind the other.
///
/// # Errors
/// Where these are not one file of images and one of labels, or they are cut off or of another form.
pub(super) fn samples(files: &[u8]) -> Result<Samples, ExchangeError> {
    let (first, rest) = read(files)?;
    let is_labels = first.axes() == 1;
    let other = KINDS[usize::from(!is_labels)];
    if rest.is_empty() {
        let problem = "they are missing: images and labels are two IDX files, to be given together";
        return Err(ExchangeError::new(other, problem));
    }
    let (second, rest) = read(rest)?;
    if (second.axes() == 1) == is_labels {
        let problem = format!("there are two files of them; one of {other} is needed");
        return Err(ExchangeError::new(KINDS[usize::from(is_labels)], problem));
    }
    if !rest.is_empty() {
        let problem = format!("{} bytes behind the second IDX file", rest.len());
        return Err(ExchangeError::new("", problem));
    }
    if is_labels {
        samples_of(&second, &first)
    } else {
        samples_of(&first, &second)
    }
}

/// Reads the array that these bytes begin with; what follows it is returned too.
fn read(file: &[u8]) -> Result<(Array<'_>, &[u8]), ExchangeError> {
    let refused = |place: &str, problem: String| Err(ExchangeError::new(place, problem));
    let &[0, 0, form, axes, ref rest @ ..] = file else {
        let problem =
            "behind the first IDX file there is no other: one is cut off, or is no IDX file";
        return refused("", problem.into());
    };
    let name = KINDS[usize::from(axes == 1)];
    let Some(dtype) = dtype_of(form) else {
        return refused(
            name,
            format!("type {form:02x}; allowed are 08, 09, 0b, 0c, 0d and 0e"),
        );
    };
    let Some((lengths, rest)) = rest.split_at_checked(4 * usize::from(axes)) else {
        return refused(name, "the file is cut off within its header".into());
    };
    let lengths = lengths.chunks(4);
    let lengths = lengths.map(|word| {
        word.iter()
            .fold(0, |length, byte| length << 8 | usize::from(*byte))
    });
    let shape: Vec<usize> = lengths.collect();
    let bytes = size(&shape).and_then(|numbers| numbers.checked_mul(dtype.size));
    let (numbers, rest) = rest.split_at(bytes.unwrap_or(usize::MAX).min(rest.len()));
    Ok((
        Array::new(name, dtype, shape, false, Cow::Borrowed(numbers))?,
        rest,
    ))
}

fn dtype_of(form: u8) -> Option<Dtype> {
    let (class, size) = match form {
        0x08 => (Class::Unsigned, 1),
        0x09 => (Class::Signed, 1),
        0x0b => (Class::Signed, 2),
        0x0c => (Class::Signed, 4),
        0x0d => (Class::Float, 4),
        0x0e => (Class::Float, 8),
        _ => return None,
    };
    Some(Dtype {
        class,
        size,
        big_endian: true,
    })
}
