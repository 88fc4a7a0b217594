//! The loss landscape: contour maps, surfaces, lines, and the paper's first figure.
//!
//! ```text
//! Map → Scale (levels) → Field (smooth positions on it) ┬ heat, contours      → map
//!                        Ramp → Shades (in every light) └ projection, relief  → surface
//! ```

mod bar;
pub mod bowls;
mod contours;
mod descent;
mod faces;
mod field;
mod frame3d;
mod heat;
mod layout;
mod lines;
mod map;
mod places;
mod projection;
pub(super) mod ramp;
mod relief;
mod scale;
mod shades;
mod sketch;
mod surface;
mod text;
mod ticks;
mod trail;

pub use descent::Descent;
pub use sketch::Sketch;

use crate::jobs::Waypoint;
use crate::landscape::Grid;
use crate::plot::brush::Brush;
use crate::plot::theme::Theme;
use crate::plot::{Geometry, Picture};
use crate::settings::Regime;

/// A picture of the landscape together with what it shows.
///
/// It is drawn on areas [`SUBPIXELS`](crate::plot::SUBPIXELS) times finer than the device's pixels.
#[derive(Clone, Debug)]
pub enum Scene {
    /// Filled contours.
    Map(Map),
    /// The same as a surface.
    Surface(Map, Turn),
    /// Lines through the minima.
    Lines(Lines),
    /// The paper's figure 1.
    Sketch(Sketch),
}

impl Picture for Scene {
    fn paint(&self, brush: &dyn Brush, theme: &Theme) -> Geometry {
        match self {
            Self::Map(map) => map::draw(brush, theme, map),
            Self::Surface(map, turn) => surface::draw(brush, theme, map, *turn),
            Self::Lines(lines) => lines::draw(brush, theme, lines),
            Self::Sketch(sketch) => sketch::draw(brush, theme, sketch),
        }
    }
}

/// What the values of a map or a line are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Mean cross-entropy in nats.
    Loss,
    /// Accuracy in per cent.
    Accuracy,
    /// Testing loss − training loss, in nats.
    LossGap,
    /// Testing accuracy − training accuracy, in percentage points.
    AccuracyGap,
}

/// One slice, or one for each minimum side by side, under one scale of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// What the values are.
    pub quantity: Quantity,
    /// The same in words, such as "training loss, nats".
    pub title: String,
    /// One slice, or SB's and LB's.
    pub panels: Vec<MapPanel>,
}

/// One slice.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPanel {
    /// Whose minimum it is at; `None` for a slice that holds both.
    pub regime: Option<Regime>,
    /// What stands above it where it is nobody's alone, such as "trial 2"; may be empty.
    pub name: String,
    /// The values.
    pub grid: Grid,
    /// What the axes measure, such as "along x_L − x_S, distance in weight space".
    pub axes: [String; 2],
    /// Whether both axes are distances, so that a length must look the same along both.
    pub isometric: bool,
    /// Trajectories, as far as they are to be shown; where they are off the slice by more than a
    /// little they are drawn more faintly.
    pub trails: Vec<Trail>,
    /// Named places.
    pub marks: Vec<Mark>,
}

/// The trajectory of one training.
#[derive(Clone, Debug, PartialEq)]
pub struct Trail {
    /// Whose.
    pub regime: Regime,
    /// Where it is after each epoch, ascending.
    pub waypoints: Vec<Waypoint>,
}

/// A named place on a slice.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Such as "SB", "LB" or "x₀".
    pub name: String,
    /// Whose minimum it is, if one's.
    pub regime: Option<Regime>,
    /// Where.
    pub place: [f64; 2],
}

/// From where a surface is seen, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turn {
    /// Around the vertical axis.
    pub azimuth: f64,
    /// Above the horizon, 0 to 90.
    pub elevation: f64,
}

/// Lines through the minima over each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// What the ordinate shows: [`Quantity::Loss`] is logarithmic.
    pub quantity: Quantity,
    /// What the abscissa measures.
    pub axis: String,
    /// The lines.
    pub lines: Vec<Line>,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Whose minimum it goes through at 0; `None` for a path between the two, whose ends are at
    /// α = 0 and 1.
    pub regime: Option<Regime>,
    /// Its name where it has no regime, such as "curved" or "straight".
    pub name: String,
    /// Whether it is of testing data.
    pub testing: bool,
    /// Abscissa and value, by ascending abscissa.
    pub points: Vec<(f64, f64)>,
    /// The interval around 0 in which the value has risen by less than a given amount, to be marked
    /// with its length.
    pub width: Option<Width>,
}

/// How wide a valley is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Width {
    /// The two places where the rise is reached; infinite where it is not reached on the line.
    pub ends: [f64; 2],
    /// The value there.
    pub level: f64,
    /// By how much it has risen there.
    pub rise: f64,
}
