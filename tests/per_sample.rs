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
    Activation, Architecture, BatchNormParts, EmpiricalRisk, Forward, LayerParts, Statistics,
};
use sharp_minima::objective::Objective;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::GradientScatter;

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
