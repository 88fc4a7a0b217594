//! Where the panels of a chart stand, and their axes.

use crate::plot::axis::{Axis, extent};
use crate::plot::brush::Brush;
use crate::plot::coordinates::{Frame, label_width};
use crate::plot::measures::{Chart, ChartPanel, Guide, Scale, panel};
use crate::plot::theme::Theme;
use crate::plot::{Geometry, PanelGeometry};

/// Below this width in CSS pixels the panels stand one above the other.
const NARROW: f64 = 620.0;
/// Between neighbouring panels.
const GAP: f64 = 18.0;
/// Height of a rug.
pub(super) const RUG: f64 = 19.0;
/// Height of the labels of upright guides.
pub(super) const HEAD: f64 = 15.0;

/// A panel before its margins are known.
pub(super) struct Draft<'a> {
    pub panel: &'a ChartPanel,
    pub place: Frame,
    pub x: Axis,
    pub y: Axis,
    /// Most labels on the ordinate.
    pub rows: usize,
}

pub(super) fn draw(brush: &dyn Brush, theme: &Theme, chart: &Chart) -> Geometry {
    let places = places(brush.size(), theme, chart.panels.len());
    let mut drafts: Vec<Draft> = chart
        .panels
        .iter()
        .zip(places)
        .map(|(panel, place)| Draft::new(theme, panel, place))
        .collect();
    if chart.shared {
        share(&mut drafts, &chart.panels);
    }
    // All panels have the same margin, so that what stands above each other has one abscissa.
    let margins = drafts.iter().map(|draft| draft.margin(brush, theme));
    let margin = margins.max().unwrap_or(0);
    let drawn = drafts
        .iter()
        .map(|draft| panel::draw(brush, theme, draft, margin));
    let named = drawn.filter(|panel| !panel.name.is_empty());
    Geometry {
        panels: named.collect(),
    }
}

/// Draws one panel beside other pictures.
pub(in crate::plot) fn alone(
    brush: &dyn Brush,
    theme: &Theme,
    panel: &ChartPanel,
    place: Frame,
) -> PanelGeometry {
    let draft = Draft::new(theme, panel, place);
    panel::draw(brush, theme, &draft, draft.margin(brush, theme))
}

/// Where so many panels stand.
pub(in crate::plot) fn places(
    (width, height): (i32, i32),
    theme: &Theme,
    panels: usize,
) -> Vec<Frame> {
    let n = panels.max(1) as i32;
    if theme.css(width) < NARROW {
        let row = |k| Frame::new(0, width, height / n * k, height / n * (k + 1));
        return (0..n).map(row).collect();
    }
    let gap = theme.px(GAP);
    let each = (width - gap * (n - 1)) / n;
    let column = |k| {
        let left = k * (each + gap);
        Frame::new(left, left + each, 0, height)
    };
    (0..n).map(column).collect()
}

impl<'a> Draft<'a> {
    fn new(theme: &Theme, panel: &'a ChartPanel, place: Frame) -> Self {
        Self {
            x: abscissa(panel),
            y: ordinate(std::slice::from_ref(panel)),
            rows: (theme.css(place.height()) / 60.0).clamp(3.0, 7.0) as usize,
            panel,
            place,
        }
    }

    /// The room that the ordinate's labels need.
    fn margin(&self, brush: &dyn Brush, theme: &Theme) -> i32 {
        let labels = label_width(brush, theme, &self.y, self.rows) + theme.px(9.0);
        labels.max(theme.px(32.0))
    }
}

/// Gives all panels the same ordinate.
fn share(drafts: &mut [Draft], panels: &[ChartPanel]) {
    let shared = ordinate(panels);
    for draft in drafts {
        draft.y = shared.clone();
    }
}

fn abscissa(panel: &ChartPanel) -> Axis {
    let data = panel.lines.iter().flat_map(|line| &line.points);
    let rugs = panel.rugs.iter().flat_map(|rug| &rug.trials).flatten();
    let values = || data.clone().map(|p| p.x).chain(rugs.clone().copied());
    match panel.abscissa {
        Scale::Even => match extent(values()) {
            Some((lower, upper)) if lower < upper => Axis::linear(lower, upper),
            Some((x, _)) => Axis::linear(x - 1.0, x + 1.0),
            None => Axis::linear(0.0, 1.0),
        },
        Scale::Log => Axis::log_over(values()).unwrap_or_else(|| Axis::log(0.1, 10.0)),
        Scale::Falling => {
            let [lower, upper] = Axis::log_over(values()).map_or([0.01, 3.0], |axis| axis.ends());
            Axis::log(upper, lower)
        }
    }
}

/// An ordinate for all that the panels show.
fn ordinate(panels: &[ChartPanel]) -> Axis {
    let lines = panels.iter().flat_map(|panel| &panel.lines);
    let data = lines.flat_map(|line| &line.points);
    let data = data.flat_map(|point| [point.mean, point.mean + point.std]);
    let levels = panels
        .iter()
        .flat_map(|panel| &panel.guides)
        .filter_map(level);
    let values = data.chain(levels);
    let first = panels.first();
    if first.is_some_and(|panel| panel.ordinate == Scale::Even) {
        let highest = extent(values).map_or(1.0, |(_, highest)| highest.max(1e-9));
        return Axis::linear(0.0, 1.08 * highest);
    }
    let axis = Axis::log_over(values).unwrap_or_else(|| Axis::log(0.1, 10.0));
    let [lower, upper] = axis.ends();
    match first.and_then(|panel| panel.floor) {
        Some(floor) => Axis::log(floor, upper.max(10.0 * floor)),
        None => Axis::log(lower, upper),
    }
}

/// The lowest value of a guide: what rises out of the frame need not be followed.
fn level(guide: &Guide) -> Option<f64> {
    match guide {
        Guide::Upright { .. } => None,
        Guide::Across { points, .. } => {
            extent(points.iter().map(|&(_, y)| y)).map(|(lowest, _)| lowest)
        }
    }
}
