//! Lines and planes through the loss landscape.

pub mod atlas;
mod grid;
mod line;
pub mod sketch;
mod survey;
mod view;

pub use grid::Grid;
pub use line::interpolate;
pub use survey::{Axes, Evaluated, Finding, Footprint, Points, Probe, Slice, Survey};
pub use view::{
    Along, LAST_EPOCH, Measure, Moments, Resolution, Sample, Shape, Side, VIEW_FIELDS, View,
};
