//! Testing error against a measure, one mark a network.

use super::{Cloud, Mark, PredictChart, hue, legend, mark};
use crate::plot::PanelGeometry;
use crate::plot::axis::{Axis, extent};
use crate::plot::brush::Brush;
use crate::plot::coordinates::{Frame, Plot, Side, label_width};
use crate::plot::theme::Theme;
use plotters::style::Color as _;
use plotters::style::text_anchor::HPos;

pub(super) fn draw(
    brush: &dyn Brush,
    theme: &Theme,
    chart: &PredictChart,
    place: Frame,
) -> PanelGeometry {
    let (x, y) = axes(&chart.clouds);
    let rows = (theme.css(place.height()) / 60.0).clamp(3.0, 7.0) as usize;
    let margin = label_width(brush, theme, &y, rows) + theme.px(9.0);
    let frame = Frame::new(
        place.left + margin.max(theme.px(32.0)),
        place.right - theme.px(12.0),
        place.top + theme.px(52.0),
        place.bottom - theme.px(46.0),
    );
    let scale = if x.is_log() { ", log scale" } else { "" };
    let plot = Plot::new(brush, theme, frame, x, y);
    plot.grid(rows);
    plot.label_ordinate(rows, Side::Left, theme.muted);
    let columns = (theme.css(frame.width()) / 55.0).clamp(2.0, 9.0) as usize;
    plot.abscissa(columns, "", Side::Left);
    let along = format!("{}{scale}", chart.measure);
    let below = (frame.right, frame.bottom + theme.px(34.0));
    brush.words(&along, below, &theme.tick(HPos::Right));
    let title = place.top + theme.px(15.0);
    plot.title_at(
        title,
        "Testing error, %",
        &["one mark a network"],
        theme.ink.text,
    );
    // The last ones, which lie on top, first.
    let shown = chart
        .clouds
        .iter()
        .rev()
        .filter(|cloud| !cloud.points.is_empty());
    let entries: Vec<_> = shown.map(|cloud| (cloud.name, cloud.mark)).collect();
    let at = (frame.left + theme.px(4.0), place.top + theme.px(36.0));
    legend(&plot, &entries, 3.5, at);
    for cloud in &chart.clouds {
        let color = hue(theme, cloud.mark).line.mix(opacity(cloud.mark));
        for &(x, y) in &cloud.points {
            mark(&plot, cloud.mark, plot.at(x, y), 3.5, color);
        }
    }
    if chart.clouds.iter().all(|cloud| cloud.points.is_empty()) {
        plot.note("no data yet");
    }
    plot.geometry("error")
}

/// A logarithmic abscissa where all values are positive.
fn axes(clouds: &[Cloud]) -> (Axis, Axis) {
    let points = || clouds.iter().flat_map(|cloud| &cloud.points);
    let values = || points().map(|point| point.0);
    let x = if values().all(|value| value > 0.0) {
        Axis::log_over(values()).unwrap_or_else(|| Axis::log(0.1, 10.0))
    } else {
        linear(values())
    };
    (x, linear(points().map(|point| point.1)))
}

/// A linear axis over the values with some room around them.
fn linear(values: impl Iterator<Item = f64>) -> Axis {
    let (lower, upper) = extent(values).unwrap_or((0.0, 100.0));
    let room = match upper - lower {
        0.0 => 0.5,
        width => 0.06 * width,
    };
    Axis::linear(lower - room, upper + room)
}

fn opacity(mark: Mark) -> f64 {
    match mark {
        Mark::Regime(_) => 0.85,
        _ => 0.5,
    }
}
