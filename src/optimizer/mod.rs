//! Optimizer.

pub mod box_maximum;
