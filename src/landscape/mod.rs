//! Lines and planes through the loss landscape.

pub mod atlas;
mod components;
mod direction;
mod grid;
mod line;
mod plane;
pub mod sketch;
mod survey;
mod task;
mod view;
mod wire;

pub use components::{Components, Principal};
pub use direction::{filter_normalize, orthonormalize, random};
pub use grid::Grid;
pub use line::{curved, interpolate};
pub use plane::Plane;
pub use survey::{Axes, Evaluated, Finding, Footprint, Points, Probe, Slice, Survey};
pub use task::SurveyTask;
pub use view::{
    Along, LAST_EPOCH, Measure, Moments, Resolution, Sample, Shape, Side, VIEW_FIELDS, View,
};
