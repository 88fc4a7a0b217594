//! The numbers of ways between minima.

use super::Ways;
use crate::figures::panel::{Row, Table, head};
use crate::format::{NOTHING, fixed, significant};
use crate::jobs::Connection;
use crate::jobs::connection::barrier;
use crate::plot::NAMES;
use crate::training::Evaluation;

/// One row a way.
pub(super) fn summary(ways: &Ways) -> Table {
    let row = |connection: &Connection, (way, places): (usize, &[Evaluation])| {
        let least = |of: fn(&Evaluation) -> f64| places.iter().map(of).fold(f64::NAN, f64::min);
        let sum: f64 = places.iter().map(|place| place.train_loss).sum();
        Row {
            head: NAMES[way].into(),
            cells: vec![
                significant(barrier(places), 3),
                significant(sum / places.len() as f64, 3),
                fixed(100.0 * least(|e| e.train_accuracy), 1),
                fixed(100.0 * least(|e| e.test_accuracy), 1),
                length(connection, way),
            ],
        }
    };
    let rows = ways.shown().into_iter().flat_map(|connection| {
        let all = connection.ways().into_iter().enumerate();
        all.map(move |way| row(connection, way))
    });
    let [(_, first), (_, second)] = ways.ends();
    Table {
        caption: format!(
            "Ways from {first} to {second}, trial {}. Losses in nats, accuracies in per cent.",
            ways.trial + 1
        ),
        head: head(&[
            "Way",
            "Barrier",
            "Mean training loss",
            "Lowest training accuracy",
            "Lowest testing accuracy",
            "Length",
        ]),
        rows: rows.collect(),
    }
}

/// The paper's curve is not measured.
fn length(connection: &Connection, way: usize) -> String {
    match way {
        0 => significant(connection.distance, 3),
        1 => NOTHING.into(),
        _ => significant(connection.length, 3),
    }
}
