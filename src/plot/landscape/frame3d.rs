//! The box around a surface: its ground with ticks along the two edges in front, and the scale on
//! its upright edge.

use crate::landscape::Grid;
use crate::plot::axis::number;
use crate::plot::brush::{Brush, Pixel};
use crate::plot::coordinates::Frame;
use crate::plot::landscape::layout::{LINE, axis};
use crate::plot::landscape::projection::{Projection, Spot};
use crate::plot::landscape::scale::{Scale, TOP};
use crate::plot::landscape::text;
use crate::plot::theme::Theme;
use plotters::style::text_anchor::HPos;

/// An edge of the ground: a point for each share of it.
type Edge<'a> = &'a dyn Fn(f64) -> Spot;

/// Draws the ground's edges in front, the ticks and the names.
pub(super) fn draw(
    brush: &dyn Brush,
    theme: &Theme,
    view: &Projection,
    grid: &Grid,
    names: &[Vec<String>; 2],
    frame: Frame,
) {
    let [columns, rows] = view.recedes();
    let (side, front) = (
        if columns { 0.0 } else { 1.0 },
        if rows { 0.0 } else { 1.0 },
    );
    let across = |share: f64| [share, front, 0.0];
    let along = |share: f64| [side, share, 0.0];
    let edges: [(Edge, &[f64], &[String]); 2] =
        [(&across, &grid.a, &names[0]), (&along, &grid.b, &names[1])];
    for (edge, places, name) in edges {
        brush.path(
            &[view.at(edge(0.0)), view.at(edge(1.0))],
            &theme.stroke(theme.axis, 1.0),
        );
        let out = outwards(theme, view, edge);
        ticks(brush, theme, view, (edge, out), places);
        write_name(brush, theme, view, (edge, out), name, frame);
    }
}

/// The way from the middle of the ground out across an edge, ten CSS pixels long, never up.
fn outwards(theme: &Theme, view: &Projection, edge: Edge) -> (f64, f64) {
    let (x, y) = view.at(edge(0.5));
    let (middle_x, middle_y) = view.at([0.5, 0.5, 0.0]);
    let (x, y) = (f64::from(x - middle_x), f64::from(y - middle_y).max(0.0));
    let length = libm::hypot(x, y).max(1.0);
    let ten = f64::from(theme.px(10.0));
    (x / length * ten, (y / length * ten).max(0.5 * ten))
}

fn beyond(at: Pixel, (x, y): (f64, f64), tens: f64) -> Pixel {
    (
        at.0 + (x * tens).round() as i32,
        at.1 + (y * tens).round() as i32,
    )
}

fn ticks(
    brush: &dyn Brush,
    theme: &Theme,
    view: &Projection,
    (edge, out): (Edge, (f64, f64)),
    places: &[f64],
) {
    let Some(axis) = axis(places) else { return };
    let (from, to) = (view.at(edge(0.0)), view.at(edge(1.0)));
    let length = libm::hypot(f64::from(to.0 - from.0), f64::from(to.1 - from.1));
    let most = (length / f64::from(theme.px(50.0))).clamp(1.0, 6.0) as usize;
    let words = theme.tick(HPos::Center);
    for tick in axis.ticks(most) {
        let at = view.at(edge(axis.position(tick)));
        let end = beyond(at, out, 0.45);
        brush.path(&[at, end], &theme.stroke(theme.axis, 1.0));
        brush.words(&number(tick), beyond(at, out, 1.5), &words);
    }
}

/// The name of an edge, outside its ticks; where it does not fit beside them, below the ground.
fn write_name(
    brush: &dyn Brush,
    theme: &Theme,
    view: &Projection,
    (edge, out): (Edge, (f64, f64)),
    name: &[String],
    frame: Frame,
) {
    let sideways = out.0 / f64::from(theme.px(10.0));
    let anchor = match sideways {
        out if out < -0.25 => HPos::Right,
        out if out > 0.25 => HPos::Left,
        _ => HPos::Center,
    };
    let words = theme.tick(anchor);
    let (x, y) = beyond(view.at(edge(0.5)), out, 3.0);
    let widths = name.iter().map(|line| text::width(brush, line, &words));
    let width = widths.max().unwrap_or(0);
    let (before, behind) = match anchor {
        HPos::Left => (0, width),
        HPos::Center => (width / 2, width / 2),
        HPos::Right => (width, 0),
    };
    let gap = theme.px(5.0);
    let fitting = x
        .min(frame.right - gap - behind)
        .max(frame.left + gap + before);
    let ends = [view.at(edge(0.0)).1, view.at(edge(1.0)).1];
    let below = ends[0].max(ends[1]) + theme.px(34.0);
    let y = if fitting == x { y } else { y.max(below) };
    let last = frame.bottom - theme.px(LINE) * name.len() as i32;
    for (k, line) in name.iter().enumerate() {
        let y = y.min(last.max(0)) + theme.px(LINE) * k as i32;
        text::write(brush, line, (fitting, y), &words);
    }
}

/// The upright edge on the left with the values of a few levels.
pub(super) fn heights(brush: &dyn Brush, theme: &Theme, view: &Projection, scale: &Scale) {
    let corners = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
    let leftmost = corners
        .into_iter()
        .min_by_key(|&[x, y]| view.at([x, y, 0.0]).0);
    let Some([x, y]) = leftmost else { return };
    let stroke = theme.stroke(theme.axis, 1.0);
    brush.path(&[view.at([x, y, 0.0]), view.at([x, y, TOP])], &stroke);
    let words = theme.tick(HPos::Right);
    let mut free = view.at([x, y, 0.0]).1 - theme.px(6.0);
    for (level, position) in scale.levels().iter().zip(scale.positions()) {
        let at = view.at([x, y, position]);
        if at.1 > free {
            continue;
        }
        free = at.1 - theme.px(20.0);
        brush.path(&[(at.0 - theme.px(4.0), at.1), at], &stroke);
        brush.words(&number(*level), (at.0 - theme.px(7.0), at.1), &words);
    }
}
