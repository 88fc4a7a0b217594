//! Dinh et al. 2017: W₁ → αW₁, b₁ → αb₁, W₂ → W₂/α leaves a ReLU network's function as it is. A
//! filter-normalised slice must not notice; one along directions of length 1 must.

use crate::pair::pair;
use sharp_minima::landscape::{Axes, Evaluated};
use sharp_minima::settings::Regime;
use sharp_minima::training::architecture;

/// A power of two, so that the rescaled weights are exact.
const ALPHA: f32 = 4.0;

const TRAINING: Evaluated = Evaluated {
    samples: 0,
    testing: false,
    frozen: false,
};

#[test]
fn normalised_slices_are_blind_to_rescaling_and_others_are_not() {
    let before = pair(false);
    let mut after = pair(false);
    let shape = architecture(&before.experiment, &before.data);
    let [first, second, ..] = shape.layers() else {
        panic!("two hidden layers");
    };
    for x in after.kept.iter_mut().flat_map(|kept| &mut kept.vectors) {
        for i in first.weights().chain(first.bias()) {
            x[i] *= ALPHA;
        }
        for i in second.weights() {
            x[i] /= ALPHA;
        }
    }
    let places: Vec<[f64; 2]> = [-0.5, -0.2, 0.1, 0.4]
        .iter()
        .flat_map(|&a| [-0.3, 0.2].map(|b| [a, b]))
        .collect();
    let farthest = |axes, scale: f64| {
        let places: Vec<_> = places.iter().map(|p| p.map(|x| scale * x)).collect();
        let [one, other] = [&before, &after].map(|pair| {
            let (_, vectors) = pair.slice(axes, Regime::Small, 1);
            pair.points(&vectors, &places, TRAINING).train_loss
        });
        let pairs = one.iter().zip(&other);
        pairs
            .map(|(a, b)| (a - b).abs() / a.max(0.01))
            .fold(0.0, f64::max)
    };
    let normalised = farthest(Axes::Filter, 1.0);
    assert!(normalised < 1e-5, "{normalised}");
    let plain = farthest(Axes::Random, 4.0);
    assert!(plain > 0.05, "{plain}");
}
