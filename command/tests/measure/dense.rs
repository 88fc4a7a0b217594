//! What is printed, against what dense algebra says.

use crate::common::dense::{eigenvalues, hessian};
use crate::common::naive::naive_score;
use crate::common::networks::{Case, SAMPLES, cases};
use crate::{assert_near, case_file, data_of, file, measure, network_of};
use nalgebra::DMatrix;
use serde_json::Value;
use sharp_minima::exchange::{Network, Samples};
use sharp_minima::network::EmpiricalRisk;
use sharp_minima::objective::Objective;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::{Options, sharpness};

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
