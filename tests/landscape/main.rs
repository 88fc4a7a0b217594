//! Slices through the landscape: their axes, their points, and what must not change them.

#[path = "../common/minimum.rs"]
mod minimum;
#[path = "../common/tasks.rs"]
mod tasks;
#[path = "../common/trained.rs"]
mod trained;

#[cfg(not(target_arch = "wasm32"))]
mod components;
mod pair;
mod plane;
mod points;
mod rescaling;
mod slices;
