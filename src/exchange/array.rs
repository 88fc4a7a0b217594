//! Arrays of numbers as binary files hold them, and samples that are made of two.

use crate::exchange::dtype::Dtype;
use crate::exchange::error::ExchangeError;
use crate::exchange::fault::{Fault, shortened};
use crate::exchange::labels::Row;
use crate::exchange::numbers::counted;
use crate::exchange::samples::{MOST_SAMPLES, Samples};
use std::borrow::Cow;

/// The most numbers that are read of an array: as many as the longest text could hold.
pub(super) const MOST_NUMBERS: usize = 100_000_000;

/// An array with as many bytes as its shape says.
pub(super) struct Array<'f> {
    /// What errors call it.
    name: String,
    dtype: Dtype,
    shape: Vec<usize>,
    /// Whether the first axis varies fastest, and not the last.
    fortran: bool,
    bytes: Cow<'f, [u8]>,
}

impl<'f> Array<'f> {
    /// An array of these bytes.
    ///
    /// # Errors
    /// Where the shape asks for another number of them, or for more than [`MOST_NUMBERS`] numbers.
    pub fn new(
        name: &str,
        dtype: Dtype,
        shape: Vec<usize>,
        fortran: bool,
        bytes: Cow<'f, [u8]>,
    ) -> Result<Self, ExchangeError> {
        let name = shortened(name.as_bytes());
        let refused = |problem: String| Err(ExchangeError::new(&*name, problem));
        let Some(numbers) = size(&shape).filter(|numbers| *numbers <= MOST_NUMBERS) else {
            let shape = in_words(&shape);
            return refused(format!("{shape} numbers; at most {MOST_NUMBERS} are read"));
        };
        let (found, expected) = (bytes.len(), numbers * dtype.size);
        if found != expected {
            let (shape, size) = (in_words(&shape), dtype.size);
            return refused(format!(
                "{found} bytes; {shape} numbers of {size} bytes are {expected}"
            ));
        }
        Ok(Self {
            name,
            dtype,
            shape,
            fortran,
            bytes,
        })
    }

    /// The number of axes.
    pub fn axes(&self) -> usize {
        self.shape.len()
    }

    /// Hands over each entry of the first axis in order: its index, and its numbers with the last axis
    /// varying fastest.
    fn each_row(
        &self,
        mut take: impl FnMut(usize, &mut dyn Iterator<Item = f64>) -> Result<(), ExchangeError>,
    ) -> Result<(), ExchangeError> {
        let (rows, offsets) = (self.shape.first().copied().unwrap_or(0), self.offsets());
        let stride = if self.fortran { 1 } else { offsets.len() };
        let size = self.dtype.size;
        for row in 0..rows {
            let value = |offset: &usize| {
                let start = (row * stride + offset) * size;
                self.dtype.value(&self.bytes[start..start + size])
            };
            take(row, &mut offsets.iter().map(value))?;
        }
        Ok(())
    }

    /// Where the numbers of the first row stand, in the order in which they are handed over.
    fn offsets(&self) -> Vec<usize> {
        let mut offsets = vec![0];
        for (axis, length) in self.shape.iter().enumerate().skip(1) {
            let faster = if self.fortran {
                &self.shape[..axis]
            } else {
                &self.shape[axis + 1..]
            };
            let stride: usize = faster.iter().product();
            let along = |start: usize| (0..*length).map(move |k| start + k * stride);
            offsets = offsets.into_iter().flat_map(along).collect();
        }
        offsets
    }

    fn refused<T>(&self, problem: String) -> Result<T, ExchangeError> {
        Err(ExchangeError::new(&*self.name, problem))
    }
}

/// Samples × features, and one label a sample: the axes of images are laid out in a row each, values
/// stay as they are. Labels are class indices, alone or in a column, or one-hot rows.
///
/// # Errors
/// Where `inputs` has no second axis or nothing in it, there are not as many labels as samples, a
/// number is not finite, a label is none of those, or there are more than [`MOST_SAMPLES`].
pub(super) fn samples_of(inputs: &Array, labels: &Array) -> Result<Samples, ExchangeError> {
    let rows = match *inputs.shape {
        [] | [_] => {
            let shape = in_words(&inputs.shape);
            return inputs.refused(format!("{shape} numbers; samples × features are expected"));
        }
        [0, ..] => return inputs.refused("there are no samples".into()),
        [rows, ..] => rows,
    };
    if rows > MOST_SAMPLES {
        return inputs.refused(format!("{rows} samples; at most {MOST_SAMPLES} are read"));
    }
    let features: usize = inputs.shape[1..].iter().product();
    if features == 0 {
        let problem = format!("{}; at least one is expected", counted(0));
        return Err(ExchangeError::new(format!("{}[0]", inputs.name), problem));
    }
    let (labels, classes) = indices(labels, &inputs.name, rows)?;
    Ok(Samples {
        features,
        inputs: numbers(inputs, rows * features)?,
        labels,
        classes,
    })
}

/// All numbers, row after row, each of them finite.
fn numbers(array: &Array, count: usize) -> Result<Vec<f64>, ExchangeError> {
    let mut all = Vec::with_capacity(count);
    array.each_row(|row, values| {
        let start = all.len();
        for value in values {
            if !value.is_finite() {
                let place = format!("{}[{row}][{}]", array.name, all.len() - start);
                let problem = format!("{value:?} is not a finite number");
                return Err(ExchangeError::new(place, problem));
            }
            all.push(value);
        }
        Ok(())
    })?;
    Ok(all)
}

/// The class indices, and the width of one-hot rows, for as many samples as `beside` has.
fn indices(
    labels: &Array,
    beside: &str,
    samples: usize,
) -> Result<(Vec<u8>, Option<usize>), ExchangeError> {
    let (found, width) = match *labels.shape {
        [found] => (found, 1),
        [found, width] => (found, width),
        _ => {
            let shape = in_words(&labels.shape);
            let problem = "one class index or one-hot row a sample is expected";
            return labels.refused(format!("{shape} numbers; {problem}"));
        }
    };
    if found != samples {
        let ending = if found == 1 { "" } else { "s" };
        return labels.refused(format!(
            "{found} label{ending}; {beside} has {samples} samples"
        ));
    }
    let mut indices = Vec::with_capacity(samples);
    labels.each_row(|index, values| {
        let mut row = Row::default();
        values.for_each(|value| row.add(value));
        let wrong = |fault: Fault| fault.within(&format!("{}[{index}]", labels.name));
        indices.push(row.label().map_err(wrong)?);
        Ok(())
    })?;
    Ok((indices, Some(width).filter(|width| *width > 1)))
}

/// The number of numbers of a shape, if it can be told.
pub(super) fn size(shape: &[usize]) -> Option<usize> {
    let product = |size: usize, length: &usize| size.checked_mul(*length);
    shape.iter().try_fold(1, product)
}

/// "60000 × 28 × 28"; the shape of a single number is "1".
pub(super) fn in_words(shape: &[usize]) -> String {
    let lengths: Vec<String> = shape.iter().map(usize::to_string).collect();
    match lengths.join(" × ") {
        empty if empty.is_empty() => "1".into(),
        words => shortened(words.as_bytes()),
    }
}
