//! The command `measure`: its arguments, its files, and what it prints against dense truth.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../examples/measure/arguments.rs"]
mod arguments;
#[path = "../examples/measure/files.rs"]
mod files;
#[path = "../examples/measure/layers.rs"]
mod layers;
#[path = "../examples/measure/output.rs"]
mod output;
#[path = "../examples/measure/path.rs"]
mod path;
#[path = "measure/paths.rs"]
mod paths;
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
use nalgebra::DMatrix;
use serde_json::Value;
use sharp_minima::experiment::settings::Activation;
use sharp_minima::network::exchange::{Network, Samples};
use sharp_minima::network::{Architecture, EmpiricalRisk, Statistics};
use sharp_minima::objective::Objective;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::{Options, sharpness};
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
        classes: None,
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
    assert_eq!((plain.starts, plain.iterations, plain.seed), (7, 10, 0));
    assert_eq!(
        (plain.other, plain.frozen, plain.subspace),
        (None, false, None)
    );
    let line = "--seed 7 n.json --other=m.json --frozen --starts 0 d.json --iterations 50 --subspace a.json";
    let expected = Arguments {
        network: "n.json".into(),
        data: "d.json".into(),
        other: Some("m.json".into()),
        frozen: true,
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
        ("a b --other c --frozen=1", "--frozen takes no value"),
        (
            "a b --frozen",
            "--frozen is about the path: it needs --other",
        ),
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
        "{other}: the layers, their biases, their batch norm (eps too) or the activation differ \
         from the first network's"
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
        assert_layers(&printed["layers"], case, &dense);
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
            assert_near(&printed["ascent"][key], phi.ascent, 0.0);
            let subspace = &printed["phi"]["subspace"][key];
            assert!(subspace["value"].as_f64() > Some(0.0) && subspace["from_x"].is_f64());
        }
        assert!(printed.get("path").is_none());
    }
}

/// Every layer's measures are those of its diagonal block.
fn assert_layers(printed: &Value, case: &Case, dense: &DMatrix<f64>) {
    let printed = printed.as_array().expect("a list");
    let layers = case.shape.layers();
    assert_eq!(printed.len(), layers.len());
    let mut start = 0;
    for (index, (printed, layer)) in printed.iter().zip(layers).enumerate() {
        let scales = if layer.normalized.is_some() { 2 } else { 0 };
        let size = layer.outputs * (layer.inputs + 1 + scales);
        let block = dense.view((start, start), (size, size)).into_owned();
        start += size;
        assert_eq!(printed["layer"], index);
        assert_eq!(printed["parameters"], size);
        assert_near(&printed["largest_eigenvalue"], eigenvalues(&block)[0], 1e-9);
        let trace = |key: &str| printed["trace"][key].as_f64().expect("a number");
        assert!((trace("estimate") - block.trace()).abs() < 4.0 * trace("standard_error"));
    }
    assert_eq!(start, dense.nrows());
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

/// A case of the repository's, as it lies there.
fn case_file(name: &str) -> String {
    format!("{}/tests/cases/{name}.json", env!("CARGO_MANIFEST_DIR"))
}

/// The files of PyTorch's `Linear(bias=False)` and `BatchNorm1d(affine=False)`: only what they hold
/// is counted and measured.
#[test]
fn a_network_without_biases_is_measured_by_what_it_has() {
    let data = r#"{"x": [[1, 2, 0, 1, -1, 0.5], [0.1, -2, 1, 0, 1, 3], [1, 1, -1, 0.4, 0, 2]],
                   "y": [[0, 0, 1], [1, 0, 0], [0, 1, 0]]}"#;
    let data_file = file("bias-null-data.json", data);
    for (name, n) in [("bias_null.network", 72), ("bn_affine_false.network", 83)] {
        let network = Network::read(&std::fs::read(case_file(name)).expect("there"));
        let network = network.expect("right");
        let samples = Samples::read(data.as_bytes()).expect("right");
        let mut f = EmpiricalRisk::new(&network.shape, samples, network.statistics);
        let dense = hessian(&mut f, &network.x);
        let printed = measure(&format!("{} {data_file}", case_file(name)));
        assert_eq!((&printed["parameters"], dense.nrows()), (&n.into(), n));
        assert_near(&printed["eigenvalues"][0], eigenvalues(&dense)[0], 1e-9);
        let blocks = printed["layers"].as_array().expect("a list");
        let sizes = blocks
            .iter()
            .map(|block| block["parameters"].as_u64().expect("a number"));
        assert_eq!(sizes.sum::<u64>(), n as u64);
        let bound = &printed["phi"]["full"]["0.001"]["value"];
        assert!(bound.as_f64() > Some(0.0));
    }
}

/// Refuses to take anything, as `head` does when it has had enough.
struct Refusing(std::io::ErrorKind);

impl std::io::Write for Refusing {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(self.0.into())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    use std::io::ErrorKind;
    let mut out = Vec::new();
    output::print(&mut out, "{}").expect("room");
    assert_eq!(out, b"{}\n");
    assert!(output::print(&mut Refusing(ErrorKind::BrokenPipe), "{}").is_ok());
    let error = output::print(&mut Refusing(ErrorKind::StorageFull), "{}");
    assert_eq!(
        error.map_err(|error| error.kind()),
        Err(ErrorKind::StorageFull)
    );
}

/// All weights zero and as many samples of every class: there is no slope at x, where the paper's
/// search stops at once.
#[test]
fn a_search_from_x_that_falls_short_is_noted() {
    let case = &cases()[0];
    let zeros = vec![0.0; case.x.len()];
    let network = Network::new(&case.shape, &zeros, &case.statistics);
    let samples = Samples {
        features: FEATURES,
        inputs: case.inputs.clone(),
        labels: (0..SAMPLES).map(|i| (i % 4) as u8).collect(),
        classes: None,
    };
    let network = file("flat-network.json", &network.write());
    let data = file("flat-data.json", &samples.write());
    let (printed, notes) = measure_with_notes(&format!("{network} {data} --starts 0"));
    assert_near(&printed["loss"], 4.0_f64.ln(), 1e-15);
    let full = &printed["phi"]["full"]["0.001"];
    assert!(full["from_x"] == 0.0 && full["value"].as_f64() > Some(0.0));
    for epsilon in ["0.001", "0.0005"] {
        let expected =
            format!("at ε = {epsilon}, L-BFGS-B from x, as in the paper, finds 0 % of φ");
        assert!(
            notes.iter().any(|note| note.starts_with(&expected)),
            "{notes:?}"
        );
    }
    // Only the three biases' eigenvalues are not zero.
    let untold = "of the eigenvalues 7 of the 10 largest and the smallest cannot be told";
    assert!(notes[0].starts_with(untold), "{notes:?}");
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
    assert!(printed["layers"][0]["largest_eigenvalue"].is_null());
    assert!(printed["layers"][1]["trace"]["estimate"].is_null());
    assert_eq!(
        notes,
        ["the loss is not a finite number, and nothing else is"]
    );
}
