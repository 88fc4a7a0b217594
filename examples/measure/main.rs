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
mod layers;
mod output;
mod path;
mod summary;

use output::print;
use std::process::ExitCode;

/// What the command ends with where its arguments or its files are wrong.
const WRONG_INPUT: u8 = 2;

fn main() -> ExitCode {
    let words: Vec<String> = match std::env::args_os()
        .skip(1)
        .map(|w| w.into_string())
        .collect()
    {
        Ok(words) => words,
        Err(word) => {
            say(&format!("error: the argument {word:?} is not UTF-8"));
            return ExitCode::from(WRONG_INPUT);
        }
    };
    if words.iter().any(|word| word == "--help" || word == "-h") {
        return answer(arguments::USAGE);
    }
    match files::measure(&words) {
        Ok(printed) => {
            for note in printed.notes {
                say(&format!("note: {note}"));
            }
            answer(&printed.text)
        }
        Err(error) => {
            say(&format!("error: {error}"));
            ExitCode::from(WRONG_INPUT)
        }
    }
}

fn answer(text: &str) -> ExitCode {
    match print(&mut std::io::stdout(), text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

/// Where nothing can be said, there is no place left to say so.
fn say(text: &str) {
    let _ = print(&mut std::io::stderr(), text);
}
