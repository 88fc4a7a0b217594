//! Keskar et al. 2017, *On Large-Batch Training for Deep Learning: Generalization Gap and Sharp
//! Minima* (arXiv 1609.04836), live in the browser: small networks are trained with small and large
//! batches, the sharpness of their minima is measured, and the landscape between them is drawn.
//!
//! The way of the data is one straight line:
//!
//! ```text
//! settings + view → wanted jobs → results → figures
//! ```
//!
//! A room imports only from rooms that stand below it in this list, which is read from the ground up; on one
//! floor, after a blank line, from those before it.
//! Everything outside `web` is pure Rust that never sees JavaScript.

// 0
pub(crate) mod checksum;
pub mod choice;
pub(crate) mod number;
pub mod objective;
pub mod order;
pub mod random;
pub mod set;
pub mod statistics;

pub mod format;

pub mod allowed;
// 1
pub mod data;
pub mod network;
pub mod optimizer;
// 2
pub mod sharpness;

pub mod exchange;
pub mod landscape;
// 3
pub mod settings;
// 4
pub mod strategy;
pub mod training;
// 5
pub mod jobs;
// 6
pub mod results;

pub mod f1;
// 7
pub mod plot;
// 8
pub mod figures;
// 9
pub mod session;

#[cfg(feature = "benchmark")]
pub mod benchmark;
#[cfg(not(target_arch = "wasm32"))]
pub mod types;
#[cfg(target_arch = "wasm32")]
pub mod web;
