//! Settings and views: what is allowed, and their way through links.
#![cfg(not(target_arch = "wasm32"))]

mod check;
mod link;
mod view;
