//! φ of every minimum, one mark a trial.

use crate::jobs::Sharpness;
use crate::plot::axis::{Axis, scientific};
use crate::plot::brush::Brush;
use crate::plot::coordinates::{Frame, Plot, Side};
use crate::plot::spread::mean_and_std;
use crate::plot::theme::Theme;
use crate::plot::{Geometry, Picture};
use crate::settings::Regime;
use plotters::style::Color as _;
use plotters::style::text_anchor::HPos;

/// The paper's two box sizes, shown while there are no data.
const EPSILONS: [f64; 2] = [1e-3, 5e-4];

/// φ of Metric 2.1 on a logarithmic abscissa, for every ε (from the largest down) a row of SB
/// and one of LB: a mark a trial (disc or diamond), an upright bar at the mean and a line over ± one
/// sample standard deviation, with the numbers at the right. The panel is named "sharpness"; its
/// ordinate counts the rows from the bottom.
#[derive(Clone, Debug, PartialEq)]
pub struct SharpnessChart(
    /// In any order.
    pub Vec<Sharpness>,
);

impl Picture for SharpnessChart {
    fn paint(&self, brush: &dyn Brush, theme: &Theme) -> Geometry {
        sharpness(brush, theme, &self.0)
    }
}

/// One row: a regime at one ε.
struct Row {
    epsilon: f64,
    regime: Regime,
    /// Height on the ordinate, where neighbours of the same ε are 1 apart.
    height: f64,
    values: Vec<f64>,
}

fn sharpness(brush: &dyn Brush, theme: &Theme, points: &[Sharpness]) -> Geometry {
    let (rows, top) = rows(points);
    let (width, height) = brush.size();
    let narrow = theme.css(width) < 560.0;
    let words = theme.label(theme.muted, false, HPos::Right);
    let summaries: Vec<_> = rows.iter().map(|row| summary(&row.values)).collect();
    let beside = summaries.iter().map(|text| brush.width(text, &words)).max();
    let frame = Frame::new(
        theme.px(if narrow { 34.0 } else { 120.0 }),
        width - beside.unwrap_or(0).max(theme.px(20.0)) - theme.px(16.0),
        theme.px(34.0),
        height - theme.px(28.0),
    );
    let values = || rows.iter().flat_map(|row| row.values.iter().copied());
    let means = rows.iter().filter_map(|row| mean_and_std(&row.values));
    let axis = Axis::log_over(values().chain(means.map(|(mean, std)| mean + std)))
        .unwrap_or_else(|| Axis::log(0.1, 10.0));
    let ordinate = Axis::linear(0.0, top);
    let columns = (theme.css(frame.width()) / 45.0).clamp(2.0, 9.0) as usize;
    let plot = Plot::new(brush, theme, frame, axis.clone(), ordinate);
    scenery(&plot, &axis, columns);
    for (row, text) in rows.iter().zip(&summaries) {
        draw_row(&plot, &axis, row, text);
    }
    headings(&plot, &rows, narrow);
    if values().next().is_none() {
        plot.note("no data yet");
    }
    Geometry {
        panels: vec![plot.geometry("sharpness")],
    }
}

/// The rows from the top down, and the ordinate's upper end.
fn rows(points: &[Sharpness]) -> (Vec<Row>, f64) {
    let shown = |p: &&Sharpness| p.value.is_finite() && p.epsilon.is_normal();
    let finite = || points.iter().filter(shown);
    let mut epsilons = Vec::new();
    for epsilon in finite().map(|point| point.epsilon) {
        let place = epsilons.partition_point(|&larger| larger > epsilon);
        if epsilons.get(place) != Some(&epsilon) {
            epsilons.insert(place, epsilon);
        }
    }
    if epsilons.is_empty() {
        epsilons.extend(EPSILONS);
    }
    let top = 2.7 * epsilons.len() as f64;
    let mut rows = Vec::new();
    for (group, &epsilon) in epsilons.iter().enumerate() {
        for (regime, below) in [(Regime::Small, 1.0), (Regime::Large, 2.0)] {
            let of_row = |p: &&Sharpness| p.epsilon == epsilon && p.regime == regime;
            rows.push(Row {
                epsilon,
                regime,
                height: top - 2.7 * group as f64 - below,
                values: finite().filter(of_row).map(|point| point.value).collect(),
            });
        }
    }
    (rows, top)
}

/// "1.72 ± 0.13" with three significant digits of the mean.
fn summary(values: &[f64]) -> String {
    let Some((mean, std)) = mean_and_std(values) else {
        return String::new();
    };
    let magnitude = libm::floor(libm::log10(mean.abs().max(1e-12)));
    if !(-3.0..=4.0).contains(&magnitude) {
        return format!("{mean:.1e}");
    }
    let decimals = (2.0 - magnitude).clamp(0.0, 5.0) as usize;
    if values.len() < 2 {
        format!("{mean:.decimals$}")
    } else {
        format!("{mean:.decimals$} ± {std:.decimals$}")
    }
}

/// Upright grid lines, the axis and the titles.
fn scenery(plot: &Plot, axis: &Axis, columns: usize) {
    let theme = plot.theme;
    let Frame { top, bottom, .. } = plot.frame;
    let stroke = theme.stroke(theme.grid, 1.0);
    for tick in axis.ticks(columns) {
        let (x, _) = plot.at(tick, 0.0);
        plot.brush.path(&[(x, top), (x, bottom)], &stroke);
    }
    for tick in axis.minor_ticks() {
        let (x, _) = plot.at(tick, 0.0);
        plot.brush
            .path(&[(x, bottom - theme.px(4.0)), (x, bottom)], &stroke);
    }
    plot.abscissa(columns, "φ", Side::Right);
    plot.title(
        "Sharpness φ",
        &["log scale, mean ± std", "log scale"],
        theme.ink.text,
    );
}

fn draw_row(plot: &Plot, axis: &Axis, row: &Row, summary: &str) {
    let theme = plot.theme;
    let hue = theme.regime(row.regime);
    let (_, y) = plot.at(1.0, row.height);
    let guide = theme.stroke(theme.grid, 1.0);
    plot.brush
        .path(&[(plot.frame.left, y), (plot.frame.right, y)], &guide);
    let name = theme.label(hue.text, true, HPos::Right);
    let left = plot.frame.left - theme.px(10.0);
    plot.brush.words(row.regime.name(), (left, y), &name);
    if let Some((mean, std)) = mean_and_std(&row.values) {
        let x = |value: f64| plot.at(value.max(axis.ends()[0]), row.height).0;
        let bar = theme.stroke(hue.line.mix(0.35), 5.0);
        if std > 0.0 {
            plot.brush
                .path(&[(x(mean - std), y), (x(mean + std), y)], &bar);
        }
        let half = theme.px(10.0);
        let upright = theme.stroke(hue.line, 2.5);
        plot.brush
            .path(&[(x(mean), y - half), (x(mean), y + half)], &upright);
    }
    for &value in &row.values {
        let centre = plot.at(value, row.height);
        plot.mark(row.regime, centre, 4.0, hue.line.mix(0.75));
    }
    let words = theme.label(hue.text, false, HPos::Left);
    let right = plot.frame.right + theme.px(12.0);
    plot.brush.words(summary, (right, y), &words);
}

/// ε of each pair of rows: between them at the left, or above them where there is no room.
fn headings(plot: &Plot, rows: &[Row], narrow: bool) {
    let theme = plot.theme;
    for pair in rows.chunks(2) {
        let text = format!("ε = {}", scientific(pair[0].epsilon));
        if narrow {
            let (_, y) = plot.at(1.0, pair[0].height + 0.55);
            let at = (plot.frame.left + theme.px(4.0), y);
            plot.brush.words(&text, at, &theme.tick(HPos::Left));
        } else {
            let (_, y) = plot.at(1.0, pair[0].height - 0.5);
            let words = theme.label(theme.ink.text, false, HPos::Left);
            plot.brush.words(&text, (0, y), &words);
        }
    }
}
