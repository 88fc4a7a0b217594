//! Every known point of a figure.

use crate::figures::landscape::{Shown, Slices};
use crate::figures::panel::{Row, Table};

/// All known points: on which slice, where, and their losses (nats) and accuracies (per cent), with
/// all digits.
pub(super) fn full(slices: &Slices, shown: Shown) -> Table {
    let evaluated = slices.evaluated(shown);
    let mut rows = Vec::new();
    for id in slices.ids(shown) {
        let Some(store) = slices.stores.get(&(id, evaluated)) else {
            continue;
        };
        let head = if id.axes.at_a_minimum() {
            id.at.name()
        } else {
            "both"
        };
        let tested = store.all().all(|(_, at)| !at.test_loss.is_nan());
        for ([a, b], at) in store.all() {
            let number = |value: f64, factor: f64| format!("{}", value * factor);
            let testing = |value: f64, factor: f64| {
                if tested {
                    number(value, factor)
                } else {
                    String::new()
                }
            };
            rows.push(Row {
                head: head.into(),
                cells: vec![
                    format!("{a}"),
                    format!("{b}"),
                    number(at.train_loss, 1.0),
                    testing(at.test_loss, 1.0),
                    number(at.train_accuracy, 100.0),
                    testing(at.test_accuracy, 100.0),
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
