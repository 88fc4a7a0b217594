//! What is wrong with `network.json`.

use crate::network_error;
use crate::network_text::SMALL;
use sharp_minima::exchange::Network;

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
            "layers[0].b[0]: a number is expected, not a string (line 3, column 49)",
        ),
        (
            "0.25",
            "+1",
            "layers[0].b[0]: expected value at +1 (line 3, column 47)",
        ),
        (
            "0.25",
            "01",
            "layers[0].b[0]: invalid number at 01 (line 3, column 48)",
        ),
        (
            "0.25",
            "1.",
            "layers[0].b[0]: invalid number at 1. (line 3, column 49)",
        ),
        (
            "0.25",
            "true",
            "layers[0].b[0]: a number is expected, not true (line 3, column 50)",
        ),
        (
            "0.25",
            "[1]",
            "layers[0].b[0]: a number is expected, not a list (line 3, column 47)",
        ),
        (
            "[0.25, -7]",
            "0.25",
            "layers[0].b: a list is expected, not 0.25 (line 3, column 49)",
        ),
        (
            "0.25,",
            "0.25",
            "layers[0].b: expected `,` or `]` at -7 (line 3, column 52)",
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
            "trailing characters at } (line 8, column 2)",
        ),
        (
            "\"tanh\"\n}",
            "\"tanh\"",
            "EOF while parsing an object (line 7, column 47)",
        ),
        (
            "\"tanh\"\n}",
            "\"tanh",
            "activation: EOF while parsing a string (line 7, column 46)",
        ),
    ];
    for (from, to, expected) in cases {
        assert!(SMALL.contains(from), "{from}");
        let text = SMALL.replacen(from, to, 1);
        assert_eq!(network_error(text), expected, "{from} → {to}");
    }
    let texts = [
        ("", "EOF while parsing a value (line 1, column 0)"),
        ("[]", "an object is expected, not a list (line 1, column 2)"),
        ("{\"layers\": []", "layers: the list is empty"),
        (
            "{\"layers\": [[[[1]], null, null]]}",
            "layers[0]: an object is expected, not a list (line 1, column 13)",
        ),
        (
            "{\"activation\": {\"relu\": null}}",
            "activation: a string is expected, not an object (line 1, column 16)",
        ),
        (
            "{\"layers\": [{\"w\" [",
            "layers[0]: expected `:` at [ (line 1, column 18)",
        ),
        (
            "{\"layers\\",
            "EOF while parsing a string (line 1, column 9)",
        ),
    ];
    for (text, expected) in texts {
        assert_eq!(network_error(text), expected, "{text}");
    }
    assert!(Network::read(b"{\"layers\": [\xff\xfe]").is_err());
}
