//! Loss and accuracy against epochs.

use super::{Panel, Row, Table, head, remarks};
use crate::experiment::claims;
use crate::experiment::job::Regime;
use crate::experiment::metric::Metric;
use crate::experiment::report::{EpochPoint, Evaluation};
use crate::experiment::settings::Experiment;
use crate::experiment::statistics::summary;
use crate::experiment::study::{REGIMES, Study};
use crate::experiment::words::{NOTHING, count, fixed, significant, with_spread};

/// More rows than this are thinned to every k-th epoch.
const MOST_ROWS: u32 = 100;

pub(super) fn panel(study: &Study) -> Panel {
    let e = study.experiment();
    Panel {
        caption: format!(
            "Training (solid) and testing (dashed) after every epoch, SB with batches of {} and LB with batches of {}, in {} with the same data and the same start for both. {} See whether the dashed lines part where the solid ones meet: their distance is the generalisation gap.",
            e.small_batch,
            e.large_batch,
            count(e.trials as usize, "trial"),
            steps(e),
        ),
        alternative: alternative(study),
        verdicts: vec![claims::trains_the_same(study), claims::tests_worse(study)],
        remarks: remarks::training(study),
        table: table(study),
    }
}

/// How many steps an epoch is for SB and for LB.
fn steps(experiment: &Experiment) -> String {
    let [small, large] = REGIMES.map(|regime| experiment.steps_in_epoch(regime));
    let ratio = small as f64 / large.max(1) as f64;
    if small == large {
        return format!("An epoch is {} for both.", count(small, "step"));
    }
    format!(
        "An epoch is {} for SB and {} for LB, so SB makes {} times as many in equal epochs.",
        count(small, "step"),
        count(large, "step"),
        significant(ratio, 2)
    )
}

fn alternative(study: &Study) -> String {
    let describe = |regime: Regime| {
        let name = regime.name();
        let value = |metric: Metric| with_spread(summary(&metric.values(study, regime)));
        match Metric::Epochs.values(study, regime).len() {
            0 => format!("No {name} network has finished training yet."),
            n => format!(
                "{name} after training, {}: training accuracy in per cent {}, testing accuracy {}, training loss {}, testing loss {}.",
                count(n, "network"),
                value(Metric::TrainAccuracy),
                value(Metric::TestAccuracy),
                value(Metric::TrainLoss),
                value(Metric::TestLoss),
            ),
        }
    };
    format!(
        "Line charts of loss and accuracy against epochs for SB and LB. {} {}",
        describe(Regime::Small),
        describe(Regime::Large)
    )
}

/// The points of `regime` at `epoch` over the trials, diverged ones included up to their end.
fn points(study: &Study, regime: Regime, epoch: u32) -> Vec<&EpochPoint> {
    let trainings = study
        .trainings()
        .iter()
        .filter(|training| training.regime == regime);
    trainings
        .filter_map(|t| t.points.iter().find(|point| point.epoch == epoch))
        .collect()
}

fn table(study: &Study) -> Table {
    let ends = study
        .trainings()
        .iter()
        .filter_map(|training| training.points.last());
    let last = ends.map(|point| point.epoch).max();
    let stride = last.map_or(1, |last| last.div_ceil(MOST_ROWS).max(1));
    let epochs = (0..=last.unwrap_or(0))
        .filter(|epoch| last.is_some() && (epoch % stride == 0 || Some(*epoch) == last));
    let thinned = if stride > 1 {
        format!(", every {stride} epochs")
    } else {
        String::new()
    };
    Table {
        caption: format!(
            "Means over the trials that have reached the epoch{thinned}; how many they are stands in brackets. Losses in nats, accuracies in per cent."
        ),
        head: head(&[
            "Epoch",
            "SB training loss",
            "SB testing loss",
            "SB training accuracy",
            "SB testing accuracy",
            "LB training loss",
            "LB testing loss",
            "LB training accuracy",
            "LB testing accuracy",
        ]),
        rows: epochs.map(|epoch| row(study, epoch)).collect(),
    }
}

fn row(study: &Study, epoch: u32) -> Row {
    let cells = REGIMES.iter().flat_map(|regime| {
        let points = points(study, *regime, epoch);
        let mean = |value: fn(&Evaluation) -> f64| {
            let values: Vec<f64> = points
                .iter()
                .map(|point| value(&point.evaluation))
                .collect();
            summary(&values).map(|summary| summary.mean)
        };
        let loss = |mean: Option<f64>| {
            mean.map_or_else(
                || NOTHING.to_owned(),
                |mean| format!("{} ({})", significant(mean, 3), points.len()),
            )
        };
        let accuracy = |mean: Option<f64>| {
            mean.map_or_else(
                || NOTHING.to_owned(),
                |mean| format!("{} ({})", fixed(100.0 * mean, 2), points.len()),
            )
        };
        [
            loss(mean(|e| e.train_loss)),
            loss(mean(|e| e.test_loss)),
            accuracy(mean(|e| e.train_accuracy)),
            accuracy(mean(|e| e.test_accuracy)),
        ]
    });
    Row {
        head: epoch.to_string(),
        cells: cells.collect(),
    }
}
