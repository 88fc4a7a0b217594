//! The archives of images that come with the page.

use crate::run::{Target, refused};
use crate::seed::Seed;
use miniz_oxide::deflate::compress_to_vec_zlib;
use sharp_minima::data::{self, Archive, DataSet, Selection};
use sharp_minima::settings::Experiment;

/// Of the header, up to the body's length.
const BEFORE_LENGTH: usize = 18;

#[test]
fn archives() {
    let small = Archive {
        classes: 3,
        rows: 2,
        columns: 3,
        train: 4,
        labels: vec![0, 1, 2, 0, 1],
        pixels: (0..30).collect(),
    };
    let written = small.encode().expect("an archive");
    let body = [small.labels, small.pixels].concat();
    let packed = Seed {
        parts: vec![written[..BEFORE_LENGTH].to_vec(), body],
        join,
    };
    Target {
        name: "archives",
        seeds: vec![packed, Seed::whole(written)],
        usual: 600,
        check,
    }
    .run();
}

/// The header's beginning, the packed body's length and the packed body.
fn join(parts: &[Vec<u8>]) -> Vec<u8> {
    let body = compress_to_vec_zlib(&parts[1], 1);
    let length = (body.len() as u32).to_le_bytes();
    [&parts[0][..], &length, &body].concat()
}

fn check(input: &[u8]) -> bool {
    let selection = Selection {
        data: DataSet::Optdigits,
        ..Selection::from(&Experiment::default())
    };
    let error = data::load(&selection, Some(input)).expect_err("not the digits");
    refused(error);
    let archive = match Archive::decode(input) {
        Ok(archive) => archive,
        Err(error) => return refused(error),
    };
    let written = archive.encode().expect("what was read");
    assert_eq!(Archive::decode(&written), Ok(archive));
    true
}
