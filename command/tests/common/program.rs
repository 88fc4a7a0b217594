//! The program, run.

use std::process::{Command, Output, Stdio};

/// A small experiment.
pub const SMALL: &str = "preset=instant&train=200&epochs=5&trials=2&hidden=12&sb=10&lb=50";

/// A call of the program.
pub fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sharp-minima"));
    command.args(words).stdin(Stdio::null());
    command
}

/// What the program printed: its exit status, standard output and standard error.
pub fn run(words: &[&str]) -> (Option<i32>, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = command(words).output().expect("it can be run");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code(), text(stdout), text(stderr))
}
