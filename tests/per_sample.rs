//! What single samples say of their gradients, against a gradient for every sample by itself and closed
//! forms.
#![cfg(not(target_arch = "wasm32"))]

mod common {
    pub mod networks;
    pub mod relative;
}

use common::networks::{CLASSES, Case, FEATURES, cases, normals};
use common::relative::assert_relative;
use sharp_minima::network::{
    Activation, Architecture, BATCH_NORM_EPSILON, BatchNormParts, EmpiricalRisk, Forward,
    LayerParts, Normalization, Statistics,
};
use sharp_minima::objective::Objective;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::{GradientScatter, rescaled};

type Risk = EmpiricalRisk<f64, (Vec<f64>, Vec<u8>)>;

/// The measure of a whole set.
fn scatter(risk: &mut Risk, samples: usize, x: &[f64]) -> GradientScatter {
    let mut gradient = vec![f64::NAN; x.len()];
    let mean_square = risk.squared_gradients(x, &mut gradient);
    let mut plain = vec![f64::NAN; x.len()];
    risk.gradient(x, &mut plain);
    assert_eq!(gradient, plain, "it writes the gradient too");
    GradientScatter::of(samples, mean_square, &gradient)
}

/// The gradient of every sample, each the whole of its own set, with the statistics of all.
fn gradients(case: &Case) -> Vec<Vec<f64>> {
    let features = case.inputs.len() / case.labels.len();
    let samples = case.inputs.chunks(features).zip(&case.labels);
    let each = samples.map(|(input, &label)| {
        let own = (input.to_vec(), vec![label]);
        let mut risk = EmpiricalRisk::new(&case.shape, own, case.statistics.clone());
        let mut gradient = vec![f64::NAN; case.x.len()];
        risk.gradient(&case.x, &mut gradient);
        gradient
    });
    each.collect()
}

/// tr Σ and ‖G‖² by their definitions.
fn by_definition(gradients: &[Vec<f64>]) -> [f64; 2] {
    let count = gradients.len() as f64;
    let n = gradients[0].len();
    let mean: Vec<f64> = (0..n)
        .map(|i| gradients.iter().map(|g| g[i]).sum::<f64>() / count)
        .collect();
    let distance =
        |g: &Vec<f64>| -> f64 { g.iter().zip(&mean).map(|(g, m)| (g - m).powi(2)).sum() };
    let trace = gradients.iter().map(distance).sum::<f64>() / (count - 1.0);
    [trace, mean.iter().map(|m| m * m).sum()]
}

/// More samples than a pass takes at once.
fn many(mut case: Case) -> Case {
    let mut generator = stream(4, 0, Purpose::Data);
    case.inputs = normals(530 * FEATURES, &mut generator);
    case.labels = (0..530).map(|i| (i * i % CLASSES) as u8).collect();
    let mut forward = Forward::new(&case.shape, 530);
    forward.estimate(&case.x, &case.inputs, &case.labels);
    case.statistics = forward.statistics().clone();
    case
}

/// A network whose layers lack b, γ or β.
fn lacking() -> Case {
    let layer = |bias, gamma, beta| LayerParts {
        outputs: 7,
        bias,
        normalized: Some(BatchNormParts {
            epsilon: 1e-3,
            gamma,
            beta,
        }),
    };
    let parts = [
        layer(false, true, false),
        layer(true, false, true),
        LayerParts {
            bias: false,
            ..LayerParts::whole(CLASSES, None)
        },
    ];
    let shape = Architecture::of_layers(FEATURES, &parts, Activation::Tanh);
    let mut generator = stream(5, 0, Purpose::Initialisation);
    let x = normals(shape.dimension(), &mut generator);
    let case = Case {
        name: "lacking".into(),
        shape,
        x,
        inputs: Vec::new(),
        labels: Vec::new(),
        statistics: Statistics(Vec::new()),
    };
    many(case)
}

#[test]
fn the_scatter_is_that_of_every_single_gradient() {
    let all = cases().into_iter().flat_map(|case| {
        let again = common::networks::case(&[9, 8], case.shape.activation(), true);
        [case, many(again)]
    });
    for case in all.chain([lacking()]) {
        let [trace, squared] = by_definition(&gradients(&case));
        println!("{}", case.name);
        let found = scatter(&mut case.risk(), case.labels.len(), &case.x);
        assert_relative(found.trace, trace, 1e-10);
        assert_relative(found.squared, squared, 1e-10);
        assert_relative(found.scale(), trace / squared, 1e-10);
    }
}

/// Of a linear network at x = 0 with two classes: p = ½, and g_i = δ aᵀ with δ = (−½, ½).
fn at_zero(bias: bool, inputs: Vec<f64>) -> GradientScatter {
    let parts = LayerParts {
        bias,
        ..LayerParts::whole(2, None)
    };
    let shape = Architecture::of_layers(2, &[parts], Activation::Relu);
    let labels = vec![0; inputs.len() / 2];
    let samples = labels.len();
    let x = vec![0.0; shape.dimension()];
    let mut risk = EmpiricalRisk::new(&shape, (inputs, labels), Statistics(vec![None]));
    scatter(&mut risk, samples, &x)
}

#[test]
fn two_gradients_by_hand() {
    // ‖g‖² = 2 and ½, at right angles.
    let found = at_zero(false, vec![2.0, 0.0, 0.0, 1.0]);
    assert_relative(found.trace, 1.25, 1e-14);
    assert_relative(found.squared, 0.625, 1e-14);
    assert_relative(found.scale(), 2.0, 1e-14);
    // With b they are 2.5 and 1, and their product is ½.
    let found = at_zero(true, vec![2.0, 0.0, 0.0, 1.0]);
    assert_relative(found.trace, 1.25, 1e-14);
    assert_relative(found.squared, 1.125, 1e-14);
}

#[test]
fn equal_samples_scatter_not_at_all() {
    let found = at_zero(true, [0.1, -0.7].repeat(7));
    assert!(found.trace <= 1e-15 && found.scale() <= 1e-15, "{found:?}");
    assert!(found.squared > 0.1);
    // Opposite ones have no mean.
    let found = at_zero(false, vec![1.0, 2.0, -1.0, -2.0]);
    assert_eq!((found.squared, found.scale()), (0.0, f64::INFINITY));
    assert!(at_zero(false, vec![1.0, 2.0]).trace.is_nan());
}

/// xᵀFx by the gradients for every label that a sample could have, each as likely as the model says.
fn fisher(case: &Case) -> f64 {
    let features = case.inputs.len() / case.labels.len();
    let (mut sum, mut samples) = (0.0, 0.0);
    for input in case.inputs.chunks(features) {
        samples += 1.0;
        for class in 0..case.shape.classes() as u8 {
            let own = (input.to_vec(), vec![class]);
            let mut risk = EmpiricalRisk::new(&case.shape, own, case.statistics.clone());
            let mut gradient = vec![f64::NAN; case.x.len()];
            let p = (-risk.gradient(&case.x, &mut gradient)).exp();
            sum += p * dot(&case.x, &gradient).powi(2);
        }
    }
    sum / samples
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Σ ⟨w_s, w_t⟩ tr H_{s,t} by the columns of the Hessian.
fn relative_flatness(case: &Case) -> f64 {
    let (mut risk, n) = (case.risk(), case.x.len());
    let last = case.shape.layers().last().expect("a layer");
    let place = |s: usize, i: usize| last.weights().start + s * last.inputs + i;
    let rows = || 0..last.outputs;
    let mut sum = 0.0;
    for (t, i) in rows().flat_map(|t| (0..last.inputs).map(move |i| (t, i))) {
        let (mut unit, mut column) = (vec![0.0; n], vec![f64::NAN; n]);
        unit[place(t, i)] = 1.0;
        risk.hessian_product(&case.x, &unit, &mut column);
        for s in rows() {
            let pairs = (0..last.inputs).map(|j| case.x[place(s, j)] * case.x[place(t, j)]);
            sum += pairs.sum::<f64>() * column[place(s, i)];
        }
    }
    sum
}

#[test]
fn the_curvatures_are_those_of_dense_matrices() {
    for case in cases().into_iter().chain([lacking()]) {
        println!("{}", case.name);
        let found = case.risk().output_curvature(&case.x);
        assert_relative(found.fisher_rao, fisher(&case), 1e-10);
        assert_relative(found.relative_flatness, relative_flatness(&case), 1e-10);
    }
}

/// A ReLU network of three layers without biases, whose logits are homogeneous of degree 3.
fn homogeneous() -> Case {
    let layer = |outputs| LayerParts {
        bias: false,
        ..LayerParts::whole(outputs, None)
    };
    let parts = [layer(8), layer(6), layer(CLASSES)];
    let shape = Architecture::of_layers(FEATURES, &parts, Activation::Relu);
    let mut case = lacking();
    case.x = normals(
        shape.dimension(),
        &mut stream(6, 0, Purpose::Initialisation),
    );
    case.statistics = Statistics(vec![None; 3]);
    case.shape = shape;
    case
}

fn logits(case: &Case) -> Vec<f64> {
    let mut forward = Forward::new(&case.shape, case.labels.len());
    let frozen = Normalization::Frozen(&case.statistics);
    forward.logits(&case.x, &case.inputs, frozen)
}

/// Of homogeneous networks the tangent along x is known: Liang et al. 2019, lemma 2.1.
#[test]
fn the_fisher_rao_norm_of_a_homogeneous_network_is_that_of_its_logits() {
    let case = homogeneous();
    let logits = logits(&case);
    let variance = |row: &[f64]| {
        let sum: f64 = row.iter().map(|z| z.exp()).sum();
        let mean = |power: i32| -> f64 { row.iter().map(|z| z.exp() / sum * z.powi(power)).sum() };
        mean(2) - mean(1).powi(2)
    };
    let rows = logits.chunks_exact(CLASSES).map(variance);
    let expected = 9.0 * rows.sum::<f64>() / case.labels.len() as f64;
    let found = case.risk().output_curvature(&case.x).fisher_rao;
    assert_relative(found, expected, 1e-9);
}

/// T_α of any hidden layer changes none of them, with batch norm or without.
#[test]
fn what_knows_the_scale_of_the_weights_is_invariant() {
    for batch_norm in [false, true] {
        let case = common::networks::case(&[9, 8], Activation::Relu, batch_norm);
        let plain = case.risk().output_curvature(&case.x);
        let margins = case.risk().normalized_margins(&case.x);
        for (layer, alpha) in [(0, 3.0), (1, 0.2)] {
            let x = rescaled(&case.shape, &case.x, layer, alpha).expect("a ReLU network");
            let found = case.risk().output_curvature(&x);
            assert_relative(found.fisher_rao, plain.fisher_rao, 1e-11);
            assert_relative(found.relative_flatness, plain.relative_flatness, 1e-11);
            let found = case.risk().normalized_margins(&x);
            for (found, plain) in found.iter().zip(&margins) {
                assert_relative(*found, *plain, 1e-10);
            }
        }
    }
}

#[test]
fn margins_are_over_the_norms_of_all_layers() {
    let mut case = homogeneous();
    let margins = case.risk().normalized_margins(&case.x);
    let logits = logits(&case);
    let norms = case.shape.layers().iter().map(|layer| {
        let w = &case.x[layer.weights()];
        dot(w, w).sqrt()
    });
    let norm: f64 = norms.product();
    for ((row, &label), found) in logits.chunks_exact(CLASSES).zip(&case.labels).zip(&margins) {
        let label = usize::from(label);
        let mut others = row.to_vec();
        others.remove(label);
        let largest = others.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        assert_relative(*found, (row[label] - largest) / norm, 1e-12);
    }
    // A larger layer alone makes no margin.
    let first = case.shape.layers()[0].weights();
    for w in &mut case.x[first] {
        *w *= 7.0;
    }
    for (found, plain) in case.risk().normalized_margins(&case.x).iter().zip(&margins) {
        assert_relative(*found, *plain, 1e-10);
    }
}

/// Of a layer with batch norm what counts is what it multiplies by: folded into W, it is the same.
#[test]
fn norms_count_the_factors_of_batch_norm() {
    let case = common::networks::case(&[9], Activation::Relu, true);
    let parts = [LayerParts::whole(9, None), LayerParts::whole(CLASSES, None)];
    let shape = Architecture::of_layers(FEATURES, &parts, Activation::Relu);
    let (with, without) = (&case.shape.layers()[0], &shape.layers()[0]);
    let own = case.statistics.0[0].as_ref().expect("batch norm");
    let mut x = vec![0.0; shape.dimension()];
    for unit in 0..9 {
        let [b, gamma, beta] =
            [with.bias(), with.gamma(), with.beta()].map(|place| case.x[place][unit]);
        let factor = gamma / (own.variance[unit] + BATCH_NORM_EPSILON).sqrt();
        let row = unit * FEATURES..(unit + 1) * FEATURES;
        for (to, w) in x[without.weights()][row.clone()]
            .iter_mut()
            .zip(&case.x[with.weights()][row])
        {
            *to = factor * w;
        }
        x[without.bias()][unit] = factor * (b - own.mean[unit]) + beta;
    }
    let places = [&case.shape, &shape].map(|shape| shape.layers()[1].parameters());
    let [from, to] = places;
    x[to].copy_from_slice(&case.x[from]);
    let samples = (case.inputs.clone(), case.labels.clone());
    let mut folded = EmpiricalRisk::new(&shape, samples, Statistics(vec![None, None]));
    let margins = case.risk().normalized_margins(&case.x);
    for (one, other) in folded.normalized_margins(&x).iter().zip(&margins) {
        assert!(
            (one - other).abs() < 1e-12 * other.abs().max(1e-3),
            "{one} {other}"
        );
    }
}
