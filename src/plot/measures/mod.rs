//! Charts of the measures of flatness: panels of lines over the two regimes, side by side or, in a
//! narrow figure, one above the other.
//!
//! ```text
//! Chart → Draft (axes, margins) → Plot → lines, marks, rugs, labels
//! ```

mod dots;
mod label;
pub(super) mod layout;
mod panel;

pub use dots::{Dot, Dots};
pub(super) use layout::places;

use crate::plot::brush::Brush;
use crate::plot::spread::Spread;
use crate::plot::theme::Theme;
use crate::plot::{Geometry, Picture};
use crate::settings::Regime;

/// A figure of one or more panels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// The panels, from the left.
    pub panels: Vec<ChartPanel>,
    /// Whether all panels have the same ordinate.
    pub shared: bool,
}

/// One panel.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartPanel {
    /// Its name in the [`Geometry`]. Empty for a panel that pointers do not read, which has no
    /// place there.
    pub name: &'static str,
    /// What it shows.
    pub title: String,
    /// What stands behind the title, from the longest to the shortest: the first that fits.
    pub units: Vec<&'static str>,
    /// How the abscissa runs.
    pub abscissa: Scale,
    /// What the abscissa shows.
    pub along: &'static str,
    /// How the ordinate runs.
    pub ordinate: Scale,
    /// The ordinate's lower end, where it does not follow the data; above 0 on a logarithmic one.
    pub floor: Option<f64>,
    /// The data.
    pub lines: Vec<Line>,
    /// What the data are held against.
    pub guides: Vec<Guide>,
    /// Single values above the panel.
    pub rugs: Vec<Rug>,
    /// What is said in place of data.
    pub note: String,
}

/// How an axis runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Evenly, an ordinate from 0.
    Even,
    /// Logarithmically.
    Log,
    /// Logarithmically, the largest value at the left.
    Falling,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Solid, with filled marks.
    First,
    /// Dashed, with hollow marks.
    Second,
    /// Thin and faint, without marks: one of the trials a mean is of.
    Trial,
    /// Faint marks alone.
    Marks,
}

/// Data of one regime.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Whose.
    pub regime: Regime,
    /// The direct label; empty for none.
    pub name: &'static str,
    /// How it is drawn.
    pub kind: LineKind,
    /// In the order in which they are joined. What is no number is left out; what is infinite or,
    /// on a logarithmic ordinate, not above zero, leaves by the frame.
    pub points: Vec<Spread>,
}

/// What data are held against.
#[derive(Clone, Debug, PartialEq)]
pub enum Guide {
    /// An upright line with its label above the panel.
    Upright {
        /// Where on the abscissa.
        at: f64,
        /// What it is.
        label: String,
        /// Whether it is what the reader has chosen.
        chosen: bool,
    },
    /// A line through points, with its label above its left end.
    Across {
        /// Abscissa and ordinate, by ascending abscissa.
        points: Vec<(f64, f64)>,
        /// What it is.
        label: &'static str,
        /// Whose it is, if it is SB's or LB's.
        regime: Option<Regime>,
    },
}

/// Single values of one regime on a strip above a panel.
#[derive(Clone, Debug, PartialEq)]
pub struct Rug {
    /// Whose.
    pub regime: Regime,
    /// Values of each trial, descending; the first is marked.
    pub trials: Vec<Vec<f64>>,
}

impl Picture for Chart {
    fn paint(&self, brush: &dyn Brush, theme: &Theme) -> Geometry {
        layout::draw(brush, theme, self)
    }
}

impl Line {
    /// A line through values of one trial.
    pub fn through(
        regime: Regime,
        name: &'static str,
        kind: LineKind,
        points: impl IntoIterator<Item = (f64, f64)>,
    ) -> Self {
        let single = |(x, mean)| Spread {
            x,
            mean,
            std: 0.0,
            n: 1,
        };
        Self {
            regime,
            name,
            kind,
            points: points.into_iter().map(single).collect(),
        }
    }
}
