//! The labels of `data.json`: class indices, a column of them, or one-hot rows.

use super::error::ExchangeError;
use super::network::MOST_CLASSES;
use super::reader::{Reader, counted};

/// Reads one class index a sample: `3`, or `[3]`, or the row of a one-hot matrix, whose only 1
/// stands at the index. All samples have the same of these forms. Beside the labels stands the width
/// of the one-hot rows.
pub(super) fn read_labels(reader: &mut Reader) -> Result<(Vec<u8>, Option<usize>), ExchangeError> {
    let mut labels = Vec::new();
    let mut row = Vec::new();
    // The numbers a sample, None where they stand in no list.
    let mut form: Option<Option<usize>> = None;
    reader.list(|reader, _| {
        row.clear();
        let own = if reader.at_list() {
            Some(reader.append_numbers(&mut row)?)
        } else {
            row.push(reader.number()?);
            None
        };
        let first = *form.get_or_insert(own);
        if own != first {
            let [own, first] = [own, first].map(described);
            return Err(reader.error(format!("{own}; the first label is {first}")));
        }
        labels.push(label(&row).map_err(|problem| reader.error(problem))?);
        Ok(())
    })?;
    let width = form.flatten().filter(|width| *width > 1);
    Ok((labels, width))
}

fn described(form: Option<usize>) -> String {
    match form {
        None => "a number".into(),
        Some(count) => format!("a list of {}", counted(count)),
    }
}

/// The class index that stands in one sample's numbers, or what is wrong with them.
fn label(row: &[f64]) -> Result<u8, String> {
    match row {
        [] => Err("an empty list is no label".into()),
        [index] => class_index(*index),
        _ => hot(row),
    }
}

fn class_index(index: f64) -> Result<u8, String> {
    if index.fract() == 0.0 && (0.0..MOST_CLASSES as f64).contains(&index) {
        return Ok(index as u8);
    }
    let last = MOST_CLASSES - 1;
    Err(format!(
        "{} is not a class index; those are whole, 0 to {last}",
        if index.abs() < 1e6 {
            format!("{index}")
        } else {
            format!("{index:e}")
        }
    ))
}

fn hot(row: &[f64]) -> Result<u8, String> {
    if row.len() > MOST_CLASSES {
        let found = counted(row.len());
        return Err(format!("{found}; at most {MOST_CLASSES} classes"));
    }
    let ones = row.iter().filter(|value| **value == 1.0).count();
    let zeros = row.iter().filter(|value| **value == 0.0).count();
    match row.iter().position(|value| *value == 1.0) {
        Some(index) if ones == 1 && zeros == row.len() - 1 => Ok(index as u8),
        _ => Err("a one-hot label is expected: a single 1, and 0 elsewhere".into()),
    }
}
