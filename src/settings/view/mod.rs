//! What a visitor looks at, in links and in controls.

mod choices;
mod fields;

pub use choices::{
    Along, BatchNormStats, Between, Equal, EqualSweep, Measure, Resolution, Sample, SampleSet,
    Shape,
};
pub use fields::{LAST_COLUMN, VIEW_FIELDS};

use super::experiment::Experiment;
use super::fields::MOST_EPOCHS;
use super::link::{apply, quoted};
use super::predictor::Predictor;
use crate::landscape::{Axes, Evaluated};
use litemap::LiteMap;
use serde::{Deserialize, Serialize};

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
    elevation: 50.0,
    epoch: LAST_EPOCH,
    along: Along::Eigenvector,
    line: Measure::Loss,
    rise: 0.1,
    statistics: BatchNormStats::Fitting,
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

    /// The trial that is looked at, from 0: the last where the experiment has fewer.
    pub fn trial_of(&self, experiment: &Experiment) -> u32 {
        self.trial.clamp(1, experiment.trials.max(1)) - 1
    }

    /// How the map's points are evaluated.
    pub fn evaluated(&self) -> Evaluated {
        self.evaluation(self.plane, self.set != SampleSet::Training)
    }

    /// How points of the lines are evaluated.
    pub fn line_evaluated(&self) -> Evaluated {
        self.evaluation(self.along.axes(), true)
    }

    fn evaluation(&self, axes: Axes, testing: bool) -> Evaluated {
        Evaluated {
            samples: match self.sample {
                Sample::All => 0,
                Sample::Thousand => 1000,
            },
            testing,
            frozen: match self.statistics {
                BatchNormStats::Fitting => axes == Axes::Eigenvectors,
                BatchNormStats::Estimated => false,
                BatchNormStats::Frozen => true,
            },
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
