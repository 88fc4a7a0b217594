//! What is read out of a figure by pointing at it.

use crate::settings::Regime;
use serde::Serialize;

/// The values at one place of an abscissa.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Reading {
    /// The place; `None` where readings are rows, one below another.
    pub at: Option<f64>,
    /// Such as "α = 0.5".
    pub head: String,
    /// One for each line.
    pub lines: Vec<ReadValue>,
}

/// The values of one line.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct ReadValue {
    /// Whose they are, if they are SB's or LB's.
    pub regime: Option<Regime>,
    /// The values in words.
    pub text: String,
}

/// What stands at one place of a map.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct PlaceReading {
    /// Which of the map's panels.
    pub panel: usize,
    /// The nearest point of the grid.
    pub place: [f64; 2],
    /// What it is about: "SB", "LB" or nothing.
    pub head: String,
    /// Values and distances in words.
    pub text: String,
    /// Whether the sharpness there is known.
    pub measured: bool,
}
