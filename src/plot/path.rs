//! The linear path between the minima, the paper's figure 3.

use crate::jobs::Path;
use crate::plot::axis::{Axis, extent};
use crate::plot::brush::Brush;
use crate::plot::coordinates::{Frame, Plot, Side, label_width};
use crate::plot::labels::beside;
use crate::plot::spread::{Spread, spread_over_trials};
use crate::plot::theme::{Hue, Theme};
use crate::plot::{Geometry, Picture};
use crate::settings::Regime;
use crate::training::Evaluation;
use plotters::style::text_anchor::HPos;

/// f(α x_L + (1 − α) x_S) against α: the loss (logarithmic, in nats) on the left axis, the
/// accuracy (in per cent) on the right; training solid, testing dashed; means over the trials with
/// bands of ± one sample standard deviation. SB's minimum is at α = 0, LB's at α = 1. The panels
/// "loss" and "accuracy" share one place.
#[derive(Clone, Debug, PartialEq)]
pub struct PathChart(
    /// In any order.
    pub Vec<Path>,
);

impl Picture for PathChart {
    fn paint(&self, brush: &dyn Brush, theme: &Theme) -> Geometry {
        path(brush, theme, &self.0)
    }
}

/// One line of the figure.
struct Line {
    name: &'static str,
    accuracy: bool,
    testing: bool,
    spreads: Vec<Spread>,
}

/// The value of one line.
type Reading = fn(&Evaluation) -> f64;

fn path(brush: &dyn Brush, theme: &Theme, paths: &[Path]) -> Geometry {
    let lines = lines(paths);
    let (width, height) = brush.size();
    let (loss, accuracy) = (loss_axis(&lines), accuracy_axis(&lines));
    let rows = (theme.css(height) / 60.0).clamp(3.0, 7.0) as usize;
    let frame = Frame::new(
        label_width(brush, theme, &loss, rows).max(theme.px(26.0)) + theme.px(9.0),
        width - label_width(brush, theme, &accuracy, rows) - theme.px(9.0),
        theme.px(54.0),
        height - theme.px(28.0),
    );
    let alphas = alpha_axis(paths);
    let left = Plot::new(brush, theme, frame, alphas.clone(), loss);
    let right = Plot::new(brush, theme, frame, alphas.clone(), accuracy);
    scenery(&left, &right, rows);
    let plot_of = |line: &Line| if line.accuracy { &right } else { &left };
    for line in &lines {
        plot_of(line).band(&line.spreads, hue(theme, line));
    }
    for line in lines.iter().rev() {
        let stroke = theme.data(hue(theme, line).line, line.testing);
        plot_of(line).line(&line.spreads, &stroke);
    }
    let minima = minima(&left, &alphas);
    for line in &lines {
        end_points(plot_of(line), line);
    }
    label_lines(&lines, &plot_of, minima);
    if lines.is_empty() {
        left.note("no data yet");
    }
    Geometry {
        panels: vec![left.geometry("loss"), right.geometry("accuracy")],
    }
}

/// The lines that have a point.
fn lines(paths: &[Path]) -> Vec<Line> {
    let kinds: [(_, _, _, Reading); 4] = [
        ("train loss", false, false, |e| e.train_loss),
        ("test loss", false, true, |e| e.test_loss),
        ("train accuracy", true, false, |e| 100.0 * e.train_accuracy),
        ("test accuracy", true, true, |e| 100.0 * e.test_accuracy),
    ];
    kinds
        .into_iter()
        .map(|(name, accuracy, testing, value)| {
            let points = paths.iter().flat_map(|path| &path.points);
            let values = points.map(|point| (point.alpha, value(&point.evaluation)));
            Line {
                name,
                accuracy,
                testing,
                spreads: spread_over_trials(values.collect()),
            }
        })
        .filter(|line| !line.spreads.is_empty())
        .collect()
}

fn hue(theme: &Theme, line: &Line) -> Hue {
    if line.accuracy {
        theme.accuracy
    } else {
        theme.ink
    }
}

/// α ∈ [−1, 2], or farther if the data go there.
fn alpha_axis(paths: &[Path]) -> Axis {
    let alphas = paths.iter().flat_map(|path| &path.points).map(|p| p.alpha);
    let (lower, upper) = extent(alphas.chain([-1.0, 2.0])).unwrap_or((-1.0, 2.0));
    Axis::linear(lower, upper)
}

fn loss_axis(lines: &[Line]) -> Axis {
    let spreads = lines
        .iter()
        .filter(|l| !l.accuracy)
        .flat_map(|l| &l.spreads);
    Axis::log_over(spreads.flat_map(|s| [s.mean, s.mean + s.std]))
        .unwrap_or_else(|| Axis::log(0.01, 10.0))
}

fn accuracy_axis(lines: &[Line]) -> Axis {
    let spreads = lines.iter().filter(|l| l.accuracy).flat_map(|l| &l.spreads);
    let ends = extent(spreads.flat_map(|s| [s.mean, s.mean - s.std]));
    let lowest = ends.map_or(0.0, |(lowest, _)| lowest).clamp(0.0, 99.0);
    Axis::linear(libm::floor(lowest / 10.0) * 10.0, 102.0)
}

/// Grid, both axes and their titles.
fn scenery(left: &Plot, right: &Plot, rows: usize) {
    let theme = left.theme;
    left.grid(rows);
    left.label_ordinate(rows, Side::Left, theme.muted);
    right.label_ordinate(rows, Side::Right, theme.accuracy.text);
    let columns = (theme.css(left.frame.width()) / 50.0).clamp(3.0, 8.0) as usize;
    left.abscissa(columns, "α =", Side::Left);
    let y = left.frame.top - theme.px(39.0);
    let words = theme.title(theme.ink.text, HPos::Left);
    left.brush.words("Loss", (left.frame.left, y), &words);
    let x = left.frame.left + left.brush.width("Loss", &words) + theme.px(7.0);
    left.brush
        .words("nats, log", (x, y), &theme.tick(HPos::Left));
    let words = theme.title(theme.accuracy.text, HPos::Right);
    left.brush
        .words("Accuracy, %", (left.frame.right, y), &words);
}

/// Hairlines at the minima with their names above; returns where no label may stand.
fn minima(plot: &Plot, alphas: &Axis) -> Vec<Frame> {
    let theme = plot.theme;
    let Frame { top, bottom, .. } = plot.frame;
    let mut taken = Vec::new();
    for (alpha, regime) in [(0.0, Regime::Small), (1.0, Regime::Large)] {
        let (x, _) = plot.at(alpha, alphas.ends()[0]);
        let hue = theme.regime(regime);
        let stroke = theme.stroke(hue.line, 1.25);
        plot.brush
            .path(&[(x, top - theme.px(6.0)), (x, bottom)], &stroke);
        let words = theme.label(hue.text, true, HPos::Center);
        let y = top - theme.px(15.0);
        plot.brush.words(regime.name(), (x, y), &words);
        let room = theme.px(4.0);
        taken.push(Frame::new(x - room, x + room, top, bottom));
    }
    taken
}

/// Marks where a line passes the minima, if it has a point there.
fn end_points(plot: &Plot, line: &Line) {
    for (alpha, regime) in [(0.0, Regime::Small), (1.0, Regime::Large)] {
        let here = line.spreads.iter().find(|s| (s.x - alpha).abs() < 1e-9);
        if let Some(spread) = here {
            let color = plot.theme.regime(regime).line;
            plot.mark(regime, plot.at(spread.x, spread.mean), 3.25, color);
        }
    }
}

/// Names each line where there is most room beside it: in full, or in a narrow figure by its set
/// alone, since its colour is that of its axis' title.
fn label_lines<'a>(lines: &[Line], plot_of: &dyn Fn(&Line) -> &'a Plot<'a>, mut taken: Vec<Frame>) {
    let drawn: Vec<_> = lines.iter().map(|l| plot_of(l).means(&l.spreads)).collect();
    for (k, line) in lines.iter().enumerate() {
        let plot = plot_of(line);
        let theme = plot.theme;
        let words = theme.label(hue(theme, line).text, false, HPos::Center);
        let name = match line.testing {
            _ if theme.css(plot.frame.width()) >= 480.0 => line.name,
            true => "test",
            false => "train",
        };
        let width = plot.brush.width(name, &words) + theme.px(8.0);
        let size = (width, theme.px(19.0));
        let others: Vec<_> = (0..drawn.len())
            .filter(|&i| i != k)
            .map(|i| drawn[i].clone())
            .collect();
        if let Some((x, y)) = beside(&drawn[k], &others, &taken, size, plot.frame) {
            plot.brush.words(name, (x, y), &words);
            taken.push(Frame::new(
                x - size.0 / 2,
                x + size.0 / 2,
                y - size.1 / 2,
                y + size.1 / 2,
            ));
        }
    }
}
