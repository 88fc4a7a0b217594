//! The program; all of it is in the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    sharp_minima_command::run(std::env::args_os().skip(1))
}
