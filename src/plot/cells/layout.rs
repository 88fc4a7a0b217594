//! Where the maps and the chart stand.

use crate::plot::Geometry;
use crate::plot::brush::Brush;
use crate::plot::cells::map::{self, row_label};
use crate::plot::cells::{CellMaps, rules};
use crate::plot::coordinates::Frame;
use crate::plot::measures::layout::alone;
use crate::plot::theme::Theme;
use plotters::style::text_anchor::HPos;

/// Below this width in CSS pixels all stand one above the other.
const NARROW: f64 = 620.0;
/// Between neighbours.
const GAP: f64 = 18.0;
/// Room above a frame, for the title and the rules' labels,
const TOP: f64 = 46.0;
/// and below, for ticks and the names of columns.
const BOTTOM: f64 = 46.0;
/// The chart's share of the width beside maps, and of a map's height below them.
const CHART: (f64, f64) = (0.28, 0.75);

pub(super) fn draw(brush: &dyn Brush, theme: &Theme, maps: &CellMaps) -> Geometry {
    let (frames, chart) = places(brush, theme, maps);
    let mut panels = Vec::new();
    let mut before = None;
    for (map, frame) in maps.maps.iter().zip(frames) {
        // A map beside another has its rows.
        let labelled = before != Some(frame.top);
        before = Some(frame.top);
        panels.push(map::draw(brush, theme, maps, map, frame, labelled));
    }
    if let Some((panel, place)) = maps.beside.as_ref().zip(chart) {
        panels.push(alone(brush, theme, panel, place));
    }
    panels.retain(|panel| !panel.name.is_empty());
    Geometry { panels }
}

/// A frame for each map, and the chart's place.
fn places(brush: &dyn Brush, theme: &Theme, maps: &CellMaps) -> (Vec<Frame>, Option<Frame>) {
    let (width, height) = brush.size();
    let left = margin(brush, theme, maps);
    let right = rules::margin(brush, theme, maps);
    let (top, bottom) = (theme.px(TOP), theme.px(BOTTOM));
    let n = maps.maps.len().max(1) as i32;
    let has_chart = maps.beside.is_some();
    if theme.css(width) < NARROW {
        let rows = f64::from(n) + if has_chart { CHART.1 } else { 0.0 };
        let each = (f64::from(height) / rows).floor() as i32;
        let frame = |k: i32| {
            let end = (k + 1) * each - bottom;
            Frame::new(left, width - right, k * each + top, end)
        };
        let chart = has_chart.then(|| Frame::new(0, width, n * each, height));
        return ((0..n).map(frame).collect(), chart);
    }
    let gap = theme.px(GAP);
    let share = if has_chart { CHART.0 } else { 0.0 };
    let chart = (f64::from(width) * share) as i32;
    let room = width - chart - gap * (n - 1 + i32::from(has_chart));
    let each = (room - left - n * right) / n;
    let frame = |k: i32| {
        let start = left + k * (each + right + gap);
        Frame::new(start, start + each, top, height - bottom)
    };
    let chart = has_chart.then(|| Frame::new(width - chart, width, 0, height));
    ((0..n).map(frame).collect(), chart)
}

/// The room that the names of rows need.
fn margin(brush: &dyn Brush, theme: &Theme, maps: &CellMaps) -> i32 {
    let words = theme.tick(HPos::Right);
    let rows = maps.rows.iter().map(|&row| row_label(row));
    let names = maps.names.map(str::to_owned);
    let widths = rows.chain(names).map(|text| brush.width(&text, &words));
    widths.max().unwrap_or(0) + theme.px(11.0)
}
