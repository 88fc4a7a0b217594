//! Networks that PyTorch wrote: what the command `measure` says of them against what PyTorch and
//! SciPy say.

use crate::{file, measure};
use serde_json::Value;

/// Made by tests/oracle/pytorch.py.
fn cases() -> Vec<Value> {
    let oracle: Value = serde_json::from_str(include_str!("pytorch.json")).expect("JSON");
    oracle["cases"].as_array().expect("cases").clone()
}

#[track_caller]
fn assert_near(ours: &Value, theirs: &Value, tolerance: f64) {
    let number = |value: &Value| value.as_f64().expect("a number");
    let (ours, theirs) = (number(ours), number(theirs));
    assert!(
        (ours - theirs).abs() <= tolerance,
        "{ours} against {theirs}"
    );
}

#[test]
fn a_network_from_pytorch_measures_as_pytorch_says() {
    for (index, case) in cases().iter().enumerate() {
        let network = file(
            &format!("pytorch-{index}.json"),
            &case["network"].to_string(),
        );
        let data = file(
            &format!("pytorch-data-{index}.json"),
            &case["data"].to_string(),
        );
        let ours = measure(&format!("{network} {data} --iterations 25"));
        for name in ["loss", "accuracy", "gradient_norm"] {
            assert_near(&ours[name], &case[name], 1e-12);
        }
        let top = case["eigenvalues"][0].as_f64().expect("a number");
        for k in 0..10 {
            assert_near(&ours["eigenvalues"][k], &case["eigenvalues"][k], 1e-9 * top);
        }
        let (smallest, theirs) = (&ours["smallest_eigenvalue"], &case["smallest_eigenvalue"]);
        assert_near(smallest, theirs, 1e-6 * top);
        let trace = &ours["trace"];
        let error = trace["standard_error"].as_f64().expect("a number");
        assert_near(&trace["estimate"], &case["trace"], 4.0 * error);
        for epsilon in ["0.001", "0.0005"] {
            let theirs = &case["phi"][epsilon];
            let scale = theirs.as_f64().expect("a number");
            let ours = &ours["phi"]["full"][epsilon];
            assert_near(&ours["from_x"], theirs, 1e-9 * scale);
            assert!(ours["value"].as_f64() >= ours["from_x"].as_f64());
        }
    }
}
