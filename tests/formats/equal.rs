//! The same network and the same data in every format: what PyTorch and NumPy have written against JSON.

use crate::{case, write};
use safetensors::tensor::{Dtype, TensorView};
use sharp_minima::exchange::{FileFormat, Network, Samples};
use sharp_minima::jobs::{FilesJob, Inputs, Job, Report, Taken, files::digest};
use sharp_minima::network::EmpiricalRisk;
use std::collections::HashMap;

/// Two IDX files, one behind the other.
fn idx(first: &str, second: &str) -> Vec<u8> {
    [case(first), case(second)].concat()
}

#[test]
fn networks_are_those_of_their_json() {
    for name in ["sequential", "named", "deep", "half"] {
        let file = case(&format!("{name}.safetensors"));
        assert_eq!(FileFormat::of(&file), FileFormat::Safetensors);
        let json = Network::read(&case(&format!("{name}.json"))).expect(name);
        assert_eq!(Network::read(&file), Ok(json), "{name}");
    }
}

#[test]
fn data_are_those_of_their_json() {
    let [images, labels] = ["images-idx3-ubyte", "labels-idx1-ubyte"];
    for (json, file) in [
        ("data", case("data.npz")),
        ("images", case("images.npz")),
        ("images", idx(images, labels)),
        ("images", idx(labels, images)),
        ("turned", case("turned.npz")),
    ] {
        let json = Samples::read(&case(&format!("{json}.json"))).expect(json);
        assert_eq!(Samples::read(&file), Ok(json));
    }
}

/// A number that PyTorch has told.
#[test]
fn the_loss_is_pytorchs() {
    let network = Network::read(&case("sequential.safetensors")).expect("a network");
    let samples = Samples::read(&case("data.npz")).expect("samples");
    assert_eq!(samples.fit(&network), Ok(()));
    let expected: serde_json::Value = serde_json::from_slice(&case("expected.json")).expect("JSON");
    let expected = expected["loss"].as_f64().expect("a number");
    let mut risk = EmpiricalRisk::new(&network.shape, samples, network.statistics);
    let loss = risk.score(&network.x).loss;
    assert!((loss - expected).abs() < 1e-13, "{loss} {expected}");
}

/// To the bit.
#[test]
fn measures_do_not_hang_on_the_format() {
    let measures = |network: &str, data: &str| -> Vec<Taken> {
        let files = [case(network), case(data)];
        let [network, data] = files.each_ref().map(|file| digest(file));
        let taken = |part: FilesJob| {
            let inputs = Inputs {
                files: files.to_vec(),
                ..Inputs::default()
            };
            let mut task = Job::Files(part).start(inputs).expect("right");
            while !task.advance() {}
            let Some(Report::Files(taken)) = task.report() else {
                panic!("not of files")
            };
            *taken
        };
        FilesJob::parts(&network, &data, 5).map(taken).to_vec()
    };
    let json = measures("sequential.json", "data.json");
    assert!(json.iter().all(|taken| taken.gradients > 0.0));
    assert_eq!(measures("sequential.safetensors", "data.npz"), json);
}

/// By the crate that defines the format.
#[test]
fn what_the_crate_writes_is_read() {
    let (weight, bias) = (
        write::singles(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
        write::singles(&[7.0, 8.0]),
    );
    let view =
        |shape: &[usize], bytes| TensorView::new(Dtype::F32, shape.to_vec(), bytes).expect("right");
    let tensors = [
        ("weight", view(&[2, 3], &weight)),
        ("bias", view(&[2], &bias)),
    ];
    let metadata = HashMap::from([("activation".to_string(), "tanh".to_string())]);
    let file =
        safetensors::serialize(tensors, Some(metadata.into_iter().collect())).expect("right");
    let network = Network::read(&file).expect("a single layer");
    assert_eq!(network.x, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
}
