//! All measures of a network as a worker takes them, held against each one taken by itself, and
//! against those of the same network from files.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../common/minimum.rs"]
mod minimum;
#[path = "../common/tasks.rs"]
mod tasks;
#[path = "../common/trained.rs"]
mod trained;

mod edge;
mod files;
mod jobs;
mod minima;
mod network;
mod reference;
