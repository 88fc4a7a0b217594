//! Lines through the loss landscape.

mod line;

pub use line::interpolate;
