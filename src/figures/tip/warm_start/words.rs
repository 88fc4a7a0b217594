//! What is said of warm starts, and their numbers.

use super::headline::headline;
use super::{WarmStart, claims};
use crate::figures::comparable::{EQUAL_LOSS, fold};
use crate::figures::panel::{Panel, Row, Table, head};
use crate::figures::reading::{ReadValue, Reading};
use crate::figures::tip::sweep::{HEADS, cells, in_words};
use crate::figures::tip::trend::Number;
use crate::format::{count, fixed, significant};
use crate::optimizer::Schedule;
use crate::settings::{Regime, StopRule};

pub(super) fn panel(warm: &WarmStart) -> Panel {
    let trials = count(warm.experiment.trials as usize, "trial");
    let verdicts = claims::all(warm);
    Panel {
        headline: verdicts
            .get(1)
            .map_or_else(String::new, |gains| headline(warm, gains)),
        caption: format!(
            "First some epochs of SB, then a whole run of LB. Mean ± standard deviation over {trials}."
        ),
        alternative: alternative(warm),
        verdicts,
        remarks: remarks(warm),
        table: table(warm),
    }
}

fn alternative(warm: &WarmStart) -> String {
    let trend = &warm.trend;
    let known = trend.columns().filter(|&column| trend.fitted(column).1 > 0);
    let part = |column: usize| {
        let mean = |number| trend.summary(number, column).map_or(f64::NAN, |s| s.mean);
        format!(
            "after {}: {} %, φ {}",
            trend.values[column],
            fixed(mean(Number::TestAccuracy), 1),
            significant(mean(Number::Phi), 2)
        )
    };
    let mut parts: Vec<String> = known.map(part).collect();
    let small = |number| warm.small.summary(number, 0).map(|s| s.mean);
    if let Some(accuracy) = small(Number::TestAccuracy) {
        let phi = small(Number::Phi).unwrap_or(f64::NAN);
        let (accuracy, phi) = (fixed(accuracy, 1), significant(phi, 2));
        parts.push(format!("SB itself: {accuracy} %, φ {phi}"));
    }
    let said = if parts.is_empty() {
        "Nothing has been trained yet".to_owned()
    } else {
        parts.join("; ")
    };
    format!(
        "Two charts against the epochs of SB before LB, testing accuracy at the left, sharpness φ at the right. {said}."
    )
}

fn remarks(warm: &WarmStart) -> Vec<String> {
    let last = warm.trend.values.len().saturating_sub(1);
    let fold = fold(&warm.trend.pairs(Number::TrainLoss, [0, last]));
    let loss = |column: usize| {
        let loss = warm.trend.summary(Number::TrainLoss, column);
        significant(loss.map_or(f64::NAN, |loss| loss.mean), 2)
    };
    let remarks = [
        (fold > EQUAL_LOSS).then(|| {
            format!(
                "φ follows the loss. LB from the start ends at a training loss of {}, after {} of SB at {}: what trains longer ends flatter without any SB too, so the fall of φ is not SB’s alone.",
                loss(0),
                count(warm.trend.values[last], "epoch"),
                loss(last)
            )
        }),
        Some("A warm start costs its epochs of SB on top of a whole run. LB begins with a fresh optimiser and the experiment’s own schedule.".to_owned()),
        Some(format!(
            "The dashed line is SB’s own iterate after as many epochs, as in the paper.{}",
            match warm.experiment.schedule {
                Schedule::Constant => "",
                Schedule::Lin3 => " Its learning rate falls over the last 30 % of the epochs only, so before it is noisier than what LB makes of it.",
            }
        )),
        matches!(warm.experiment.stop, StopRule::Loss | StopRule::Fitted).then(|| {
            "Where SB’s epochs already satisfy the stop rule, LB has nothing left to do.".to_owned()
        }),
    ];
    remarks.into_iter().flatten().collect()
}

fn table(warm: &WarmStart) -> Table {
    let row = |column: usize| Row {
        head: match warm.trend.values[column] {
            0 => "0 (LB)".to_owned(),
            epochs => epochs.to_string(),
        },
        cells: cells(&warm.trend, column),
    };
    let mut rows: Vec<Row> = warm.trend.columns().map(row).collect();
    rows.push(Row {
        head: "SB alone".to_owned(),
        cells: cells(&warm.small, 0),
    });
    Table {
        caption: "LB after so many epochs of SB, mean ± standard deviation over the trials. The epochs are all together.".to_owned(),
        head: head(&[&["Epochs of SB before"][..], &HEADS].concat()),
        rows,
    }
}

/// What can be read along the epochs of SB.
pub(super) fn readings(warm: &WarmStart) -> Vec<Reading> {
    let trend = &warm.trend;
    let small = (warm.small.fitted(0).1 > 0).then(|| ReadValue {
        regime: Some(Regime::Small),
        text: format!("alone: {}", in_words(&warm.small, 0)),
    });
    let reading = |column: usize| {
        let large = ReadValue {
            regime: Some(Regime::Large),
            text: in_words(trend, column),
        };
        Reading {
            at: Some(trend.values[column] as f64),
            head: format!("after {} of SB", count(trend.values[column], "epoch")),
            lines: std::iter::once(large).chain(small.clone()).collect(),
        }
    };
    let known = trend.columns().filter(|&column| trend.fitted(column).1 > 0);
    known.map(reading).collect()
}
