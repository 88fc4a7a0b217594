//! The table of all rows, and what stands around it.

use crate::figures::panel::{Panel, Row, Table};
use crate::figures::remedies::headline::headline;
use crate::figures::remedies::{Column, Comparison, claims, remarks};
use crate::format::{NOTHING, count, fixed, grouped, list, significant, spread};
use crate::order;
use crate::statistics::{Summary, summary};

pub(super) fn panel(comparison: &Comparison) -> Panel {
    let verdicts = claims::all(comparison);
    Panel {
        headline: headline(comparison),
        caption: "Testing accuracy against sharpness φ at the end of training, one mark a trial, with mean ± standard deviation of every strategy. All but SB train with LB’s batch.".into(),
        alternative: alternative(comparison),
        remarks: remarks::all(comparison, &verdicts),
        verdicts: verdicts.into_iter().map(|(_, verdict)| verdict).collect(),
        table: table(comparison),
    }
}

/// The chosen rows as the table has them.
pub(super) fn sorted(comparison: &Comparison) -> Vec<usize> {
    let mut rows: Vec<usize> = comparison.selected().collect();
    let (column, descending) = comparison.order;
    if column == Column::Strategy {
        if descending {
            rows.reverse();
        }
        return rows;
    }
    let sign = if descending { -1.0 } else { 1.0 };
    order::sorted(rows, |&row| {
        // What has no mean is last.
        let summary = column.summary(comparison, row);
        summary.map_or(f64::NAN, |summary| sign * summary.mean)
    })
}

fn table(comparison: &Comparison) -> Table {
    let row = |row: usize| {
        let cells = Column::ALL.into_iter().skip(1);
        Row {
            head: comparison.rows[row].label.to_owned(),
            cells: cells.map(|column| cell(comparison, column, row)).collect(),
        }
    };
    Table {
        caption: format!(
            "The strategies at {}, mean ± standard deviation over the trials that ended in a minimum; n trials each, unless a cell says otherwise.",
            super::budget::words(comparison.equal)
        ),
        head: Column::ALL.map(Column::head).to_vec(),
        rows: sorted(comparison).into_iter().map(row).collect(),
    }
}

/// A column's value, with n only where it is not that of the row.
fn cell(comparison: &Comparison, column: Column, row: usize) -> String {
    let Some(summary) = column.summary(comparison, row) else {
        return NOTHING.into();
    };
    let text = match column {
        Column::Gradients | Column::Samples | Column::Trials => whole(&summary),
        _ => spread(&summary),
    };
    let there = match column {
        Column::PhiAtLoss => loss_there(comparison, row),
        _ => None,
    };
    let there = there.map_or_else(String::new, |loss| {
        format!(" at {}", significant(loss.mean, 2))
    });
    let trials = Column::Trials.summary(comparison, row);
    let all = column == Column::Trials || trials.is_some_and(|all| all.mean == summary.n as f64);
    let n = if all {
        String::new()
    } else {
        format!(" (n = {})", summary.n)
    };
    format!("{text}{there}{n}")
}

/// The losses at which φ at equal loss was measured.
fn loss_there(comparison: &Comparison, row: usize) -> Option<Summary> {
    let trials = 0..comparison.experiment.trials;
    let losses = trials.filter_map(|trial| Some(comparison.at_level(row, trial)?.loss));
    let losses: Vec<f64> = losses.filter(|loss| loss.is_finite()).collect();
    summary(&losses)
}

/// "80,000", with the spread where the trials differ.
fn whole(summary: &Summary) -> String {
    let digits = |value: f64| grouped(libm::round(value) as usize);
    let spread = summary.deviation.filter(|&deviation| deviation >= 0.5);
    let spread = spread.map_or_else(String::new, |deviation| format!(" ± {}", digits(deviation)));
    format!("{}{spread}", digits(summary.mean))
}

fn alternative(comparison: &Comparison) -> String {
    let mut points: Vec<(f64, String)> = Vec::new();
    for row in comparison.selected() {
        let both = Column::TestAccuracy
            .summary(comparison, row)
            .zip(Column::Phi.summary(comparison, row));
        if let Some((accuracy, phi)) = both {
            let text = format!(
                "{}: {} % at φ = {}",
                comparison.rows[row].label,
                fixed(accuracy.mean, 1),
                significant(phi.mean, 2)
            );
            points.push((accuracy.mean, text));
        }
    }
    if points.is_empty() {
        return "A chart of testing accuracy against sharpness; nothing has been measured yet."
            .into();
    }
    let points = order::sorted(points, |(accuracy, _)| -accuracy);
    let texts: Vec<String> = points.into_iter().map(|(_, text)| text).collect();
    format!(
        "A chart of testing accuracy against sharpness φ, of {}, the most accurate first: {}.",
        count(texts.len(), "row"),
        list(&texts)
    )
}
