//! The results that come with the page, and the numbers that were recorded before they were made anew.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../common/known.rs"]
mod known;
#[path = "../common/recorded.rs"]
mod recorded;

mod complete;
mod recorded_numbers;
