//! Whatever happens to a file, an answer comes back: a network or samples that can be used, or words.

use crate::case;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sharp_minima::exchange::{Network, Samples};

/// Mutations a file.
const MUTATIONS: u32 = 4000;

/// Changes, inserts, removes or repeats a few bytes.
fn mutate(file: &[u8], random: &mut ChaCha8Rng) -> Vec<u8> {
    let mut file = file.to_vec();
    for _ in 0..=random.next_u32() % 3 {
        let below = |random: &mut ChaCha8Rng, end: usize| random.next_u32() as usize % end.max(1);
        let place = below(random, file.len());
        let byte = match random.next_u32() % 4 {
            0 => 0,
            1 => 0xff,
            2 => b"{}[](),:'\"0159-<>fiu"[below(random, 20)],
            _ => random.next_u32() as u8,
        };
        match random.next_u32() % 8 {
            0 => file.truncate(place),
            1 => file.insert(place, byte),
            2 => {
                let end = file.len().min(place + 8);
                file.drain(place..end);
            }
            3 => {
                let end = file.len().min(place + 8);
                file.extend_from_within(place..end);
            }
            _ => {
                if let Some(at) = file.get_mut(place) {
                    *at = byte;
                }
            }
        }
    }
    file
}

/// Reads mutated files; `read` returns the error.
fn each_mutation(file: &[u8], read: impl Fn(&[u8]) -> Option<String>) {
    let mut random = ChaCha8Rng::seed_from_u64(file.len() as u64);
    let mut refused = 0;
    for _ in 0..MUTATIONS {
        if let Some(words) = read(&mutate(file, &mut random)) {
            assert!(!words.is_empty() && words.chars().count() < 400, "{words}");
            refused += 1;
        }
    }
    assert!(refused > MUTATIONS / 10, "{refused}");
}

#[test]
fn a_mutated_network_is_read_or_refused() {
    for name in ["sequential", "named", "deep", "half"] {
        each_mutation(&case(&format!("{name}.safetensors")), |file| {
            let _ = Network::assumptions(file);
            match Network::read(file) {
                Ok(network) => {
                    assert!(network.x.iter().all(|x| x.is_finite()));
                    assert_eq!(network.x.len(), network.shape.dimension());
                    None
                }
                Err(error) => Some(error.to_string()),
            }
        });
    }
}

#[test]
fn mutated_data_are_read_or_refused() {
    let idx = [case("images-idx3-ubyte"), case("labels-idx1-ubyte")].concat();
    let files = ["data.npz", "images.npz", "turned.npz"].map(case);
    for file in files.iter().chain([&idx]) {
        each_mutation(file, |file| match Samples::read(file) {
            Ok(samples) => {
                assert!(samples.inputs.iter().all(|x| x.is_finite()));
                assert_eq!(
                    samples.inputs.len(),
                    samples.labels.len() * samples.features
                );
                None
            }
            Err(error) => Some(error.to_string()),
        });
    }
}
