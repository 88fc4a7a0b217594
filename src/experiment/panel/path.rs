//! The linear path between the two minima.

use super::{Panel, Row, Table, head, remarks};
use crate::experiment::claims;
use crate::experiment::report::Evaluation;
use crate::experiment::statistics::summary;
use crate::experiment::study::{Study, alphas};
use crate::experiment::words::{count, fixed, significant};

pub(super) fn panel(study: &Study) -> Panel {
    Panel {
        caption: "The straight line f(α x_L + (1 − α) x_S) through both minima: α = 0 is SB, α = 1 is LB. Loss and accuracy, training solid, testing dashed. See how steeply the loss climbs on LB’s outer side, to the right of 1, and on SB’s, to the left of 0.".into(),
        alternative: alternative(study),
        verdicts: vec![claims::rises_faster(study)],
        remarks: remarks::path(study),
        table: table(study),
    }
}

/// The mean over the trials at the `index`-th α.
fn mean(study: &Study, index: usize, value: fn(&Evaluation) -> f64) -> Option<f64> {
    let points = study
        .paths()
        .iter()
        .filter_map(|path| path.points.get(index));
    let values: Vec<f64> = points.map(|point| value(&point.evaluation)).collect();
    summary(&values).map(|summary| summary.mean)
}

fn alternative(study: &Study) -> String {
    let n = study.paths().len();
    if n == 0 {
        return "A chart of loss and accuracy on the line through both minima. No pair has been measured yet.".into();
    }
    let losses: Vec<String> = alphas()
        .iter()
        .enumerate()
        .filter(|(_, alpha)| (*alpha * 2.0).fract() == 0.0)
        .filter_map(|(index, alpha)| {
            let loss = mean(study, index, |e| e.train_loss)?;
            Some(format!(
                "{} at α = {}",
                significant(loss, 3),
                significant(*alpha, 3)
            ))
        })
        .collect();
    format!(
        "A chart of loss and accuracy on the line through both minima, {}. Mean training loss: {}.",
        count(n, "pair"),
        losses.join(", ")
    )
}

fn table(study: &Study) -> Table {
    let row = |(index, alpha): (usize, &f64)| {
        let mean = |value: fn(&Evaluation) -> f64| mean(study, index, value).unwrap_or(f64::NAN);
        Row {
            head: significant(*alpha, 4),
            cells: vec![
                significant(mean(|e| e.train_loss), 3),
                significant(mean(|e| e.test_loss), 3),
                fixed(100.0 * mean(|e| e.train_accuracy), 1),
                fixed(100.0 * mean(|e| e.test_accuracy), 1),
            ],
        }
    };
    let alphas = if study.paths().is_empty() {
        Vec::new()
    } else {
        alphas()
    };
    Table {
        caption: format!(
            "Means over {}. Losses in nats, accuracies in per cent.",
            count(study.paths().len(), "pair")
        ),
        head: head(&[
            "α",
            "Training loss",
            "Testing loss",
            "Training accuracy",
            "Testing accuracy",
        ]),
        rows: alphas.iter().enumerate().map(row).collect(),
    }
}
