//! How the panels of a map or of surfaces, their names and the colour bar share the drawing.

use crate::plot::axis::Axis;
use crate::plot::brush::Brush;
use crate::plot::coordinates::{Frame, label_width, mark};
use crate::plot::landscape::scale::Scale;
use crate::plot::landscape::{Map, MapPanel, bar, text};
use crate::plot::theme::Theme;
use crate::plot::{PanelGeometry, SUBPIXELS};
use crate::settings::Regime;
use plotters::style::text_anchor::HPos;

/// From this width on, in CSS pixels, two panels stand side by side.
pub(super) const BESIDE: f64 = 620.0;
/// More panels than two are as wide as this at least.
const SMALL: f64 = 350.0;
/// From this width on the colour bar stands on the right instead of lying below.
const UPRIGHT: f64 = 460.0;
/// Height of a line of text.
pub(super) const LINE: f64 = 18.0;

/// Room around each panel's frame.
#[derive(Clone, Copy, Debug, Default)]
struct Margins {
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
}

/// The places of panels and bar.
pub(super) struct Layout {
    /// One frame a panel. At least one.
    pub frames: Vec<Frame>,
    /// The names of each panel's axes, in lines.
    pub names: Vec<[Vec<String>; 2]>,
    /// The colour bar.
    pub bar: Frame,
    /// Whether the bar stands upright.
    pub upright: bool,
}

impl Layout {
    /// Frames for contour maps: with room for ticks around them, and with equal units on both axes
    /// where the panel wants that.
    pub fn of_maps(brush: &dyn Brush, theme: &Theme, map: &Map, scale: Option<&Scale>) -> Self {
        Self::new(brush, theme, map, scale, true)
    }

    /// Frames for surfaces, which bring their ticks along.
    pub fn of_surfaces(brush: &dyn Brush, theme: &Theme, map: &Map, scale: Option<&Scale>) -> Self {
        Self::new(brush, theme, map, scale, false)
    }

    fn new(brush: &dyn Brush, theme: &Theme, map: &Map, scale: Option<&Scale>, flat: bool) -> Self {
        let (width, height) = brush.size();
        let count = map.panels.len().max(1) as i32;
        let columns = columns(theme.css(width), count);
        let rows = (count + columns - 1) / columns;
        let upright = theme.css(width) >= UPRIGHT;
        let bar = match upright {
            true => (bar::width(brush, theme, scale), 0),
            false => (0, theme.px(54.0)),
        };
        let cell = ((width - bar.0) / columns, (height - bar.1) / rows);
        let names = names(brush, theme, map, cell.0, flat);
        let margins = margins(brush, theme, map, &names, flat);
        let room = (
            cell.0 - margins.left - margins.right,
            cell.1 - margins.top - margins.bottom,
        );
        let size = match (flat, map.panels.first()) {
            (true, Some(panel)) => fitted(panel, room),
            _ => room,
        };
        let stride = (
            size.0 + margins.left + margins.right,
            size.1 + margins.top + margins.bottom,
        );
        // What is left over is halved between both sides.
        let start = (
            ((width - bar.0 - columns * stride.0) / 2).max(0),
            ((height - bar.1 - rows * stride.1) / 2).max(0),
        );
        let frame = |index: i32| {
            let left = aligned(start.0 + index % columns * stride.0 + margins.left);
            let top = aligned(start.1 + index / columns * stride.1 + margins.top);
            Frame::new(left, left + aligned(size.0), top, top + aligned(size.1))
        };
        let frames: Vec<Frame> = (0..count).map(frame).collect();
        let bar = place_bar(theme, &frames, margins, upright);
        Self {
            frames,
            names,
            bar,
            upright,
        }
    }
}

/// How many panels stand side by side: two at most, or as many small ones as there is room for.
fn columns(width: f64, count: i32) -> i32 {
    match count {
        1 => 1,
        2 if width < BESIDE => 1,
        2 => 2,
        _ => ((width / SMALL) as i32).clamp(1, count),
    }
}

/// Whole device pixels.
fn aligned(length: i32) -> i32 {
    let unit = SUBPIXELS.cast_signed();
    length.max(0) / unit * unit
}

fn names(
    brush: &dyn Brush,
    theme: &Theme,
    map: &Map,
    cell: i32,
    flat: bool,
) -> Vec<[Vec<String>; 2]> {
    let words = theme.tick(HPos::Left);
    let room = if flat {
        cell - theme.px(30.0)
    } else {
        cell / 2
    };
    let broken = |name: &String| text::lines(brush, name, &words, room);
    let panels = map.panels.iter();
    panels
        .map(|panel| [broken(&panel.axes[0]), broken(&panel.axes[1])])
        .collect()
}

fn margins(
    brush: &dyn Brush,
    theme: &Theme,
    map: &Map,
    names: &[[Vec<String>; 2]],
    flat: bool,
) -> Margins {
    let lines = |axis: usize| names.iter().map(|n| n[axis].len()).max().unwrap_or(1) as f64;
    if !flat {
        return Margins {
            top: theme.px(26.0),
            ..Margins::default()
        };
    }
    let labels = map.panels.iter().filter_map(|panel| axis(&panel.grid.b));
    let widest = labels
        .map(|axis| label_width(brush, theme, &axis, 7))
        .max()
        .unwrap_or(0);
    Margins {
        left: widest.max(theme.px(16.0)) + theme.px(9.0),
        right: theme.px(10.0),
        top: theme.px(30.0 + LINE * lines(1)),
        bottom: theme.px(26.0 + LINE * lines(0)),
    }
}

/// The axis of a grid's coordinates, if it has two different ones.
pub(super) fn axis(coordinates: &[f64]) -> Option<Axis> {
    let (&first, &last) = (coordinates.first()?, coordinates.last()?);
    let usable = first.is_finite() && last.is_finite() && first < last;
    usable.then(|| Axis::linear(first, last))
}

/// The largest frame in a room: of the plane's proportions where units are to be equal, else not
/// much wider than high.
fn fitted(panel: &MapPanel, (width, height): (i32, i32)) -> (i32, i32) {
    let (width, height) = (width.max(1), height.max(1));
    let proportion = match (axis(&panel.grid.a), axis(&panel.grid.b)) {
        (Some(a), Some(b)) if panel.isometric => {
            let [a, b] = [a, b].map(|axis| axis.ends()[1] - axis.ends()[0]);
            (b / a).clamp(0.05, 20.0)
        }
        _ => (f64::from(height) / f64::from(width)).clamp(0.7, 1.4),
    };
    let lower = (f64::from(width) * proportion) as i32;
    if lower <= height {
        (width, lower)
    } else {
        ((f64::from(height) / proportion) as i32, height)
    }
}

fn place_bar(theme: &Theme, frames: &[Frame], margins: Margins, upright: bool) -> Frame {
    let left = frames.iter().map(|f| f.left).min().unwrap_or(0);
    let right = frames.iter().map(|f| f.right).max().unwrap_or(0);
    let top = frames.iter().map(|f| f.top).min().unwrap_or(0);
    let bottom = frames.iter().map(|f| f.bottom).max().unwrap_or(0);
    if upright {
        let left = right + margins.right + theme.px(10.0);
        let inset = if margins.bottom == 0 {
            (bottom - top) / 8
        } else {
            0
        };
        Frame::new(left, left + theme.px(13.0), top + inset, bottom - inset)
    } else {
        let top = bottom + margins.bottom + theme.px(22.0);
        // The labels at its ends need room beside it.
        let inset = if margins.bottom == 0 {
            theme.px(18.0)
        } else {
            0
        };
        Frame::new(left + inset, right - inset, top, top + theme.px(11.0))
    }
}

/// Where a panel is that spans `ends`, its grid's first and last coordinates.
pub(super) fn geometry(frame: Frame, ends: [[f64; 2]; 2], name: &'static str) -> PanelGeometry {
    PanelGeometry {
        x: [frame.left, frame.right].map(f64::from),
        y: [frame.top, frame.bottom].map(f64::from),
        x_range: ends[0],
        y_range: ends[1],
        x_log: false,
        y_log: false,
        name,
    }
}

/// Whose minimum a panel is at, above its frame.
pub(super) fn title(brush: &dyn Brush, theme: &Theme, regime: Regime, x: i32, y: i32) {
    let hue = theme.regime(regime);
    let radius = theme.px(5.0);
    mark(brush, theme, regime, (x + radius, y), 4.0, hue.line);
    let words = theme.title(hue.text, HPos::Left);
    let name = regime.name();
    let x = x + 2 * radius + theme.px(5.0);
    brush.words(name, (x, y), &words);
    let x = x + brush.width(name, &words) + theme.px(5.0);
    brush.words("minimum", (x, y), &theme.tick(HPos::Left));
}

/// The name of a panel that is nobody's alone, above its frame.
pub(super) fn name(brush: &dyn Brush, theme: &Theme, name: &str, x: i32, y: i32) {
    brush.words(name, (x, y), &theme.title(theme.ink.text, HPos::Left));
}

/// Says in a frame that there is nothing to draw yet.
pub(super) fn note(brush: &dyn Brush, theme: &Theme, frame: Frame) {
    let at = (
        (frame.left + frame.right) / 2,
        (frame.top + frame.bottom) / 2,
    );
    brush.words("no data yet", at, &theme.tick(HPos::Center));
}
