//! The figures as pure functions of settings, view and results: what they want, what they say and what
//! they draw. The results are made up, but for small networks that are really trained.
//!
//! `FIGURE_PICTURES=folder cargo test --test figures` writes pictures there, to be looked at.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../common/known.rs"]
mod known;
#[path = "../common/svg.rs"]
mod svg;

mod all;
mod bowls;
mod claims;
mod connection;
mod drawn;
mod f1;
mod grid;
mod headlines;
mod landscape;
mod measures;
mod pairs;
mod panel;
mod predict;
mod remedies;
mod reports;
mod tip;
mod verdict;
