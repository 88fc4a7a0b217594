//! Measures the flatness of a network from files, in double precision:
//!
//! ```text
//! cargo run --release --example measure -- network.json data.json
//! ```
//!
//! It is `sharp-minima measure` of the package in `command/`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let words = std::env::args_os().skip(1);
    sharp_minima_command::run(std::iter::once("measure".into()).chain(words))
}
