//! Ghost batch norm: the mean of what the ghosts give on their own.

use crate::networks::{self, FEATURES, SAMPLES};
use crate::robust::filled;
use sharp_minima::network::Activation;
use sharp_minima::network::BatchRisk;
use sharp_minima::objective::Objective;
use sharp_minima::strategy::{GradientSource, Strategy};

fn ghosts(ghost: Option<usize>) -> (f64, Vec<f64>) {
    let case = networks::case(&[9, 8], Activation::Relu, true);
    let strategy = Strategy {
        ghost,
        ..Strategy::PLAIN
    };
    let mut batch = filled(&case.shape, &strategy, &case.inputs, &case.labels);
    let mut gradient = vec![0.0; case.x.len()];
    let loss = batch.evaluate(0, &case.x, &mut gradient);
    assert_eq!((batch.gradients(), batch.samples()), (1, SAMPLES as u64));
    (loss.expect("one evaluation"), gradient)
}

/// 20 divides 60; of 25 a ghost of 10 is left.
#[test]
fn every_ghost_is_normalised_by_itself() {
    let case = networks::case(&[9, 8], Activation::Relu, true);
    for ghost in [20, 25] {
        let (mut loss, mut expected) = (0.0, vec![0.0; case.x.len()]);
        for start in (0..SAMPLES).step_by(ghost) {
            let end = (start + ghost).min(SAMPLES);
            let mut risk = BatchRisk::new(&case.shape, end - start);
            risk.inputs
                .copy_from_slice(&case.inputs[start * FEATURES..end * FEATURES]);
            risk.labels.copy_from_slice(&case.labels[start..end]);
            let mut gradient = vec![0.0; case.x.len()];
            let share = (end - start) as f64 / SAMPLES as f64;
            loss += share * risk.gradient(&case.x, &mut gradient);
            for (sum, g) in expected.iter_mut().zip(gradient) {
                *sum += share * g;
            }
        }
        let (found, gradient) = ghosts(Some(ghost));
        assert!((found - loss).abs() < 1e-12);
        for (found, expected) in gradient.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "ghost {ghost}");
        }
    }
}

#[test]
fn a_ghost_of_the_whole_batch_is_plain_to_the_bit() {
    assert_eq!(ghosts(Some(SAMPLES)), ghosts(None));
    assert_ne!(ghosts(Some(30)), ghosts(None));
}
