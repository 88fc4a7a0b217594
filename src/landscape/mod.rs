//! Lines and planes through the loss landscape.

mod grid;
mod line;
mod survey;

pub use grid::Grid;
pub use line::interpolate;
pub use survey::{Axes, Evaluated, Finding, Footprint, Points, Probe, Slice, Survey};
