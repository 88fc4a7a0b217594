//! Every known point of the lines.

use super::lines::symbol;
use super::{Shown, Slices};
use crate::figures::panel::{Row, Table, head};
use crate::format::{NOTHING, fixed, significant};
use crate::training::Evaluation;

/// The known points, way by way.
pub(super) fn lines(slices: &Slices) -> Table {
    let evaluated = slices.evaluated(Shown::Lines);
    let abscissa = symbol(slices.view.along);
    let tracks = slices.tracks();
    let mut rows = Vec::new();
    for id in slices.ids(Shown::Lines) {
        for track in &tracks {
            let name = match track.name {
                "" => id.at.name(),
                name => name,
            };
            for (&t, &place) in track.abscissae.iter().zip(&track.places) {
                let at = slices.at(id, evaluated, place);
                rows.extend(at.map(|at| Row {
                    head: format!("{name}, {abscissa} = {}", significant(t, 4)),
                    cells: cells(at),
                }));
            }
        }
    }
    Table {
        caption: "Every point that was evaluated. Losses in nats, accuracies in per cent.".into(),
        head: head(&[
            "Line and place",
            "Training loss",
            "Testing loss",
            "Training accuracy",
            "Testing accuracy",
        ]),
        rows,
    }
}

fn cells(at: &Evaluation) -> Vec<String> {
    let loss = |value: f64| significant(value, 3);
    let accuracy = |value: f64| match value.is_nan() {
        true => NOTHING.to_owned(),
        false => fixed(100.0 * value, 1),
    };
    vec![
        loss(at.train_loss),
        loss(at.test_loss),
        accuracy(at.train_accuracy),
        accuracy(at.test_accuracy),
    ]
}
