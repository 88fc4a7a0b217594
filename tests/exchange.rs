//! Networks and data to and from JSON: their bits and their meaning.
#![cfg(not(target_arch = "wasm32"))]

use serde_json::Value;
use sharp_minima::exchange::{Network, Samples};
use sharp_minima::network::Activation;
use sharp_minima::network::{Architecture, EmpiricalRisk, LayerParts, LayerStatistics, Statistics};

mod common {
    pub mod naive;
    pub mod network_text;
    pub mod networks;
}
use common::naive::naive_score;
use common::network_text::SMALL;
use common::networks::{CLASSES, Case, FEATURES, cases};

fn network_of(case: &Case) -> Network {
    Network::new(&case.shape, &case.x, &case.statistics)
}

fn samples_of(case: &Case) -> Samples {
    Samples {
        features: FEATURES,
        inputs: case.inputs.clone(),
        labels: case.labels.clone(),
        classes: None,
    }
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}

#[test]
fn what_is_written_reads_back_to_the_same_bits() {
    for case in cases() {
        let network = network_of(&case);
        let back = Network::read(network.write().as_bytes()).expect("as written");
        assert_eq!(back, network, "{}", case.name);
        assert_eq!(bits(&back.x), bits(&case.x));
        let samples = samples_of(&case);
        let back = Samples::read(samples.write().as_bytes()).expect("as written");
        assert_eq!(bits(&back.inputs), bits(&samples.inputs));
        assert_eq!(back, samples);
        assert_eq!(back.fit(&network), Ok(()));
        let mut risk = EmpiricalRisk::new(&network.shape, back, network.statistics);
        assert_eq!(risk.score(&network.x), case.risk().score(&case.x));
    }
}

#[test]
fn extreme_and_single_precision_numbers_keep_their_bits() {
    let shape = Architecture::new(2, &[], 2, Activation::Tanh, false);
    let x = [
        5e-324,
        -1.797_693_134_862_315_7e308,
        -0.0,
        0.1 + 0.2,
        1e21,
        -1e-7,
    ];
    let network = Network::new(&shape, &x, &Statistics(vec![None]));
    let text = network.write();
    assert_eq!(
        bits(&Network::read(text.as_bytes()).expect("as written").x),
        bits(&x)
    );
    let narrow = [0.1_f32, -1.5e-45, 3.4e38, 1.0 / 3.0, 0.0, 7.0];
    let network = Network::new(&shape, &narrow, &Statistics(vec![None]));
    let back = Network::read(network.write().as_bytes()).expect("as written");
    for (back, narrow) in back.x.iter().zip(narrow) {
        assert_eq!((*back as f32).to_bits(), narrow.to_bits());
    }
}

/// Whatever decimals they are written in, and how many.
#[test]
fn numbers_are_those_nearest_to_their_decimals() {
    let mut texts: Vec<String> = [
        "9007199254740993",
        "-9223372036854775809",
        "123456789012345678901234567890",
        "2.2250738585072011e-308",
        "0.1000000000000000055511151231257827021181583404541015625",
        "-0",
        "1e-999",
        "0e999",
        "1E+2",
    ]
    .map(String::from)
    .into();
    let mut state = 1_u64;
    for _ in 0..10_000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005) + 1;
        let value = f64::from_bits(state);
        if value.is_finite() {
            texts.extend([format!("{value:?}"), format!("{value:.20e}")]);
        }
    }
    let json = format!(r#"{{"x": [[{}]], "y": [0]}}"#, texts.join(", "));
    let samples = Samples::read(json.as_bytes()).expect("right");
    for (text, value) in texts.iter().zip(samples.inputs) {
        let nearest: f64 = text.parse().expect("a number");
        assert_eq!(value.to_bits(), nearest.to_bits(), "{text}");
    }
}

#[test]
fn the_flat_order_is_that_of_the_layers() {
    let network = Network::read(SMALL.as_bytes()).expect("right");
    let x = [
        1.0, 2.0, 3.0, 4.5, -5.0, 0.6, 0.25, -7.0, 10.0, 11.0, 12.0, 13.0, 21.0, 22.0, 23.0, 24.0,
        31.0, 32.0,
    ];
    assert_eq!(network.x, x);
    assert_eq!(network.shape.activation(), Activation::Tanh);
    let layers = network.shape.layers();
    assert_eq!(layers[0].normalized, Some(0.001));
    assert_eq!(
        (layers[1].inputs, layers[1].outputs, layers[1].normalized),
        (2, 2, None)
    );
    let statistics = LayerStatistics {
        mean: vec![14.0, 15.0],
        variance: vec![16.0, 0.0],
    };
    assert_eq!(network.statistics, Statistics(vec![Some(statistics), None]));
    let marked = format!("\u{feff}{SMALL}\n");
    assert_eq!(Network::read(marked.as_bytes()), Ok(network));
}

/// Forward passes written out over the JSON itself, layer by layer.
#[test]
fn a_network_read_computes_what_its_file_says() {
    let mut networks: Vec<Network> = cases().iter().map(network_of).collect();
    // Normalised and plain layers mixed, each with its own constant.
    let case = &cases()[1];
    let layers = case.shape.layers();
    let parts = [
        LayerParts::whole(layers[0].outputs, Some(0.5)),
        LayerParts::whole(8, None),
        LayerParts::whole(CLASSES, None),
    ];
    let shape = Architecture::of_layers(FEATURES, &parts, Activation::Relu);
    let mut statistics = case.statistics.clone();
    statistics.0[1] = None;
    networks.push(Network::new(
        &shape,
        &case.x[..shape.dimension()],
        &statistics,
    ));
    for network in networks {
        let samples = samples_of(case);
        let texts = [network.write(), samples.write()];
        let [network_json, data_json] =
            texts.map(|text| serde_json::from_str::<Value>(&text).expect("valid JSON"));
        let (loss, accuracy) = naive_score(&network_json, &data_json);
        let mut risk = EmpiricalRisk::new(&network.shape, samples, network.statistics);
        let score = risk.score(&network.x);
        assert!(
            (score.loss - loss).abs() < 1e-13 * loss,
            "{} {loss}",
            score.loss
        );
        assert_eq!(score.accuracy, accuracy);
    }
}

/// n, and whether each layer has b, γ and β.
fn parameters(network: &Network) -> (usize, Vec<[bool; 3]>) {
    let layers = network.shape.layers().iter();
    let there = layers.map(|l| [l.bias(), l.gamma(), l.beta()].map(|range| !range.is_empty()));
    (network.x.len(), there.collect())
}

/// PyTorch's `Linear(bias=False)` and `BatchNorm1d(affine=False)`.
#[test]
fn a_network_need_not_have_biases_nor_gamma_and_beta() {
    let bias_null = include_bytes!("cases/bias_null.network.json");
    let affine_false = include_bytes!("cases/bn_affine_false.network.json");
    let weights = 8 * 6 + 3 * 8;
    let expected = [
        (weights, vec![[false; 3]; 2]),
        (weights + 8 + 3, vec![[true, false, false]; 2]),
    ];
    let case = &cases()[1];
    for (text, expected) in [&bias_null[..], affine_false].iter().zip(expected) {
        let network = Network::read(text).expect("right");
        assert_eq!(parameters(&network), expected);
        let written = network.write();
        assert_eq!(Network::read(written.as_bytes()), Ok(network.clone()));
        let json: Value = serde_json::from_str(&written).expect("valid JSON");
        let original: Value = serde_json::from_slice(text).expect("valid JSON");
        for (written, original) in json["layers"]
            .as_array()
            .expect("a list")
            .iter()
            .zip(original["layers"].as_array().expect("a list"))
        {
            assert_eq!(written["b"].is_null(), original["b"].is_null());
            assert_eq!(
                written["bn"]["gamma"].is_null(),
                original["bn"]["gamma"].is_null()
            );
        }
        let samples = Samples {
            features: 6,
            inputs: case.inputs[..6 * 40].to_vec(),
            labels: (0..40).map(|i| (i % 3) as u8).collect(),
            classes: None,
        };
        let data = serde_json::from_str(&samples.write()).expect("valid JSON");
        let (loss, accuracy) = naive_score(&original, &data);
        let mut risk = EmpiricalRisk::new(&network.shape, samples, network.statistics);
        let score = risk.score(&network.x);
        assert!(
            (score.loss - loss).abs() < 1e-13 * loss,
            "{} {loss}",
            score.loss
        );
        assert_eq!(score.accuracy, accuracy);
    }
}

/// An absent key says the same as null.
#[test]
fn what_is_left_out_is_not_there() {
    for (from, to, place) in [
        ("\"b\": [31, 32], ", "", 0),
        ("\"b\": [31, 32], ", "\"b\": null, ", 0),
        ("\"gamma\": [10, 11], ", "", 1),
        (", \"beta\": [12, 13]", "", 2),
        ("\"beta\": [12, 13]", "\"beta\": null", 2),
    ] {
        assert!(SMALL.contains(from), "{from}");
        let network = Network::read(SMALL.replacen(from, to, 1).as_bytes()).expect(to);
        let mut there = [[true; 3], [true, false, false]];
        there[usize::from(place == 0)][place] = false;
        assert_eq!(parameters(&network), (16, there.to_vec()), "{from} → {to}");
    }
}

#[test]
fn labels_may_be_numbers_a_column_or_one_hot() {
    let read = |y: &str| {
        let text = format!(r#"{{"x": [[1], [2], [3]], "y": {y}}}"#);
        Samples::read(text.as_bytes()).expect(y).labels
    };
    for y in [
        "[3, 0, 1]",
        "[3.0, 0.0, 1e0]",
        "[[3], [0], [1]]",
        "[[3.0], [0.0], [1.0]]",
        "[[0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]]",
        "[[0.0, 0.0, 0.0, 1.0], [1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0]]",
    ] {
        assert_eq!(read(y), [3, 0, 1], "{y}");
    }
}

#[test]
fn files_have_the_keys_of_their_schemas() {
    let schema = |name: &str| {
        let text = std::fs::read_to_string(format!("www/schema/{name}.schema.json"));
        serde_json::from_str::<Value>(&text.expect("there")).expect("valid JSON")
    };
    let keys = |value: &Value| {
        let object = value.as_object().expect("an object");
        let mut keys: Vec<String> = object.keys().cloned().collect();
        keys.sort();
        keys
    };
    let case = &cases()[1];
    let network: Value = serde_json::from_str(&network_of(case).write()).expect("valid");
    let definition = schema("network");
    assert_eq!(keys(&network), keys(&definition["properties"]));
    let layer = &definition["$defs"]["layer"];
    assert_eq!(keys(&network["layers"][0]), keys(&layer["properties"]));
    let normalization = &definition["$defs"]["normalization"]["properties"];
    assert_eq!(keys(&network["layers"][0]["bn"]), keys(normalization));
    let data: Value = serde_json::from_str(&samples_of(case).write()).expect("valid");
    assert_eq!(keys(&data), keys(&schema("data")["properties"]));
}
