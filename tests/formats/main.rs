//! Networks as safetensors, and data as .npz and IDX.
#![cfg(not(target_arch = "wasm32"))]

use sharp_minima::exchange::{Network, Samples};

mod equal;
mod idx;
mod modules;
mod npz;
mod safetensors_errors;
#[path = "../common/write.rs"]
mod write;

/// A file that tests/oracle/formats.py has written.
fn case(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/cases/formats/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).expect(name)
}

#[track_caller]
fn network_error(file: &[u8]) -> String {
    Network::read(file).expect_err("a network").to_string()
}

#[track_caller]
fn data_error(file: &[u8]) -> String {
    Samples::read(file).expect_err("samples").to_string()
}
