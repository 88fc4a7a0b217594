//! Testing accuracy against sharpness: a mark a trial, and a strategy's mean with bars of one standard
//! deviation both ways.

use crate::plot::Geometry;
use crate::plot::axis::{Axis, extent};
use crate::plot::brush::{Brush, Pixel};
use crate::plot::comparison::names::Names;
use crate::plot::comparison::{Scatter, Series};
use crate::plot::coordinates::{Frame, Plot, Side, label_width};
use crate::plot::spread::mean_and_std;
use crate::plot::theme::{Hue, Theme};
use plotters::style::Color as _;
use plotters::style::text_anchor::HPos;

/// A strategy's mean and spread in pixels.
struct Cross<'a> {
    series: &'a Series,
    centre: Pixel,
    /// The bar's ends along φ and along the accuracy.
    bars: [[Pixel; 2]; 2],
}

pub(super) fn draw(brush: &dyn Brush, theme: &Theme, scatter: &Scatter) -> Geometry {
    let (width, height) = brush.size();
    let (x, y) = axes(scatter);
    let rows = (theme.css(height) / 60.0).clamp(3.0, 8.0) as usize;
    let margin = label_width(brush, theme, &y, rows) + theme.px(9.0);
    let frame = Frame::new(
        margin.max(theme.px(32.0)),
        width - theme.px(12.0),
        theme.px(34.0),
        height - theme.px(46.0),
    );
    let plot = Plot::new(brush, theme, frame, x, y);
    plot.grid(rows);
    plot.label_ordinate(rows, Side::Left, theme.muted);
    let columns = (theme.css(frame.width()) / 55.0).clamp(2.0, 9.0) as usize;
    plot.abscissa(columns, "", Side::Left);
    let below = (frame.right, frame.bottom + theme.px(34.0));
    brush.words(
        "sharpness φ at the end, log scale",
        below,
        &theme.tick(HPos::Right),
    );
    plot.title_at(
        theme.px(15.0),
        "Testing accuracy, %",
        &["one mark a trial, mean ± std", "mean ± std"],
        theme.ink.text,
    );
    let crosses: Vec<Cross> = scatter
        .series
        .iter()
        .filter_map(|s| cross(&plot, s))
        .collect();
    let mut names = taken(&plot, &crosses);
    // SB and LB over the others.
    let ordered = || {
        let behind = crosses.iter().filter(|c| c.series.reference.is_none());
        behind.chain(crosses.iter().filter(|c| c.series.reference.is_some()))
    };
    ordered().for_each(|cross| trials(&plot, cross));
    ordered().for_each(|cross| mean(&plot, cross));
    for cross in ordered().collect::<Vec<_>>().into_iter().rev() {
        name(&plot, cross, &mut names);
    }
    if crosses.is_empty() {
        plot.note("no data yet");
    }
    Geometry {
        panels: vec![plot.geometry("remedies")],
    }
}

/// The points that have a place.
fn placed(series: &Series) -> impl Iterator<Item = (f64, f64)> {
    let points = series.points.iter().copied();
    points.filter(|(phi, accuracy)| *phi > 0.0 && phi.is_finite() && accuracy.is_finite())
}

/// Means and standard deviations of φ and of the accuracy.
fn spreads(series: &Series) -> Option<[(f64, f64); 2]> {
    let (phis, accuracies): (Vec<f64>, Vec<f64>) = placed(series).unzip();
    Some([mean_and_std(&phis)?, mean_and_std(&accuracies)?])
}

/// Axes that show every mark and every bar; a bar that would reach down to φ = 0 ends at the frame.
fn axes(scatter: &Scatter) -> (Axis, Axis) {
    let series = || scatter.series.iter();
    let bars = || series().filter_map(spreads);
    let phis = series().flat_map(|s| placed(s).map(|(phi, _)| phi));
    let high = bars().map(|[(mean, std), _]| mean + std);
    let x = Axis::log_over(phis.chain(high)).unwrap_or_else(|| Axis::log(0.1, 10.0));
    let accuracies = series().flat_map(|s| placed(s).map(|(_, accuracy)| accuracy));
    let ends = bars().flat_map(|[_, (mean, std)]| [mean - std, mean + std]);
    let (lower, upper) = extent(accuracies.chain(ends)).unwrap_or((0.0, 100.0));
    let room = (0.08 * (upper - lower)).max(0.5);
    (x, Axis::linear(lower - room, upper + room))
}

fn cross<'a>(plot: &Plot, series: &'a Series) -> Option<Cross<'a>> {
    let [(phi, phi_std), (accuracy, accuracy_std)] = spreads(series)?;
    Some(Cross {
        series,
        centre: plot.at(phi, accuracy),
        bars: [
            [phi - phi_std, phi + phi_std].map(|phi| plot.at(phi, accuracy)),
            [accuracy - accuracy_std, accuracy + accuracy_std].map(|y| plot.at(phi, y)),
        ],
    })
}

fn hue(theme: &Theme, series: &Series) -> Hue {
    series
        .reference
        .map_or(theme.ink, |regime| theme.regime(regime))
}

fn trials(plot: &Plot, cross: &Cross) {
    let color = hue(plot.theme, cross.series).line;
    for (phi, accuracy) in placed(cross.series) {
        let at = plot.at(phi, accuracy);
        match cross.series.reference {
            Some(regime) => plot.mark(regime, at, 2.75, color.mix(0.45)),
            None => plot.brush.disc(at, plot.theme.px(2.0), color.mix(0.35)),
        }
    }
}

fn mean(plot: &Plot, cross: &Cross) {
    let theme = plot.theme;
    let color = hue(theme, cross.series).line;
    let stroke = theme.stroke(color.mix(0.7), 1.25);
    for bar in cross.bars {
        plot.brush.path(&bar, &stroke);
    }
    match cross.series.reference {
        Some(regime) => plot.mark(regime, cross.centre, 5.0, color),
        None => square(plot, cross.centre),
    }
}

/// A mark that is neither SB's nor LB's.
fn square(plot: &Plot, (x, y): Pixel) {
    let half = plot.theme.px(3.5);
    let corners = [
        (x - half, y - half),
        (x + half, y - half),
        (x + half, y + half),
        (x - half, y + half),
    ];
    plot.brush.area(&corners, plot.theme.ink.line);
}

/// What no label should hide.
fn taken(plot: &Plot, crosses: &[Cross]) -> Names {
    let theme = plot.theme;
    let mut names = Names::new(plot.frame);
    let around = |(x, y): Pixel, half: i32| Frame::new(x - half, x + half, y - half, y + half);
    for cross in crosses {
        names.mark(around(cross.centre, theme.px(5.0)));
        for [from, to] in cross.bars {
            let (left, right) = (from.0.min(to.0), from.0.max(to.0));
            names.mark(Frame::new(left, right, from.1.min(to.1), from.1.max(to.1)));
        }
        for (phi, accuracy) in placed(cross.series) {
            names.mark(around(plot.at(phi, accuracy), theme.px(2.0)));
        }
    }
    names
}

/// The direct label, near the mean; with a thin line to it where it had to stand away.
fn name(plot: &Plot, cross: &Cross, names: &mut Names) {
    let theme = plot.theme;
    let text = cross.series.name;
    let reference = cross.series.reference.is_some();
    let words = theme.label(hue(theme, cross.series).text, reference, HPos::Center);
    let gap = theme.px(6.0);
    let size = (
        plot.brush.width(text, &words) + theme.px(4.0),
        theme.px(15.0),
    );
    let Some(room) = names.take(cross.centre, size, gap) else {
        return;
    };
    let (x, y) = cross.centre;
    let edge = (
        x.clamp(room.left, room.right),
        y.clamp(room.top, room.bottom),
    );
    let away = (edge.0 - x).abs().max((edge.1 - y).abs());
    if away > 2 * gap {
        let stroke = theme.stroke(theme.muted.mix(0.6), 0.75);
        plot.brush.path(&[cross.centre, edge], &stroke);
    }
    let middle = (room.left + room.width() / 2, room.top + room.height() / 2);
    plot.brush.words(text, middle, &words);
}
