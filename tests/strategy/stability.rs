//! Stability training: its loss from probabilities that are computed otherwise, its gradient, and σ = 0.

use crate::inputs::{assert_gradient, risk};
use crate::networks::{self, CLASSES, Case, SAMPLES};
use crate::robust::filled;
use sharp_minima::network::Activation;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::strategy::{GradientSource, Stability, Strategy};
use sharp_minima::training::Batch;

const ALPHA: f64 = 0.7;

fn with(stability: Stability) -> Strategy {
    Strategy {
        stability: Some(stability),
        ..Strategy::PLAIN
    }
}

fn batch(case: &Case, others: &[f64]) -> Batch<f64> {
    let stability = Stability {
        alpha: ALPHA,
        sigma: 0.3,
    };
    let mut batch = filled(&case.shape, &with(stability), &case.inputs, &case.labels);
    batch.noisy().1.copy_from_slice(others);
    batch
}

fn noisy(case: &Case) -> Vec<f64> {
    let noise = networks::normals(case.inputs.len(), &mut stream(9, 0, Purpose::Perturbation));
    case.inputs
        .iter()
        .zip(noise)
        .map(|(s, n)| s + 0.3 * n)
        .collect()
}

/// Every sample's class probabilities, from nothing but losses: −ln p of a class is what the batch's
/// loss has of a sample with that label.
fn probabilities(case: &Case, inputs: &[f64], x: &[f64]) -> Vec<[f64; CLASSES]> {
    let n = SAMPLES as f64;
    (0..SAMPLES)
        .map(|sample| {
            let weights = std::array::from_fn(|class| {
                let mut labels = case.labels.clone();
                labels[sample] = class as u8;
                (-n * risk(case, inputs, &labels, x)).exp()
            });
            let sum: f64 = weights.iter().sum();
            weights.map(|weight: f64| weight / sum)
        })
        .collect()
}

/// L₀ + α mean KL(p ‖ q).
fn expected(case: &Case, others: &[f64], x: &[f64]) -> f64 {
    let p = probabilities(case, &case.inputs, x);
    let q = probabilities(case, others, x);
    let pairs = p.iter().flatten().zip(q.iter().flatten());
    let divergence: f64 = pairs.map(|(p, q)| p * (p / q).ln()).sum();
    risk(case, &case.inputs, &case.labels, x) + ALPHA * divergence / SAMPLES as f64
}

#[test]
fn its_loss_and_gradient_are_those_of_the_linked_passes() {
    for case in networks::cases() {
        let others = noisy(&case);
        let mut batch = batch(&case, &others);
        let mut gradient = vec![0.0; case.x.len()];
        let loss = batch.evaluate(0, &case.x, &mut gradient);
        let value = expected(&case, &others, &case.x);
        let plain = risk(&case, &case.inputs, &case.labels, &case.x);
        assert!(value > plain + 1e-4, "the link counts");
        assert!((loss.unwrap() - value).abs() < 1e-9, "{}", case.name);
        if case.shape.activation() == Activation::Tanh {
            assert_gradient(|x| expected(&case, &others, x), &case.x, &gradient);
        }
        assert_eq!(
            (batch.gradients(), batch.samples()),
            (2, 2 * SAMPLES as u64)
        );
    }
}

/// Not canonical, so that the arithmetic itself is seen.
#[test]
fn without_noise_it_is_plain_to_the_bit() {
    for case in networks::cases() {
        let gradient = |mut batch: Batch<f64>| {
            let mut gradient = vec![0.0; case.x.len()];
            let loss = batch.evaluate(0, &case.x, &mut gradient);
            (loss, gradient)
        };
        let plain = filled(&case.shape, &Strategy::PLAIN, &case.inputs, &case.labels);
        let linked = gradient(batch(&case, &case.inputs));
        assert_eq!(gradient(plain), linked, "{}", case.name);
    }
}

#[test]
fn the_noise_is_normal_of_the_deviation_asked_for() {
    let stability = Stability {
        sigma: 0.2,
        ..Stability::default()
    };
    let clean = vec![1.5; 20_000];
    let mut noisy = vec![0.0; 20_000];
    stability.disturb(&clean, &mut noisy, &mut stream(1, 0, Purpose::Perturbation));
    let offsets: Vec<f64> = noisy.iter().map(|n| (f64::from(*n) - 1.5) / 0.2).collect();
    let moment = |k: i32| offsets.iter().map(|o| o.powi(k)).sum::<f64>() / 20_000.0;
    assert!(moment(1).abs() < 0.03);
    assert!((moment(2) - 1.0).abs() < 0.04);
    assert!((moment(4) - 3.0).abs() < 0.3);
}
