//! The archives of images that come with the page.

use crate::run::{Target, refused};
use crate::seed::Seed;
use crate::small_archive::{BEFORE_LENGTH, small, with_body};
use sharp_minima::data::{self, Archive, DataSet, Selection};
use sharp_minima::settings::Experiment;

#[test]
fn archives() {
    let small = small();
    let written = small.encode().expect("an archive");
    let body = [small.labels, small.pixels].concat();
    let packed = Seed {
        parts: vec![written[..BEFORE_LENGTH].to_vec(), body],
        join: |parts| with_body(&parts[0], &parts[1]),
    };
    Target {
        name: "archives",
        seeds: vec![packed, Seed::whole(written)],
        usual: 600,
        check,
    }
    .run();
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
