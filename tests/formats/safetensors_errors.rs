//! What is wrong with a safetensors file, and where.

use crate::write::{Tensor, safetensors, singles, with_header, zip};
use crate::{case, data_error, network_error};
use sharp_minima::exchange::{LARGEST_NETWORK, Network};

/// A network 2 → 2 → 1 with batch norm.
fn small() -> Vec<Tensor<'static>> {
    vec![
        ("0.weight", "F32", &[2, 2], singles(&[1.0, 2.0, 3.0, 4.0])),
        ("0.bias", "F32", &[2], singles(&[5.0, 6.0])),
        ("1.running_mean", "F32", &[2], singles(&[0.0, 1.0])),
        ("1.running_var", "F32", &[2], singles(&[1.0, 0.0])),
        ("3.weight", "F32", &[1, 2], singles(&[7.0, 8.0])),
    ]
}

/// That network with one of its tensors changed.
fn changed(index: usize, tensor: Tensor) -> Vec<u8> {
    let mut tensors = small();
    tensors[index] = tensor;
    safetensors("{}", &tensors)
}

#[test]
fn what_is_wrong_with_a_tensor_is_said_with_its_name() {
    assert!(Network::read(&safetensors("{}", &small())).is_ok());
    let long = "w".repeat(100);
    let dtype = format!(
        "0.weight: dtype {}…; allowed are F64, F32, F16 and BF16",
        &long[..80]
    );
    let unknown = format!(
        "{}…: unknown; of Linear and BatchNorm1d the tensors are weight, bias, running_mean, \
         running_var, num_batches_tracked",
        &long[..80]
    );
    let cases: Vec<(usize, Tensor, &str)> = vec![
        (
            1,
            ("0.bias", "F32", &[2], singles(&[5.0, f32::NAN])),
            "0.bias[1]: NaN is not a finite number",
        ),
        (
            0,
            (
                "0.weight",
                "F32",
                &[2, 2],
                singles(&[1.0, 2.0, f32::INFINITY, 4.0]),
            ),
            "0.weight[1][0]: inf is not a finite number",
        ),
        (
            3,
            ("1.running_var", "F32", &[2], singles(&[1.0, -0.5])),
            "1.running_var[1]: -0.5 is negative",
        ),
        (
            1,
            ("0.bias", "F32", &[1], singles(&[5.0])),
            "0.bias: shape 1; the layer has 2 outputs",
        ),
        (
            2,
            ("1.running_mean", "F32", &[2, 1], singles(&[5.0, 1.0])),
            "1.running_mean: shape 2 × 1; the layer has 2 outputs",
        ),
        (
            4,
            ("3.weight", "F32", &[1, 3], singles(&[7.0, 8.0, 9.0])),
            "3.weight: 3 inputs; 0.weight, before it, has 2 outputs",
        ),
        (
            4,
            ("3.weight", "F32", &[257, 2], singles(&[0.0; 514])),
            "3.weight: 257 outputs; at most 256 classes",
        ),
        (
            0,
            (
                "0.weight",
                "F32",
                &[2, 2, 1, 1],
                singles(&[1.0, 2.0, 3.0, 4.0]),
            ),
            "0.weight: shape 2 × 2 × 1 × 1; allowed are outputs × inputs, as of Linear, and one number an \
             output beside running_mean, as of BatchNorm1d",
        ),
        (
            0,
            ("0.weight", "F32", &[], singles(&[1.0])),
            "0.weight: shape 1; allowed are outputs × inputs, as of Linear, and one number an output beside \
             running_mean, as of BatchNorm1d",
        ),
        (
            0,
            ("0.weight", "F32", &[0, 2], vec![]),
            "0.weight: shape 0 × 2; at least 1 × 1 is expected",
        ),
        (
            0,
            ("0.weight", "I32", &[2, 2], vec![0; 16]),
            "0.weight: dtype I32; allowed are F64, F32, F16 and BF16",
        ),
        (0, ("0.weight", &long, &[2, 2], vec![0; 16]), &dtype),
        (
            0,
            ("0.weight", "F64", &[2, 2], vec![0; 16]),
            "0.weight: 16 bytes; 2 × 2 numbers of 8 bytes are expected",
        ),
        (
            0,
            ("0.weight_v", "F32", &[2, 2], vec![0; 16]),
            "0.weight_v: unknown; of Linear and BatchNorm1d the tensors are weight, bias, running_mean, \
             running_var, num_batches_tracked",
        ),
        (0, (&long, "F32", &[2, 2], vec![0; 16]), &unknown),
        (
            1,
            ("3.weight", "F32", &[2, 2], vec![0; 16]),
            "3.weight: the tensor is there twice",
        ),
        (
            0,
            ("0.running_var", "F32", &[2], vec![0; 8]),
            "0.running_mean: the tensor is missing",
        ),
        (
            0,
            ("2.weight", "F32", &[2, 2], vec![0; 16]),
            "0.weight: the tensor is missing",
        ),
    ];
    for (index, tensor, expected) in cases {
        assert_eq!(network_error(&changed(index, tensor)), expected);
    }
    let layer_norm = [
        &small()[..2],
        &[("1.weight", "F32", &[2], singles(&[1.0, 1.0]))],
    ]
    .concat();
    let expected = "1.weight: shape 2; allowed are outputs × inputs";
    assert!(network_error(&safetensors("{}", &layer_norm)).starts_with(expected));
}

#[test]
fn what_is_wrong_with_the_metadata_is_said() {
    for (metadata, expected) in [
        (
            r#"{"activation": "gelu"}"#,
            "__metadata__.activation: \"gelu\" is unknown; known are \"relu\" and \"tanh\"",
        ),
        (
            r#"{"eps": "small"}"#,
            "__metadata__.eps: \"small\" is no finite number from 0, as \"1e-5\" is",
        ),
        (
            r#"{"eps": "-1e-5"}"#,
            "__metadata__.eps: \"-1e-5\" is no finite number from 0, as \"1e-5\" is",
        ),
        (
            r#"{"eps": "inf"}"#,
            "__metadata__.eps: \"inf\" is no finite number from 0, as \"1e-5\" is",
        ),
        (
            r#"{"eps": "0"}"#,
            "1.running_var[1]: the variance and eps are both 0: there is nothing to divide by",
        ),
        (
            r#"{"eps": 1e-5}"#,
            "__metadata__.eps: a string is expected, not 1e-5 (line 1, column 28)",
        ),
        (
            "[]",
            "__metadata__: an object is expected, not a list (line 1, column 18)",
        ),
    ] {
        assert_eq!(network_error(&safetensors(metadata, &small())), expected);
    }
    let file = safetensors(r#"{"format": "pt", "eps": "0.5"}"#, &small());
    let network = Network::read(&file).expect("right");
    assert_eq!(network.shape.layers()[0].normalized, Some(0.5));
}

#[test]
fn what_is_wrong_with_the_header_is_said() {
    let tensor = |info: &str| format!("{{\"weight\":{{{info}}}}}");
    let offsets = |start: usize, end: usize| {
        tensor(&format!(
            "\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[{start},{end}]"
        ))
    };
    assert!(Network::read(&with_header(offsets(0, 4), &[0; 4])).is_ok());
    for (header, expected) in [
        (
            offsets(0, 8),
            "weight: data_offsets 0 to 8; the bytes before end at 0, the file's at 4",
        ),
        (
            offsets(1, 4),
            "weight: data_offsets 1 to 4; the bytes before end at 0, the file's at 4",
        ),
        (
            offsets(4, 0),
            "weight: data_offsets: a beginning and an end are expected",
        ),
        (
            offsets(0, 3),
            "header: the tensors have 3 bytes; behind the header are 4",
        ),
        (
            tensor("\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0]"),
            "weight: data_offsets: a beginning and an end are expected",
        ),
        (
            tensor("\"dtype\":\"F32\",\"shape\":[-1,1],\"data_offsets\":[0,4]"),
            "weight.shape[0]: a whole number from 0 is expected, not -1 (line 1, column 36)",
        ),
        (
            tensor("\"dtype\":\"F32\",\"shape\":[1e3,1],\"data_offsets\":[0,4]"),
            "weight.shape[0]: a whole number from 0 is expected, not 1000.0 (line 1, column 37)",
        ),
        (
            tensor("\"dtype\":\"F32\",\"data_offsets\":[0,4]"),
            "weight: \"shape\" is missing",
        ),
        (
            tensor("\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,4]"),
            "more than 2000000 parameters",
        ),
        (
            tensor("\"type\":\"F32\""),
            "weight: unknown key \"type\"; known are dtype, shape, data_offsets",
        ),
        (
            "{\"weight\":".into(),
            "weight: EOF while parsing a value (line 1, column 10)",
        ),
        (
            "{} []".into(),
            "header: trailing characters at [ (line 1, column 4)",
        ),
    ] {
        assert_eq!(
            network_error(&with_header(&header, &[0; 4])),
            expected,
            "{header}"
        );
    }
    let empty = "there is no layer: none of the tensors is a weight of outputs × inputs";
    assert_eq!(network_error(&with_header("{}", &[])), empty);
    let long = format!("{{\"{}\":1}}", "n".repeat(1000));
    let told = network_error(&with_header(&long, &[]));
    assert!(
        told.starts_with(&format!("{}…: an object", "n".repeat(80))),
        "{told}"
    );
}

/// Whatever the header claims: nothing is held for it.
#[test]
fn files_that_are_cut_off_or_too_large_are_refused() {
    let whole = safetensors("{}", &small());
    for end in 0..whole.len() {
        assert!(Network::read(&whole[..end]).is_err(), "{end}");
    }
    let mut claim = with_header("{}", &[]);
    claim[3] = 0xff;
    assert_eq!(
        network_error(&claim),
        "header: the file is cut off within it"
    );
    let side = LARGEST_NETWORK / 100;
    let bytes = vec![0; 4 * (side * 100 + 1)];
    let file = safetensors(
        "{}",
        &[
            (
                "0.weight",
                "F32",
                &[100, side],
                bytes[..4 * side * 100].to_vec(),
            ),
            ("0.bias", "F32", &[100], vec![0; 400]),
        ],
    );
    assert_eq!(network_error(&file), "more than 2000000 parameters");
}

#[test]
fn other_formats_are_called_what_they_are() {
    let wanted = "; a network is read from JSON or safetensors";
    for (file, is) in [
        (
            zip(&[]),
            "a ZIP file, as numpy.savez and torch.save write it",
        ),
        (case("images-idx3-ubyte"), "an IDX file, which holds data"),
        (vec![0x1f, 0x8b, 8], "compressed by gzip; unpack it first"),
    ] {
        assert_eq!(network_error(&file), format!("this is {is}{wanted}"));
    }
    let told = data_error(&case("half.safetensors"));
    let expected =
        "this is a safetensors file, which holds a network; data are read from JSON, .npz or IDX";
    assert_eq!(told, expected);
}
