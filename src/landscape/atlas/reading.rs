//! What is read out at a place.

use super::words::distances;
use super::{Atlas, Plate};
use crate::experiment::report::Evaluation;
use crate::experiment::words::{fixed, significant};
use serde::Serialize;

/// What stands at one place of the map.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reading {
    /// Which of the map's panels.
    pub panel: usize,
    /// The nearest point of the grid.
    pub place: [f64; 2],
    /// What it is about: "SB", "LB" or nothing.
    pub head: String,
    /// Values and distances in words.
    pub text: String,
}

impl Atlas {
    /// The evaluated point nearest to a place of a panel; `None` where none is known.
    pub fn read(&self, panel: usize, [a, b]: [f64; 2]) -> Option<Reading> {
        let sheet = *self.sheets(Plate::Landscape).get(panel)?;
        let window = *self.windows().get(panel)?;
        let slice = self.slices.get(&sheet)?;
        let nearest = |axis: usize, x: f64| {
            let coordinates = window.coordinates(axis).into_iter();
            coordinates.min_by(|p, q| (p - x).abs().total_cmp(&(q - x).abs()))
        };
        let place = [nearest(0, a)?, nearest(1, b)?];
        let values = self
            .at(sheet, self.view.evaluated(), place)
            .map_or_else(|| "not evaluated yet".to_owned(), values);
        let [small, large] = distances(slice, place).map(|d| significant(d, 3));
        let head = if slice.axes.at_a_minimum() {
            sheet.at.name()
        } else {
            ""
        };
        Some(Reading {
            panel,
            place,
            head: head.into(),
            text: format!(
                "α = {}, β = {}: {values}; {small} from SB, {large} from LB",
                significant(place[0], 3),
                significant(place[1], 3)
            ),
        })
    }
}

/// Losses and accuracies in words.
pub(super) fn values(at: &Evaluation) -> String {
    let pair = |train: String, test: String, tested: bool| {
        if tested {
            format!("{train} / {test}")
        } else {
            train
        }
    };
    let tested = !at.test_loss.is_nan();
    format!(
        "{} loss {}, accuracy {} %",
        if tested {
            "training / testing"
        } else {
            "training"
        },
        pair(
            significant(at.train_loss, 3),
            significant(at.test_loss, 3),
            tested
        ),
        pair(
            fixed(100.0 * at.train_accuracy, 1),
            fixed(100.0 * at.test_accuracy, 1),
            tested
        )
    )
}
