//! What is wrong with IDX files.

use crate::data_error;
use crate::write::idx;
use sharp_minima::exchange::Samples;

#[test]
fn two_files_are_needed() {
    let images = idx(&[2, 1, 2], &[1, 2, 3, 4]);
    let labels = idx(&[2], &[0, 1]);
    assert!(Samples::read(&[&images[..], &labels].concat()).is_ok());
    let missing = "they are missing: images and labels are two IDX files, to be given together";
    assert_eq!(data_error(&images), format!("labels: {missing}"));
    assert_eq!(data_error(&labels), format!("images: {missing}"));
    for (files, expected) in [
        (
            vec![&images, &images],
            "images: there are two files of them; one of labels is needed",
        ),
        (
            vec![&labels, &labels],
            "labels: there are two files of them; one of images is needed",
        ),
        (
            vec![&images, &labels, &labels],
            "10 bytes behind the second IDX file",
        ),
        (
            vec![&images, &idx(&[3], &[0, 1, 2])],
            "labels: 3 labels; images has 2 samples",
        ),
        (
            vec![&images, &b"{}  ".to_vec()],
            "behind the first IDX file there is no other: one is cut off, or is no IDX file",
        ),
    ] {
        let files: Vec<Vec<u8>> = files.into_iter().cloned().collect();
        assert_eq!(data_error(&files.concat()), expected);
    }
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    for (file, expected) in [
        (
            idx(&[2, 1, 2], &[1, 2, 3]),
            "images: 3 bytes; 2 × 1 × 2 numbers of 1 bytes are 4",
        ),
        (
            idx(&[2, 1, u32::MAX], &[1, 2, 3]),
            "images: 2 × 1 × 4294967295 numbers; at most 100000000 are read",
        ),
        (
            idx(&[u32::MAX; 9], &[]),
            "images: 4294967295 × 4294967295 × 4294967295 × 4294967295 × 4294967295 × 4294967295 × 42\
             … numbers; at most 100000000 are read",
        ),
        (
            vec![0, 0, 10, 1, 0, 0, 0, 0],
            "labels: type 0a; allowed are 08, 09, 0b, 0c, 0d and 0e",
        ),
        (
            vec![0, 0, 8, 3, 0],
            "images: the file is cut off within its header",
        ),
    ] {
        assert_eq!(data_error(&file), expected);
    }
}
