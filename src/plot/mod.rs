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
pub(crate) mod brush;
pub mod cells;
pub mod comparison;
mod coordinates;
mod curves;
mod labels;
pub mod landscape;
pub mod measures;
mod path;
mod png;
pub mod predict;
mod sharpness;
mod sheet;
pub mod spread;
mod svg;
mod theme;
pub mod trend;
mod ways;
mod wrap;

pub use axis::Axis;
pub use brush::{Brush, draw, paint};
pub use curves::Curves;
pub use path::PathChart;
pub use sharpness::SharpnessChart;
pub use sheet::Sheet;
pub use svg::{sheet_svg, svg, svg_on_grid};
pub use theme::{Look, Theme};
pub use ways::{NAMES, WaysChart};

use serde::Serialize;

/// plotters knows whole pixels only. Backends that can do better are given an area this many
/// times larger, and shrink it by the same factor, so that lines run smoothly.
pub const SUBPIXELS: u32 = 8;

/// What can be drawn on any of plotters' backends. It is plain data, which can be asked for its type.
pub trait Picture: std::any::Any {
    /// Draws it over the whole of the brush's area.
    fn paint(&self, brush: &dyn Brush, theme: &Theme) -> Geometry;
}

/// Where a figure's panels are, so that a pointer's position can be read as data.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
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
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
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
    /// What the ordinate shows, such as "loss", "accuracy" (in per cent) or "sharpness"; or what the panel
    /// is, such as a "map".
    pub name: &'static str,
}
