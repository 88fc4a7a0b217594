//! Figures: plain reports drawn with plotters on any of its backends, the HTML canvas of the page
//! and SVG for export and tests alike.
//!
//! ```text
//! reports → Spread (mean ± std over the trials) → Plot (axes, panel) → Brush (plotters) → backend
//! ```
//!
//! Everything down to the brush is independent of the backend, so it is compiled once and its
//! pixels can be tested without one.

mod axis;
mod brush;
pub mod comparison;
mod curves;
mod labels;
pub mod landscape;
pub mod measures;
mod path;
mod plot;
mod png;
mod sharpness;
pub mod spread;
mod svg;
mod theme;

pub use axis::Axis;
pub use curves::draw_curves;
pub use path::draw_path;
pub use sharpness::draw_sharpness;
pub use svg::svg;
pub use theme::Look;

use crate::experiment::report::{Path, Sharpness, Training};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::prelude::DrawingBackend;
use serde::Serialize;

/// plotters knows whole pixels only. Backends that can do better are given an area this many
/// times larger, and shrink it by the same factor, so that lines run smoothly.
pub const SUBPIXELS: u32 = 8;

/// What can be drawn on any of plotters' backends.
pub trait Drawing {
    /// Draws it over the whole of `area`, whose ground is left as it is.
    ///
    /// # Errors
    /// Only what the backend reports.
    fn draw<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        look: &Look,
    ) -> Result<Geometry, DrawingAreaErrorKind<DB::ErrorType>>;
}

/// A figure together with what it shows.
#[derive(Clone, Copy, Debug)]
pub enum Figure<'a> {
    /// Learning curves.
    Curves(&'a [Training]),
    /// φ of every minimum.
    Sharpness(&'a [Sharpness]),
    /// The linear path between the minima.
    Path(&'a [Path]),
}

impl Drawing for Figure<'_> {
    fn draw<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        look: &Look,
    ) -> Result<Geometry, DrawingAreaErrorKind<DB::ErrorType>> {
        match self {
            Self::Curves(trainings) => draw_curves(area, trainings, look),
            Self::Sharpness(points) => draw_sharpness(area, points, look),
            Self::Path(paths) => draw_path(area, paths, look),
        }
    }
}

/// Where a figure's panels are, so that a pointer's position can be read as data.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Geometry {
    /// The panels. Two of the same place share their abscissa and differ in their ordinate.
    pub panels: Vec<PanelGeometry>,
}

impl Geometry {
    /// The same geometry in pixels `factor` times as large.
    #[must_use]
    pub fn reduced(mut self, factor: f64) -> Self {
        for panel in &mut self.panels {
            for pixel in panel.x.iter_mut().chain(&mut panel.y) {
                *pixel /= factor;
            }
        }
        self
    }
}

/// The place and the axes of one panel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PanelGeometry {
    /// Left and right end of the abscissa, in pixels from the area's left.
    pub x: [f64; 2],
    /// Top and bottom end of the ordinate, in pixels from the area's top.
    pub y: [f64; 2],
    /// The values at the left and at the right end.
    pub x_range: [f64; 2],
    /// The lowest value, which is at the bottom, and the highest, at the top.
    pub y_range: [f64; 2],
    /// Whether the abscissa is logarithmic.
    pub x_log: bool,
    /// Whether the ordinate is logarithmic.
    pub y_log: bool,
    /// What the ordinate shows: "loss", "accuracy" (in per cent) or "sharpness"; or that the panel
    /// is a "map", a "surface", "lines" or a "sketch".
    pub name: &'static str,
}
