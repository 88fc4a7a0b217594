//! Computes what the paper claims and prints how each claim fares, or the numbers of settings:
//!
//! ```text
//! cargo run --release --example reproduce -- paper
//! cargo run --release --example reproduce -- instant convincing
//! ```
//!
//! It is `sharp-minima reproduce` of the package in `command/`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let words = std::env::args_os().skip(1);
    sharp_minima_command::run(std::iter::once("reproduce".into()).chain(words))
}
