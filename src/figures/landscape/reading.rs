//! What is read out at a place.

use crate::figures::PlaceReading;
use crate::figures::landscape::words::distances;
use crate::figures::landscape::{Shown, Slices};
use crate::format::{fixed, significant};
use crate::training::Evaluation;

impl Slices<'_> {
    /// The evaluated point nearest to a place of a panel; `None` where none is known.
    pub(super) fn read(&self, panel: usize, [a, b]: [f64; 2]) -> Option<PlaceReading> {
        let id = *self.ids(Shown::Plane).get(panel)?;
        let viewport = *self.viewports().get(panel)?;
        let slice = self.slices.get(&id)?;
        let nearest = |axis: usize, x: f64| {
            let coordinates = viewport.coordinates(axis).into_iter();
            coordinates.min_by(|p, q| (p - x).abs().total_cmp(&(q - x).abs()))
        };
        let place = [nearest(0, a)?, nearest(1, b)?];
        let values = self
            .at(id, self.view.evaluated(), place)
            .map_or_else(|| "not evaluated yet".to_owned(), values);
        let [small, large] = distances(slice, place).map(|d| significant(d, 3));
        let head = if slice.axes.at_a_minimum() {
            id.at.name()
        } else {
            ""
        };
        Some(PlaceReading {
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
