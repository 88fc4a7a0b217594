//! Figures drawn as SVG: what is drawn, where, and that no input breaks them.
//!
//! `FIGURE_PICTURES=folder cargo test --test figure` writes them there, to be looked at.

mod document;
mod landscape;
mod plots;
mod reports;
mod scenes;
