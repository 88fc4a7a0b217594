//! Pictures drawn as SVG: what is drawn, where, and that no input breaks them.
//!
//! `FIGURE_PICTURES=folder cargo test --test drawing` writes them there, to be looked at.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../common/svg.rs"]
mod svg;

mod cells;
mod document;
mod landscape;
mod plots;
mod reports;
mod scenes;
mod ways;
