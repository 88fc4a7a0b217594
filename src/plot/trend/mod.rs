//! Numbers against one setting of training, such as the batch size: panels side by side or, in a narrow
//! figure, one above the other. Marks of SB and LB have their own shapes and colours, all else is neutral.

mod label;
mod panel;

use crate::plot::brush::Brush;
use crate::plot::measures::places;
use crate::plot::spread::Spread;
use crate::plot::theme::Theme;
use crate::plot::{Geometry, Picture};
use crate::settings::Regime;

/// A figure of one or more panels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrendChart {
    /// The panels, from the left.
    pub panels: Vec<TrendPanel>,
}

/// One panel.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendPanel {
    /// Its name in the [`Geometry`].
    pub name: &'static str,
    /// What it shows.
    pub title: String,
    /// What stands behind the title: the first that fits.
    pub units: Vec<&'static str>,
    /// What the abscissa shows.
    pub along: &'static str,
    /// Whether the abscissa is logarithmic.
    pub x_log: bool,
    /// Whether the ordinate is logarithmic.
    pub y_log: bool,
    /// The data.
    pub lines: Vec<TrendLine>,
    /// Where the data bend.
    pub knee: Option<KneeMark>,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrendKind {
    /// Solid, with marks.
    Solid,
    /// Dashed, with marks.
    Dashed,
    /// Thin, without marks: what the others are held against.
    Reference,
}

/// Values along the abscissa.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendLine {
    /// The direct label; empty for none.
    pub name: String,
    /// Whose colour it has; `None` for the neutral one.
    pub regime: Option<Regime>,
    /// How it is drawn.
    pub kind: TrendKind,
    /// By ascending abscissa.
    pub points: Vec<TrendPoint>,
}

/// One place of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendPoint {
    /// The values over the trials.
    pub spread: Spread,
    /// Whose mark it has.
    pub regime: Option<Regime>,
    /// Whether its mark is hollow, and the line to it faint.
    pub hollow: bool,
    /// What stands beside the mark; empty for nothing.
    pub label: String,
}

/// Where data bend.
#[derive(Clone, Debug, PartialEq)]
pub struct KneeMark {
    /// On the abscissa.
    pub at: f64,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
    /// What stands above it; empty for nothing.
    pub label: String,
}

impl Picture for TrendChart {
    fn paint(&self, brush: &dyn Brush, theme: &Theme) -> Geometry {
        let places = places(brush.size(), theme, self.panels.len());
        let panels = self.panels.iter().zip(places);
        Geometry {
            panels: panels
                .map(|(panel, place)| panel::draw(brush, theme, panel, place))
                .collect(),
        }
    }
}

impl TrendLine {
    /// All its spreads.
    fn spreads(&self) -> Vec<Spread> {
        self.points.iter().map(|point| point.spread).collect()
    }
}
