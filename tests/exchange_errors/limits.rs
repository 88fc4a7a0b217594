//! What is too large, and how much of it is kept.

use crate::held::most_held;
use crate::{data_error, network_error};
use sharp_minima::exchange::{ExchangeError, Network, Samples, read_subspace};
use sharp_minima::exchange::{LARGEST_NETWORK, LARGEST_TEXT, MOST_LAYERS, MOST_SAMPLES};

/// Asserts that `read` returns an error, and holds no more than `most` bytes for it at any time.
#[track_caller]
fn assert_refused(most: isize, read: impl FnOnce() -> Option<ExchangeError>) {
    let (error, held) = most_held(|| read().expect("too large").to_string());
    assert!(held <= most, "{held} bytes: {error}");
    assert!(error.len() < 200, "{error}");
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
    let layers = |count: usize| format!("{{\"layers\": {}}}", list("{\"w\": [[1]]}", count));
    assert_eq!(
        network_error(layers(MOST_LAYERS)),
        "\"activation\" is missing"
    );
    assert_eq!(
        network_error(layers(MOST_LAYERS + 1)),
        "layers: more than 10000 layers"
    );
    let count = MOST_SAMPLES + 1;
    let (x, y) = (list("[0]", count), list("0", count));
    assert_eq!(
        data_error(format!(r#"{{"x": {x}, "y": {y}}}"#)),
        "x: 1000001 samples; at most 1000000 are read"
    );
}

#[test]
fn what_is_too_large_is_not_kept() {
    const COUNT: usize = 2_500_000;
    const NUMBERS: isize = 30_000_000;
    const STRING: isize = 1_000_000;
    let list = |what: &str| format!("[{}{what}]", format!("{what},").repeat(COUNT - 1));
    let long = format!("\"{}\"", "w".repeat(COUNT));
    let layer = |text: &str| format!("{{\"layers\": [{{{text}}}]}}");
    let networks = [
        (layer(&format!("\"w\": [{}]", list("0"))), NUMBERS),
        (layer(&format!("\"w\": {}", list("[0]"))), NUMBERS),
        (layer(&format!("\"b\": {}", list("0"))), NUMBERS),
        (
            layer(&format!("\"bn\": {{\"var\": {}}}", list("0"))),
            NUMBERS,
        ),
        (
            format!("{{\"layers\": {}}}", list("{\"w\":[[0]]}")),
            NUMBERS,
        ),
        (layer(&format!("{long}: 0")), STRING),
        (layer(&format!("\"w\": {long}")), STRING),
        (format!("{{\"loss\": {long}}}"), STRING),
        (long, STRING),
    ];
    let data = [
        (format!("{{\"x\": {}}}", list("[0]")), NUMBERS),
        (format!("{{\"x\": [{}]}}", list("0")), NUMBERS),
        (format!("{{\"y\": {}}}", list("0")), 2_000_000),
        (format!("{{\"y\": [{}]}}", list("0")), STRING),
    ];
    let subspace = format!("{{\"A\": {}}}", list("[0]"));
    for (text, most) in networks {
        assert_refused(most, || Network::read(text.as_bytes()).err());
    }
    for (text, most) in data {
        assert_refused(most, || Samples::read(text.as_bytes()).err());
    }
    assert_refused(NUMBERS, || read_subspace(subspace.as_bytes(), 3).err());
}
