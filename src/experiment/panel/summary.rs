//! All trials in one table.

use super::{Panel, Row, Table, head, remarks};
use crate::experiment::claims;
use crate::experiment::job::Regime;
use crate::experiment::metric::Metric;
use crate::experiment::statistics::summary;
use crate::experiment::study::{EPSILONS, Study};
use crate::experiment::words::{NOTHING, as_ratio, count, with_interval, with_spread};

/// How LB is set against SB.
enum Comparison {
    /// LB − SB in this unit.
    Difference(&'static str),
    /// LB ÷ SB.
    Ratio,
}

fn lines() -> Vec<(String, Metric, Comparison)> {
    use Comparison::{Difference, Ratio};
    let phi = |epsilon: f64| {
        (
            format!("Sharpness φ at ε = {epsilon}"),
            Metric::Sharpness(epsilon),
            Ratio,
        )
    };
    vec![
        (
            "Training accuracy, %".into(),
            Metric::TrainAccuracy,
            Difference(" points"),
        ),
        (
            "Testing accuracy, %".into(),
            Metric::TestAccuracy,
            Difference(" points"),
        ),
        ("Training loss, nats".into(), Metric::TrainLoss, Ratio),
        phi(EPSILONS[0]),
        phi(EPSILONS[1]),
        (
            "Distance from the start ‖x − x₀‖".into(),
            Metric::Distance,
            Ratio,
        ),
        ("Epochs".into(), Metric::Epochs, Difference("")),
        ("Optimiser steps".into(), Metric::Steps, Ratio),
    ]
}

pub(super) fn panel(study: &Study) -> Panel {
    let table = table(study);
    let ended = Metric::Epochs.pairs(study).len();
    let said: Vec<String> = table
        .rows
        .iter()
        .map(|row| format!("{}: SB {}, LB {}.", row.head, row.cells[0], row.cells[1]))
        .collect();
    let mut remarks = remarks::measures(study);
    remarks.extend(remarks::distances(study));
    Panel {
        caption: "Both networks after training. Compare the rows of accuracy with the rows of sharpness: does the network that tests worse sit in the sharper minimum?".into(),
        alternative: format!(
            "A table of {} finished. {}",
            count(ended, "pair"),
            said.join(" ")
        ),
        verdicts: vec![claims::goes_further(study)],
        remarks,
        table,
    }
}

fn table(study: &Study) -> Table {
    let row = |(name, metric, comparison): (String, Metric, Comparison)| {
        let values = |regime| with_spread(summary(&metric.values(study, regime)));
        let compared = match comparison {
            Comparison::Difference(unit) => metric
                .difference(study)
                .map(|d| format!("{}{unit}", with_interval(&d))),
            Comparison::Ratio => metric.log_ratio(study).map(|d| as_ratio(&d)),
        };
        let cells = vec![
            values(Regime::Small),
            values(Regime::Large),
            compared.unwrap_or_else(|| NOTHING.to_owned()),
        ];
        Row { head: name, cells }
    };
    Table {
        caption: "Mean ± standard deviation over the trials. The last column is LB − SB, or LB ÷ SB where it begins with ×, over pairs with the same start, with its 95 % t interval (of ratios by their logarithms).".into(),
        head: head(&["", "SB", "LB", "LB against SB"]),
        rows: lines().into_iter().map(row).collect(),
    }
}
