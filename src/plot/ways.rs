//! Ways between two minima.

use crate::format::significant;
use crate::jobs::Connection;
use crate::jobs::connection::{WAYS, barrier};
use crate::plot::axis::{Axis, extent};
use crate::plot::brush::{Brush, Pixel, Stroke};
use crate::plot::coordinates::{Frame, Plot, Side, label_width};
use crate::plot::labels::beside;
use crate::plot::theme::{Hue, Theme};
use crate::plot::{Geometry, PanelGeometry, Picture};
use crate::settings::Regime;
use crate::training::Evaluation;
use plotters::style::text_anchor::HPos;

/// Below this width in CSS pixels the panels stand one above the other.
const NARROW: f64 = 620.0;
/// Room beside t = 0 and t = 1, in units of t.
const ROOM: f64 = 0.03;
/// The ways' names, in their order.
pub const NAMES: [&str; WAYS] = ["straight line", "the paper’s curve", "trained curve"];
/// The same in panels that are narrower than this many CSS pixels.
const SHORT: [&str; WAYS] = ["straight", "paper", "trained"];
const ROOMY: f64 = 330.0;

/// Loss (logarithmic, in nats) and accuracy (in per cent) against t on the straight line, the paper's curve and the
/// trained curve, training solid, testing dashed, with each way's barrier. The panels are "loss" and "accuracy".
#[derive(Clone, Debug, PartialEq)]
pub struct WaysChart {
    /// What is known.
    pub connection: Option<Connection>,
    /// Whose minima are at t = 0 and t = 1, and their names.
    pub ends: [(Regime, &'static str); 2],
}

/// What a panel shows.
struct Quantity {
    panel: &'static str,
    title: &'static str,
    units: &'static [&'static str],
    /// Of the training set and of the testing set.
    values: [fn(&Evaluation) -> f64; 2],
}

const LOSS: Quantity = Quantity {
    panel: "loss",
    title: "Loss",
    units: &[
        "nats, log, training solid, testing dashed",
        "nats, log, with barriers",
        "nats, log",
    ],
    values: [|e| e.train_loss, |e| e.test_loss],
};
const ACCURACY: Quantity = Quantity {
    panel: "accuracy",
    title: "Accuracy",
    units: &["%"],
    values: [|e| 100.0 * e.train_accuracy, |e| 100.0 * e.test_accuracy],
};

impl Picture for WaysChart {
    fn paint(&self, brush: &dyn Brush, theme: &Theme) -> Geometry {
        let (width, height) = brush.size();
        let places = if theme.css(width) < NARROW {
            let middle = height * 11 / 20;
            [
                Frame::new(0, width, 0, middle),
                Frame::new(0, width, middle, height),
            ]
        } else {
            let (middle, half) = (width * 11 / 20, theme.px(9.0));
            [
                Frame::new(0, middle - half, 0, height),
                Frame::new(middle + half, width, 0, height),
            ]
        };
        let panels = [LOSS, ACCURACY].into_iter().zip(places);
        Geometry {
            panels: panels
                .map(|(quantity, place)| self.panel(brush, theme, &quantity, place))
                .collect(),
        }
    }
}

impl WaysChart {
    fn ways(&self) -> Vec<&[Evaluation]> {
        let known = self.connection.iter();
        known.flat_map(Connection::ways).collect()
    }

    fn panel(
        &self,
        brush: &dyn Brush,
        theme: &Theme,
        quantity: &Quantity,
        place: Frame,
    ) -> PanelGeometry {
        let y = self.ordinate(quantity);
        let rows = (theme.css(place.height()) / 60.0).clamp(3.0, 7.0) as usize;
        let frame = Frame::new(
            place.left + label_width(brush, theme, &y, rows).max(theme.px(26.0)) + theme.px(9.0),
            place.right - theme.px(12.0),
            place.top + theme.px(36.0),
            place.bottom - theme.px(46.0),
        );
        let plot = Plot::new(brush, theme, frame, Axis::linear(-ROOM, 1.0 + ROOM), y);
        plot.grid(rows);
        plot.label_ordinate(rows, Side::Left, theme.muted);
        plot.abscissa(
            (theme.css(frame.width()) / 60.0) as usize,
            "t =",
            Side::Left,
        );
        plot.title(quantity.title, quantity.units, theme.ink.text);
        self.name_ends(&plot);
        let drawn = quantity.values.map(|value| self.lines(&plot, value));
        for (testing, lines) in [(true, &drawn[1]), (false, &drawn[0])] {
            for (way, line) in lines.iter().enumerate() {
                brush.path(line, &stroke(theme, way, testing));
            }
        }
        self.marks(&plot, &drawn);
        match quantity.panel {
            _ if self.connection.is_none() => plot.note("no data yet"),
            "loss" => self.name_ways(&plot, &drawn),
            _ => name_sets(&plot, &drawn),
        }
        plot.geometry(quantity.panel)
    }

    /// The pixels of each way.
    fn lines(&self, plot: &Plot, value: fn(&Evaluation) -> f64) -> Vec<Vec<Pixel>> {
        let line = |way: &[Evaluation]| {
            let last = (way.len().max(2) - 1) as f64;
            let places = way.iter().enumerate();
            let pixel = |(k, place)| plot.at(k as f64 / last, value(place));
            places.map(pixel).collect()
        };
        self.ways().into_iter().map(line).collect()
    }

    fn ordinate(&self, quantity: &Quantity) -> Axis {
        let all = self.ways().into_iter().flatten();
        let values = all.flat_map(|place| quantity.values.map(|value| value(place)));
        if quantity.panel == "loss" {
            return Axis::log_over(values).unwrap_or_else(|| Axis::log(0.01, 10.0));
        }
        let lowest = extent(values).map_or(0.0, |(lowest, _)| lowest);
        Axis::linear(libm::floor(lowest.min(99.0) / 10.0) * 10.0, 102.0)
    }

    /// Whose minimum is at which end, below the abscissa.
    fn name_ends(&self, plot: &Plot) {
        let theme = plot.theme;
        let y = plot.frame.bottom + theme.px(34.0);
        let sides = [(0.0, HPos::Left, -1), (1.0, HPos::Right, 1)];
        for ((regime, name), (t, anchor, side)) in self.ends.into_iter().zip(sides) {
            let words = theme.label(theme.regime(regime).text, true, anchor);
            let x = plot.at(t, 1.0).0 + side * theme.px(4.0);
            plot.brush.words(name, (x, y), &words);
        }
    }

    /// SB's disc and LB's diamond where all ways begin and end.
    fn marks(&self, plot: &Plot, drawn: &[Vec<Vec<Pixel>>; 2]) {
        for lines in drawn {
            let Some(line) = lines.first() else { continue };
            let ends = [line.first(), line.last()];
            for (at, (regime, _)) in ends.into_iter().zip(self.ends) {
                let Some(&at) = at else { continue };
                plot.mark(regime, at, 5.25, plot.theme.ground);
                plot.mark(regime, at, 4.0, plot.theme.regime(regime).line);
            }
        }
    }

    /// Each way's name and barrier, where there is most room beside its training loss.
    fn name_ways(&self, plot: &Plot, drawn: &[Vec<Vec<Pixel>>; 2]) {
        let [training, testing] = drawn;
        let mut taken = self.taken(plot, drawn);
        for (way, evaluations) in self.ways().into_iter().enumerate().rev() {
            let name = name(plot, way, evaluations);
            let others = training.iter().chain(testing).enumerate();
            let others = others.filter(|(other, _)| *other != way);
            let others: Vec<Vec<Pixel>> = others.map(|(_, line)| line.clone()).collect();
            label(
                plot,
                &name,
                hue(plot.theme, way),
                (&training[way], &others),
                &mut taken,
            );
        }
    }

    /// Where no label may stand.
    fn taken(&self, plot: &Plot, drawn: &[Vec<Vec<Pixel>>; 2]) -> Vec<Frame> {
        let half = plot.theme.px(7.0);
        let lines = drawn.iter().filter_map(|lines| lines.first());
        let ends = lines.flat_map(|line| [line.first(), line.last()]).flatten();
        ends.map(|(x, y)| Frame::new(x - half, x + half, y - half, y + half))
            .collect()
    }
}

/// A quiet line, the colour of what shares a panel, and what is at stake.
fn hue(theme: &Theme, way: usize) -> Hue {
    match way {
        0 => Hue {
            line: theme.muted,
            text: theme.muted,
        },
        1 => theme.accuracy,
        _ => theme.ink,
    }
}

/// The trained curve is the loud one.
fn stroke(theme: &Theme, way: usize, testing: bool) -> Stroke {
    let usual = theme.data(hue(theme, way).line, testing);
    let loud = way + 1 == WAYS && !testing;
    let width = if loud { theme.px(3.0) } else { usual.width };
    Stroke { width, ..usual }
}

/// Which lines are of which set, beside those of the trained curve.
fn name_sets(plot: &Plot, drawn: &[Vec<Vec<Pixel>>; 2]) {
    let mut taken = Vec::new();
    for (set, name) in ["training", "testing"].into_iter().enumerate() {
        let Some(line) = drawn[set].last() else {
            continue;
        };
        let others = drawn.iter().enumerate().flat_map(|(other, lines)| {
            let count = if other == set { WAYS - 1 } else { WAYS };
            lines.iter().take(count).cloned()
        });
        let others: Vec<Vec<Pixel>> = others.collect();
        label(plot, name, plot.theme.ink, (line, &others), &mut taken);
    }
}

/// A way's name and barrier, short where there is little room.
fn name(plot: &Plot, way: usize, evaluations: &[Evaluation]) -> String {
    let rise = barrier(evaluations);
    let roomy = plot.theme.css(plot.frame.width()) >= ROOMY;
    match rise > 0.0 {
        _ if !roomy => format!("{} +{}", SHORT[way], significant(rise, 2)),
        true => format!("{}, barrier {}", NAMES[way], significant(rise, 2)),
        false => format!("{}, no barrier", NAMES[way]),
    }
}

/// Writes a label beside a line, clear of others.
fn label(
    plot: &Plot,
    name: &str,
    hue: Hue,
    (line, others): (&[Pixel], &[Vec<Pixel>]),
    taken: &mut Vec<Frame>,
) {
    let theme = plot.theme;
    let words = theme.label(hue.text, false, HPos::Center);
    let size = (
        plot.brush.width(name, &words) + theme.px(8.0),
        theme.px(19.0),
    );
    if let Some((x, y)) = beside(line, others, taken, size, plot.frame) {
        plot.brush.words(name, (x, y), &words);
        let (across, down) = (size.0 / 2, size.1 / 2);
        taken.push(Frame::new(x - across, x + across, y - down, y + down));
    }
}
