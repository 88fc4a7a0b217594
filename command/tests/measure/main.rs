//! The command `measure`: its arguments, its files, and what it prints against dense truth.

mod arguments;
#[path = "../common/mod.rs"]
mod common;
mod dense;
mod formats;
mod notes;
mod paths;
#[path = "../../../tests/oracle/pytorch.rs"]
mod pytorch;
mod wrong;

use clap::Parser;
use common::networks::{Case, FEATURES};
use serde_json::Value;
use sharp_minima::exchange::{Network, Samples};
use sharp_minima_command::measure::{Arguments, Printed};
use std::path::PathBuf;

/// The words after the command's name.
#[derive(Debug, Parser)]
#[command(no_binary_name = true)]
struct Line {
    #[command(flatten)]
    arguments: Arguments,
}

fn parse(line: &str) -> Result<Arguments, String> {
    let line = Line::try_parse_from(line.split_whitespace());
    line.map(|line| line.arguments)
        .map_err(|error| error.to_string())
}

/// Measures, or says which file is wrong.
fn try_measure(line: &str) -> Result<Printed, String> {
    sharp_minima_command::measure::measure(&parse(line).expect("right"), &|_| {})
}

/// A file of this name and content that only this test uses.
fn file(name: &str, content: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).expect("can be written");
    path.to_str().expect("a plain path").to_string()
}

fn network_of(case: &Case) -> Network {
    Network::new(&case.shape, &case.x, &case.statistics)
}

fn data_of(case: &Case) -> String {
    let samples = Samples {
        features: FEATURES,
        inputs: case.inputs.clone(),
        labels: case.labels.clone(),
        classes: None,
    };
    samples.write()
}

fn measure(line: &str) -> Value {
    measure_with_notes(line).0
}

fn measure_with_notes(line: &str) -> (Value, Vec<String>) {
    let printed = try_measure(line).expect("right");
    let value = serde_json::from_str(&printed.text).expect("valid JSON");
    (value, printed.notes)
}

#[track_caller]
fn assert_near(ours: &Value, exact: f64, tolerance: f64) {
    let ours = ours.as_f64().expect("a number");
    assert!(
        (ours - exact).abs() <= tolerance * exact.abs(),
        "{ours} against {exact}"
    );
}

/// A case of the repository's, as it lies there.
fn case_file(name: &str) -> String {
    format!("{}/../tests/cases/{name}.json", env!("CARGO_MANIFEST_DIR"))
}
