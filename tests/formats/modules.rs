//! Which modules a file holds, in which order, and what is told of it.

use crate::write::{safetensors, singles};
use crate::{case, network_error};
use sharp_minima::exchange::Network;
use sharp_minima::network::Activation;

/// A network of layers of these names and sizes, outputs × inputs; every weight is its layer's index.
fn network(layers: &[(&str, [usize; 2])], norms: &[(&str, usize)]) -> Vec<u8> {
    let name = |prefix: &str, leaf| format!("{prefix}.{leaf}");
    let mut tensors = Vec::new();
    for (index, (prefix, shape)) in layers.iter().enumerate() {
        let values = vec![index as f32; shape[0] * shape[1]];
        tensors.push((name(prefix, "weight"), shape.to_vec(), singles(&values)));
    }
    for (prefix, width) in norms {
        for (leaf, value) in [("running_mean", 0.0), ("running_var", 1.0)] {
            tensors.push((
                name(prefix, leaf),
                vec![*width],
                singles(&vec![value; *width]),
            ));
        }
    }
    let tensors: Vec<_> = tensors
        .iter()
        .map(|(name, shape, bytes)| (name.as_str(), "F32", shape.as_slice(), bytes.clone()))
        .collect();
    safetensors("{}", &tensors)
}

/// The layers' indices in the order in which they run, and which of them are normalised.
fn read(file: &[u8]) -> (Vec<usize>, Vec<bool>) {
    let network = Network::read(file).expect("a network");
    let layers = network.shape.layers();
    let index =
        |layer: &sharp_minima::network::LayerShape| network.x[layer.weights().start] as usize;
    (
        layers.iter().map(index).collect(),
        layers
            .iter()
            .map(|layer| layer.normalized.is_some())
            .collect(),
    )
}

#[test]
fn numbers_in_names_tell_the_order() {
    for names in [
        ["net.10", "net.2", "net.9"],
        ["10", "02", "9"],
        ["block2.fc1", "block1.fc1", "block1.fc2"],
    ] {
        let layers = names.map(|name| (name, [3, 3]));
        assert_eq!(read(&network(&layers, &[])).0, [1, 2, 0], "{names:?}");
    }
}

#[test]
fn sizes_tell_the_order_where_names_do_not() {
    let layers = [("hidden", [4, 4]), ("input", [4, 3]), ("output", [2, 4])];
    assert_eq!(read(&network(&layers, &[])).0, [1, 0, 2]);
    let layers = [
        ("classifier", [2, 4]),
        ("features.0", [4, 4]),
        ("features.2", [4, 4]),
    ];
    assert_eq!(read(&network(&layers, &[])).0, [1, 2, 0]);
    let unclear = [("decoder", [4, 4]), ("encoder", [4, 4])];
    assert_eq!(
        network_error(&network(&unclear, &[])),
        "decoder: nothing tells whether it stands before encoder; number the modules in their order, as \
         nn.Sequential does"
    );
    let around = [("decoder", [4, 2]), ("encoder", [2, 4])];
    assert!(network_error(&network(&around, &[])).starts_with("decoder: nothing tells whether"));
    let many: Vec<String> = (b'a'..b'j')
        .map(|letter| char::from(letter).to_string())
        .collect();
    let many: Vec<_> = many.iter().map(|name| (name.as_str(), [1, 1])).collect();
    assert!(network_error(&network(&many, &[])).starts_with("a: nothing tells whether"));
}

#[test]
fn batch_norm_belongs_to_the_layer_before_it() {
    for (layers, norms, normalized) in [
        (["0", "3", "5"], vec!["1", "4"], [true, true, false]),
        (["0", "2", "5"], vec!["3"], [false, true, false]),
        (
            ["fc1", "fc2", "fc3"],
            vec!["bn1", "bn2"],
            [true, true, false],
        ),
        (["fc1", "fc2", "fc3"], vec!["bn2"], [false, true, false]),
        (
            ["layers.0", "layers.1", "layers.2"],
            vec!["norms.0"],
            [true, false, false],
        ),
        (
            ["a1.fc", "a2.fc", "a3.fc"],
            vec!["a2.bn", "a1.bn"],
            [true, true, false],
        ),
    ] {
        let layers = layers.map(|name| (name, [3, 3]));
        let norms: Vec<_> = norms.into_iter().map(|name| (name, 3)).collect();
        assert_eq!(
            read(&network(&layers, &norms)),
            (vec![0, 1, 2], normalized.to_vec())
        );
    }
    let behind = "nothing tells which Linear this batch norm stands directly behind; number the modules in \
                  their order, as nn.Sequential does";
    for (layers, norms, expected) in [
        // Behind ReLU, and before everything.
        (["0", "3"], vec!["2"], format!("2: {behind}")),
        (["1", "3"], vec!["0"], format!("0: {behind}")),
        (["fc1", "fc2"], vec!["bn"], format!("bn: {behind}")),
        (
            ["18446744073709551615", "18446744073709551617"],
            vec!["18446744073709551616"],
            format!("18446744073709551616: {behind}"),
        ),
        (
            ["0", "2"],
            vec!["3"],
            "3: batch norm is for hidden layers; this is the output layer's".into(),
        ),
        (
            ["fc1", "fc2"],
            vec!["bn1", "norm1"],
            "norm1: the layer has another batch norm".into(),
        ),
    ] {
        let layers = layers.map(|name| (name, [3, 3]));
        let norms: Vec<_> = norms.into_iter().map(|name| (name, 3)).collect();
        assert_eq!(network_error(&network(&layers, &norms)), expected);
    }
}

#[test]
fn what_is_not_in_the_file_is_told() {
    let told = |name: &str| Network::assumptions(&case(name));
    assert_eq!(told("sequential.json"), [""; 0]);
    assert_eq!(told("images.npz"), [""; 0]);
    let order = "Its modules were taken to run in this order:";
    assert_eq!(
        told("sequential.safetensors"),
        [format!("{order} 0, 1, tanh, 3, 4, tanh, 6.")]
    );
    let activation = "The activation is not in the file: ReLU was taken. The metadata \"activation\" may \
                      say \"relu\" or \"tanh\".";
    let epsilon = "Batch normalisation’s eps is not in the file: PyTorch’s 1e-5 was taken. The metadata \
                   \"eps\" may say another.";
    assert_eq!(
        told("named.safetensors"),
        [
            &format!("{order} fc1, bn1, ReLU, fc2, bn2, ReLU, classifier."),
            activation,
            epsilon,
        ]
    );
    assert_eq!(told("half.safetensors")[1..], [activation]);
    let single = safetensors("{}", &[("weight", "F32", &[1, 1], singles(&[1.0]))]);
    assert_eq!(Network::assumptions(&single), [format!("{order} Linear.")]);
    let network = Network::read(&case("named.safetensors")).expect("a network");
    assert_eq!(network.shape.activation(), Activation::Relu);
    assert_eq!(network.shape.layers()[0].normalized, Some(1e-5));
}
