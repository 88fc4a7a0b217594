//! What figures give as data of what is shipped.

use crate::{all, first};
use serde_json::Value as Json;
use sharp_minima::figures::records::{File, Value};
use sharp_minima::figures::{FIGURES, Figure, figure};
use sharp_minima::jobs::{BowlJob, EPSILONS, PathJob, SharpnessJob, TrainJob, path::alphas};
use sharp_minima::settings::{REGIMES, Regime};

const LINK: &str = "https://example.org/?figure=curves#v=1";

/// The cells of a line of CSV.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for sign in line.chars() {
        match sign {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            sign => cells.last_mut().expect("a cell").push(sign),
        }
    }
    cells
}

/// What a cell of JSON is in CSV.
fn same(json: &Json, csv: &str) -> bool {
    match json {
        Json::Null => csv.is_empty(),
        Json::Number(number) => {
            let read: f64 = csv.parse().expect("a number");
            number.as_f64().map(f64::to_bits) == Some(read.to_bits())
        }
        Json::String(text) => text.replace('"', "") == csv,
        _ => false,
    }
}

#[test]
fn csv_and_json_hold_the_same_numbers_in_ascii() {
    for (name, known) in all() {
        for figure in FIGURES {
            let of = format!("{name}, {}", figure.name());
            let file = File::of(figure, &known.context(), LINK);
            let (csv, json) = (file.csv(), file.json().expect("plain data"));
            assert!(csv.is_ascii() && json.is_ascii(), "{of}");
            let json: Json = serde_json::from_str(&json).expect("JSON");
            assert_eq!(json["link"], LINK);
            assert_eq!(json["figure"], figure.name());
            let columns = json["columns"].as_array().expect("a list");
            assert!(columns.len() >= 3, "{of}");
            let rows = json["rows"].as_array().expect("a list");
            // Samples are drawn for who sees them.
            assert!(!rows.is_empty() || figure.name() == "augmentation", "{of}");
            let mut lines = csv.split("\r\n").filter(|line| !line.starts_with("# "));
            let head = cells(lines.next().expect("a head"));
            let names: Vec<&str> = columns.iter().filter_map(|c| c["name"].as_str()).collect();
            assert_eq!(head, names, "{of}");
            for row in rows {
                let cells = cells(lines.next().expect("a line"));
                let row = row.as_array().expect("a list");
                assert_eq!(cells.len(), columns.len(), "{of}");
                assert_eq!(row.len(), columns.len(), "{of}");
                for (json, csv) in row.iter().zip(&cells) {
                    assert!(same(json, csv), "{of}: {json} is not {csv}");
                    assert!(!csv.contains('?') && csv != "NaN", "{of}: {csv}");
                }
            }
            assert_eq!((lines.next(), lines.next()), (Some(""), None), "{of}");
        }
    }
}

/// The settings stand in both, so that the numbers can be made again.
#[test]
fn a_file_says_what_it_is_of() {
    let known = first();
    let mut other = known.clone();
    other.experiment.momentum = 0.5;
    let curves = figure("curves").expect("a figure");
    let context = known.context();
    let file = File::of(curves, &context, LINK);
    assert_eq!(file.name(), "sharp-minima-curves-instant-seed1");
    assert_ne!(File::of(curves, &other.context(), LINK).name(), file.name());
    other = known.clone();
    other.experiment.seed = 7;
    let name = File::of(curves, &other.context(), LINK).name();
    assert_eq!(name, "sharp-minima-curves-instant-seed7");
    let csv = file.csv();
    for line in [
        "format: sharp-minima records",
        "version: 1",
        "figure: curves",
        "seed: 1",
    ] {
        assert!(csv.contains(&format!("# {line}\r\n")), "{line}");
    }
    let json: Json = serde_json::from_str(&file.json().expect("plain data")).expect("JSON");
    let settings = serde_json::to_value(&known.experiment).expect("plain data");
    assert_eq!(json["settings"], settings);
    let f1 = File::of(figure("f1").expect("a figure"), &context, LINK);
    assert_eq!(f1.experiment().small_batch, 256);
}

/// The cell of the only row with these cells.
fn only(figure: &dyn Figure, known: &crate::Known, with: &[(&str, Value)], column: &str) -> Value {
    let records = figure.records(&known.context());
    let place = |name: &str| records.column(name).expect("a column");
    let fits = |row: &&Vec<Value>| with.iter().all(|(name, value)| row[place(name)] == *value);
    let mut rows = records.rows.iter().filter(fits);
    let cell = rows.next().expect("a row")[place(column)].clone();
    assert!(
        rows.next().is_none(),
        "{}: more than one row",
        figure.name()
    );
    cell
}

#[test]
fn they_are_the_numbers_of_the_results() {
    let known = first();
    let (experiment, results) = (&known.experiment, &known.results);
    let of = |name| figure(name).expect("a figure");
    for regime in REGIMES {
        for trial in 0..experiment.trials {
            let job = TrainJob::plain(experiment, regime, trial);
            let network = [("trial", (trial + 1).into()), ("regime", regime.into())];
            let with = |more: &[(&'static str, Value)]| [&network[..], more].concat();
            let training = results.training(&job).expect("a training");
            for point in &training.points {
                let cell = only(
                    of("curves"),
                    &known,
                    &with(&[("epoch", point.epoch.into())]),
                    "test_loss",
                );
                assert_eq!(cell, point.evaluation.test_loss.into());
            }
            let last = training.points.last().expect("a point");
            let cell = only(of("table"), &known, &network, "distance");
            assert_eq!(cell, last.distance.into());
            let jobs = SharpnessJob::at_each(&job, experiment.starts);
            for (job, epsilon) in jobs.into_iter().zip(EPSILONS) {
                let found = results.sharpness(&job).expect("a value");
                let cell = only(
                    of("sharpness"),
                    &known,
                    &with(&[("epsilon", epsilon.into())]),
                    "phi",
                );
                assert_eq!(cell, found.value.into());
            }
            let measures = results.minimum(&job, experiment.starts).expect("measures");
            assert_eq!(
                only(of("measures"), &known, &network, "sam"),
                measures.sam.into()
            );
            let first = with(&[("part", "eigenvalue".into()), ("index", 1_u32.into())]);
            let cell = only(of("spectrum"), &known, &first, "lambda");
            assert_eq!(cell, measures.eigenvalue(1).into());
        }
        let bowl = BowlJob {
            of: TrainJob::plain(experiment, regime, 0),
        };
        let bowl = results.bowl(&bowl).expect("a bowl");
        let place = [
            ("regime", regime.into()),
            ("ring", 8_u32.into()),
            ("spoke", 15_u32.into()),
        ];
        let cell = only(of("bowls"), &known, &place, "train_loss");
        assert_eq!(Some(cell), bowl.values.last().map(|&last| last.into()));
    }
    let path = PathJob {
        of: TrainJob::pair(experiment, 0),
        alphas: alphas(),
    };
    let path = results.path(&path).expect("a path");
    let place = [("trial", 1_u32.into()), ("alpha", (-1.0).into())];
    let cell = only(of("path"), &known, &place, "train_accuracy");
    assert_eq!(cell, path.points[0].evaluation.train_accuracy.into());
    let large = TrainJob::plain(experiment, Regime::Large, 2);
    let large = results.training(&large).expect("a training");
    let place = [
        ("trial", 3_u32.into()),
        ("batch", experiment.large_batch.into()),
    ];
    let cell = only(of("sweep"), &known, &place, "test_accuracy");
    let last = large.points.last().expect("a point");
    assert_eq!(cell, last.evaluation.test_accuracy.into());
}
