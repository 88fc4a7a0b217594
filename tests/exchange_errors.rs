//! Every error of the files that networks and data come in, with its place.

use sharp_minima::network::exchange::{
    ExchangeError, LARGEST_NETWORK, LARGEST_TEXT, MOST_SAMPLES, Network, Samples, read_subspace,
};

mod common {
    pub mod network_text;
}
use common::network_text::SMALL;

#[track_caller]
fn network_error(text: impl AsRef<[u8]>) -> String {
    Network::read(text.as_ref())
        .expect_err("a network")
        .to_string()
}

#[track_caller]
fn data_error(text: impl AsRef<[u8]>) -> String {
    Samples::read(text.as_ref())
        .expect_err("samples")
        .to_string()
}

#[test]
fn what_is_wrong_with_a_network_is_said_with_its_place() {
    let cases = [
        (
            "-5, 6e-1",
            "-5",
            "layers[0].w[1]: 2 numbers; the first list has 3",
        ),
        (
            "[23, 24]",
            "[23]",
            "layers[1].w[1]: 1 number; layers[0] has 2 outputs",
        ),
        (
            "[21, 22]",
            "[21, 22, 9]",
            "layers[1].w[0]: 3 numbers; layers[0] has 2 outputs",
        ),
        (
            "[[1, 2, 3], [4.5, -5, 6e-1]]",
            "[]",
            "layers[0].w: the list is empty",
        ),
        (
            "[[1, 2, 3], [4.5, -5, 6e-1]]",
            "[[]]",
            "layers[0].w[0]: 0 numbers; at least one is expected",
        ),
        (
            "[0.25, -7]",
            "[0.25]",
            "layers[0].b: 1 number; the layer has 2 outputs",
        ),
        (
            "[31, 32]",
            "[31, 32, 33]",
            "layers[1].b: 3 numbers; the layer has 2 outputs",
        ),
        (
            "[10, 11]",
            "[10]",
            "layers[0].bn.gamma: 1 number; the layer has 2 outputs",
        ),
        (
            "[16, 0]",
            "[16]",
            "layers[0].bn.var: 1 number; the layer has 2 outputs",
        ),
        (
            "[16, 0]",
            "[16, -0.5]",
            "layers[0].bn.var[1]: -0.5 is negative",
        ),
        (
            "0.001",
            "0",
            "layers[0].bn.var[1]: the variance and eps are both 0: there is nothing to divide by",
        ),
        ("0.001", "-1e-5", "layers[0].bn.eps: -1e-5 is negative"),
        ("0.25", "NaN", "layers[0].b[0]: NaN is not a finite number"),
        (
            "0.25",
            "-Infinity",
            "layers[0].b[0]: -Infinity is not a finite number",
        ),
        (
            "0.25",
            "null",
            "layers[0].b[0]: null is not a finite number",
        ),
        (
            "0.25",
            "1e999",
            "layers[0].b[0]: 1e999 is not a finite number",
        ),
        (
            "0.25",
            "\"1\"",
            "layers[0].b[0]: a number is expected, not a string (line 3, column 47)",
        ),
        (
            "0.25",
            "+1",
            "layers[0].b[0]: a number is expected, not +1 (line 3, column 47)",
        ),
        (
            "0.25",
            "01",
            "layers[0].b[0]: a number is expected, not 01 (line 3, column 47)",
        ),
        (
            "0.25",
            "[1]",
            "layers[0].b[0]: a number is expected, not a list (line 3, column 47)",
        ),
        (
            "[0.25, -7]",
            "0.25",
            "layers[0].b: a list is expected, not 0.25 (line 3, column 46)",
        ),
        (
            "0.25,",
            "0.25",
            "layers[0].b: a comma or ] is expected, not -7 (line 3, column 52)",
        ),
        (
            "\"bn\": null",
            "\"bn\": 3",
            "layers[1].bn: an object is expected, not 3 (line 5, column 27)",
        ),
        (
            "\"bn\": null, ",
            "\"batchnorm\": {}, ",
            "layers[1]: unknown key \"batchnorm\"; known are w, b, bn",
        ),
        (
            "\"bn\": null, ",
            "\"b\": [1], ",
            "layers[1]: the key \"b\" is there twice",
        ),
        (
            "\"bn\": null, ",
            "\"bn\": {}, ",
            "layers[1].bn: \"mean\" is missing",
        ),
        (
            "\"bn\": null",
            "\"bn\": {\"gamma\": [1, 1], \"beta\": [1, 1], \"mean\": [1, 1], \"var\": [1, 1], \"eps\": 1}",
            "layers[1].bn: batch norm is for hidden layers; this is the output layer",
        ),
        (
            ", \"w\": [[21, 22], [23, 24]]",
            "",
            "layers[1]: \"w\" is missing",
        ),
        ("\"eps\": 0.001, ", "", "layers[0].bn: \"eps\" is missing"),
        (
            ", \"activation\": \"tanh\"",
            "",
            "\"activation\" is missing",
        ),
        ("\"loss\": \"cross_entropy\", ", "", "\"loss\" is missing"),
        (
            "tanh",
            "gelu",
            "activation: \"gelu\" is unknown; known are \"relu\" and \"tanh\"",
        ),
        (
            "cross_entropy",
            "mse",
            "loss: \"mse\" is unknown; known is \"cross_entropy\"",
        ),
        (
            "\"tanh\"",
            "1",
            "activation: a string is expected, not 1 (line 7, column 42)",
        ),
        (
            "\"tanh\"\n}",
            "\"tanh\"\n}}",
            "the end of the text is expected, not } (line 8, column 2)",
        ),
        (
            "\"tanh\"\n}",
            "\"tanh\"",
            "a comma or } is expected, not the end of the text (line 7, column 48)",
        ),
        (
            "\"tanh\"\n}",
            "\"tanh",
            "activation: the end of a string is expected, not the end of the text (line 7, column 47)",
        ),
    ];
    for (from, to, expected) in cases {
        assert!(SMALL.contains(from), "{from}");
        let text = SMALL.replacen(from, to, 1);
        assert_eq!(network_error(text), expected, "{from} → {to}");
    }
    let texts = [
        (
            "",
            "an object is expected, not the end of the text (line 1, column 1)",
        ),
        ("[]", "an object is expected, not a list (line 1, column 1)"),
        ("{\"layers\": []", "layers: the list is empty"),
        (
            "{\"layers\": [{\"w\" [",
            "layers[0]: a colon is expected, not a list (line 1, column 18)",
        ),
        (
            "{\"layers\\",
            "the end of a string is expected, not the end of the text (line 1, column 10)",
        ),
    ];
    for (text, expected) in texts {
        assert_eq!(network_error(text), expected, "{text}");
    }
    assert!(Network::read(b"{\"layers\": [\xff\xfe]").is_err());
}

#[test]
fn what_is_too_large_is_said_with_its_size() {
    assert_eq!(
        network_error(vec![b' '; LARGEST_TEXT + 1]),
        "201 MB of text; at most 200 MB are read"
    );
    let list = |what: &str, count: usize| format!("[{}]", vec![what; count].join(","));
    let network = |w: String, outputs: usize| {
        let b = list("0", outputs);
        format!(
            r#"{{"activation": "relu", "loss": "cross_entropy", "layers": [{{"w": {w}, "b": {b}}}]}}"#
        )
    };
    let row = |columns: usize| network(list(&list("0", columns), 1), 1);
    assert!(Network::read(row(LARGEST_NETWORK - 1).as_bytes()).is_ok());
    assert_eq!(
        network_error(row(LARGEST_NETWORK)),
        "layers[0]: more than 2000000 parameters up to here"
    );
    assert_eq!(
        network_error(network(list("[1]", 257), 257)),
        "layers[0]: 257 outputs; at most 256 classes"
    );
    let count = MOST_SAMPLES + 1;
    let (x, y) = (list("[0]", count), list("0", count));
    assert_eq!(
        data_error(format!(r#"{{"x": {x}, "y": {y}}}"#)),
        "x: 1000001 samples; at most 1000000 are read"
    );
}

#[test]
fn what_is_wrong_with_data_is_said_with_its_place() {
    let cases = [
        (
            r#"{"x": [[1, 2], [3]], "y": [0, 1]}"#,
            "x[1]: 1 number; the first list has 2",
        ),
        (
            r#"{"x": [[1, 2], [3, 4]], "y": [0]}"#,
            "y: 1 label; x has 2 samples",
        ),
        (r#"{"x": [], "y": []}"#, "x: the list is empty"),
        (
            r#"{"x": [[]], "y": [0]}"#,
            "x[0]: 0 numbers; at least one is expected",
        ),
        (
            r#"{"x": [1], "y": [0]}"#,
            "x[0]: a list is expected, not 1 (line 1, column 8)",
        ),
        (
            r#"{"x": [[1, NaN]], "y": [0]}"#,
            "x[0][1]: NaN is not a finite number",
        ),
        (
            r#"{"x": [[1]], "y": [1.5]}"#,
            "y[0]: 1.5 is not a class index; those are whole, 0 to 255",
        ),
        (
            r#"{"x": [[1]], "y": [-1]}"#,
            "y[0]: -1 is not a class index; those are whole, 0 to 255",
        ),
        (
            r#"{"x": [[1]], "y": [256]}"#,
            "y[0]: 256 is not a class index; those are whole, 0 to 255",
        ),
        (
            r#"{"x": [[1]], "y": ["a"]}"#,
            "y[0]: a number is expected, not a string (line 1, column 20)",
        ),
        (
            r#"{"x": [[1]], "y": [[1.5]]}"#,
            "y[0]: 1.5 is not a class index; those are whole, 0 to 255",
        ),
        (
            r#"{"x": [[1]], "y": [[]]}"#,
            "y[0]: an empty list is no label",
        ),
        (
            r#"{"x": [[1]], "y": [[0.5, 0.5]]}"#,
            "y[0]: a one-hot label is expected: a single 1, and 0 elsewhere",
        ),
        (
            r#"{"x": [[1]], "y": [[0, 0]]}"#,
            "y[0]: a one-hot label is expected: a single 1, and 0 elsewhere",
        ),
        (
            r#"{"x": [[1]], "y": [[1, 0, 1]]}"#,
            "y[0]: a one-hot label is expected: a single 1, and 0 elsewhere",
        ),
        (
            r#"{"x": [[1], [2]], "y": [0, [1]]}"#,
            "y[1]: a list of 1 number; the first label is a number",
        ),
        (
            r#"{"x": [[1], [2]], "y": [[0, 1], [0, 0, 1]]}"#,
            "y[1]: a list of 3 numbers; the first label is a list of 2 numbers",
        ),
        (
            r#"{"x": [[1], [2]], "y": [[0], 1]}"#,
            "y[1]: a number; the first label is a list of 1 number",
        ),
        (r#"{"x": [[1]]}"#, "\"y\" is missing"),
        (r#"{"y": [1]}"#, "\"x\" is missing"),
    ];
    for (text, expected) in cases {
        assert_eq!(data_error(text), expected, "{text}");
    }
    let network = Network::read(SMALL.as_bytes()).expect("right");
    let fit = |text: &str| {
        let samples = Samples::read(text.as_bytes()).expect(text);
        samples.fit(&network).err().map(|error| error.to_string())
    };
    assert_eq!(fit(r#"{"x": [[1, 2, 3], [1, 2, 3]], "y": [0, 1.0]}"#), None);
    assert_eq!(
        fit(r#"{"x": [[1, 2]], "y": [0]}"#).as_deref(),
        Some("x[0]: 2 numbers; the network's layers[0] has 3 inputs")
    );
    assert_eq!(
        fit(r#"{"x": [[1, 2, 3], [1, 2, 3]], "y": [0, 2]}"#).as_deref(),
        Some("y[1]: 2; the network has 2 classes, from 0")
    );
}

#[test]
fn a_subspace_is_read_by_its_rows_and_must_be_one() {
    let read = |text: &str| read_subspace(text.as_bytes(), 3);
    let subspace = read(r#"{"A": [[1, 2], [0, 3], [0, 0]]}"#).expect("independent");
    let mut image = Vec::new();
    subspace.apply(&[10.0, 1.0], &mut image);
    assert_eq!(image, [12.0, 3.0, 0.0]);
    let cases = [
        (
            r#"{"A": [[1], [2]]}"#,
            "2 rows; the network has 3 parameters",
        ),
        (
            r#"{"A": [[1, 2], [2, 4], [3, 6]]}"#,
            "column 1 depends linearly on those before it",
        ),
        (
            r#"{"A": [[0], [0], [0]]}"#,
            "column 0 depends linearly on those before it",
        ),
        (
            r#"{"A": [[1, 0, 0, 1], [0, 1, 0, 1], [0, 0, 1, 2]]}"#,
            "column 3 depends linearly on those before it",
        ),
    ];
    for (text, problem) in cases {
        let (place, problem) = ("A".into(), problem.into());
        assert_eq!(read(text).err(), Some(ExchangeError { place, problem }));
    }
    let error = read(r#"{"A": [[1, 2], [3], [4, 5]]}"#).expect_err("ragged");
    let expected = "A[1]: 1 number; the first list has 2";
    assert_eq!(error.to_string(), expected);
}

#[test]
fn more_columns_than_classes_are_no_labels() {
    let row = |count: usize| format!("[1{}]", ",0".repeat(count - 1));
    let data = |count| format!(r#"{{"x": [[1]], "y": [{}]}}"#, row(count));
    assert!(Samples::read(data(256).as_bytes()).is_ok());
    assert_eq!(
        data_error(data(257)),
        "y[0]: 257 numbers; at most 256 classes"
    );
}

/// As editors and PowerShell write it, with a mark or without, in either order of the bytes.
#[test]
fn utf_16_is_called_what_it_is() {
    let wide: Vec<u8> = "{}"
        .chars()
        .flat_map(|c| (c as u32).to_le_bytes())
        .collect();
    assert_eq!(data_error(wide), "this is UTF-32 text; save it as UTF-8");
    let expected = "this is UTF-16 text; save it as UTF-8";
    assert_eq!(
        data_error(include_bytes!("cases/utf16.data.json")),
        expected
    );
    for mark in ["\u{feff}", ""] {
        let units: Vec<u16> = format!("{mark}{SMALL}").encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_eq!(network_error(little), expected);
        assert_eq!(network_error(big), expected);
    }
}

/// Cut off anywhere it is an error, and whatever a byte is changed to, an answer comes back.
#[test]
fn broken_text_is_never_more_than_an_error() {
    for end in 0..SMALL.trim_end().len() {
        assert!(Network::read(&SMALL.as_bytes()[..end]).is_err(), "{end}");
    }
    for place in 0..SMALL.len() {
        for byte in *b"\0\"\\[]{},:-1eNn \xff" {
            let mut text = SMALL.as_bytes().to_vec();
            text[place] = byte;
            if let Err(error) = Network::read(&text) {
                assert!(!error.to_string().is_empty());
            }
        }
    }
}

#[test]
fn a_long_string_is_told_by_its_beginning() {
    let long = "x".repeat(5_000_000);
    for text in [
        SMALL.replace("\"tanh\"", &format!("\"{long}\"")),
        format!("{{\"{long}\": 1}}"),
    ] {
        let told = network_error(text);
        assert!(
            told.len() < 200 && told.contains("xxx\"…"),
            "{}",
            told.len()
        );
    }
    assert!(data_error(r#"{"x": [[1]], "y": [1e300]}"#).contains("1e300 is not a class index"));
}

#[test]
fn one_hot_rows_must_be_as_wide_as_the_network_has_classes() {
    let network = Network::read(SMALL.as_bytes()).expect("a network");
    let features = network.shape.layers()[0].inputs;
    let classes = network.shape.classes();
    let inputs = vec!["0"; features].join(",");
    let data = |width: usize| {
        let row = [vec!["1"], vec!["0"; width - 1]].concat().join(",");
        let text = format!("{{\"x\": [[{inputs}]], \"y\": [[{row}]]}}");
        Samples::read(text.as_bytes()).expect("samples")
    };
    assert!(data(classes).fit(&network).is_ok());
    let told = data(classes + 2)
        .fit(&network)
        .expect_err("too wide")
        .to_string();
    assert_eq!(
        told,
        format!(
            "y[0]: one-hot rows of {}; the network has {classes} classes",
            classes + 2
        )
    );
}
