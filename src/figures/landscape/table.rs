//! Every known point of a figure.

use crate::figures::landscape::{Shown, Slices};
use crate::figures::panel::{Row, Table};

/// Parts of a unit that a coordinate is told in: what is finer is rounding, as of the sine of π.
const PARTS: f64 = 1e12;

/// A coordinate without the rounding of what it was computed from.
fn coordinate(value: f64) -> String {
    format!("{}", libm::round(value * PARTS) / PARTS + 0.0)
}

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
                    coordinate(a),
                    coordinate(b),
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

#[cfg(test)]
mod tests {
    use super::coordinate;
    use crate::landscape::curved;

    #[test]
    fn the_ends_of_the_curve_are_whole() {
        let told = |alpha| curved(alpha).map(coordinate);
        assert_eq!(told(0.0), ["0", "1"]);
        assert_eq!(told(1.0), ["1", "0"]);
        assert_eq!(told(2.0), ["0", "-1"]);
        assert_eq!(coordinate(0.1 + 0.2), "0.3");
    }
}
