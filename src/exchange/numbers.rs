//! Numbers, lists of them, and lists of such lists. What may be too much is not kept while it is
//! read.

use crate::exchange::error::ExchangeError;
use crate::exchange::network::LARGEST_NETWORK;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, SeqAccess, Visitor};
use std::fmt;

/// A finite number.
pub(super) struct Number(pub f64);

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a number")
    }

    fn visit_i64<E>(self, value: i64) -> Result<Number, E> {
        Ok(Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Number, E> {
        Ok(Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Number, E> {
        Ok(Number(value))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Number, E> {
        Err(not_finite())
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        value.deserialize_f64(NumberVisitor)
    }
}

/// `null`, which some languages write for what is not finite.
pub(super) fn not_finite<E: de::Error>() -> E {
    E::custom("null is not a finite number")
}

/// A list of at most [`LARGEST_NETWORK`] numbers.
pub(super) struct Numbers(pub Vec<f64>);

impl<'de> Deserialize<'de> for Numbers {
    fn deserialize<D: Deserializer<'de>>(list: D) -> Result<Self, D::Error> {
        let mut numbers = Self(Vec::new());
        let values = &mut numbers.0;
        let most = LARGEST_NETWORK;
        Row { values, most }.deserialize(list)?;
        Ok(numbers)
    }
}

/// Appends a list of numbers to `values`, of which there may be `most` then; what is returned is
/// the length of the list.
struct Row<'v> {
    values: &'v mut Vec<f64>,
    most: usize,
}

impl<'de> DeserializeSeed<'de> for Row<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, list: D) -> Result<usize, D::Error> {
        list.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Row<'_> {
    type Value = usize;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<usize, A::Error> {
        let before = self.values.len();
        while let Some(Number(value)) = list.next_element()? {
            if self.values.len() == self.most {
                let problem = format!("more than {LARGEST_NETWORK} numbers up to here");
                return Err(de::Error::custom(problem));
            }
            self.values.push(value);
        }
        Ok(self.values.len() - before)
    }
}

/// A list of lists of numbers, which are of one length once that is [checked](Self::check).
#[derive(Default)]
pub(super) struct Matrix {
    /// Row after row.
    pub values: Vec<f64>,
    /// The number of lists.
    pub rows: usize,
    /// The length of the first list.
    pub columns: usize,
    /// The first list of another length: its index and its length.
    odd: Option<(usize, usize)>,
}

impl Matrix {
    /// A matrix of these values in rows of so many.
    pub fn of(values: Vec<f64>, columns: usize) -> Self {
        Self {
            rows: values.len() / columns.max(1),
            columns,
            values,
            odd: None,
        }
    }

    /// Makes sure that every list, the first of which stands at `place[0]`, has as many numbers as
    /// `like` says, in words too; or else as many as the first, and at least one.
    pub fn check(&self, place: &str, like: Option<(usize, &str)>) -> Result<(), ExchangeError> {
        let first = like.map_or(self.columns.max(1), |(length, _)| length);
        let odd = if self.columns == first {
            self.odd
        } else {
            Some((0, self.columns))
        };
        let Some((row, found)) = odd else {
            return Ok(());
        };
        let expected = match like {
            Some((_, words)) => words.to_string(),
            None if self.columns > 0 => format!("the first list has {first}"),
            None => "at least one is expected".into(),
        };
        let problem = format!("{}; {expected}", counted(found));
        Err(ExchangeError::new(format!("{place}[{row}]"), problem))
    }
}

/// How much of a [`Matrix`] is read.
pub(super) struct Limits {
    /// The most lists.
    pub rows: usize,
    /// What those are called.
    pub called: &'static str,
    /// The most numbers in all of them; one list has at most [`LARGEST_NETWORK`].
    pub numbers: usize,
}

impl<'de> DeserializeSeed<'de> for Limits {
    type Value = Matrix;

    fn deserialize<D: Deserializer<'de>>(self, list: D) -> Result<Matrix, D::Error> {
        list.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Limits {
    type Value = Matrix;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Matrix, A::Error> {
        let mut matrix = Matrix::default();
        loop {
            let values = &mut matrix.values;
            let kept = values.len();
            let most = kept.saturating_add(LARGEST_NETWORK).min(self.numbers);
            let Some(length) = list.next_element_seed(Row { values, most })? else {
                break;
            };
            if matrix.rows == 0 {
                matrix.columns = length;
            } else if length != matrix.columns {
                matrix.odd.get_or_insert((matrix.rows, length));
            }
            matrix.rows += 1;
            // The others are only counted.
            if matrix.rows > self.rows {
                matrix.values.truncate(kept);
            }
        }
        match matrix.rows {
            0 => Err(de::Error::custom("the list is empty")),
            rows if rows > self.rows => Err(de::Error::custom(format!(
                "{rows} {}; at most {} are read",
                self.called, self.rows
            ))),
            _ => Ok(matrix),
        }
    }
}

/// "1 number", "2 numbers".
pub(super) fn counted(count: usize) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} number{ending}")
}
