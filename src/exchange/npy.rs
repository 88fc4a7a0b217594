//! NumPy's format of one array, .npy: a header in Python's words, and then the numbers.
//!
//! Only what `numpy.save` writes for arrays of numbers is read: the dictionary of descr, fortran_order
//! and shape. The crate npyz, which reads every Python literal, would add 43 KB to the page's module,
//! gzipped.

use crate::exchange::array::Array;
use crate::exchange::dtype::{Class, Dtype};
use crate::exchange::error::ExchangeError;
use crate::exchange::fault::shortened;
use std::borrow::Cow;

const MAGIC: &[u8] = b"\x93NUMPY";

/// What a header says.
#[derive(Default)]
struct Header {
    dtype: Option<Dtype>,
    fortran: Option<bool>,
    shape: Option<Vec<usize>>,
}

/// Reads an array that is called `name`.
///
/// # Errors
/// Where the file is not of this form, holds something else than numbers, or not as many as it says.
pub(super) fn read<'f>(name: &str, file: Cow<'f, [u8]>) -> Result<Array<'f>, ExchangeError> {
    let wrong = |problem: String| ExchangeError::new(shortened(name.as_bytes()), problem);
    let (start, end) = header_of(&file).ok_or_else(|| {
        wrong("this is no .npy array of format 1 to 3, as numpy.savez writes it".into())
    })?;
    let mut parser = Parser(&file[start..end]);
    let header = parser.header().map_err(|expected| {
        let found = shortened(parser.0.trim_ascii_start());
        wrong(format!("header: {expected} is expected at {found}"))
    })?;
    let (Some(dtype), Some(fortran), Some(shape)) = (header.dtype, header.fortran, header.shape)
    else {
        let keys = "descr, fortran_order and shape are needed";
        return Err(wrong(format!("header: {keys}")));
    };
    let numbers = match file {
        Cow::Borrowed(file) => Cow::Borrowed(&file[end..]),
        Cow::Owned(mut file) => {
            file.drain(..end);
            Cow::Owned(file)
        }
    };
    Array::new(name, dtype, shape, fortran, numbers)
}

/// Where the header's text begins and ends.
fn header_of(file: &[u8]) -> Option<(usize, usize)> {
    let rest = file.strip_prefix(MAGIC)?;
    let (length, start) = match rest {
        [1, _, a, b, ..] => (u32::from(u16::from_le_bytes([*a, *b])), 4),
        [2 | 3, _, a, b, c, d, ..] => (u32::from_le_bytes([*a, *b, *c, *d]), 6),
        _ => return None,
    };
    let start = MAGIC.len() + start;
    let end = start.checked_add(usize::try_from(length).ok()?)?;
    (end <= file.len()).then_some((start, end))
}

/// A text that is read from its beginning; what goes wrong is what was expected there.
struct Parser<'t>(&'t [u8]);

type Parsed<T> = Result<T, &'static str>;

impl<'t> Parser<'t> {
    fn header(&mut self) -> Parsed<Header> {
        let mut header = Header::default();
        self.token("{", "a dictionary")?;
        while !self.skip("}") {
            match self.string("a key")? {
                b"descr" if self.skip(":") => header.dtype = Some(self.dtype()?),
                b"fortran_order" if self.skip(":") => header.fortran = Some(self.truth()?),
                b"shape" if self.skip(":") => header.shape = Some(self.shape()?),
                _ => return Err("one of the keys descr, fortran_order and shape"),
            }
            if !self.skip(",") {
                self.token("}", "a comma or the end")?;
                break;
            }
        }
        self.blanks();
        if self.0.is_empty() {
            Ok(header)
        } else {
            Err("nothing else")
        }
    }

    /// The element's type, as `'<f4'`.
    fn dtype(&mut self) -> Parsed<Dtype> {
        const EXPECTED: &str = "one of the types f2, f4, f8, i1 to i8 and u1 to u8";
        let before = self.0;
        let dtype = match self.string(EXPECTED)? {
            [order @ (b'<' | b'>' | b'|'), class, size] => dtype_of(*order, *class, *size),
            _ => None,
        };
        dtype.ok_or_else(|| {
            self.0 = before;
            EXPECTED
        })
    }

    fn truth(&mut self) -> Parsed<bool> {
        if self.skip("True") {
            return Ok(true);
        }
        self.token("False", "True or False").map(|()| false)
    }

    /// A tuple, as `()`, `(3,)` or `(3, 4)`.
    fn shape(&mut self) -> Parsed<Vec<usize>> {
        let mut shape = Vec::new();
        self.token("(", "a tuple")?;
        while !self.skip(")") {
            shape.push(self.length()?);
            if !self.skip(",") {
                self.token(")", "a comma or the tuple's end")?;
                break;
            }
        }
        Ok(shape)
    }

    fn length(&mut self) -> Parsed<usize> {
        self.blanks();
        let digits = self.0.iter().take_while(|byte| byte.is_ascii_digit());
        let (digits, rest) = self.0.split_at(digits.count());
        let length = std::str::from_utf8(digits).ok();
        let length = length.and_then(|digits| digits.parse().ok());
        let length = length.ok_or("the length of an axis")?;
        self.0 = rest;
        Ok(length)
    }

    /// What stands in quotation marks.
    fn string(&mut self, expected: &'static str) -> Parsed<&'t [u8]> {
        let mark = ["'", "\""].into_iter().find(|mark| self.skip(mark));
        let mark = mark.ok_or(expected)?.as_bytes()[0];
        let text = self.0;
        let end = text.iter().position(|byte| *byte == mark).ok_or(expected)?;
        self.0 = &text[end + 1..];
        Ok(&text[..end])
    }

    fn token(&mut self, mark: &str, expected: &'static str) -> Parsed<()> {
        self.skip(mark).then_some(()).ok_or(expected)
    }

    /// Passes over a mark and the blanks before it, if it is there.
    fn skip(&mut self, mark: &str) -> bool {
        self.blanks();
        match self.0.strip_prefix(mark.as_bytes()) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    fn blanks(&mut self) {
        self.0 = self.0.trim_ascii_start();
    }
}

fn dtype_of(order: u8, class: u8, size: u8) -> Option<Dtype> {
    let class = match class {
        b'u' => Class::Unsigned,
        b'i' => Class::Signed,
        b'f' => Class::Float,
        _ => return None,
    };
    let size = match size {
        b'1' if class != Class::Float => 1,
        b'2' => 2,
        b'4' => 4,
        b'8' => 8,
        _ => return None,
    };
    let one_order = order == b'|' && size > 1;
    (!one_order).then_some(Dtype {
        class,
        size,
        big_endian: order == b'>',
    })
}
