//! One panel.

use crate::plot::PanelGeometry;
use crate::plot::axis::{Axis, extent};
use crate::plot::brush::{Brush, Pixel, Stroke};
use crate::plot::coordinates::{Frame, Plot, Side, label_width};
use crate::plot::spread::Spread;
use crate::plot::theme::{Hue, Theme};
use crate::plot::trend::{KneeMark, TrendKind, TrendLine, TrendPanel, TrendPoint, label};
use crate::settings::Regime;
use plotters::style::text_anchor::HPos;
use plotters::style::{Color as _, RGBAColor as Color};

pub(super) fn draw(
    brush: &dyn Brush,
    theme: &Theme,
    panel: &TrendPanel,
    place: Frame,
) -> PanelGeometry {
    let (x, y) = (abscissa(panel), ordinate(panel));
    let rows = (theme.css(place.height()) / 60.0).clamp(3.0, 7.0) as usize;
    let margin = label_width(brush, theme, &y, rows) + theme.px(9.0);
    let frame = Frame::new(
        place.left + margin.max(theme.px(32.0)),
        place.right - theme.px(12.0),
        place.top + theme.px(52.0),
        place.bottom - theme.px(46.0),
    );
    let plot = Plot::new(brush, theme, frame, x, y);
    let mut taken: Vec<Frame> = panel.knee.iter().map(|k| knee(&plot, k)).collect();
    plot.grid(rows);
    plot.label_ordinate(rows, Side::Left, theme.muted);
    let columns = (theme.css(frame.width()) / 45.0).clamp(2.0, 9.0) as usize;
    plot.abscissa(columns, "", Side::Left);
    let below = (frame.right, frame.bottom + theme.px(34.0));
    brush.words(panel.along, below, &theme.tick(HPos::Right));
    let head = place.top + theme.px(15.0);
    plot.title_at(head, &panel.title, &panel.units, theme.ink.text);
    for line in &panel.lines {
        plot.band(&line.spreads(), hue(theme, line.regime));
    }
    panel.lines.iter().rev().for_each(|l| strokes(&plot, l));
    for line in panel.lines.iter().rev() {
        marks(&plot, line, &mut taken);
    }
    label::points(&plot, panel, &mut taken);
    label::lines(&plot, panel, &mut taken);
    if panel.lines.iter().all(|line| line.points.is_empty()) {
        plot.note("no data yet");
    }
    plot.geometry(panel.name)
}

/// A regime's colour, or the neutral one.
pub(super) fn hue(theme: &Theme, regime: Option<Regime>) -> Hue {
    regime.map_or(theme.ink, |regime| theme.regime(regime))
}

fn spreads(panel: &TrendPanel) -> impl Iterator<Item = Spread> {
    let points = panel.lines.iter().flat_map(|line| &line.points);
    points.map(|point| point.spread)
}

/// From the first to the last place, with room for their marks.
fn abscissa(panel: &TrendPanel) -> Axis {
    let places = || spreads(panel).map(|s| s.x);
    if panel.x_log {
        return Axis::log_over(places()).unwrap_or_else(|| Axis::log(10.0, 1000.0));
    }
    let (lower, upper) = extent(places()).unwrap_or((0.0, 1.0));
    let room = (0.04 * (upper - lower)).max(0.1);
    Axis::linear(lower - room, upper + room)
}

/// All means and, where there is room, their spreads.
fn ordinate(panel: &TrendPanel) -> Axis {
    if panel.y_log {
        let values = spreads(panel).flat_map(|s| [s.mean, s.mean + s.std]);
        return Axis::log_over(values).unwrap_or_else(|| Axis::log(0.1, 10.0));
    }
    let values = spreads(panel).flat_map(|s| [s.mean - s.std, s.mean + s.std]);
    let (lower, upper) = extent(values).unwrap_or((0.0, 100.0));
    let room = (0.1 * (upper - lower)).max(0.5);
    Axis::linear(lower - room, upper + room)
}

/// A shaded interval, an upright line in it, and its label above; returns what the line takes.
fn knee(plot: &Plot, knee: &KneeMark) -> Frame {
    let (theme, frame) = (plot.theme, plot.frame);
    let across = |x: f64| plot.at(x, 1.0).0;
    if let Some((low, high)) = knee.interval {
        let (left, right) = (across(low), across(high));
        let corners = [
            (left, frame.top),
            (right, frame.top),
            (right, frame.bottom),
            (left, frame.bottom),
        ];
        plot.brush.area(&corners, theme.muted.mix(0.14));
    }
    let x = across(knee.at);
    let stroke = theme.stroke(theme.ink.line.mix(0.75), 1.25);
    let top = frame.top - theme.px(3.0);
    plot.brush.path(&[(x, top), (x, frame.bottom)], &stroke);
    let words = theme.label(theme.ink.text, false, HPos::Center);
    let half = plot.brush.width(&knee.label, &words) / 2;
    let middle = x.min(frame.right - half).max(frame.left + half);
    let at = (middle, frame.top - theme.px(11.0));
    plot.brush.words(&knee.label, at, &words);
    let room = theme.px(3.0);
    Frame::new(x - room, x + room, frame.top, frame.bottom)
}

/// The line, faint where it leads to a hollow mark.
fn strokes(plot: &Plot, line: &TrendLine) {
    let theme = plot.theme;
    let color = hue(theme, line.regime).line;
    let stroke = match line.kind {
        TrendKind::Solid => theme.data(color, false),
        TrendKind::Dashed => theme.data(color, true),
        TrendKind::Reference => theme.stroke(color.mix(0.8), 1.25),
    };
    let faint = Stroke {
        color: color.mix(0.35),
        ..stroke
    };
    // Runs share the point at which one ends and the next begins.
    let mut first = 0;
    while first + 1 < line.points.len() {
        let hollow = |k: usize| line.points[k].hollow || line.points[k - 1].hollow;
        let own = hollow(first + 1);
        let next = (first + 2..line.points.len()).find(|&k| hollow(k) != own);
        let last = next.map_or(line.points.len() - 1, |next| next - 1);
        let run = line.points[first..=last].iter();
        let run: Vec<Spread> = run.map(|point| point.spread).collect();
        plot.line(&run, if own { &faint } else { &stroke });
        first = last;
    }
}

/// The marks; a reference has none.
fn marks(plot: &Plot, line: &TrendLine, taken: &mut Vec<Frame>) {
    if line.kind == TrendKind::Reference {
        return;
    }
    let theme = plot.theme;
    for point in &line.points {
        let at = plot.at(point.spread.x, point.spread.mean);
        let color = hue(theme, point.regime.or(line.regime)).line;
        let size = if point.label.is_empty() { 3.5 } else { 5.0 };
        mark(plot, point, at, size, color);
        if point.hollow {
            mark(plot, point, at, size - 1.6, theme.ground);
        }
        let half = theme.px(size + 1.0);
        taken.push(Frame::new(
            at.0 - half,
            at.0 + half,
            at.1 - half,
            at.1 + half,
        ));
    }
}

/// A disc for SB and a diamond for LB as everywhere, a square for all others.
fn mark(plot: &Plot, point: &TrendPoint, at: Pixel, size: f64, color: Color) {
    if let Some(regime) = point.regime {
        return plot.mark(regime, at, size, color);
    }
    let half = plot.theme.px(0.9 * size);
    let (x, y) = at;
    let corners = [
        (x - half, y - half),
        (x + half, y - half),
        (x + half, y + half),
        (x - half, y + half),
    ];
    plot.brush.area(&corners, color);
}
