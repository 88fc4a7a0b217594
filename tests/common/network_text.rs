//! A network as a file has it.

/// Of 3 inputs, 2 hidden units with batch norm and 2 classes; its keys are in no particular order.
pub const SMALL: &str = r#"{
  "layers": [
    {"w": [[1, 2, 3], [4.5, -5, 6e-1]], "b": [0.25, -7],
     "bn": {"eps": 0.001, "gamma": [10, 11], "beta": [12, 13], "mean": [14, 15], "var": [16, 0]}},
    {"b": [31, 32], "bn": null, "w": [[21, 22], [23, 24]]}
  ],
  "loss": "cross_entropy", "activation": "tanh"
}"#;
