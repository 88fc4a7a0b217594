//! Adversarial training on inputs: FGSM's closed forms, its gradient by finite differences, and PGD.

use crate::networks::{self, Case, FEATURES, SAMPLES};
use crate::robust::filled;
use sharp_minima::network::Activation;
use sharp_minima::network::{Architecture, BatchRisk, Workspace};
use sharp_minima::objective::Objective;
use sharp_minima::strategy::{Adversarial, GradientSource, Strategy};
use sharp_minima::training::Batch;

fn with(adversarial: Adversarial) -> Strategy {
    Strategy {
        adversarial: Some(adversarial),
        ..Strategy::PLAIN
    }
}

fn fgsm(alpha: f64, epsilon: f64) -> Adversarial {
    Adversarial {
        alpha,
        epsilon,
        steps: 1,
    }
}

/// The loss, after as many evaluations as it takes.
fn evaluate(batch: &mut Batch<f64>, x: &[f64], gradient: &mut [f64]) -> f64 {
    loop {
        if let Some(loss) = batch.evaluate(0, x, gradient) {
            return loss;
        }
    }
}

/// The plain mean loss of these inputs with their own batch statistics.
pub fn risk(case: &Case, inputs: &[f64], labels: &[u8], x: &[f64]) -> f64 {
    let mut risk = BatchRisk::new(&case.shape, labels.len());
    risk.inputs.copy_from_slice(inputs);
    risk.labels.copy_from_slice(labels);
    risk.value(x)
}

/// Asserts that `gradient` is that of `f` along some coordinates.
pub fn assert_gradient(f: impl Fn(&[f64]) -> f64, x: &[f64], gradient: &[f64]) {
    let step = 1e-5;
    for i in (0..x.len()).step_by(7) {
        let at = |shift: f64| {
            let mut moved = x.to_vec();
            moved[i] += shift;
            f(&moved)
        };
        let slope = (at(step) - at(-step)) / (2.0 * step);
        assert!(
            (slope - gradient[i]).abs() < 1e-7 + 1e-5 * slope.abs(),
            "{i}: {slope} {}",
            gradient[i]
        );
    }
}

/// A linear model of two classes with the margin m = (w_y − w_o)·s + b_y − b_o: FGSM lowers every
/// margin by ε ‖w_y − w_o‖₁ and the loss is α log(1 + e^{−m}) + (1 − α) log(1 + e^{−m + ε‖·‖₁}).
#[test]
fn a_linear_models_loss_rises_by_the_closed_form_and_every_input_moves_by_epsilon() {
    let shape = Architecture::new(3, &[], 2, Activation::Relu, false);
    let x = [0.5, -1.0, 2.0, -0.3, 0.4, 0.1, 0.2, -0.1];
    let inputs = [1.0, 2.0, -1.0, 0.3, -0.7, 0.5];
    let labels = [0, 1];
    let (alpha, epsilon) = (0.3, 0.05);
    let mut batch = filled(&shape, &with(fgsm(alpha, epsilon)), &inputs, &labels);
    let loss = evaluate(&mut batch, &x, &mut [0.0; 8]);

    let w: Vec<f64> = (0..3).map(|i| x[i] - x[3 + i]).collect();
    let length: f64 = w.iter().map(|w| w.abs()).sum();
    let log_loss = |margin: f64| (-margin).exp().ln_1p();
    let mut expected = 0.0;
    for (s, sign) in inputs.chunks(3).zip([1.0, -1.0]) {
        let dot: f64 = w.iter().zip(s).map(|(w, s)| w * s).sum();
        let margin = sign * (dot + x[6] - x[7]);
        expected += alpha * log_loss(margin) / 2.0;
        expected += (1.0 - alpha) * log_loss(margin - epsilon * length) / 2.0;
    }
    assert!((loss - expected).abs() < 1e-12, "{loss} {expected}");
    for (other, clean) in batch.others().iter().zip(inputs) {
        assert!(((other - clean).abs() - epsilon).abs() < 1e-15);
    }
}

/// The perturbation is a constant in the derivative.
#[test]
fn its_gradient_is_that_of_both_losses() {
    for case in networks::cases() {
        for steps in [1, 3] {
            let adversarial = Adversarial {
                steps,
                ..fgsm(0.3, 0.2)
            };
            let mut batch = filled(&case.shape, &with(adversarial), &case.inputs, &case.labels);
            let mut gradient = vec![0.0; case.x.len()];
            let loss = evaluate(&mut batch, &case.x, &mut gradient);
            let others = batch.others().to_vec();
            let both = |x: &[f64]| {
                0.3 * risk(&case, &case.inputs, &case.labels, x)
                    + 0.7 * risk(&case, &others, &case.labels, x)
            };
            assert!((loss - both(&case.x)).abs() < 1e-12, "{}", case.name);
            if case.shape.activation() == Activation::Tanh {
                assert_gradient(both, &case.x, &gradient);
            }
            assert_eq!(batch.gradients(), u64::from(steps) + 1);
        }
    }
}

/// By finite differences, ghosts included.
#[test]
fn the_gradient_by_the_inputs_is_the_losss() {
    let ghost = 25;
    for case in networks::cases() {
        if case.shape.activation() != Activation::Tanh {
            continue;
        }
        let mut work = Workspace::new(&case.shape, SAMPLES);
        let mut by_inputs = vec![0.0; case.inputs.len()];
        let mut loss = |inputs: &[f64], by_inputs: Option<&mut [f64]>| {
            let mut gradient = vec![0.0; case.x.len()];
            let samples = (inputs, case.labels.as_slice());
            work.add_gradient(&case.x, samples, ghost, 1.0, &mut gradient, by_inputs)
        };
        loss(&case.inputs, Some(&mut by_inputs));
        for i in (0..SAMPLES * FEATURES).step_by(13) {
            let mut at = |shift: f64| {
                let mut inputs = case.inputs.clone();
                inputs[i] += shift;
                loss(&inputs, None)
            };
            let slope = (at(1e-5) - at(-1e-5)) / 2e-5;
            assert!(
                (slope - by_inputs[i]).abs() < 1e-6,
                "{}: {slope}",
                case.name
            );
        }
    }
}

#[test]
fn more_steps_stay_in_the_box_and_raise_the_loss_further() {
    let case = networks::case(&[9, 8], Activation::Tanh, false);
    let attacked = |steps: u32| {
        let adversarial = Adversarial {
            steps,
            ..fgsm(0.0, 0.8)
        };
        let mut batch = filled(&case.shape, &with(adversarial), &case.inputs, &case.labels);
        let loss = evaluate(&mut batch, &case.x, &mut vec![0.0; case.x.len()]);
        for (other, clean) in batch.others().iter().zip(&case.inputs) {
            assert!((other - clean).abs() <= 0.8 + 1e-12);
        }
        loss
    };
    let clean = risk(&case, &case.inputs, &case.labels, &case.x);
    let (one, ten) = (attacked(1), attacked(10));
    assert!(one > clean + 0.1, "{clean} {one}");
    assert!(ten > one, "{one} {ten}");
}

/// Not canonical, so that the arithmetic itself is seen: the two halves are the same loss.
#[test]
fn without_epsilon_it_is_the_plain_gradient() {
    let case = networks::case(&[9, 8], Activation::Relu, true);
    let gradient = |strategy: Strategy| {
        let mut batch = filled(&case.shape, &strategy, &case.inputs, &case.labels);
        let mut gradient = vec![0.0; case.x.len()];
        let loss = evaluate(&mut batch, &case.x, &mut gradient);
        (loss, gradient)
    };
    let (loss, plain) = gradient(Strategy::PLAIN);
    let (unmoved_loss, unmoved) = gradient(with(fgsm(0.5, 0.0)));
    assert!((loss - unmoved_loss).abs() < 1e-14);
    for (a, b) in plain.iter().zip(unmoved) {
        assert!((a - b).abs() < 1e-15);
    }
}
