//! What holds of all jobs: their names, their forms as text, their needs and costs, and which reports
//! are theirs.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../common/every_job.rs"]
mod every_job;
#[path = "../common/spirals.rs"]
mod spirals;

mod keys;
mod needs;
mod reports;
