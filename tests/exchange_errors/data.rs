//! What is wrong with `data.json`, alone and beside a network.

use crate::data_error;
use crate::network_text::SMALL;
use sharp_minima::exchange::{Network, Samples};

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
            "y[0]: a number is expected, not a string (line 1, column 22)",
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
        (
            r#"{"x": [[1]], "y": [0], "y": [0]}"#,
            "the key \"y\" is there twice",
        ),
        (
            r#"{"x": [[1]], "y": [null]}"#,
            "y[0]: null is not a finite number",
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
fn more_columns_than_classes_are_no_labels() {
    let row = |count: usize| format!("[1{}]", ",0".repeat(count - 1));
    let data = |count| format!(r#"{{"x": [[1]], "y": [{}]}}"#, row(count));
    assert!(Samples::read(data(256).as_bytes()).is_ok());
    assert_eq!(
        data_error(data(257)),
        "y[0]: 257 numbers; at most 256 classes"
    );
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
