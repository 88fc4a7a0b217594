//! Geometry of the loss landscape: slices through weight space and lines on them.

mod axes;
mod bezier;
mod components;
mod direction;
mod grid;
mod line;
mod plane;
pub mod sketch;

pub use axes::{Axes, Evaluated};
pub use bezier::{Bezier, control_weight};
pub use components::{Components, Principal};
pub use direction::{filter_normalize, orthonormalize, random};
pub use grid::Grid;
pub use line::{curved, interpolate};
pub use plane::Plane;
