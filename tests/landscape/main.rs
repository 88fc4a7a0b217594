//! Slices through the landscape: their axes, their points, and what must not change them.

#[path = "../common/laboratory.rs"]
mod laboratory;

mod atlas;
#[cfg(not(target_arch = "wasm32"))]
mod components;
mod pair;
mod plane;
mod points;
mod rescaling;
mod slices;
