//! The sweep in numbers.

use super::Sweep;
use crate::figures::panel::{Row, Table, head};
use crate::figures::reading::{ReadValue, Reading};
use crate::figures::tip::trend::{Number, Trend};
use crate::format::{NOTHING, grouped, significant, spread};
use crate::settings::EqualSweep;

/// The numbers of the table's columns.
pub(in crate::figures::tip) const NUMBERS: [Number; 6] = [
    Number::TestAccuracy,
    Number::Phi,
    Number::Eigenvalue,
    Number::TrainLoss,
    Number::TrainAccuracy,
    Number::Epochs,
];
/// What stands above them.
pub(in crate::figures::tip) const HEADS: [&str; 6] = [
    "Testing accuracy, %",
    "φ at the end",
    "λ₁",
    "Training loss",
    "Training accuracy, %",
    "Epochs",
];

/// The table.
pub(super) fn table(sweep: &Sweep) -> Table {
    let row = |column: usize| {
        let (fitted, all) = sweep.trend.fitted(column);
        let mut cells = cells(&sweep.trend, column);
        cells.push(match all {
            0 => NOTHING.to_owned(),
            _ => format!("{fitted} of {all}"),
        });
        Row {
            head: name(sweep, column),
            cells,
        }
    };
    let equal = match sweep.equal {
        EqualSweep::Epochs => "equal epochs".to_owned(),
        EqualSweep::Loss => format!("a training loss of {} at most", super::jobs::LEVEL),
    };
    Table {
        caption: format!(
            "The batch sizes at {equal}, mean ± standard deviation over the trials. The last column tells how many of them fitted the training set."
        ),
        head: head(&[&["Batch size"][..], &HEADS, &["Fitted"]].concat()),
        rows: sweep.trend.columns().map(row).collect(),
    }
}

/// A row's numbers.
pub(in crate::figures::tip) fn cells(trend: &Trend, column: usize) -> Vec<String> {
    let cell = |number: Number| {
        let Some(summary) = trend.summary(number, column) else {
            return NOTHING.to_owned();
        };
        match summary.deviation {
            // All trials have the same number of epochs, or the same accuracy.
            Some(0.0) => significant(summary.mean, 4),
            _ => spread(&summary),
        }
    };
    NUMBERS.map(cell).to_vec()
}

/// "32 (SB)".
fn name(sweep: &Sweep, column: usize) -> String {
    let size = grouped(sweep.trend.values[column]);
    match sweep.regime(column) {
        Some(regime) => format!("{size} ({})", regime.name()),
        None => size,
    }
}

/// What can be read along the batch sizes.
pub(super) fn readings(sweep: &Sweep) -> Vec<Reading> {
    let trend = &sweep.trend;
    let reading = |column: usize| Reading {
        at: Some(trend.values[column] as f64),
        head: format!("B = {}", grouped(trend.values[column])),
        lines: vec![ReadValue {
            regime: sweep.regime(column),
            text: in_words(trend, column),
        }],
    };
    let known = trend.columns().filter(|&column| trend.fitted(column).1 > 0);
    known.map(reading).collect()
}

/// A column's numbers in words.
pub(in crate::figures::tip) fn in_words(trend: &Trend, column: usize) -> String {
    let cells = cells(trend, column);
    let (fitted, all) = trend.fitted(column);
    let unfitted = if fitted < all {
        format!("; {} of {all} did not fit", all - fitted)
    } else {
        String::new()
    };
    format!(
        "testing accuracy {} %, φ {}, λ₁ {}, training loss {}{unfitted}",
        cells[0], cells[1], cells[2], cells[3]
    )
}
