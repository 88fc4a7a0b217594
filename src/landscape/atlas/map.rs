//! The map of a view, from what is known.

use super::home::homes;
use super::store::fill;
use super::window::Window;
use super::{Atlas, Plate, Sheet};
use crate::experiment::Regime;
use crate::experiment::report::Evaluation;
use crate::experiment::study::REGIMES;
use crate::experiment::words::{fixed, significant};
use crate::figure::landscape::{Map, MapPanel, Mark, Quantity, Trail};
use crate::landscape::survey::{Axes, Footprint, Slice};
use crate::landscape::{Grid, Measure, Side, View};

impl Atlas {
    /// The windows of the map's slices; empty as long as those are not known.
    pub(super) fn windows(&self) -> Vec<Window> {
        homes(self, Plate::Landscape)
            .into_iter()
            .map(|home| Window::new(home, &self.view))
            .collect()
    }

    /// Places of the map, in tiles; the slices of a map have the same ones.
    pub(super) fn map_tiles(&self) -> Vec<Vec<[f64; 2]>> {
        let Some(window) = self.windows().into_iter().next() else {
            return Vec::new();
        };
        let (a, b) = (window.coordinates(0), window.coordinates(1));
        let place = |(row, column): (usize, usize)| [a[column], b[row]];
        let tiles = window.tiles().into_iter();
        tiles
            .map(|tile| tile.into_iter().map(place).collect())
            .collect()
    }
}

/// What the values of a view are.
pub(super) fn quantity(view: &View) -> Quantity {
    match (view.measure, view.side) {
        (Measure::Loss, Side::Gap) => Quantity::LossGap,
        (Measure::Loss, _) => Quantity::Loss,
        (Measure::Accuracy, Side::Gap) => Quantity::AccuracyGap,
        (Measure::Accuracy, _) => Quantity::Accuracy,
    }
}

/// The value of a place as the view wants it.
pub(super) fn value(view: &View, at: &Evaluation) -> f64 {
    let (train, test) = match view.measure {
        Measure::Loss => (at.train_loss, at.test_loss),
        Measure::Accuracy => (100.0 * at.train_accuracy, 100.0 * at.test_accuracy),
    };
    match view.side {
        Side::Training => train,
        Side::Testing => test,
        Side::Gap => test - train,
    }
}

pub(super) fn map(atlas: &Atlas) -> Map {
    let view = &atlas.view;
    let sheets = atlas.sheets(Plate::Landscape);
    let panels = sheets
        .iter()
        .zip(atlas.windows())
        .filter_map(|(sheet, window)| panel(atlas, *sheet, &window));
    Map {
        quantity: quantity(view),
        title: title(view),
        panels: panels.collect(),
    }
}

/// Such as "testing loss, nats".
fn title(view: &View) -> String {
    let set = match view.side {
        Side::Training => "training",
        Side::Testing => "testing",
        Side::Gap => "testing − training",
    };
    match (view.measure, view.side) {
        (Measure::Loss, _) => format!("{set} loss, nats"),
        (Measure::Accuracy, Side::Gap) => format!("{set} accuracy, points"),
        (Measure::Accuracy, _) => format!("{set} accuracy, %"),
    }
}

fn panel(atlas: &Atlas, sheet: Sheet, window: &Window) -> Option<MapPanel> {
    let slice = atlas.slices.get(&sheet)?;
    let axes = slice.axes;
    let size = window.size();
    // Random directions are nearly orthogonal to the paths: a shadow that is a dot says nothing.
    let long = REGIMES
        .into_iter()
        .filter(|&regime| length(slice.trail(regime)) > 0.02 * size);
    let trails = long.map(|regime| Trail {
        regime,
        footprints: until(slice.trail(regime), atlas.view.epoch),
    });
    Some(MapPanel {
        regime: axes.at_a_minimum().then_some(sheet.at),
        grid: grid(atlas, sheet, window),
        axes: axis_names(slice),
        isometric: axes != Axes::Filter,
        trails: trails.collect(),
        marks: marks(atlas, sheet, slice),
    })
}

/// The longer side of the rectangle around a shadow.
fn length(footprints: &[Footprint]) -> f64 {
    let side = |of: fn(&Footprint) -> f64| {
        let values = || footprints.iter().map(of);
        let highest = values().fold(f64::NEG_INFINITY, f64::max);
        highest - values().fold(f64::INFINITY, f64::min)
    };
    side(|f| f.a).max(side(|f| f.b))
}

fn until(trail: &[Footprint], epoch: u32) -> Vec<Footprint> {
    trail
        .iter()
        .copied()
        .filter(|footprint| footprint.epoch <= epoch)
        .collect()
}

/// The values of a window; between known places the picture is interpolated until they come.
fn grid(atlas: &Atlas, sheet: Sheet, window: &Window) -> Grid {
    let (a, b) = (window.coordinates(0), window.coordinates(1));
    let evaluated = atlas.view.evaluated();
    let store = atlas.stores.get(&(sheet, evaluated));
    let at = |place| {
        let known = store.and_then(|store| store.at(place));
        known.map_or(f64::NAN, |evaluation| value(&atlas.view, evaluation))
    };
    let mut values: Vec<f64> = b
        .iter()
        .flat_map(|&b| a.iter().map(move |&a| [a, b]))
        .map(at)
        .collect();
    fill(&mut values, a.len(), a.len() / 5 + 1);
    Grid { a, b, values }
}

fn marks(atlas: &Atlas, sheet: Sheet, slice: &Slice) -> Vec<Mark> {
    let mark = |name: &str, regime, footprint: &Footprint| Mark {
        name: name.into(),
        regime,
        place: [footprint.a, footprint.b],
    };
    let minimum = |regime: Regime| {
        let last = slice.trail(regime).last();
        last.map(|footprint| mark(regime.name(), Some(regime), footprint))
    };
    let mut marks: Vec<Mark> = if slice.axes.at_a_minimum() {
        minimum(sheet.at).into_iter().collect()
    } else {
        let start = slice.small.first().map(|first| mark("x₀", None, first));
        let minima = REGIMES.into_iter().filter_map(minimum);
        minima.chain(start).collect()
    };
    let probes = atlas.probes.iter().enumerate();
    let here = probes.filter(|(_, (at, _))| *at == sheet);
    marks.extend(here.map(|(index, (_, probe))| Mark {
        name: letter(index),
        regime: None,
        place: probe.place,
    }));
    marks
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
