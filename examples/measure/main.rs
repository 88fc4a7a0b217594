//! Measures the flatness of a network from files, in double precision:
//!
//! ```text
//! cargo run --release --example measure -- network.json data.json
//! ```
//!
//! The files' form is that of [`sharp_minima::network::exchange`]; the options and what is printed
//! are in [`arguments::USAGE`].

mod arguments;
mod files;
mod summary;

use std::process::ExitCode;

/// What the command ends with where its arguments or its files are wrong.
const WRONG_INPUT: u8 = 2;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.iter().any(|word| word == "--help" || word == "-h") {
        println!("{}", arguments::USAGE);
        return ExitCode::SUCCESS;
    }
    match files::measure(&words) {
        Ok(printed) => {
            for note in printed.notes {
                eprintln!("note: {note}");
            }
            println!("{}", printed.text);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(WRONG_INPUT)
        }
    }
}
