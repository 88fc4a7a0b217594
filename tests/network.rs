//! Derivatives of the network against finite differences and a dense Hessian, all in f64.
#![cfg(not(target_arch = "wasm32"))]

use ndarray::Array2;
use rand_distr::{Distribution, StandardNormal};
use sharp_minima::network::Activation;
use sharp_minima::network::{
    Architecture, BatchRisk, EmpiricalRisk, Forward, Statistics, initial_parameters,
};
use sharp_minima::objective::Objective;
use sharp_minima::random::Generator;
use sharp_minima::random::{Purpose, stream};

const SAMPLES: usize = 13;
const FEATURES: usize = 4;
const CLASSES: usize = 3;

fn normals(count: usize, generator: &mut Generator) -> Vec<f64> {
    (0..count)
        .map(|_| StandardNormal.sample(generator))
        .collect()
}

/// A small network at a generic point: biases, γ and β away from their initial values.
struct Case {
    name: String,
    shape: Architecture,
    x: Vec<f64>,
    inputs: Vec<f64>,
    labels: Vec<u8>,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for activation in [Activation::Tanh, Activation::Relu] {
        for batch_norm in [false, true] {
            let mut generator = stream(3, 0, Purpose::Initialisation);
            let shape = Architecture::new(FEATURES, &[7, 5], CLASSES, activation, batch_norm);
            let mut x = initial_parameters::<f64>(&shape, &mut generator);
            for (x, shift) in x.iter_mut().zip(normals(shape.dimension(), &mut generator)) {
                *x += 0.2 * shift;
            }
            let inputs = normals(SAMPLES * FEATURES, &mut generator);
            let labels = (0..SAMPLES).map(|i| (i * i % CLASSES) as u8).collect();
            let name = format!("{activation:?}, batch norm {batch_norm}");
            cases.push(Case {
                name,
                shape,
                x,
                inputs,
                labels,
            });
        }
    }
    cases
}

impl Case {
    fn batch_risk(&self) -> BatchRisk<f64> {
        let mut risk = BatchRisk::new(&self.shape, SAMPLES);
        risk.inputs.copy_from_slice(&self.inputs);
        risk.labels.copy_from_slice(&self.labels);
        risk
    }

    fn statistics(&self) -> Statistics<f64> {
        let mut forward = Forward::new(&self.shape, SAMPLES);
        forward.estimate(&self.x, &self.inputs, &self.labels);
        forward.statistics().clone()
    }

    fn frozen_risk(&self) -> EmpiricalRisk<f64, (Vec<f64>, Vec<u8>)> {
        let samples = (self.inputs.clone(), self.labels.clone());
        EmpiricalRisk::new(&self.shape, samples, self.statistics())
    }

    /// Runs `check` with both treatments of the statistics.
    fn each_risk(&self, mut check: impl FnMut(&mut dyn Objective, &str)) {
        check(
            &mut self.batch_risk(),
            &format!("{}, batch statistics", self.name),
        );
        check(
            &mut self.frozen_risk(),
            &format!("{}, frozen statistics", self.name),
        );
    }
}

fn shifted(x: &[f64], index: usize, by: f64) -> Vec<f64> {
    let mut x = x.to_vec();
    x[index] += by;
    x
}

fn gradient(f: &mut dyn Objective, x: &[f64]) -> Vec<f64> {
    let mut gradient = vec![f64::NAN; x.len()];
    f.gradient(x, &mut gradient);
    gradient
}

fn product(f: &mut dyn Objective, x: &[f64], v: &[f64]) -> Vec<f64> {
    let mut product = vec![f64::NAN; x.len()];
    f.hessian_product(x, v, &mut product);
    product
}

fn assert_close(actual: f64, expected: f64, tolerance: f64, what: &str) {
    let error = (actual - expected).abs();
    assert!(
        error <= tolerance * (1.0 + expected.abs()),
        "{what}: {actual} against {expected}"
    );
}

/// The architecture of the paper's F1 and of the presets has as many parameters as it should.
#[test]
fn layout_counts_every_parameter_once() {
    let convincing = Architecture::new(40, &[100, 100], 10, Activation::Relu, true);
    assert_eq!(
        convincing.dimension(),
        40 * 100 + 100 * 100 + 100 * 10 + 210 + 400
    );
    let mut seen = vec![0; convincing.dimension()];
    for layer in convincing.layers() {
        for range in [layer.weights(), layer.bias(), layer.gamma(), layer.beta()] {
            seen[range].iter_mut().for_each(|count| *count += 1);
        }
    }
    assert!(seen.iter().all(|&count| count == 1));
}

#[test]
fn gradients_agree_with_central_differences() {
    for case in cases() {
        case.each_risk(|f, what| {
            let gradient = gradient(f, &case.x);
            for (i, g) in gradient.iter().enumerate() {
                let h = 1e-5;
                let up = f.value(&shifted(&case.x, i, h));
                let down = f.value(&shifted(&case.x, i, -h));
                assert_close(*g, (up - down) / (2.0 * h), 1e-8, &format!("{what}: ∂{i}"));
            }
        });
    }
}

/// Central differences of the gradient give the dense Hessian, column by column. The points are
/// away from ReLU's kinks: a change of 1e-5 crosses none here.
#[test]
fn hessian_products_agree_with_a_dense_hessian() {
    for case in cases() {
        let n = case.x.len();
        case.each_risk(|f, what| {
            let mut dense = Array2::zeros((n, n));
            for i in 0..n {
                let h = 1e-5;
                let up = gradient(f, &shifted(&case.x, i, h));
                let down = gradient(f, &shifted(&case.x, i, -h));
                for j in 0..n {
                    dense[[j, i]] = (up[j] - down[j]) / (2.0 * h);
                }
            }
            let mut generator = stream(5, 0, Purpose::Probes);
            for _ in 0..3 {
                let v = normals(n, &mut generator);
                let expected = dense.dot(&ndarray::ArrayView1::from(&v));
                for (i, actual) in product(f, &case.x, &v).iter().enumerate() {
                    assert_close(*actual, expected[i], 2e-7, &format!("{what}: (Hv){i}"));
                }
            }
        });
    }
}

#[test]
fn the_hessian_is_symmetric() {
    for case in cases() {
        let n = case.x.len();
        case.each_risk(|f, what| {
            let mut generator = stream(6, 0, Purpose::Probes);
            let (u, v) = (normals(n, &mut generator), normals(n, &mut generator));
            let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
            let (hu, hv) = (product(f, &case.x, &u), product(f, &case.x, &v));
            assert_close(dot(&u, &hv), dot(&v, &hu), 1e-12, what);
        });
    }
}

/// With statistics frozen at what the batch gives, values agree while derivatives differ.
#[test]
fn frozen_statistics_are_those_of_the_batch() {
    for case in cases().iter().filter(|case| case.shape.has_batch_norm()) {
        let (mut batch, mut frozen) = (case.batch_risk(), case.frozen_risk());
        assert_close(
            frozen.value(&case.x),
            batch.value(&case.x),
            1e-14,
            &case.name,
        );
        let (batch, frozen) = (
            gradient(&mut batch, &case.x),
            gradient(&mut frozen, &case.x),
        );
        let difference: f64 = batch.iter().zip(&frozen).map(|(a, b)| (a - b).abs()).sum();
        assert!(difference > 1e-3, "{}: freezing changed nothing", case.name);
    }
}

/// Closed form: zero output weights give the loss ln C whatever the rest.
#[test]
fn zero_output_weights_give_the_loss_of_guessing() {
    for mut case in cases() {
        let output = case.shape.layers()[2].clone();
        case.x[output.weights()].fill(0.0);
        case.x[output.bias()].fill(0.0);
        let value = case.batch_risk().value(&case.x);
        assert_close(value, (CLASSES as f64).ln(), 1e-14, &case.name);
    }
}

/// Closed form: a softmax layer on one sample has H = (diag p − p pᵀ) ⊗ x̃ x̃ᵀ with x̃ = (x, 1).
#[test]
fn softmax_regression_has_its_closed_form_hessian() {
    let shape = Architecture::new(2, &[], 3, Activation::Relu, false);
    let x = [0.3, -0.7, 0.2, 0.5, -0.1, 0.4, 0.05, -0.2, 0.1];
    let sample = [1.5, -0.5];
    let mut risk = BatchRisk::<f64>::new(&shape, 1);
    risk.inputs.copy_from_slice(&sample);
    risk.labels.copy_from_slice(&[1]);
    let logits: Vec<f64> = (0..3)
        .map(|c| x[2 * c] * sample[0] + x[2 * c + 1] * sample[1] + x[6 + c])
        .collect();
    let sum: f64 = logits.iter().map(|l| l.exp()).sum();
    let p: Vec<f64> = logits.iter().map(|l| l.exp() / sum).collect();
    assert_close(risk.value(&x), -p[1].ln(), 1e-14, "loss");
    // Parameter k belongs to class `class(k)` and multiplies `input(k)`.
    let class = |k: usize| if k < 6 { k / 2 } else { k - 6 };
    let input = |k: usize| if k < 6 { sample[k % 2] } else { 1.0 };
    for i in 0..9 {
        let mut v = [0.0; 9];
        v[i] = 1.0;
        for (j, actual) in product(&mut risk, &x, &v).iter().enumerate() {
            let own = if class(i) == class(j) {
                p[class(i)]
            } else {
                0.0
            };
            let expected = (own - p[class(i)] * p[class(j)]) * input(i) * input(j);
            assert_close(*actual, expected, 1e-14, &format!("H[{j}][{i}]"));
        }
    }
}

/// The streaming pass and the keeping pass are the same function.
#[test]
fn both_forward_passes_agree() {
    for case in cases() {
        let mut forward = Forward::new(&case.shape, SAMPLES);
        let estimated = forward.estimate(&case.x, &case.inputs, &case.labels);
        assert_close(
            estimated.loss,
            case.batch_risk().value(&case.x),
            1e-14,
            &case.name,
        );
        let frozen = forward.score_frozen(&case.x, &case.inputs, &case.labels);
        assert_close(frozen.loss, estimated.loss, 1e-14, &case.name);
        assert_eq!(frozen.accuracy, estimated.accuracy);
    }
}

/// A product that follows others at the same x shares their passes: to the last bit it is that of a
/// risk that has seen nothing, over several chunks of samples, whatever came between.
#[test]
fn products_at_one_point_do_not_depend_on_what_came_before() {
    for (activation, batch_norm) in [
        (Activation::Relu, true),
        (Activation::Relu, false),
        (Activation::Tanh, true),
        (Activation::Tanh, false),
    ] {
        let shape = Architecture::new(4, &[7, 5], 3, activation, batch_norm);
        let (n, count) = (shape.dimension(), 600);
        let mut generator = stream(7, 0, Purpose::Probes);
        let inputs = normals(4 * count, &mut generator);
        let labels: Vec<u8> = (0..count).map(|i| (i % 3) as u8).collect();
        let points = [normals(n, &mut generator), normals(n, &mut generator)];
        let directions = [normals(n, &mut generator), normals(n, &mut generator)];
        let mut forward = Forward::new(&shape, count);
        forward.estimate(&points[0], &inputs, &labels);
        let statistics = forward.statistics().clone();
        let risk = || {
            EmpiricalRisk::<f64, _>::new(
                &shape,
                (inputs.clone(), labels.clone()),
                statistics.clone(),
            )
        };
        let fresh = |x: &[f64], v: &[f64]| product(&mut risk(), x, v);
        let mut f = risk();
        for at in [0, 0, 1, 1, 0] {
            for v in &directions {
                let x = &points[at];
                assert_eq!(product(&mut f, x, v), fresh(x, v), "{shape:?}");
                gradient(&mut f, &points[1 - at]);
                f.value(&points[0]);
            }
        }
    }
}
