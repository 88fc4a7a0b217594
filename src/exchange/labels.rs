//! The labels of data: class indices, a column of them, or one-hot rows.

use crate::exchange::network::MOST_CLASSES;
use crate::exchange::numbers::{Number, counted, not_finite};
use crate::exchange::samples::MOST_SAMPLES;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, SeqAccess, Visitor};
use std::fmt;

/// One class index a sample: `3`, or `[3]`, or the row of a one-hot matrix, whose only 1 stands at
/// the index. All samples have the same of these forms.
pub(super) struct Labels {
    /// The class indices.
    pub indices: Vec<u8>,
    /// The width of the one-hot rows.
    pub width: Option<usize>,
}

impl<'de> Deserialize<'de> for Labels {
    fn deserialize<D: Deserializer<'de>>(list: D) -> Result<Self, D::Error> {
        list.deserialize_seq(LabelsVisitor)
    }
}

struct LabelsVisitor;

impl<'de> Visitor<'de> for LabelsVisitor {
    type Value = Labels;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Labels, A::Error> {
        let mut indices = Vec::new();
        let mut form = None;
        let mut count = 0;
        while let Some(index) = list.next_element_seed(Label { form: &mut form })? {
            count += 1;
            // The others are only counted.
            if count <= MOST_SAMPLES {
                indices.push(index);
            }
        }
        if count > MOST_SAMPLES {
            let problem = format!("{count} labels; at most {MOST_SAMPLES} are read");
            return Err(de::Error::custom(problem));
        }
        let width = form.flatten().filter(|width| *width > 1);
        Ok(Labels { indices, width })
    }
}

/// One label.
struct Label<'f> {
    /// That of the first label: how many numbers it has, None where they stand in no list.
    form: &'f mut Option<Option<usize>>,
}

impl Label<'_> {
    /// Makes sure that this label has the form of the first.
    fn check_form<E: de::Error>(self, own: Option<usize>) -> Result<(), E> {
        let first = *self.form.get_or_insert(own);
        if own == first {
            return Ok(());
        }
        let [own, first] = [own, first].map(|form| match form {
            None => "a number".into(),
            Some(count) => format!("a list of {}", counted(count)),
        });
        Err(E::custom(format!("{own}; the first label is {first}")))
    }
}

impl<'de> DeserializeSeed<'de> for Label<'_> {
    type Value = u8;

    fn deserialize<D: Deserializer<'de>>(self, label: D) -> Result<u8, D::Error> {
        label.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Label<'_> {
    type Value = u8;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a number")
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<u8, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<u8, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<u8, E> {
        self.check_form(None)?;
        class_index(value)
    }

    fn visit_unit<E: de::Error>(self) -> Result<u8, E> {
        Err(not_finite())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<u8, A::Error> {
        let mut row = Row::default();
        while let Some(Number(value)) = list.next_element()? {
            row.add(value);
        }
        self.check_form(Some(row.count))?;
        row.label()
    }
}

/// As much of a label's list as tells which class it is: a list of any length takes no memory.
#[derive(Default)]
pub(super) struct Row {
    count: usize,
    first: f64,
    zeros: usize,
    ones: usize,
    /// Where the last 1 stands.
    hot: usize,
}

impl Row {
    pub fn add(&mut self, value: f64) {
        if self.count == 0 {
            self.first = value;
        }
        if value == 0.0 {
            self.zeros += 1;
        } else if value == 1.0 {
            self.ones += 1;
            self.hot = self.count;
        }
        self.count += 1;
    }

    pub fn label<E: de::Error>(&self) -> Result<u8, E> {
        match self.count {
            0 => Err(E::custom("an empty list is no label")),
            1 => class_index(self.first),
            count if count > MOST_CLASSES => Err(E::custom(format!(
                "{}; at most {MOST_CLASSES} classes",
                counted(count)
            ))),
            count if self.ones == 1 && self.zeros == count - 1 => Ok(self.hot as u8),
            _ => Err(E::custom(
                "a one-hot label is expected: a single 1, and 0 elsewhere",
            )),
        }
    }
}

fn class_index<E: de::Error>(index: f64) -> Result<u8, E> {
    if index.fract() == 0.0 && (0.0..MOST_CLASSES as f64).contains(&index) {
        return Ok(index as u8);
    }
    let last = MOST_CLASSES - 1;
    let index = if index.abs() < 1e6 {
        format!("{index}")
    } else {
        format!("{index:e}")
    };
    Err(E::custom(format!(
        "{index} is not a class index; those are whole, 0 to {last}"
    )))
}
