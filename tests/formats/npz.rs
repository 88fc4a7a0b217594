//! What is wrong with an .npz file, and where.

use crate::write::{Entry, deflated, described, npy, stored, zip};
use crate::{case, data_error};
use sharp_minima::exchange::{Network, Samples};

/// An array of one byte a number.
fn bytes(shape: &str, numbers: &[u8]) -> Vec<u8> {
    npy(&described("|u1", shape), numbers)
}

/// Two samples of two features.
fn x() -> Vec<u8> {
    bytes("(2, 2)", &[1, 2, 3, 255])
}

fn y() -> Vec<u8> {
    bytes("(2,)", &[0, 1])
}

fn pair(x: Vec<u8>, y: Vec<u8>) -> Vec<u8> {
    zip(&[stored("x.npy", x), stored("y.npy", y)])
}

/// Images' bytes are no exception.
#[test]
fn values_are_taken_as_they_stand() {
    let samples = Samples::read(&pair(x(), y())).expect("right");
    assert_eq!(samples.inputs, [1.0, 2.0, 3.0, 255.0]);
    assert_eq!((samples.features, samples.labels), (2, vec![0, 1]));
}

#[test]
fn headers_are_read_as_python_reads_them() {
    let plain = Samples::read(&pair(x(), y()));
    assert!(plain.is_ok());
    for header in [
        "{\"shape\":(2,2),\"fortran_order\":False,\"descr\":\"<u1\"}",
        "{ 'descr' : '>u1' , 'fortran_order' : False , 'shape' : ( 2 , 2 , ) , }   \n",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 1, 2, 1)}",
    ] {
        assert_eq!(
            Samples::read(&pair(npy(header, &[1, 2, 3, 255]), y())),
            plain,
            "{header}"
        );
    }
    let mut second = x();
    // Format 2.0 has a length of four bytes.
    second[6] = 2;
    second.splice(10..10, [0, 0]);
    assert_eq!(Samples::read(&pair(second, y())), plain);
    let turned = npy(
        "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 2)}",
        &[1, 3, 2, 255],
    );
    assert_eq!(Samples::read(&pair(turned, y())), plain);
}

#[test]
fn what_is_wrong_with_a_header_is_said_with_its_beginning() {
    let expected = |what: &str, found: &str| format!("x: header: {what} is expected at {found}");
    let types = "one of the types f2, f4, f8, i1 to i8 and u1 to u8";
    let keys = "one of the keys descr, fortran_order and shape";
    for (header, told) in [
        ("[1]", expected("a dictionary", "[1]")),
        ("{1: 2}", expected("a key", "1: 2}")),
        ("{'kind': 2}", expected(keys, ": 2}")),
        ("{'descr': '|O'}", expected(types, "'|O'}")),
        ("{'descr': '<U3'}", expected(types, "'<U3'}")),
        ("{'descr': '<c8'}", expected(types, "'<c8'}")),
        ("{'descr': '<f1'}", expected(types, "'<f1'}")),
        ("{'descr': '|b1'}", expected(types, "'|b1'}")),
        ("{'descr': '|f4'}", expected(types, "'|f4'}")),
        (
            "{'descr': [('a', '<f4')]}",
            expected(types, "[('a', '<f4')]}"),
        ),
        ("{'fortran_order': 1}", expected("True or False", "1}")),
        ("{'shape': [2]}", expected("a tuple", "[2]}")),
        (
            "{'shape': (2, -1)}",
            expected("the length of an axis", "-1)}"),
        ),
        (
            "{'shape': (2 2)}",
            expected("a comma or the tuple's end", "2)}"),
        ),
        (
            "{'shape': (99999999999999999999,)}",
            expected("the length of an axis", "99999999999999999999,)}"),
        ),
        (
            "{'shape': (2,) 'descr'}",
            expected("a comma or the end", "'descr'}"),
        ),
        ("{} {}", expected("nothing else", "{}")),
        (
            "{'shape': (2,)}",
            "x: header: descr, fortran_order and shape are needed".into(),
        ),
    ] {
        assert_eq!(data_error(&pair(npy(header, &[]), y())), told, "{header}");
    }
    let long = format!("[{}", "1".repeat(1000));
    let told = expected("a dictionary", &format!("{}…", &long[..80]));
    assert_eq!(data_error(&pair(npy(&long, &[]), y())), told);
    let none = "x: this is no .npy array of format 1 to 3, as numpy.savez writes it";
    for file in [
        &b"text"[..],
        b"\x93NUMPY\x04\0\0\0",
        b"\x93NUMPY\x01\0\xff\xff{}",
    ] {
        assert_eq!(data_error(&pair(file.to_vec(), y())), none);
    }
}

#[test]
fn what_is_wrong_with_arrays_is_said_with_their_names() {
    let floats = |values: &[f32]| {
        let numbers: Vec<u8> = values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect();
        npy(&described("<f4", "(2, 2)"), &numbers)
    };
    for (x, y, expected) in [
        (
            floats(&[1.0, 2.0, f32::NAN, 4.0]),
            y(),
            "x[1][0]: NaN is not a finite number",
        ),
        (
            bytes("(2,)", &[1, 2]),
            y(),
            "x: 2 numbers; samples × features are expected",
        ),
        (bytes("(0, 2)", &[]), y(), "x: there are no samples"),
        (
            bytes("(2, 0)", &[]),
            y(),
            "x[0]: 0 numbers; at least one is expected",
        ),
        (
            bytes("(9999999999, 0)", &[]),
            y(),
            "x: 9999999999 samples; at most 1000000 are read",
        ),
        (
            bytes("(2, 2)", &[1, 2, 3]),
            y(),
            "x: 3 bytes; 2 × 2 numbers of 1 bytes are 4",
        ),
        (
            bytes("(9999999999, 9999999999)", &[1]),
            y(),
            "x: 9999999999 × 9999999999 numbers; at most 100000000 are read",
        ),
        (x(), bytes("(1,)", &[0]), "y: 1 label; x has 2 samples"),
        (
            x(),
            bytes("()", &[0]),
            "y: 1 numbers; one class index or one-hot row a sample is expected",
        ),
        (
            x(),
            bytes("(2, 1, 1)", &[0, 1]),
            "y: 2 × 1 × 1 numbers; one class index or one-hot row a sample is expected",
        ),
        (
            x(),
            bytes("(2, 2)", &[0, 1, 1, 1]),
            "y[1]: a one-hot label is expected: a single 1, and 0 elsewhere",
        ),
        (x(), bytes("(2, 0)", &[]), "y[0]: an empty list is no label"),
        (
            x(),
            npy(&described("<i2", "(2, 1)"), &[0, 0, 0, 1]),
            "y[1]: 256 is not a class index; those are whole, 0 to 255",
        ),
        (
            x(),
            npy(&described("<f2", "(2,)"), &[0, 0x3e, 0, 0]),
            "y[0]: 1.5 is not a class index; those are whole, 0 to 255",
        ),
    ] {
        assert_eq!(data_error(&pair(x, y)), expected);
    }
}

#[test]
fn arrays_are_found_by_their_names() {
    let named = |names: &[&str]| -> Vec<u8> {
        let entries: Vec<Entry> = names
            .iter()
            .map(|name| {
                stored(
                    name,
                    if name.starts_with('y') || name.contains("label") {
                        y()
                    } else {
                        x()
                    },
                )
            })
            .collect();
        zip(&entries)
    };
    for names in [
        ["x_train.npy", "y_train.npy"],
        ["train_inputs", "train_labels.npy"],
    ] {
        assert!(Samples::read(&named(&names)).is_ok(), "{names:?}");
    }
    let known = "expected are x_train and y_train, or train_inputs and train_labels, or x and y";
    for (names, expected) in [
        (
            vec!["x_test.npy", "a.npy"],
            format!("the arrays are x_test, a; {known}"),
        ),
        (vec![], format!("the arrays are ; {known}")),
        (vec!["x.npy"], "y: the array is missing".into()),
        (vec!["y_train.npy"], "x_train: the array is missing".into()),
        (
            vec!["x.npy", "y.npy", "x.npy"],
            "x: the array is there twice".into(),
        ),
        (
            vec!["x.npy", "y.npy", "x_train.npy"],
            "arrays of x_train and of x are there; one pair is expected".into(),
        ),
    ] {
        assert_eq!(data_error(&named(&names)), expected);
    }
    let many: Vec<Entry> = (0..1001)
        .map(|index| stored(&index.to_string(), vec![]))
        .collect();
    assert_eq!(data_error(&zip(&many)), "more than 1000 arrays");
}

/// An entry of the name x beside right labels.
fn beside(entry: Entry) -> Vec<u8> {
    zip(&[entry, stored("y", y())])
}

#[test]
fn what_is_damaged_is_said_so() {
    let right = deflated("x", x());
    assert!(Samples::read(&beside(right.clone())).is_ok());
    for (entry, expected) in [
        (
            Entry {
                crc: 1,
                ..right.clone()
            },
            "x: the bytes are damaged: their checksum is another",
        ),
        (
            Entry {
                size: 5,
                ..right.clone()
            },
            "x: there is more than the 5 bytes that the file tells",
        ),
        (
            Entry {
                size: 1000,
                ..right.clone()
            },
            &format!("x: {} bytes; the file tells 1000", x().len()),
        ),
        (
            Entry {
                packed: vec![0xff; 9],
                ..right.clone()
            },
            "x: the compressed bytes are damaged",
        ),
        (
            Entry {
                method: 12,
                ..right.clone()
            },
            "x: compression method 12; only numpy.savez and numpy.savez_compressed's are read",
        ),
        (
            Entry {
                size: 200_000_001,
                ..right
            },
            "x: 201 MB unpacked; at most 200 MB are read",
        ),
    ] {
        assert_eq!(data_error(&beside(entry)), expected);
    }
    let whole = case("data.npz");
    for end in 4..whole.len() {
        let told = data_error(&whole[..end]);
        assert!(
            told.starts_with("the ZIP file is damaged or cut off"),
            "{told}"
        );
    }
}

/// A few kilobytes that would unpack to megabytes.
#[test]
fn no_more_is_unpacked_than_the_file_tells() {
    let bomb = deflated("x", vec![0; 5_000_000]);
    assert!(bomb.packed.len() < 10_000);
    let told = data_error(&beside(Entry { size: 1000, ..bomb }));
    assert_eq!(
        told,
        "x: there is more than the 1000 bytes that the file tells"
    );
}

#[test]
fn a_file_of_torch_save_is_no_network() {
    let file = zip(&[stored("archive/data.pkl", vec![0; 9])]);
    assert!(Network::read(&file).is_err());
    let told = data_error(&file);
    assert!(
        told.starts_with("the arrays are archive/data.pkl; expected are"),
        "{told}"
    );
}
