//! Keskar et al. 2017, *On Large-Batch Training for Deep Learning: Generalization Gap and Sharp
//! Minima* (arXiv 1609.04836), as a laboratory: small networks are trained with small and large
//! batches, the sharpness of their minima is measured, and the landscape between them is drawn.
//!
//! The way of the data is one straight line:
//!
//! ```text
//! settings → Experiment (checked once) → Jobs (plain data) → results → figures
//! ```
//!
//! Everything outside [`web`](self) is pure Rust that never sees JavaScript.

#[cfg(feature = "benchmark")]
pub mod benchmark;
pub mod comparison;
pub mod data;
pub mod experiment;
pub mod figure;
pub mod landscape;
pub mod measures;
pub mod network;
pub mod objective;
pub mod optimizer;
pub mod random;
pub mod sharpness;
pub mod strategy;
pub mod training;

#[cfg(target_arch = "wasm32")]
pub mod web;
