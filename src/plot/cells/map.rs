//! One map of cells.

use crate::format::significant;
use crate::plot::PanelGeometry;
use crate::plot::axis::{Axis, number};
use crate::plot::brush::{Brush, Pixel, Words};
use crate::plot::cells::shade::{Shades, ink_on};
use crate::plot::cells::{Cell, CellMap, CellMaps, State, edges, rules};
use crate::plot::coordinates::{Frame, Plot};
use crate::plot::landscape::ramp::paint;
use crate::plot::theme::Theme;
use plotters::style::Color as _;
use plotters::style::RGBAColor as Color;
use plotters::style::text_anchor::HPos;

/// A cell's number keeps this far from its sides.
const ROOM: f64 = 2.0;
/// The distance of the lines of a hatched cell.
const HATCH: f64 = 7.0;
/// Corners of a ring.
const CORNERS: u32 = 40;

/// A row's value in words.
pub(super) fn row_label(value: f64) -> String {
    significant(value, 3)
}

/// Draws a map; `labelled` is whether the names of its rows stand beside it.
pub(super) fn draw(
    brush: &dyn Brush,
    theme: &Theme,
    maps: &CellMaps,
    map: &CellMap,
    frame: Frame,
    labelled: bool,
) -> PanelGeometry {
    let columns: Vec<f64> = maps.columns.iter().map(|column| column.at).collect();
    let (x, y) = (edges(&columns), edges(&maps.rows));
    let ends = |edges: &[f64]| (edges[0], edges[edges.len() - 1]);
    let ((left, right), (bottom, top)) = (ends(&x), ends(&y));
    let (across, up) = (Axis::log(left, right), Axis::log(bottom, top));
    let plot = Plot::new(brush, theme, frame, across, up);
    let mut cells: Vec<(&Cell, Frame)> = Vec::new();
    for (column, sides) in x.windows(2).enumerate() {
        for (row, ends) in y.windows(2).enumerate() {
            let (low, high) = (plot.at(sides[0], ends[0]), plot.at(sides[1], ends[1]));
            let place = Frame::new(low.0, high.0, high.1, low.1);
            cells.extend(maps.cell(map, column, row).map(|cell| (cell, place)));
        }
    }
    let shades = Shades::new(map, theme);
    for (cell, place) in &cells {
        fill(&plot, &shades, cell, *place);
    }
    rules::lines(&plot, &maps.rules, (right, top));
    for (cell, place) in &cells {
        write(&plot, &shades, cell, *place);
    }
    rules::labels(&plot, &maps.rules, (right, top));
    ticks(&plot, maps, labelled);
    let title = frame.top - theme.px(31.0);
    plot.title_at(title, map.title, &map.units, theme.ink.text);
    if cells.iter().all(|(cell, _)| cell.state == State::Unknown) {
        plot.note("no data yet");
    }
    plot.geometry("map")
}

fn fill(plot: &Plot, shades: &Shades, cell: &Cell, place: Frame) {
    let Frame {
        left,
        right,
        top,
        bottom,
    } = inner(plot.theme, place, 0.75);
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
    match (shades.of(cell), cell.state) {
        (Some(color), _) => plot.brush.area(&corners, paint(color)),
        (None, State::Unknown) => plot.brush.area(&corners, plot.theme.grid.mix(0.4)),
        (None, _) => hatch(plot, inner(plot.theme, place, 0.75)),
    }
}

/// A place less a rim of so many CSS pixels.
fn inner(theme: &Theme, place: Frame, rim: f64) -> Frame {
    let rim = theme.px(rim);
    Frame::new(
        place.left + rim,
        place.right - rim,
        place.top + rim,
        place.bottom - rim,
    )
}

/// Slanted lines in a frame: where the sum of a pixel's coordinates is a multiple of their distance.
fn hatch(plot: &Plot, frame: Frame) {
    let stroke = plot.theme.stroke(plot.theme.muted.mix(0.3), 1.0);
    let step = plot.theme.px(HATCH);
    let first = (frame.left + frame.top) / step + 1;
    let last = (frame.right + frame.bottom - 1) / step;
    for sum in (first..=last).map(|k| k * step) {
        let low = frame.left.max(sum - frame.bottom);
        let high = frame.right.min(sum - frame.top);
        plot.brush
            .path(&[(low, sum - low), (high, sum - high)], &stroke);
    }
}

/// The cell's number on its own ground, so that no line crosses it, and its ring.
fn write(plot: &Plot, shades: &Shades, cell: &Cell, place: Frame) {
    let theme = plot.theme;
    let middle = (
        place.left + place.width() / 2,
        place.top + place.height() / 2,
    );
    let (ground, ink) = match shades.of(cell) {
        Some(color) => (paint(color), ink_on(color)),
        None => (theme.ground, theme.muted),
    };
    let room = place.width() - 2 * theme.px(ROOM);
    let mut half = 0;
    if let Some((text, words)) = fitting(plot, cell, ink, room) {
        half = plot.brush.width(text, &words) / 2 + theme.px(2.0);
        let high = (words.size * 0.62).round() as i32;
        let (x, y) = middle;
        let corners = [
            (x - half, y - high),
            (x + half, y - high),
            (x + half, y + high),
            (x - half, y + high),
        ];
        plot.brush.area(&corners, ground);
        plot.brush.words(text, middle, &words);
    }
    if cell.ring {
        let most = place.width().min(place.height()) / 2 - theme.px(2.25);
        let radius = (half + theme.px(4.0)).min(most).max(theme.px(4.0));
        plot.brush
            .path(&circle(middle, radius), &theme.stroke(ink, 2.0));
    }
}

/// The longest text that a cell has room for, and how it is written.
fn fitting<'a>(plot: &Plot, cell: &'a Cell, ink: Color, room: i32) -> Option<(&'a str, Words)> {
    let theme = plot.theme;
    let large = Words {
        color: ink,
        bold: cell.ring,
        ..theme.tick(HPos::Center)
    };
    let small = Words {
        size: theme.small(ink).size,
        ..large
    };
    let texts = cell.texts.iter().map(String::as_str);
    let mut written = texts.flat_map(|text| [(text, large), (text, small)]);
    written.find(|(text, words)| plot.brush.width(text, words) <= room)
}

fn circle((x, y): Pixel, radius: i32) -> Vec<Pixel> {
    let corner = |k: u32| {
        let angle = std::f64::consts::TAU * f64::from(k) / f64::from(CORNERS);
        let along = |part: f64| (f64::from(radius) * part).round() as i32;
        (x + along(libm::cos(angle)), y + along(libm::sin(angle)))
    };
    (0..=CORNERS).map(corner).collect()
}

/// The values of columns and rows at their places, and whose columns are SB's and LB's.
fn ticks(plot: &Plot, maps: &CellMaps, labelled: bool) {
    let (brush, theme, frame) = (plot.brush, plot.theme, plot.frame);
    let stroke = theme.stroke(theme.axis, 1.0);
    let below = frame.bottom + theme.px(13.0);
    for column in &maps.columns {
        let (x, _) = plot.at(column.at, 1.0);
        let tick = [(x, frame.bottom), (x, frame.bottom + theme.px(4.0))];
        brush.path(&tick, &stroke);
        brush.words(&number(column.at), (x, below), &theme.tick(HPos::Center));
        if let Some(regime) = column.regime {
            let words = theme.label(theme.regime(regime).text, true, HPos::Center);
            brush.words(regime.name(), (x, below + theme.px(16.0)), &words);
        }
    }
    if !labelled {
        return;
    }
    let words = theme.tick(HPos::Right);
    let beside = frame.left - theme.px(7.0);
    for &row in &maps.rows {
        let (_, y) = plot.at(1.0, row);
        brush.path(&[(frame.left - theme.px(4.0), y), (frame.left, y)], &stroke);
        brush.words(&row_label(row), (beside, y), &words);
    }
    let [columns, rows] = maps.names;
    brush.words(columns, (beside, below), &words);
    brush.words(rows, (beside, frame.top - theme.px(9.0)), &words);
}
