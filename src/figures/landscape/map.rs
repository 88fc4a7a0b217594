//! The map of a view, from what is known.

use super::extent::extents;
use super::fill::fill;
use super::viewport::Viewport;
use crate::figures::landscape::{Shown, SliceId, Slices};
use crate::format::{fixed, significant};
use crate::jobs::{Probe, Slice, Waypoint};
use crate::landscape::Axes;
use crate::landscape::Grid;
use crate::plot::landscape::{Map, MapPanel, Mark, Quantity, Trail};
use crate::settings::REGIMES;
use crate::settings::Regime;
use crate::settings::view::{Measure, SampleSet, View};
use crate::training::Evaluation;

impl Slices<'_> {
    /// The viewports of the map's slices; empty as long as those are not known.
    pub(super) fn viewports(&self) -> Vec<Viewport> {
        extents(self, Shown::Plane)
            .into_iter()
            .map(|extent| Viewport::new(extent, self.view))
            .collect()
    }

    /// Places of the map, in tiles; the slices of a map have the same ones.
    pub(super) fn map_tiles(&self) -> Vec<Vec<[f64; 2]>> {
        let Some(viewport) = self.viewports().into_iter().next() else {
            return Vec::new();
        };
        let (a, b) = (viewport.coordinates(0), viewport.coordinates(1));
        let place = |(row, column): (usize, usize)| [a[column], b[row]];
        let tiles = viewport.tiles().into_iter();
        tiles
            .map(|tile| tile.into_iter().map(place).collect())
            .collect()
    }
}

/// What the values of a view are.
pub(super) fn quantity(view: &View) -> Quantity {
    match (view.measure, view.set) {
        (Measure::Loss, SampleSet::Gap) => Quantity::LossGap,
        (Measure::Loss, _) => Quantity::Loss,
        (Measure::Accuracy, SampleSet::Gap) => Quantity::AccuracyGap,
        (Measure::Accuracy, _) => Quantity::Accuracy,
    }
}

/// The value of a place as the view wants it.
pub(super) fn value(view: &View, at: &Evaluation) -> f64 {
    let (train, test) = match view.measure {
        Measure::Loss => (at.train_loss, at.test_loss),
        Measure::Accuracy => (100.0 * at.train_accuracy, 100.0 * at.test_accuracy),
    };
    match view.set {
        SampleSet::Training => train,
        SampleSet::Testing => test,
        SampleSet::Gap => test - train,
    }
}

pub(super) fn map(slices: &Slices) -> Map {
    let view = &slices.view;
    let ids = slices.ids(Shown::Plane);
    let panels = ids
        .iter()
        .zip(slices.viewports())
        .filter_map(|(id, viewport)| panel(slices, *id, &viewport));
    Map {
        quantity: quantity(view),
        title: title(view),
        panels: panels.collect(),
    }
}

/// Such as "testing loss, nats".
fn title(view: &View) -> String {
    let set = match view.set {
        SampleSet::Training => "training",
        SampleSet::Testing => "testing",
        SampleSet::Gap => "testing − training",
    };
    match (view.measure, view.set) {
        (Measure::Loss, _) => format!("{set} loss, nats"),
        (Measure::Accuracy, SampleSet::Gap) => format!("{set} accuracy, points"),
        (Measure::Accuracy, _) => format!("{set} accuracy, %"),
    }
}

fn panel(slices: &Slices, id: SliceId, viewport: &Viewport) -> Option<MapPanel> {
    let slice = slices.slices.get(&id)?;
    let axes = slice.axes;
    let size = viewport.size();
    // Random directions are nearly orthogonal to the paths: a shadow that is a dot says nothing.
    let long = REGIMES
        .into_iter()
        .filter(|&regime| length(slice.trail(regime)) > 0.02 * size);
    let trails = long.map(|regime| Trail {
        regime,
        waypoints: until(slice.trail(regime), slices.view.epoch),
    });
    Some(MapPanel {
        regime: axes.at_a_minimum().then_some(id.at),
        name: String::new(),
        grid: grid(slices, id, viewport),
        axes: axis_names(slice),
        isometric: axes != Axes::Filter,
        trails: trails.collect(),
        marks: marks(slices, id, slice),
    })
}

/// The longer side of the rectangle around a shadow.
fn length(waypoints: &[Waypoint]) -> f64 {
    let side = |of: fn(&Waypoint) -> f64| {
        let values = || waypoints.iter().map(of);
        let highest = values().fold(f64::NEG_INFINITY, f64::max);
        highest - values().fold(f64::INFINITY, f64::min)
    };
    side(|f| f.a).max(side(|f| f.b))
}

fn until(trail: &[Waypoint], epoch: u32) -> Vec<Waypoint> {
    trail
        .iter()
        .copied()
        .filter(|waypoint| waypoint.epoch <= epoch)
        .collect()
}

/// The values of a viewport; between known places the picture is interpolated until they come.
fn grid(slices: &Slices, id: SliceId, viewport: &Viewport) -> Grid {
    let (a, b) = (viewport.coordinates(0), viewport.coordinates(1));
    let evaluated = slices.view.evaluated();
    let store = slices.stores.get(&(id, evaluated)).copied();
    let mut values = vec![f64::NAN; a.len() * b.len()];
    for (across, &at) in a.iter().enumerate() {
        let Some(column) = store.and_then(|store| store.column(at)) else {
            continue;
        };
        for (row, &at) in values.chunks_exact_mut(a.len()).zip(&b) {
            if let Some(evaluation) = column.at(at) {
                row[across] = value(slices.view, evaluation);
            }
        }
    }
    fill(&mut values, a.len(), a.len() / 5 + 1);
    Grid { a, b, values }
}

/// The minima, the start, and what was measured, with what it is there.
fn marks(slices: &Slices, id: SliceId, slice: &Slice) -> Vec<Mark> {
    let measured = slices.measured(id);
    let sharpness = |regime: Regime| {
        let own = measured.iter().find(|(_, of, _)| *of == Some(regime));
        own.map(|(_, _, probe)| *probe)
    };
    let minima = slices.minima(id).into_iter().map(|(regime, place)| Mark {
        name: named(regime.name(), sharpness(regime)),
        regime: Some(regime),
        place,
    });
    let start = slice.small.first().filter(|_| !id.axes.at_a_minimum());
    let start = start.map(|start| Mark {
        name: "x₀".into(),
        regime: None,
        place: [start.a, start.b],
    });
    let elsewhere = measured.iter().filter(|(_, regime, _)| regime.is_none());
    let elsewhere = elsewhere.map(|(letter, _, probe)| Mark {
        name: named(letter, Some(probe)),
        regime: None,
        place: probe.place,
    });
    minima.chain(start).chain(elsewhere).collect()
}

/// A place with its sharpness, if that was measured.
fn named(name: &str, probe: Option<&Probe>) -> String {
    match probe {
        None => name.to_owned(),
        Some(Probe {
            phi, eigenvalue, ..
        }) => {
            let [phi, eigenvalue] = [*phi, *eigenvalue].map(|value| significant(value, 2));
            format!("{name}: φ {phi}, λ₁ {eigenvalue}")
        }
    }
}

/// The name of a measured place: A, B, …, Z, and then numbers.
pub(super) fn letter(index: usize) -> String {
    match u8::try_from(index) {
        Ok(index) if index < 26 => char::from(b'A' + index).to_string(),
        _ => (index + 1).to_string(),
    }
}

/// What the two axes measure.
pub(super) fn axis_names(slice: &Slice) -> [String; 2] {
    let values = |index: usize| slice.values.get(index).copied().unwrap_or(f64::NAN);
    match slice.axes {
        Axes::Points => [
            "from x_S towards x_L, distance".into(),
            "from x_S towards x₀, distance".into(),
        ],
        Axes::Components => ["first", "second"].map(|name| {
            let share = values(usize::from(name == "second"));
            format!(
                "{name} principal component ({} %), distance",
                fixed(100.0 * share, 0)
            )
        }),
        Axes::Filter => ["first", "second"].map(|name| format!("{name} direction, filter norms")),
        Axes::Random => ["first", "second"].map(|name| format!("{name} direction, distance")),
        Axes::Eigenvectors => [0, 1].map(|index| {
            format!(
                "along v{} (λ = {}), distance",
                ["₁", "₂"][index],
                significant(values(index), 3)
            )
        }),
        Axes::Ends => ["x_L".into(), "x_S".into()],
    }
}
