//! Every known point of a plate.

use super::{Atlas, Plate};
use crate::experiment::panel::{Row, Table};

/// All known points: on which slice, where, and their losses (nats) and accuracies (per cent), with
/// all digits.
pub(super) fn full(atlas: &Atlas, plate: Plate) -> Table {
    let evaluated = atlas.evaluated(plate);
    let mut rows = Vec::new();
    for sheet in atlas.sheets(plate) {
        let Some(store) = atlas.stores.get(&(sheet, evaluated)) else {
            continue;
        };
        let head = if sheet.axes.at_a_minimum() {
            sheet.at.name()
        } else {
            "both"
        };
        let points = store.points();
        for (index, [a, b]) in points.places.iter().enumerate() {
            let number = |list: &[f64], factor: f64| {
                list.get(index)
                    .map_or(String::new(), |value| format!("{}", value * factor))
            };
            rows.push(Row {
                head: head.into(),
                cells: vec![
                    format!("{a}"),
                    format!("{b}"),
                    number(&points.train_loss, 1.0),
                    number(&points.test_loss, 1.0),
                    number(&points.train_accuracy, 100.0),
                    number(&points.test_accuracy, 100.0),
                ],
            });
        }
    }
    Table {
        caption: "Every point that was evaluated. Losses in nats, accuracies in per cent.".into(),
        head: [
            "Minimum",
            "First axis",
            "Second axis",
            "Training loss",
            "Testing loss",
            "Training accuracy",
            "Testing accuracy",
        ]
        .map(String::from)
        .to_vec(),
        rows,
    }
}
