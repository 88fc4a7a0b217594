//! Readers of what comes from outside, tried with what nobody would write: whatever comes, an answer comes
//! back soon, in few words where it is no, and is read again as it was written where it is yes.
//!
//! `cargo test --test fuzz` tries the same few inputs at every run, `cargo xtask fuzz` others for as long as it
//! is asked to.
#![cfg(not(target_arch = "wasm32"))]

mod archives;
mod change;
mod data;
#[path = "../common/every_job.rs"]
mod every_job;
mod figures;
#[path = "../common/held.rs"]
mod held;
mod jobs;
mod links;
#[path = "../common/made_up.rs"]
#[expect(dead_code, reason = "other tests make up more")]
mod made_up;
mod networks;
mod results;
mod run;
mod seed;
#[path = "../common/small_archive.rs"]
mod small_archive;
#[path = "../common/spirals.rs"]
mod spirals;
#[path = "../common/write.rs"]
#[expect(dead_code, reason = "other tests write more")]
mod write;
