//! Files of networks, in JSON and as safetensors.

use crate::run::{Target, assert_words, refused};
use crate::seed::{Seed, cases, file};
use crate::write::with_header;
use sharp_minima::exchange::Network;

#[test]
fn networks() {
    let mut seeds = cases(&[
        "saturated_m20.network.json",
        "bias_null.network.json",
        "bn_affine_false.network.json",
        "formats/half.json",
        "formats/deep.json",
    ]);
    let tensors = ["sequential", "named", "deep", "half"];
    seeds.extend(
        tensors.map(|name| safetensors(&file(&format!("cases/formats/{name}.safetensors")))),
    );
    Target {
        name: "networks",
        seeds,
        usual: 600,
        check,
    }
    .run();
}

/// The header, whose length stands before it, and the numbers.
fn safetensors(file: &[u8]) -> Seed {
    let (length, rest) = file.split_first_chunk().expect("a length");
    let (header, numbers) = rest.split_at(u64::from_le_bytes(*length) as usize);
    Seed {
        parts: vec![header.to_vec(), numbers.to_vec()],
        join: |parts| with_header(&parts[0], &parts[1]),
    }
}

fn check(input: &[u8]) -> bool {
    for remark in Network::assumptions(input) {
        assert_words(remark);
    }
    let network = match Network::read(input) {
        Ok(network) => network,
        Err(error) => return refused(error),
    };
    assert!(network.x.iter().all(|x| x.is_finite()));
    assert_eq!(network.x.len(), network.shape.dimension());
    let again = Network::read(network.write().as_bytes());
    assert_eq!(again, Ok(network));
    true
}
