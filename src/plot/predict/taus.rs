//! Kendall's τ of every measure, one below another: a disc with its interval over all networks, small
//! marks within groups.

use super::{PredictChart, TauRow, legend, mark};
use crate::plot::PanelGeometry;
use crate::plot::axis::Axis;
use crate::plot::brush::Brush;
use crate::plot::coordinates::{Frame, Plot, Side};
use crate::plot::theme::Theme;
use plotters::style::Color as _;
use plotters::style::text_anchor::HPos;

/// Size of the marks within groups.
const SMALL: f64 = 2.5;

pub(super) fn draw(
    brush: &dyn Brush,
    theme: &Theme,
    chart: &PredictChart,
    place: Frame,
) -> PanelGeometry {
    let rows = &chart.rows;
    let name = theme.label(theme.ink.text, true, HPos::Right);
    let names = rows.iter().map(|row| brush.width(row.name, &name)).max();
    let frame = Frame::new(
        place.left + names.unwrap_or(0) + theme.px(26.0),
        place.right - theme.px(14.0),
        place.top + theme.px(48.0),
        place.bottom - theme.px(46.0),
    );
    let reach = reach(rows);
    let count = rows.len().max(1) as f64;
    let plot = Plot::new(
        brush,
        theme,
        frame,
        Axis::linear(-reach, reach),
        Axis::linear(0.0, count),
    );
    scenery(&plot, reach);
    let left = place.left + theme.px(18.0);
    let bold = theme.title(theme.ink.text, HPos::Left);
    let title = "Kendall’s τ with the error";
    let y = place.top + theme.px(15.0);
    brush.words(title, (left, y), &bold);
    let beside = left + brush.width(title, &bold) + theme.px(7.0);
    let words = theme.tick(HPos::Left);
    let note = "small: within a group";
    if beside + brush.width(note, &words) <= frame.right {
        brush.words(note, (beside, y), &words);
    }
    let below = (left + theme.px(4.0), place.top + theme.px(36.0));
    legend(&plot, &chart.groups, SMALL, below);
    for (k, row) in rows.iter().enumerate() {
        draw_row(&plot, row, count - 0.5 - k as f64);
    }
    plot.geometry("tau")
}

/// How far the abscissa reaches to both sides of 0.
fn reach(rows: &[TauRow]) -> f64 {
    let values = rows.iter().flat_map(|row| {
        let ends = row.interval.into_iter().flat_map(|(low, high)| [low, high]);
        let within = row.within.iter().map(|(_, tau)| *tau);
        ends.chain(row.tau).chain(within)
    });
    let most = values.fold(0.0_f64, |most, value| most.max(value.abs()));
    if most == 0.0 {
        1.0
    } else {
        (most + 0.08).clamp(0.3, 1.06)
    }
}

/// Upright grid lines, the line at 0, and which way is which.
fn scenery(plot: &Plot, reach: f64) {
    let theme = plot.theme;
    let Frame {
        left,
        right,
        top,
        bottom,
    } = plot.frame;
    let columns = (theme.css(plot.frame.width()) / 50.0).clamp(2.0, 9.0) as usize;
    let grid = theme.stroke(theme.grid, 1.0);
    for tick in Axis::linear(-reach, reach).ticks(columns) {
        let (x, _) = plot.at(tick, 0.0);
        plot.brush.path(&[(x, top), (x, bottom)], &grid);
    }
    let (zero, _) = plot.at(0.0, 0.0);
    let stroke = theme.stroke(theme.axis, 1.5);
    plot.brush.path(&[(zero, top), (zero, bottom)], &stroke);
    plot.abscissa(columns, "", Side::Left);
    let y = bottom + theme.px(34.0);
    let right_words = theme.tick(HPos::Right);
    plot.brush
        .words("predicts the error", (right, y), &right_words);
    let left_words = theme.tick(HPos::Left);
    let long = "the wrong way";
    let room = zero - left > plot.brush.width(long, &left_words);
    if room {
        plot.brush.words(long, (left, y), &left_words);
    }
}

fn draw_row(plot: &Plot, row: &TauRow, height: f64) {
    let theme = plot.theme;
    let (_, y) = plot.at(0.0, height);
    let Frame { left, right, .. } = plot.frame;
    let guide = theme.stroke(theme.grid, 1.0);
    plot.brush.path(&[(left, y), (right, y)], &guide);
    let color = if row.chosen {
        theme.ink.text
    } else {
        theme.muted
    };
    let name = theme.label(color, row.chosen, HPos::Right);
    plot.brush
        .words(row.name, (left - theme.px(10.0), y), &name);
    let at = |tau: f64| plot.at(tau, height);
    if let Some((low, high)) = row.interval {
        let stroke = theme.stroke(theme.ink.line.mix(0.35), 4.0);
        plot.brush.path(&[at(low), at(high)], &stroke);
    }
    for &(shape, tau) in &row.within {
        mark(plot, shape, at(tau), SMALL, theme.muted);
    }
    if let Some(tau) = row.tau {
        plot.brush.disc(at(tau), theme.px(5.0), theme.ink.line);
    }
}
