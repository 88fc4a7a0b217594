//! What is wrong with the file of a subspace.

use sharp_minima::exchange::{ExchangeError, read_subspace};

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
