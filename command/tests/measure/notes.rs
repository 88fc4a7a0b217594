//! Nulls and notes: what the numbers alone do not say.

use crate::common::networks::{FEATURES, SAMPLES, cases};
use crate::{assert_near, case_file, file, measure_with_notes};
use serde_json::Value;
use sharp_minima::exchange::{Network, Samples};
use sharp_minima::network::{Activation, Architecture, Statistics};

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
    let path = |kind: &str| case_file(&format!("unscaled_timestamp.{kind}"));
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
