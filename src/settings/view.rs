//! What a visitor looks at, in links and in controls.

use super::field::{Field, Range};
use super::fields::MOST_EPOCHS;
use super::link::{apply, quoted};
use super::predictor::Predictor;
use super::setting::{field, integer, number};
use crate::choice::{Choice, Named, choice, choices};
use crate::landscape::sketch::LARGEST_SHIFT;
use crate::landscape::{Axes, Evaluated};
use litemap::LiteMap;
use serde::{Deserialize, Serialize};

/// The quantity that a place of the landscape is looked at for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// Mean cross-entropy.
    Loss,
    /// Share of samples classified correctly.
    Accuracy,
}

/// The samples it is evaluated on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum SampleSet {
    /// The training set: the function that is minimised.
    Training,
    /// The testing set.
    Testing,
    /// Testing − training: where the two surfaces are shifted against each other.
    Gap,
}

/// How a plane is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// A contour map.
    Map,
    /// A surface in three dimensions.
    Surface,
}

/// Points along each side of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub enum Resolution {
    /// 25².
    #[serde(rename = "25")]
    Coarse,
    /// 51².
    #[serde(rename = "51")]
    Medium,
    /// 101².
    #[serde(rename = "101")]
    Fine,
}

impl Resolution {
    /// The number of points along a side.
    pub const fn points(self) -> usize {
        match self {
            Self::Coarse => 25,
            Self::Medium => 51,
            Self::Fine => 101,
        }
    }
}

/// Where batch norm takes its statistics from while a slice is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum BatchNormStats {
    /// Re-estimated at every point.
    Estimated,
    /// Those of the slice's centre.
    Frozen,
}

/// How many samples a slice is evaluated on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Sample {
    /// All of them.
    All,
    /// The first thousand, which is faster.
    #[serde(rename = "1000")]
    Thousand,
}

/// The direction of the lines through the minima.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Along {
    /// From SB to LB on a curve (the paper's figure 7) and straight (figure 3).
    Curve,
    /// The eigenvector of the Hessian's largest eigenvalue.
    Eigenvector,
    /// A random filter-normalised direction.
    Filter,
    /// A random direction of length 1.
    Random,
}

impl Along {
    /// What spans the slice that holds the lines.
    pub const fn axes(self) -> Axes {
        match self {
            Self::Curve => Axes::Ends,
            Self::Eigenvector => Axes::Eigenvectors,
            Self::Filter => Axes::Filter,
            Self::Random => Axes::Random,
        }
    }
}

/// What the rows of the comparison have equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Equal {
    /// Epochs, but for strategies that are about their number.
    Epochs,
    /// Gradient evaluations, those of plain training.
    Gradients,
}

/// What the trainings of the sweep over batch sizes have equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum EqualSweep {
    /// Epochs, as the experiment has them.
    Epochs,
    /// The training loss that they stop at.
    Loss,
}

/// Between which minima ways are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub enum Between {
    /// SB's and LB's of a trial, which share their start.
    #[serde(rename = "sb-lb")]
    Pair,
    /// SB's of a trial and of the next one, which has another start.
    #[serde(rename = "starts")]
    Starts,
    /// SB's of a trial and that from the same start with the next trial's order of batches.
    #[serde(rename = "orders")]
    Orders,
}

/// What is to be seen: a plane's map and lines through the minima. Each field is within the range
/// that [`VIEW_FIELDS`] states.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct View {
    /// What spans the plane.
    pub plane: Axes,
    /// What the map shows,
    pub measure: Measure,
    /// of which samples.
    pub set: SampleSet,
    /// Map or surface.
    pub shape: Shape,
    /// Points along each side.
    pub grid: Resolution,
    /// The window's centre, first coordinate, in units of the slice's own half-width.
    pub x: f64,
    /// Second coordinate.
    pub y: f64,
    /// The window is 2^zoom times smaller than the slice's own.
    pub zoom: f64,
    /// From where the surface is seen: degrees around the vertical.
    pub azimuth: f64,
    /// Degrees above the horizon.
    pub elevation: f64,
    /// Trajectories are shown up to this epoch.
    pub epoch: u32,
    /// The lines' direction.
    pub along: Along,
    /// What the lines show.
    pub line: Measure,
    /// The rise of the loss at which the width of a valley is taken, in nats.
    pub rise: f64,
    /// Batch-norm statistics.
    pub statistics: BatchNormStats,
    /// Samples.
    pub sample: Sample,
    /// Which trial, from 1.
    pub trial: u32,
    /// Which of the random slices, from 1.
    pub draw: u32,
    /// The factor on the first layer's weights when a network is rescaled.
    pub alpha: f64,
    /// Between which minima ways are looked for.
    pub between: Between,
    /// What the strategies that are compared have equal.
    pub equal: Equal,
    /// What the sweep's trainings have equal.
    pub sweep: EqualSweep,
    /// The column that the comparison is sorted by, from 0, the strategy's name.
    pub sort: u32,
    /// Whether from the greatest to the least.
    pub descending: bool,
    /// Which batches of augmented samples are shown, from 0.
    pub batches: u32,
    /// The measure that is held against the testing error.
    pub predictor: Predictor,
    /// By how much the sketch's testing function is shifted.
    pub shift: f64,
    /// The names of the strategies that are compared; `None` for those that are proposed.
    pub strategies: Option<Vec<String>>,
}

/// Every epoch there is.
pub const LAST_EPOCH: u32 = MOST_EPOCHS;

/// What the landscape is seen as unless something else is asked for.
const DEFAULT: View = View {
    plane: Axes::Points,
    measure: Measure::Loss,
    set: SampleSet::Training,
    shape: Shape::Map,
    grid: Resolution::Medium,
    x: 0.0,
    y: 0.0,
    zoom: 0.0,
    azimuth: 35.0,
    elevation: 40.0,
    epoch: LAST_EPOCH,
    along: Along::Curve,
    line: Measure::Loss,
    rise: 0.5,
    statistics: BatchNormStats::Estimated,
    sample: Sample::All,
    trial: 1,
    draw: 1,
    alpha: 1.0,
    between: Between::Pair,
    equal: Equal::Epochs,
    sweep: EqualSweep::Epochs,
    sort: 0,
    descending: false,
    batches: 0,
    predictor: Predictor::Phi,
    shift: 0.2,
    strategies: None,
};

impl Default for View {
    fn default() -> Self {
        DEFAULT
    }
}

const NOTHING: &str = "";

/// All settings of a view, in the order of links. A group is a figure, or "map", "lines" and "both" of the landscape's.
#[rustfmt::skip]
pub static VIEW_FIELDS: [Field<View>; 27] = [
    field!(View, plane, "map.plane", "map", Range::Choice(choices::<Axes>), None, NOTHING,
        "Plane", "The two directions in weight space that the map shows."),
    field!(View, measure, "map.value", "map", Range::Choice(choices::<Measure>), None, NOTHING,
        "Value", "What colour and height stand for."),
    field!(View, set, "map.set", "map", Range::Choice(choices::<SampleSet>), None, NOTHING,
        "Samples of", "The set that it is evaluated on, or the difference between the two."),
    field!(View, shape, "map.as", "map", Range::Choice(choices::<Shape>), None, NOTHING,
        "Drawn as", "A map from above, or a surface to turn."),
    field!(View, grid, "map.grid", "map", Range::Choice(choices::<Resolution>), None, NOTHING,
        "Points", "How finely the plane is evaluated."),
    field!(View, x, "map.x", "map", number(-8.0, 8.0), None, NOTHING,
        "Centre, first", "The window's centre along the first axis, in half-widths of the whole map."),
    field!(View, y, "map.y", "map", number(-8.0, 8.0), None, NOTHING,
        "Centre, second", "The window's centre along the second axis, in half-widths of the whole map."),
    field!(View, zoom, "map.zoom", "map", Range::Number { min: -3.0, max: 10.0 }, Some(1.0), NOTHING,
        "Zoom", "How often the window is halved."),
    field!(View, azimuth, "map.turn", "map", number(-180.0, 180.0), Some(5.0), NOTHING,
        "Turn", "From where the surface is seen, in degrees around the vertical."),
    field!(View, elevation, "map.tilt", "map", number(5.0, 90.0), Some(5.0), NOTHING,
        "Tilt", "From how high the surface is seen, in degrees above the horizon."),
    field!(View, epoch, "map.epoch", "map", integer(0, LAST_EPOCH), Some(1.0), NOTHING,
        "Epoch", "How far the trajectories are drawn."),
    field!(View, along, "line.along", "lines", Range::Choice(choices::<Along>), None, NOTHING,
        "Along", "The direction of the lines."),
    field!(View, line, "line.value", "lines", Range::Choice(choices::<Measure>), None, NOTHING,
        "Value", "What the lines show."),
    field!(View, rise, "line.rise", "lines", number(0.001, 100.0), None, NOTHING,
        "Width at a rise of", "The rise of the training loss, in nats, at which a valley’s width is taken."),
    field!(View, statistics, "map.bn", "both", Range::Choice(choices::<BatchNormStats>), None, NOTHING,
        "Batch norm", "Where batch normalisation’s statistics come from."),
    field!(View, sample, "map.samples", "both", Range::Choice(choices::<Sample>), None, NOTHING,
        "Samples", "All training samples, or fewer for speed."),
    field!(View, trial, "map.trial", "both", integer(1, 20), Some(1.0), NOTHING,
        "Trial", "Which of the trained pairs."),
    field!(View, draw, "map.draw", "both", integer(1, 9999), Some(1.0), NOTHING,
        "Slice", "Which of the random slices."),
    field!(View, alpha, "scale.alpha", "rescaling", number(0.1, 10.0), None, NOTHING,
        "Factor α of the first layer", "What the first hidden layer is multiplied by and the next divided by."),
    field!(View, between, "connection.between", "connection", Range::Choice(choices::<Between>), None, NOTHING,
        "Between", "The two minima that the ways connect."),
    field!(View, equal, "fix.equal", "remedies", Range::Choice(choices::<Equal>), None, NOTHING,
        "Compared at equal", "What all strategies have the same amount of."),
    field!(View, sweep, "sweep.equal", "sweep", Range::Choice(choices::<EqualSweep>), None, NOTHING,
        "Compared at equal", "What the trainings of all batch sizes have the same amount of."),
    field!(View, sort, "fix.sort", "remedies", integer(0, LAST_COLUMN), Some(1.0), NOTHING,
        "Sorted by", "The table’s column that the rows are sorted by, from 0."),
    field!(View, descending, "fix.descending", "remedies", Range::Flag, None, NOTHING,
        "Descending", "Whether the greatest comes first."),
    field!(View, batches, "augment.draw", "augmentation", integer(0, 999), Some(1.0), NOTHING,
        "Batches", "Which of the batches that could be drawn one after the other."),
    field!(View, predictor, "predict.measure", "predict", Range::Choice(choices::<Predictor>), None, NOTHING,
        "Measure", "What is held against the testing error."),
    field!(View, shift, "sketch.shift", "sketch", number(-LARGEST_SHIFT, LARGEST_SHIFT), Some(0.01), NOTHING,
        "Shift of the testing function", "By how much the sketch’s testing function is shifted."),
];

/// The last column of the comparison's table.
pub const LAST_COLUMN: u32 = 10;
/// The key of the strategies that are compared.
const STRATEGIES: &str = "fix.rows";
/// More than so many unknown names nobody wants to read.
const MOST_NAMED: usize = 3;

impl View {
    /// Takes what is there of a view out of a link's keys and values, each within its range; what could
    /// not be taken as it was given is told in notices. `strategies` are the names that may be compared.
    pub(super) fn take(
        given: &mut LiteMap<String, String>,
        strategies: &[&str],
        notices: &mut Vec<String>,
    ) -> Self {
        let mut view = Self::default();
        for field in &VIEW_FIELDS {
            let text = given.remove(field.key);
            apply(field, &field.range, text, &mut view, notices);
        }
        view.zoom = libm::round(view.zoom);
        if let Some(text) = given.remove(STRATEGIES) {
            view.strategies = Some(named(&text, strategies, notices));
        }
        view
    }

    /// What differs from the default, as it is appended to a link's hash: "&map.plane=points".
    pub fn write(&self) -> String {
        let default = Self::default();
        let fields = VIEW_FIELDS
            .iter()
            .filter(|field| (field.get)(self) != (field.get)(&default))
            .map(|field| format!("&{}={}", field.key, (field.get)(self)));
        let strategies = self.strategies.iter();
        fields
            .chain(strategies.map(|names| format!("&{STRATEGIES}={}", names.join("."))))
            .collect()
    }

    /// The nearest allowed view; a field that has none is as in the default.
    #[must_use]
    pub fn within(mut self) -> Self {
        let default = Self::default();
        for field in &VIEW_FIELDS {
            let value = (field.get)(&self);
            let nearest = field.range.nearest(&value);
            (field.set)(&mut self, &nearest.unwrap_or_else(|| (field.get)(&default)));
        }
        self.zoom = libm::round(self.zoom);
        self
    }

    /// The same without what changes while something is dragged or played: no job depends on that.
    #[must_use]
    pub fn asked(&self) -> Self {
        let usual = Self::default();
        Self {
            azimuth: usual.azimuth,
            elevation: usual.elevation,
            epoch: usual.epoch,
            shift: usual.shift,
            predictor: usual.predictor,
            sort: usual.sort,
            descending: usual.descending,
            ..self.clone()
        }
    }

    /// How the map's points are evaluated.
    pub fn evaluated(&self) -> Evaluated {
        self.evaluation(self.set != SampleSet::Training)
    }

    /// How points of the lines are evaluated.
    pub fn line_evaluated(&self) -> Evaluated {
        self.evaluation(true)
    }

    fn evaluation(&self, testing: bool) -> Evaluated {
        Evaluated {
            samples: match self.sample {
                Sample::All => 0,
                Sample::Thousand => 1000,
            },
            testing,
            frozen: self.statistics == BatchNormStats::Frozen,
        }
    }
}

/// The strategies that a link names, without those that there are not.
fn named(text: &str, strategies: &[&str], notices: &mut Vec<String>) -> Vec<String> {
    let given = text.split('.').filter(|name| !name.is_empty());
    let (known, unknown): (Vec<&str>, Vec<&str>) =
        given.partition(|name| strategies.contains(name));
    if !unknown.is_empty() {
        let names: Vec<String> = unknown.iter().take(MOST_NAMED).map(|n| quoted(n)).collect();
        let others = if unknown.len() > MOST_NAMED {
            " and others"
        } else {
            ""
        };
        notices.push(format!(
            "{STRATEGIES}: {}{others}: no strategy for these settings; passed over.",
            names.join(", ")
        ));
    }
    known.into_iter().map(String::from).collect()
}

impl Named for Between {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Pair, choice("sb-lb", "SB and LB")),
        (
            Self::Starts,
            choice("starts", "SB and SB from another start"),
        ),
        (
            Self::Orders,
            choice("orders", "SB and SB with another order of batches"),
        ),
    ];
}

impl Named for Equal {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Epochs, choice("epochs", "epochs")),
        (Self::Gradients, choice("gradients", "gradient evaluations")),
    ];
}

impl Named for EqualSweep {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Epochs, choice("epochs", "epochs")),
        (Self::Loss, choice("loss", "training loss")),
    ];
}

impl Named for Measure {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Loss, choice("loss", "loss")),
        (Self::Accuracy, choice("accuracy", "accuracy")),
    ];
}

impl Named for SampleSet {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Training, choice("training", "training")),
        (Self::Testing, choice("testing", "testing")),
        (Self::Gap, choice("gap", "testing − training")),
    ];
}

impl Named for Shape {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Map, choice("map", "map")),
        (Self::Surface, choice("surface", "surface")),
    ];
}

impl Named for Resolution {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Coarse, choice("25", "25 × 25")),
        (Self::Medium, choice("51", "51 × 51")),
        (Self::Fine, choice("101", "101 × 101")),
    ];
}

impl Named for BatchNormStats {
    const ALL: &'static [(Self, Choice)] = &[
        (
            Self::Estimated,
            choice("estimated", "re-estimated at every point"),
        ),
        (
            Self::Frozen,
            choice("frozen", "frozen at the slice’s centre"),
        ),
    ];
}

impl Named for Sample {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::All, choice("all", "all")),
        (Self::Thousand, choice("1000", "the first 1,000")),
    ];
}

impl Named for Along {
    const ALL: &'static [(Self, Choice)] = &[
        (
            Self::Curve,
            choice("curve", "a curve and a line between the minima"),
        ),
        (
            Self::Eigenvector,
            choice("eigenvector", "the steepest direction at each minimum"),
        ),
        (
            Self::Filter,
            choice("filter", "a random direction at each, filter-normalised"),
        ),
        (
            Self::Random,
            choice("random", "a random direction at each, of length 1"),
        ),
    ];
}
