//! Learning curves, the paper's figure 2 with the loss beside the accuracy.

use crate::jobs::Training;
use crate::plot::axis::{Axis, extent};
use crate::plot::brush::{Brush, Pixel};
use crate::plot::coordinates::{Frame, Plot, Side, label_width};
use crate::plot::labels::spread_out;
use crate::plot::spread::{Spread, spread_over_trials};
use crate::plot::theme::Theme;
use crate::plot::{Geometry, PanelGeometry, Picture};
use crate::settings::Regime;
use crate::training::Evaluation;
use plotters::style::Color as _;
use plotters::style::text_anchor::HPos;

/// Below this width in CSS pixels the panels stand one above the other.
const NARROW: f64 = 560.0;

/// loss (logarithmic, in nats) and accuracy (in per cent) against epochs: training solid,
/// testing dashed, SB with discs, LB with diamonds. Lines are means over the trials that reached
/// the epoch, bands mean ± sample standard deviation of two or more. Labels at the right ends name
/// the lines. Panels are named "loss" and "accuracy".
#[derive(Clone, Debug, PartialEq)]
pub struct Curves(
    /// In any order.
    pub Vec<Training>,
);

impl Picture for Curves {
    fn paint(&self, brush: &dyn Brush, theme: &Theme) -> Geometry {
        curves(brush, theme, &self.0)
    }
}

/// One mean line: of one regime, on one set.
struct Curve {
    regime: Regime,
    testing: bool,
    spreads: Vec<Spread>,
}

/// What one panel shows.
struct Measure {
    name: &'static str,
    title: &'static str,
    /// From the longest to the shortest; the first that fits is shown.
    unit: &'static [&'static str],
    value: fn(&Evaluation, bool) -> f64,
    ordinate: fn(&[Curve]) -> Axis,
    /// The value a line ends at, in words.
    last: fn(f64) -> Option<String>,
}

const LOSS: Measure = Measure {
    name: "loss",
    title: "Loss",
    unit: &["mean cross-entropy, nats, log scale", "nats, log scale"],
    value: |evaluation, testing| {
        if testing {
            evaluation.test_loss
        } else {
            evaluation.train_loss
        }
    },
    ordinate: loss_axis,
    last: |_| None,
};

const ACCURACY: Measure = Measure {
    name: "accuracy",
    title: "Accuracy",
    unit: &["% of samples classified correctly", "%"],
    value: |evaluation, testing| {
        100.0
            * if testing {
                evaluation.test_accuracy
            } else {
                evaluation.train_accuracy
            }
    },
    ordinate: accuracy_axis,
    last: |value| Some(format!(" {value:.1} %")),
};

fn curves(brush: &dyn Brush, theme: &Theme, trainings: &[Training]) -> Geometry {
    let (width, height) = brush.size();
    let gap = theme.px(28.0);
    let places = if theme.css(width) < NARROW {
        let middle = height / 2;
        [
            Frame::new(0, width, 0, middle),
            Frame::new(0, width, middle, height),
        ]
    } else {
        let half = (width - gap) / 2;
        [
            Frame::new(0, half, 0, height),
            Frame::new(width - half, width, 0, height),
        ]
    };
    let epochs = epoch_axis(trainings);
    let drafts: Vec<_> = [LOSS, ACCURACY]
        .into_iter()
        .zip(places)
        .map(|(measure, place)| Draft::new(brush, theme, trainings, measure, place))
        .collect();
    // Both panels have the same margins, so that their epochs stand above each other.
    let left = drafts.iter().map(|draft| draft.left).max().unwrap_or(0);
    let right = drafts.iter().map(|draft| draft.right).max().unwrap_or(0);
    let panels = drafts.iter();
    Geometry {
        panels: panels
            .map(|draft| panel(brush, theme, draft, &epochs, (left, right)))
            .collect(),
    }
}

/// The accuracy's panel alone, in a part of the drawing, with an axis of so many epochs.
pub(super) fn accuracy(
    brush: &dyn Brush,
    theme: &Theme,
    trainings: &[Training],
    place: Frame,
    epochs: u32,
) -> PanelGeometry {
    let draft = Draft::new(brush, theme, trainings, ACCURACY, place);
    let epochs = Axis::linear(0.0, f64::from(epochs.max(1)));
    panel(brush, theme, &draft, &epochs, (draft.left, draft.right))
}

/// A panel before its margins are known.
struct Draft {
    measure: Measure,
    place: Frame,
    curves: Vec<Curve>,
    ordinate: Axis,
    /// Most labels on the ordinate.
    rows: usize,
    /// What the end labels say after the regime's name, one for each curve.
    ends: Vec<String>,
    /// The room the ordinate's labels need.
    left: i32,
    /// The room the end labels need.
    right: i32,
}

impl Draft {
    fn new(
        brush: &dyn Brush,
        theme: &Theme,
        trainings: &[Training],
        measure: Measure,
        place: Frame,
    ) -> Self {
        let curves = mean_curves(trainings, &measure);
        let ordinate = (measure.ordinate)(&curves);
        let rows = (theme.css(place.height()) / 60.0).clamp(3.0, 7.0) as usize;
        let with_value = theme.css(place.width()) >= 420.0;
        let end = |curve| end_words(&measure, curve, with_value);
        let ends: Vec<_> = curves.iter().map(end).collect();
        let plain = theme.label(theme.muted, false, HPos::Left);
        let widest = ends.iter().map(|words| brush.width(words, &plain)).max();
        let right = widest.map_or(theme.px(40.0), |width| name_width(brush, theme) + width);
        Self {
            left: label_width(brush, theme, &ordinate, rows) + theme.px(9.0),
            right: right + theme.px(14.0),
            measure,
            place,
            curves,
            ordinate,
            rows,
            ends,
        }
    }
}

fn panel(
    brush: &dyn Brush,
    theme: &Theme,
    draft: &Draft,
    epochs: &Axis,
    (left, right): (i32, i32),
) -> PanelGeometry {
    let Draft {
        measure,
        place,
        curves,
        rows,
        ..
    } = draft;
    let frame = Frame::new(
        place.left + left,
        place.right - right,
        place.top + theme.px(34.0),
        place.bottom - theme.px(28.0),
    );
    let plot = Plot::new(brush, theme, frame, epochs.clone(), draft.ordinate.clone());
    plot.grid(*rows);
    plot.label_ordinate(*rows, Side::Left, theme.muted);
    let columns = (theme.css(frame.width()) / 55.0).clamp(2.0, 8.0) as usize;
    plot.abscissa(columns, "epochs", Side::Right);
    plot.title(measure.title, measure.unit, theme.ink.text);
    for curve in curves {
        plot.band(&curve.spreads, theme.regime(curve.regime));
    }
    // Training over testing, SB over LB.
    for curve in curves.iter().rev() {
        let color = theme.regime(curve.regime).line;
        plot.line(&curve.spreads, &theme.data(color, curve.testing));
        sparse_marks(&plot, curve, epochs.ends()[1]);
    }
    end_labels(&plot, curves, &draft.ends);
    if curves.is_empty() {
        plot.note("no data yet");
    }
    plot.geometry(measure.name)
}

/// The curves that have a point, in the order SB train, LB train, SB test, LB test.
fn mean_curves(trainings: &[Training], measure: &Measure) -> Vec<Curve> {
    let kinds = [
        (Regime::Small, false),
        (Regime::Large, false),
        (Regime::Small, true),
        (Regime::Large, true),
    ];
    kinds
        .into_iter()
        .map(|(regime, testing)| {
            let points = trainings
                .iter()
                .filter(|training| training.regime == regime)
                .flat_map(|training| &training.points);
            let values = points.map(|point| {
                let value = (measure.value)(&point.evaluation, testing);
                (f64::from(point.epoch), value)
            });
            Curve {
                regime,
                testing,
                spreads: spread_over_trials(values.collect()),
            }
        })
        .filter(|curve| !curve.spreads.is_empty())
        .collect()
}

/// From 0 to the last epoch; to a round number beyond it while training goes on, so that the axis
/// does not change with every epoch.
fn epoch_axis(trainings: &[Training]) -> Axis {
    let epochs = trainings.iter().flat_map(|training| &training.points);
    let last = epochs.map(|point| point.epoch).max().unwrap_or(0).max(1);
    let growing = trainings.is_empty() || trainings.iter().any(|t| t.ending.is_none());
    let end = if growing {
        round_up(last.max(10))
    } else {
        last
    };
    Axis::linear(0.0, f64::from(end))
}

/// The next of 10, 20, 40, 50, 80, 100, 200, …
fn round_up(epochs: u32) -> u32 {
    let mut power: u32 = 10;
    loop {
        for multiple in [1, 2, 4, 5, 8] {
            let candidate = power.saturating_mul(multiple);
            if candidate >= epochs {
                return candidate;
            }
        }
        power = power.saturating_mul(10);
    }
}

fn loss_axis(curves: &[Curve]) -> Axis {
    let spreads = curves.iter().flat_map(|curve| &curve.spreads);
    Axis::log_over(spreads.flat_map(|s| [s.mean, s.mean + s.std]))
        .unwrap_or_else(|| Axis::log(0.01, 10.0))
}

fn accuracy_axis(curves: &[Curve]) -> Axis {
    let spreads = curves.iter().flat_map(|curve| &curve.spreads);
    let ends = extent(spreads.flat_map(|s| [s.mean, s.mean - s.std]));
    let lowest = ends.map_or(0.0, |(lowest, _)| lowest).clamp(0.0, 99.0);
    // Steps of ten; a little room at the top, for lines that lie at 100 %.
    Axis::linear(libm::floor(lowest / 10.0) * 10.0, 101.0)
}

/// Marks tell SB and LB apart without colour; LB's stand between SB's.
fn sparse_marks(plot: &Plot, curve: &Curve, last_epoch: f64) {
    let step = (last_epoch / 8.0).round().max(1.0);
    let shift = match curve.regime {
        Regime::Small => 0.0,
        Regime::Large => (step / 2.0).floor(),
    };
    let color = plot.theme.regime(curve.regime).line;
    for spread in &curve.spreads {
        if (spread.x - shift) % step == 0.0 {
            plot.mark(curve.regime, plot.at(spread.x, spread.mean), 3.0, color);
        }
    }
}

/// What a curve's label says after the regime's name.
fn end_words(measure: &Measure, curve: &Curve, with_value: bool) -> String {
    let set = if curve.testing { "test" } else { "train" };
    let last = curve.spreads.last().filter(|_| with_value);
    let value = last.and_then(|last| (measure.last)(last.mean));
    format!("{set}{}", value.unwrap_or_default())
}

/// The room a regime's name takes at the start of a label.
fn name_width(brush: &dyn Brush, theme: &Theme) -> i32 {
    let bold = theme.label(theme.muted, true, HPos::Left);
    let widths = [Regime::Small, Regime::Large].map(|r| brush.width(r.name(), &bold));
    widths[0].max(widths[1]) + theme.px(4.0)
}

/// Labels beside the frame, moved apart, each joined to its curve by a hairline where it had to
/// move or the curve ends early.
fn end_labels(plot: &Plot, curves: &[Curve], words: &[String]) {
    let (brush, theme) = (plot.brush, plot.theme);
    let last = |curve: &Curve| curve.spreads.last().map(|s| plot.at(s.x, s.mean));
    let ends: Vec<Pixel> = curves.iter().filter_map(last).collect();
    let wanted: Vec<i32> = ends.iter().map(|&(_, y)| y).collect();
    let (top, bottom) = (plot.frame.top, plot.frame.bottom);
    let places = spread_out(&wanted, theme.px(16.0), top, bottom);
    let (edge, x) = (plot.frame.right, plot.frame.right + theme.px(12.0));
    let room = name_width(brush, theme);
    for (((curve, words), end), y) in curves.iter().zip(words).zip(ends).zip(places) {
        let hue = theme.regime(curve.regime);
        let leader = theme.stroke(hue.line.mix(0.5), 1.0);
        let path = [end, (edge, end.1), (x - theme.px(3.0), y)];
        brush.path(&path, &leader);
        let bold = theme.label(hue.text, true, HPos::Left);
        brush.words(curve.regime.name(), (x, y), &bold);
        let plain = theme.label(hue.text, false, HPos::Left);
        brush.words(words, (x + room, y), &plain);
    }
}
