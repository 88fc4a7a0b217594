//! What is read out at a place.

use crate::figures::PlaceReading;
use crate::figures::landscape::words::distances;
use crate::figures::landscape::{Shown, SliceId, Slices};
use crate::format::{fixed, significant};
use crate::jobs::Probe;
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
        let sharpness = self.sharpness(id, place);
        Some(PlaceReading {
            panel,
            place,
            head: head.into(),
            measured: !sharpness.is_empty(),
            text: format!(
                "α = {}, β = {}: {values}; {small} from SB, {large} from LB{sharpness}",
                significant(place[0], 3),
                significant(place[1], 3),
            ),
        })
    }
}

impl Slices<'_> {
    /// What was measured at a place, beside the same at the minima; empty where nothing was.
    fn sharpness(&self, id: SliceId, place: [f64; 2]) -> String {
        let measured = self.measured(id);
        let Some((_, regime, here)) = measured.iter().find(|(_, _, probe)| probe.place == place)
        else {
            return String::new();
        };
        let words = |probe: &Probe| {
            let [phi, eigenvalue] =
                [probe.phi, probe.eigenvalue].map(|value| significant(value, 3));
            format!("φ = {phi}, λ₁ = {eigenvalue}")
        };
        let others = measured
            .iter()
            .filter(|(_, of, _)| of.is_some() && of != regime);
        let others = others.map(|(name, _, probe)| format!("; at {name} {}", words(probe)));
        format!(". Here {}{}", words(here), others.collect::<String>())
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
