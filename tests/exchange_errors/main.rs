//! Every error of the files that networks and data come in, with its place.
#![cfg(not(target_arch = "wasm32"))]

use sharp_minima::exchange::{Network, Samples};

#[path = "../common/held.rs"]
mod held;
#[path = "../common/network_text.rs"]
mod network_text;

mod data;
mod limits;
mod network;
mod subspace;
mod text;

#[track_caller]
fn network_error(text: impl AsRef<[u8]>) -> String {
    Network::read(text.as_ref())
        .expect_err("a network")
        .to_string()
}

#[track_caller]
fn data_error(text: impl AsRef<[u8]>) -> String {
    Samples::read(text.as_ref())
        .expect_err("samples")
        .to_string()
}
