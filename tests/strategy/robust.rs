//! Ascent in the weights: SAM's and ASAM's closed forms, the box, several steps, groups.

use crate::diagonal_quadratic::DiagonalQuadratic;
use crate::linear::Linear;
use crate::logistic::Logistic;
use crate::networks::{self, CLASSES, FEATURES};
use crate::runs::{Recorder, descend, distance};
use sharp_minima::network::Activation;
use sharp_minima::network::{Architecture, BatchRisk};
use sharp_minima::objective::Objective;
use sharp_minima::optimizer::Sgd;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::strategy::{Descent, Region, Robust, Strategy};
use sharp_minima::training::Batch;

fn with(robust: Robust) -> Strategy {
    Strategy {
        robust: Some(robust),
        ..Strategy::PLAIN
    }
}

fn sam(radius: f64) -> Robust {
    Robust {
        radius,
        ..Robust::default()
    }
}

fn quadratic() -> DiagonalQuadratic {
    DiagonalQuadratic {
        eigenvalues: vec![4.0, 1.0, 0.25],
        centre: vec![0.0; 3],
        constant: 0.0,
    }
}

const START: [f64; 3] = [0.3, -1.0, 2.0];

/// PAPER, closed form 4.
#[test]
fn the_logistic_losss_peak_is_the_published_one() {
    let mut f = Logistic {
        samples: vec![(vec![1.0, 2.0, -1.0], 1.0)],
    };
    let mut x = [0.3, -0.7, 0.2];
    let loss = descend(&with(sam(0.05)), &mut f, &mut x, 0.1, 1);
    assert!((loss - 1.638485976).abs() < 1e-9, "{loss}");
}

#[test]
fn the_step_is_the_radius_long_and_along_the_gradient() {
    let (mut f, mut g) = (quadratic(), [0.0; 3]);
    f.gradient(&START, &mut g);
    let length = g.iter().map(|g| g * g).sum::<f64>().sqrt();
    let mut recorder = Recorder::new(&mut f);
    descend(&with(sam(0.2)), &mut recorder, &mut START.clone(), 0.1, 1);
    let [first, second] = recorder.points.as_slice() else {
        panic!("two gradients");
    };
    assert_eq!(first.as_slice(), START);
    assert!((distance(second, &START) - 0.2).abs() < 1e-15);
    let expected: Vec<f64> = START
        .iter()
        .zip(g)
        .map(|(x, g)| x + 0.2 * g / length)
        .collect();
    assert!(distance(second, &expected) < 1e-15);
}

#[test]
fn without_a_radius_it_is_plain_and_at_a_minimum_it_stays() {
    let (mut x, mut y) = (START, START);
    descend(&with(sam(0.0)), &mut quadratic(), &mut x, 0.1, 5);
    descend(&Strategy::PLAIN, &mut quadratic(), &mut y, 0.1, 5);
    assert_eq!(x, y);
    let mut minimum = [0.0; 3];
    descend(&with(sam(0.2)), &mut quadratic(), &mut minimum, 0.1, 1);
    assert_eq!(minimum, [0.0; 3]);
}

/// PAPER, closed form 9: |x| = ηλρ/(2 − ηλ), alternating.
#[test]
fn on_a_parabola_it_ends_in_its_two_cycle() {
    let (eta, lambda, rho) = (0.4, 3.0, 0.05);
    let mut f = DiagonalQuadratic {
        eigenvalues: vec![lambda],
        centre: vec![0.0],
        constant: 0.0,
    };
    let mut x = [1.0];
    descend(&with(sam(rho)), &mut f, &mut x, eta, 200);
    let before = x[0];
    descend(&with(sam(rho)), &mut f, &mut x, eta, 1);
    let expected = eta * lambda * rho / (2.0 - eta * lambda);
    assert!((x[0].abs() - expected).abs() < 1e-12, "{} {expected}", x[0]);
    assert!((x[0] + before).abs() < 1e-12);
}

/// ε = ρ T² g/‖T g‖ with T = |x| + η.
#[test]
fn the_adaptive_step_is_kwons() {
    let (rho, eta) = (0.5, 0.01);
    let (mut f, mut g) = (quadratic(), [0.0; 3]);
    f.gradient(&START, &mut g);
    let t = START.map(|x| x.abs() + eta);
    let length = t
        .iter()
        .zip(g)
        .map(|(t, g)| (t * g).powi(2))
        .sum::<f64>()
        .sqrt();
    let mut recorder = Recorder::new(&mut f);
    descend(
        &with(Robust::adaptive()),
        &mut recorder,
        &mut START.clone(),
        0.1,
        1,
    );
    for (i, point) in recorder.points[1].iter().enumerate() {
        let expected = START[i] + rho * t[i] * t[i] * g[i] / length;
        assert!((point - expected).abs() < 1e-14);
    }
}

/// Dinh et al.'s T_α leaves a ReLU network's function alone; with η = 0 the peak that ASAM finds is
/// as high after it as before, SAM's is not.
#[test]
fn without_eta_the_adaptive_peak_is_blind_to_rescaling() {
    let case = networks::case(&[9, 8], Activation::Relu, false);
    let mut rescaled = case.x.clone();
    let [first, second, ..] = case.shape.layers() else {
        panic!("three layers");
    };
    for i in first.weights().chain(first.bias()) {
        rescaled[i] *= 5.0;
    }
    for i in second.weights() {
        rescaled[i] /= 5.0;
    }
    let peak = |robust: Robust, x: &[f64]| {
        let mut risk = case.risk();
        descend(&with(robust), &mut risk, &mut x.to_vec(), 0.0, 1)
    };
    let adaptive = |eta| Robust {
        adaptive: Some(eta),
        ..sam(0.3)
    };
    let low = case.risk().value(&case.x);
    let (one, other) = (peak(adaptive(0.0), &case.x), peak(adaptive(0.0), &rescaled));
    assert!(one > low + 0.01);
    assert!((one - other).abs() < 1e-12, "{one} {other}");
    assert!((peak(adaptive(0.1), &case.x) - peak(adaptive(0.1), &rescaled)).abs() > 1e-4);
    assert!((peak(sam(0.3), &case.x) - peak(sam(0.3), &rescaled)).abs() > 1e-2);
}

/// The box's maximum of a linear function, PAPER, closed form 2: f(x) + Σ |g_i| ρ (|x_i| + 1).
#[test]
fn one_step_in_the_box_is_a_linear_functions_maximum() {
    for steps in [1, 4] {
        let mut f = Linear {
            constant: 0.5,
            slope: vec![2.0, -0.3, 0.7],
        };
        let robust = Robust {
            region: Region::Box,
            steps,
            ..sam(1e-3)
        };
        let value = f.value(&START);
        let loss = descend(&with(robust), &mut f, &mut START.clone(), 0.1, 1);
        let slopes = f.slope.iter().zip(START);
        let rise: f64 = slopes.map(|(g, x)| g.abs() * 1e-3 * (x.abs() + 1.0)).sum();
        assert!((loss - value - rise).abs() < 1e-12, "{steps}: {loss}");
    }
}

/// On a quadratic whose gradient does not point to the ball's highest point, more steps climb higher
/// and stay in the ball.
#[test]
fn more_steps_climb_higher_within_the_ball() {
    let peak = |steps: u32| {
        let robust = Robust { steps, ..sam(1.0) };
        let mut f = quadratic();
        let mut recorder = Recorder::new(&mut f);
        let loss = descend(&with(robust), &mut recorder, &mut START.clone(), 0.1, 1);
        assert_eq!(recorder.points.len(), steps as usize + 1);
        for point in &recorder.points {
            assert!(distance(point, &START) < 1.0 + 1e-12);
        }
        loss
    };
    assert!(peak(5) > peak(1) + 0.1, "{} {}", peak(5), peak(1));
    assert!(peak(20) >= peak(5));
}

/// m-sharpness: the mean of the gradients that the groups find on their own, weighted by their size.
#[test]
fn groups_climb_on_their_own() {
    let case = networks::case(&[9, 8], Activation::Relu, true);
    let n = case.labels.len();
    let (rho, rate) = (0.3, 0.1);
    for m in [25, n] {
        let mut expected = case.x.clone();
        for start in (0..n).step_by(m) {
            let end = (start + m).min(n);
            let mut risk = BatchRisk::new(&case.shape, end - start);
            risk.inputs
                .copy_from_slice(&case.inputs[start * FEATURES..end * FEATURES]);
            risk.labels.copy_from_slice(&case.labels[start..end]);
            let mut moved = case.x.clone();
            descend(&with(sam(rho)), &mut risk, &mut moved, rate, 1);
            let share = (end - start) as f64 / n as f64;
            for ((to, moved), x) in expected.iter_mut().zip(&moved).zip(&case.x) {
                *to += share * (moved - x);
            }
        }
        let strategy = with(Robust {
            group: Some(m),
            ..sam(rho)
        });
        let mut batch = filled(&case.shape, &strategy, &case.inputs, &case.labels);
        let mut x = case.x.clone();
        let mut rng = stream(1, 0, Purpose::Perturbation);
        let mut sgd = Sgd::new(x.len(), 0.0);
        Descent::new(&strategy, x.len()).step(&mut x, &mut batch, &mut sgd, rate, &mut rng);
        assert!(distance(&x, &expected) < 1e-12, "m = {m}");
        assert_eq!((batch.gradients(), batch.samples()), (2, 2 * n as u64));
    }
}

/// A batch of these samples.
pub fn filled(
    shape: &Architecture,
    strategy: &Strategy,
    inputs: &[f64],
    labels: &[u8],
) -> Batch<f64> {
    assert!(labels.iter().all(|&label| usize::from(label) < CLASSES));
    let mut batch = Batch::new(shape, strategy, labels.len());
    let (to_inputs, to_labels) = batch.fill(labels.len());
    to_inputs.copy_from_slice(inputs);
    to_labels.copy_from_slice(labels);
    batch
}
