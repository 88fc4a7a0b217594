//! All trials in one table.

use crate::figures::panel::{Panel, Row, Table, head};
use crate::figures::run::Pairs;
use crate::figures::run::claims;
use crate::figures::run::metric::Metric;
use crate::figures::run::pairs::wanted;
use crate::figures::run::records;
use crate::figures::run::remarks;
use crate::figures::{Context, Figure, Records};
use crate::format::{NOTHING, as_ratio, count, spread, with_interval, with_spread};
use crate::jobs::EPSILONS;
use crate::results::Wanted;
use crate::settings::Regime;
use crate::statistics::{Summary, summary};

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

/// All trials in one table (Tables 2 and 3).
pub struct SummaryTable;

/// See `SummaryTable`.
pub static TABLE: SummaryTable = SummaryTable;

impl Figure for SummaryTable {
    fn name(&self) -> &'static str {
        "table"
    }

    fn title(&self) -> &'static str {
        "The two networks in numbers"
    }

    fn is_drawn(&self) -> bool {
        false
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        wanted(context, true, false)
    }

    fn has(&self, context: &Context) -> bool {
        Pairs::of(context)
            .trainings()
            .iter()
            .any(|t| t.ending.is_some())
    }

    fn panel(&self, context: &Context) -> Panel {
        panel(&Pairs::of(context))
    }

    fn records(&self, context: &Context) -> Records {
        records::summary(&Pairs::of(context))
    }
}

fn panel(pairs: &Pairs) -> Panel {
    let table = table(pairs);
    let ended = Metric::Epochs.pairs(pairs).len();
    let said: Vec<String> = table
        .rows
        .iter()
        .map(|row| format!("{}: SB {}, LB {}.", row.head, row.cells[0], row.cells[1]))
        .collect();
    let mut remarks = remarks::measures(pairs);
    remarks.extend(remarks::distances(pairs));
    Panel {
        headline: String::new(),
        caption: "Both networks after training. Compare the rows of accuracy with the rows of sharpness: does the network that tests worse sit in the sharper minimum?".into(),
        alternative: format!(
            "A table of {} finished. {}",
            count(ended, "pair"),
            said.join(" ")
        ),
        verdicts: vec![claims::goes_further(pairs)],
        remarks,
        table,
    }
}

/// Mean ± standard deviation, with n where it is not that of all trials.
fn spread_of(trials: usize, summary: Option<Summary>) -> String {
    match summary {
        Some(summary) if summary.n == trials => spread(&summary),
        other => with_spread(other),
    }
}

fn table(pairs: &Pairs) -> Table {
    let trials = pairs.experiment().trials as usize;
    let row = |(name, metric, comparison): (String, Metric, Comparison)| {
        let values = |regime| spread_of(trials, summary(&metric.values(pairs, regime)));
        let compared = match comparison {
            Comparison::Difference(unit) => metric
                .difference(pairs)
                .map(|d| format!("{}{unit}", with_interval(&d))),
            Comparison::Ratio => metric.log_ratio(pairs).map(|d| as_ratio(&d)),
        };
        let cells = vec![
            values(Regime::Small),
            values(Regime::Large),
            compared.unwrap_or_else(|| NOTHING.to_owned()),
        ];
        Row { head: name, cells }
    };
    Table {
        caption: format!(
            "Mean ± standard deviation over {}. The last column is LB − SB, or LB ÷ SB where it begins with ×, with its 95 % interval.",
            count(trials, "trial")
        ),
        head: head(&["", "SB", "LB", "LB against SB"]),
        rows: lines().into_iter().map(row).collect(),
    }
}
