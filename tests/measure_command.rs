//! The command `measure`: its arguments, its files, and what it prints against dense truth.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../examples/measure/arguments.rs"]
mod arguments;
#[path = "../examples/measure/files.rs"]
mod files;
#[path = "oracle/pytorch.rs"]
mod pytorch;
#[path = "../examples/measure/summary.rs"]
mod summary;

mod common {
    pub mod dense;
    pub mod naive;
    pub mod networks;
}
use arguments::Arguments;
use common::dense::{eigenvalues, hessian};
use common::naive::naive_score;
use common::networks::{Case, FEATURES, SAMPLES, cases};
use serde_json::Value;
use sharp_minima::experiment::settings::Activation;
use sharp_minima::network::exchange::{Network, Samples};
use sharp_minima::network::{Architecture, Statistics};
use sharp_minima::objective::Objective;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::{Options, sharpness, signed_ascent};
use std::path::PathBuf;

fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(str::to_string).collect()
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
    };
    samples.write()
}

fn measure(line: &str) -> Value {
    measure_with_notes(line).0
}

fn measure_with_notes(line: &str) -> (Value, Vec<String>) {
    let printed = files::measure(&words(line)).expect("right");
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

#[test]
fn arguments_have_defaults_and_any_order() {
    let parse = |line: &str| Arguments::parse(&words(line));
    let plain = parse("n.json d.json").expect("right");
    assert_eq!((plain.starts, plain.iterations, plain.seed), (2, 10, 0));
    assert_eq!((plain.other, plain.subspace), (None, None));
    let line = "--seed 7 n.json --other=m.json --starts 0 d.json --iterations 50 --subspace a.json";
    let expected = Arguments {
        network: "n.json".into(),
        data: "d.json".into(),
        other: Some("m.json".into()),
        subspace: Some("a.json".into()),
        starts: 0,
        iterations: 50,
        seed: 7,
    };
    assert_eq!(parse(line), Ok(expected));
    for (line, error) in [
        ("", "two files are expected, NETWORK and DATA, not 0"),
        ("n.json", "two files are expected, NETWORK and DATA, not 1"),
        ("a b c", "two files are expected, NETWORK and DATA, not 3"),
        ("a b --start 3", "unknown option --start\n"),
        ("a b --seed", "--seed needs a value"),
        (
            "a b --seed -1",
            "--seed must be a whole number from 0 to 4294967295, not \"-1\"",
        ),
        (
            "a b --iterations 0",
            "--iterations must be a whole number from 1 to 100000, not \"0\"",
        ),
        (
            "a b --starts=x",
            "--starts must be a whole number from 0 to 100000, not \"x\"",
        ),
    ] {
        let found = parse(line).expect_err(line);
        assert!(found.starts_with(error), "{found}");
    }
}

#[test]
fn wrong_files_are_named_with_the_place() {
    let case = &cases()[0];
    let network = file("right-network.json", &network_of(case).write());
    let data = file("right-data.json", &data_of(case));
    let error = |line: String| files::measure(&words(&line)).err().expect("wrong");
    assert!(error(format!("/nowhere/n.json {data}")).starts_with("/nowhere/n.json: "));
    let expected = format!("{data}: unknown key \"x\"; known are layers, activation, loss");
    assert_eq!(error(format!("{data} {network}")), expected);
    let other = file("other-network.json", &network_of(&cases()[1]).write());
    let expected = format!(
        "{other}: the layers, their batch norm or the activation differ from the first network's"
    );
    assert_eq!(error(format!("{network} {data} --other {other}")), expected);
    let narrow = file("narrow-data.json", r#"{"x": [[1, 2]], "y": [0]}"#);
    let expected = format!("{narrow}: x[0]: 2 numbers; the network's layers[0] has 5 inputs");
    assert_eq!(error(format!("{network} {narrow}")), expected);
    let a = file("short-subspace.json", r#"{"A": [[1], [2]]}"#);
    let n = case.x.len();
    let expected = format!("{a}: A: 2 rows; the network has {n} parameters");
    assert_eq!(error(format!("{network} {data} --subspace {a}")), expected);
}

#[test]
fn what_is_printed_is_what_dense_algebra_says() {
    for (index, case) in cases().iter().enumerate() {
        let texts = [network_of(case).write(), data_of(case)];
        let network = file(&format!("network-{index}.json"), &texts[0]);
        let data = file(&format!("data-{index}.json"), &texts[1]);
        let printed = measure(&format!("{network} {data} --seed 3"));
        let json = texts.map(|text| serde_json::from_str::<Value>(&text).expect("valid"));
        let (loss, accuracy) = naive_score(&json[0], &json[1]);
        assert_eq!(printed["parameters"], case.x.len(), "{}", case.name);
        assert_eq!(printed["samples"], SAMPLES);
        assert_near(&printed["loss"], loss, 1e-13);
        assert_near(&printed["accuracy"], accuracy, 0.0);

        let mut f = case.risk();
        let dense = hessian(&mut f, &case.x);
        let exact = eigenvalues(&dense);
        let found = printed["eigenvalues"].as_array().expect("a list");
        assert_eq!(found.len(), 10);
        for (found, exact) in found.iter().zip(&exact) {
            assert_near(found, *exact, 1e-9);
        }
        assert_near(
            &printed["smallest_eigenvalue"],
            exact[exact.len() - 1],
            1e-6,
        );
        let trace = |key: &str| printed["trace"][key].as_f64().expect("a number");
        assert!((trace("estimate") - dense.trace()).abs() < 4.0 * trace("standard_error"));
        let mut gradient = vec![0.0; case.x.len()];
        f.gradient(&case.x, &mut gradient);
        let norm = gradient.iter().map(|g| g * g).sum::<f64>().sqrt();
        assert_near(&printed["gradient_norm"], norm, 1e-12);

        for (key, epsilon) in [("0.001", 1e-3), ("0.0005", 5e-4)] {
            let options = Options {
                epsilon,
                ..Options::default()
            };
            let starts = || stream(3, 0, Purpose::SharpnessStarts);
            let phi = sharpness(&mut f, &case.x, options, starts());
            let full = &printed["phi"]["full"][key];
            assert_near(&full["value"], phi.value, 0.0);
            assert_near(&full["from_x"], phi.from_x, 0.0);
            assert_near(&full["at_bound"], phi.at_bound, 0.0);
            assert_eq!(full["iterations"], phi.iterations);
            let ascent = signed_ascent(&mut f, &case.x, epsilon, starts());
            assert_near(&printed["ascent"][key], ascent, 0.0);
            let subspace = &printed["phi"]["subspace"][key];
            assert!(subspace["value"].as_f64() > Some(0.0) && subspace["from_x"].is_f64());
        }
        assert!(printed.get("path").is_none());
    }
}

/// With A = I the subspace is the full space.
#[test]
fn a_subspace_of_one_s_own_takes_the_random_one_s_place() {
    let case = &cases()[2];
    let n = case.x.len();
    let rows = (0..n).map(|i| {
        let row: Vec<&str> = (0..n).map(|j| if i == j { "1" } else { "0" }).collect();
        format!("[{}]", row.join(","))
    });
    let rows: Vec<String> = rows.collect();
    let a = file("identity.json", &format!("{{\"A\": [{}]}}", rows.join(",")));
    let network = file("subspace-network.json", &network_of(case).write());
    let data = file("subspace-data.json", &data_of(case));
    let printed = measure(&format!(
        "{network} {data} --starts 0 --iterations 30 --subspace {a}"
    ));
    assert_eq!(printed["phi"]["full"], printed["phi"]["subspace"]);
    let full = &printed["phi"]["full"]["0.001"];
    assert_eq!(full["value"], full["from_x"]);
}

#[test]
fn the_path_ends_at_both_networks_under_the_first_s_statistics() {
    for (index, case) in cases().iter().enumerate() {
        let mut second = network_of(case);
        for (i, x) in second.x.iter_mut().enumerate() {
            *x += 0.1 * (i as f64).sin();
        }
        let network = file(
            &format!("path-network-{index}.json"),
            &network_of(case).write(),
        );
        let data = file(&format!("path-data-{index}.json"), &data_of(case));
        let other = file(&format!("path-other-{index}.json"), &second.write());
        let printed = measure(&format!("{network} {data} --starts 0 --other {other}"));
        let path = printed["path"].as_array().expect("a list");
        assert_eq!(path.len(), 25);
        let data: Value = serde_json::from_str(&data_of(case)).expect("valid");
        for (i, point) in path.iter().enumerate() {
            let alpha = -1.0 + i as f64 / 8.0;
            assert_eq!(point["alpha"], alpha);
            let mut between = network_of(case);
            for (x, other) in between.x.iter_mut().zip(&second.x) {
                *x = (1.0 - alpha) * *x + alpha * other;
            }
            let between = serde_json::from_str(&between.write()).expect("valid");
            let (loss, accuracy) = naive_score(&between, &data);
            assert_near(&point["loss"], loss, 1e-12);
            assert_near(&point["accuracy"], accuracy, 0.0);
        }
        assert_eq!(path[8]["loss"], printed["loss"]);
    }
}

#[test]
fn what_the_numbers_do_not_say_is_noted() {
    let case = &cases()[1];
    let first = network_of(case);
    let mut second = first.clone();
    if let Some(moments) = &mut second.statistics.0[0] {
        moments.mean[0] += 0.5;
    }
    let network = file("noted-network.json", &first.write());
    let other = file("noted-other.json", &second.write());
    let data = file("noted-data.json", &data_of(case));
    let (_, notes) = measure_with_notes(&format!("{network} {data} --other {network}"));
    assert_eq!(notes, Vec::<String>::new());
    let (printed, notes) = measure_with_notes(&format!("{network} {data} --other {other}"));
    let path = format!("the path has the batch-norm statistics of {network}, not those of {other}");
    assert_eq!(notes, [path]);
    assert_eq!(printed["path"][16]["loss"], printed["path"][8]["loss"]);
}

/// All weights zero and as many samples of every class: there is no slope at x, where the run from
/// x alone stops at once.
#[test]
fn a_sharpness_that_the_ascent_exceeds_is_noted() {
    let case = &cases()[0];
    let zeros = vec![0.0; case.x.len()];
    let network = Network::new(&case.shape, &zeros, &case.statistics);
    let samples = Samples {
        features: FEATURES,
        inputs: case.inputs.clone(),
        labels: (0..SAMPLES).map(|i| (i % 4) as u8).collect(),
    };
    let network = file("flat-network.json", &network.write());
    let data = file("flat-data.json", &samples.write());
    let (printed, notes) = measure_with_notes(&format!("{network} {data} --starts 0"));
    assert_near(&printed["loss"], 4.0_f64.ln(), 1e-15);
    assert_eq!(printed["phi"]["full"]["0.001"]["value"], 0.0);
    assert!(printed["ascent"]["0.001"].as_f64() > Some(0.0));
    // Only the three biases' eigenvalues are not zero.
    let untold = "of the eigenvalues 7 of the 10 largest and the smallest cannot be told";
    assert!(notes[0].starts_with(untold), "{notes:?}");
    let notes = &notes[1..];
    assert_eq!(notes.len(), 2);
    assert!(notes[0].starts_with("at ε = 0.001, φ and the ascent differ by more than 10 %: more"));
    assert!(notes[1].starts_with("at ε = 0.0005, φ and the ascent differ"));
}

#[test]
fn an_eigenvalue_that_cannot_be_told_is_null_with_a_note() {
    let cases = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let path = |kind: &str| {
        let path = cases.join(format!("unscaled_timestamp.{kind}.json"));
        path.to_str().expect("a plain path").to_string()
    };
    let line = format!("{} {} --starts 0", path("network"), path("data"));
    let (printed, notes) = measure_with_notes(&line);
    let values = printed["eigenvalues"].as_array().expect("a list");
    let told: Vec<bool> = values.iter().map(Value::is_f64).collect();
    assert_eq!(told, [[true; 6].as_slice(), &[false; 4]].concat());
    assert_near(&printed["smallest_eigenvalue"], -1301969696.6491249, 1e-9);
    let note = "of the eigenvalues 4 of the 10 largest cannot be told beside λ₁ = 1.302e9 and are null: \
                they may be off by more than 0.001 of themselves";
    assert!(notes.iter().any(|said| said == note), "{notes:?}");
}

#[test]
fn a_loss_that_is_not_finite_leaves_nulls_and_a_note() {
    let shape = Architecture::new(1, &[1], 2, Activation::Relu, false);
    let x = [1e200, 0.0, 1e200, -1e200, 0.0, 0.0];
    let network = Network::new(&shape, &x, &Statistics(vec![None, None]));
    let network = file("infinite-network.json", &network.write());
    let data = file("infinite-data.json", r#"{"x": [[1]], "y": [1]}"#);
    let (printed, notes) = measure_with_notes(&format!("{network} {data}"));
    assert!(printed["loss"].is_null() && printed["phi"]["full"]["0.001"]["value"].is_null());
    assert_eq!(printed["eigenvalues"], serde_json::json!([]));
    assert!(printed["smallest_eigenvalue"].is_null());
    assert_eq!(
        notes,
        ["the loss is not a finite number, and nothing else is"]
    );
}
