//! The only place that knows of JavaScript: a thin shell over the core, one module for the page's thread and
//! for its workers. What stays on the page's thread crosses as JavaScript's own data, jobs and reports as JSON.

#[cfg(feature = "benchmark")]
mod benchmark;
mod canvas;
mod convert;
mod figures;
mod page;
mod worker;

pub use figures::figures;
pub use page::Page;
pub use worker::{Worker, WorkerTask};

#[wasm_bindgen::prelude::wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
import type {
  BarState, Card, Control, Event, Experiment, FigureInfo, FigureState, Geometry, Look, Nearest,
  Panel, PaperClaim, PlaceReading, Preset, Reading, StrategyChoice, Table, View,
} from "../core/types.js";
"#;
