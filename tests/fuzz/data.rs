//! Files of data: JSON, .npz and IDX.

use crate::run::{Target, refused};
use crate::seed::{Seed, cases, file};
use crate::write::{deflated, described, npy, stored, zip};
use sharp_minima::exchange::Samples;

#[test]
fn data() {
    let mut seeds = cases(&[
        "saturated_m20.data.json",
        "formats/images.json",
        "formats/turned.json",
        "formats/data.npz",
        "formats/images.npz",
        "formats/turned.npz",
    ]);
    let idx = ["images-idx3-ubyte", "labels-idx1-ubyte"];
    seeds.push(Seed {
        parts: idx
            .map(|name| file(&format!("cases/formats/{name}")))
            .to_vec(),
        join: <[Vec<u8>]>::concat,
    });
    for (x, shape, bytes) in [
        ("|u1", "(2, 2)", 4),
        ("<f4", "(2, 2, 2)", 32),
        (">f8", "(2, 1)", 16),
    ] {
        seeds.push(npz(x, shape, bytes));
    }
    Target {
        name: "data",
        seeds,
        usual: 600,
        check,
    }
    .run();
}

/// Two arrays, whose lengths and checksums the file tells.
fn npz(descr: &str, shape: &str, bytes: usize) -> Seed {
    let y = npy(&described("|u1", "(2,)"), &[0, 1]);
    Seed {
        parts: vec![npy(&described(descr, shape), &vec![0; bytes]), y],
        join: |parts| {
            zip(&[
                deflated("x.npy", parts[0].clone()),
                stored("y.npy", parts[1].clone()),
            ])
        },
    }
}

fn check(input: &[u8]) -> bool {
    let samples = match Samples::read(input) {
        Ok(samples) => samples,
        Err(error) => return refused(error),
    };
    assert!(samples.inputs.iter().all(|x| x.is_finite()));
    assert_eq!(
        samples.inputs.len(),
        samples.labels.len() * samples.features
    );
    let again = Samples::read(samples.write().as_bytes());
    // Labels are written as indices, which say nothing of how many classes there are.
    let classes = None;
    assert_eq!(again, Ok(Samples { classes, ..samples }));
    true
}
