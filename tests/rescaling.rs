//! What rescaling a ReLU network does to the measures: the function stays, Metric 2.1 and λ_max
//! blow up, the scale-invariant measures stay. And the worst case on a ball, and what must hold of φ
//! on networks.
#![cfg(not(target_arch = "wasm32"))]

use nalgebra::{DMatrix, DVector};
use sharp_minima::network::Activation;
use sharp_minima::network::{
    Architecture, BatchNormParts, EmpiricalRisk, Forward, LayerParts, LayerShape,
};
use sharp_minima::objective::Objective;
use sharp_minima::sharpness::{
    BallOptions, BallOutcome, BallRun, BallScale, Lanczos, NoiseRise, NoiseScale, Options,
    RescaleError, SharpnessOutcome, SharpnessRun, SpectrumOptions, rescaled, sharpness,
};
use std::ops::Range;

mod common {
    pub mod dense;
    pub mod diagonal_quadratic;
    pub mod linear;
    pub mod logistic;
    pub mod networks;
    pub mod relative;
    pub mod signed_ascent;
    pub mod starts;
}
use common::dense::{eigenvalues, hessian};
use common::diagonal_quadratic::DiagonalQuadratic;
use common::linear::Linear;
use common::logistic::Logistic;
use common::networks::{Case, case};
use common::relative::assert_relative;
use common::signed_ascent::signed_ascent;
use common::starts::starts;

fn ball(f: &mut dyn Objective, x: &[f64], options: BallOptions) -> BallOutcome {
    let mut run = BallRun::new(x.to_vec(), options, starts());
    while !run.advance(f) {
        assert!(run.outcome().is_none() && run.progress() < 1.0);
    }
    assert!(run.progress() == 1.0 && run.advance(f));
    run.outcome().expect("finished")
}

fn relative_box(f: &mut dyn Objective, x: &[f64], options: Options) -> SharpnessOutcome {
    let mut run = SharpnessRun::relative(x.to_vec(), options, starts());
    while !run.advance(f) {}
    run.outcome().expect("finished")
}

const ADAPTIVE: BallOptions = BallOptions {
    radius: 0.5,
    scale: BallScale::Adaptive { eta: 0.0 },
    starts: 2,
};

#[test]
fn one_step_on_the_logistic_loss_is_sam_s() {
    let mut f = Logistic {
        samples: vec![(vec![1.0, 2.0, -1.0], 1.0)],
    };
    let found = ball(&mut f, &[0.3, -0.7, 0.2], BallOptions::default());
    assert_relative(found.loss + found.one_step, 1.638_485_976, 1e-9);
    // One sample: the loss grows along x alone, and the first step is the highest point.
    assert_relative(found.rise, found.one_step, 1e-12);
}

#[test]
fn on_a_linear_function_the_ball_and_the_box_are_exact() {
    let mut f = Linear {
        slope: vec![0.5, -1.5, 0.0, 2.0],
        constant: 4.0,
    };
    let x = [1.0, -0.2, 5.0, 0.0];
    let flat = ball(&mut f, &x, BallOptions::default());
    assert_relative(flat.rise, 0.05 * 6.5_f64.sqrt(), 1e-12);
    for eta in [0.0, 0.01] {
        let options = BallOptions {
            scale: BallScale::Adaptive { eta },
            ..ADAPTIVE
        };
        let squares: f64 = f
            .slope
            .iter()
            .zip(x)
            .map(|(s, x)| (s * (x.abs() + eta)).powi(2))
            .sum();
        assert_relative(ball(&mut f, &x, options).rise, 0.5 * squares.sqrt(), 1e-12);
    }
    // |0.5| · 1 + |−1.5| · .2: the coordinate at 0 stays.
    let exact = 100.0 * 1e-3 * 0.8 / (1.0 + f.value(&x));
    let found = relative_box(&mut f, &x, Options::default());
    assert_relative(found.value, exact, 1e-9);
}

#[test]
fn around_a_minimum_the_ball_s_worst_case_is_the_top_eigenvector() {
    let mut f = DiagonalQuadratic {
        eigenvalues: vec![4.0, 1.0, 0.25, 0.0],
        centre: vec![0.5, -2.0, 0.0, 3.0],
        constant: 0.1,
    };
    let x = f.centre.clone();
    let found = ball(&mut f, &x, BallOptions::default());
    assert_relative(found.rise, 0.5 * 4.0 * 0.05 * 0.05, 1e-9);
    // The gradient vanishes at x: SAM has no step there.
    assert!(found.one_step.is_nan() && found.loss == 0.1);
    // ½ Σ λ (ε x)² in the relative box, and the top of λ x² in the adaptive ball.
    let exact = 50.0 * 1e-6 * (4.0 * 0.25 + 4.0) / 1.1;
    assert_relative(
        relative_box(&mut f, &x, Options::default()).value,
        exact,
        1e-9,
    );
    let adaptive = ball(&mut f, &x, ADAPTIVE);
    assert_relative(adaptive.rise, 0.5 * 4.0 * 0.25, 1e-9);
}

#[test]
fn a_loss_that_is_not_finite_ends_the_search() {
    let mut f = Linear {
        slope: vec![1.0],
        constant: f64::NAN,
    };
    let found = ball(&mut f, &[1.0], BallOptions::default());
    assert!(found.rise.is_nan() && found.one_step.is_nan() && found.loss.is_nan());
}

fn plain() -> Case {
    case(&[9, 8], Activation::Relu, false)
}

/// H(T_αx) = D H(x) D with D = α⁻¹ on W_l and b_l, α on W_{l+1}, 1 elsewhere.
#[test]
fn the_function_stays_and_the_hessian_is_rescaled() {
    rescales(&plain(), |layer| layer.weights().start..layer.bias().end);
}

/// The same with γ and β in the place of W_l and b_l, and no statistic changes.
#[test]
fn with_batch_norm_its_factors_are_scaled() {
    let case = case(&[9, 8], Activation::Relu, true);
    rescales(&case, |layer| layer.gamma().start..layer.beta().end);
    let x = rescaled(&case.shape, &case.x, 0, 7.0).expect("ReLU");
    let mut forward = Forward::new(&case.shape, case.labels.len());
    forward.estimate(&x, &case.inputs, &case.labels);
    let layers = case.statistics.0.iter().zip(&forward.statistics().0);
    for (before, after) in layers.filter_map(|(before, after)| before.as_ref().zip(after.as_ref()))
    {
        let pairs = before.mean.iter().chain(&before.variance);
        for (before, after) in pairs.zip(after.mean.iter().chain(&after.variance)) {
            assert!((before - after).abs() < 1e-12 * (1.0 + before.abs()));
        }
    }
}

fn rescales(case: &Case, factors: impl Fn(&LayerShape) -> Range<usize>) {
    let mut f = case.risk();
    let (before, dense) = (f.score(&case.x), hessian(&mut f, &case.x));
    for (layer, alpha) in [(0, 5.0), (1, 0.3)] {
        let x = rescaled(&case.shape, &case.x, layer, alpha).expect("ReLU");
        let after = f.score(&x);
        assert_relative(after.loss, before.loss, 1e-13);
        assert_eq!(after.accuracy, before.accuracy);
        let mut d = DVector::from_element(x.len(), 1.0);
        let layers = case.shape.layers();
        d.as_mut_slice()[factors(&layers[layer])].fill(1.0 / alpha);
        d.as_mut_slice()[layers[layer + 1].weights()].fill(alpha);
        let d = DMatrix::from_diagonal(&d);
        let difference = hessian(&mut f, &x) - &d * &dense * &d;
        assert!(difference.amax() < 1e-12 * dense.amax());
        // The next layer's block alone grows by α².
        let block = layers[layer + 1].weights();
        let size = (block.len(), block.len());
        let block = dense.view((block.start, block.start), size).into_owned();
        let bound = alpha * alpha * eigenvalues(&block)[0];
        assert!(eigenvalues(&hessian(&mut f, &x))[0] >= bound * (1.0 - 1e-12));
        let back = rescaled(&case.shape, &x, layer, 1.0 / alpha).expect("ReLU");
        for (back, x) in back.iter().zip(&case.x) {
            assert_relative(*back, *x, 1e-15);
        }
    }
}

#[test]
fn sharpness_blows_up_and_the_invariant_measures_stay() {
    let case = plain();
    let mut f = case.risk();
    let mut measure = |x: &[f64]| {
        let options = Options::default();
        let phi = sharpness(&mut f, x, options, starts()).value;
        let mut lanczos = Lanczos::new(x.to_vec(), SpectrumOptions::default(), starts());
        while !lanczos.advance(&mut f) {}
        let top = lanczos.outcome().expect("finished").eigenvalues[0].value;
        let sam = ball(&mut f, x, BallOptions::default()).rise;
        let still = [
            ball(&mut f, x, ADAPTIVE).rise,
            ball(&mut f, x, ADAPTIVE).one_step,
            relative_box(&mut f, x, options).value,
            {
                let mut run = NoiseRise::new(x.to_vec(), NoiseScale::Relative, 0.1, 20, starts());
                while !run.advance(&mut f) {}
                run.outcome().expect("finished").value
            },
        ];
        ([phi, top, sam], still)
    };
    let (moving, still) = measure(&case.x);
    let mut before = moving;
    for alpha in [2.0, 5.0, 20.0] {
        let x = rescaled(&case.shape, &case.x, 0, alpha).expect("ReLU");
        let (moving, after) = measure(&x);
        for (moving, before) in moving.iter().zip(before) {
            assert!(*moving > before, "α {alpha}: {moving} after {before}");
        }
        for (after, still) in after.iter().zip(still) {
            assert_relative(*after, still, 1e-6);
        }
        before = moving;
    }
    for (grown, before) in before.iter().zip(moving) {
        assert!(*grown > 5.0 * before, "{grown} after {before}");
    }
}

#[test]
fn what_cannot_be_rescaled_is_refused_with_the_reason() {
    let refusal = |activation, batch_norm, layer, alpha| {
        let shape = Architecture::new(3, &[4, 4], 2, activation, batch_norm);
        rescaled(&shape, &vec![1.0_f32; shape.dimension()], layer, alpha).err()
    };
    let (relu, tanh) = (Activation::Relu, Activation::Tanh);
    assert_eq!(refusal(relu, false, 1, 3.0), None);
    assert_eq!(refusal(tanh, false, 0, 3.0), Some(RescaleError::Activation));
    assert_eq!(refusal(relu, true, 0, 3.0), None);
    let parts = [false, true].map(|gamma| LayerParts {
        outputs: 2,
        bias: true,
        normalized: gamma.then_some(BatchNormParts {
            epsilon: 1e-5,
            gamma: true,
            beta: false,
        }),
    });
    let shape = Architecture::of_layers(3, &[parts[1], parts[0]], relu);
    let x = vec![1.0_f32; shape.dimension()];
    assert_eq!(rescaled(&shape, &x, 0, 3.0), Err(RescaleError::BatchNorm));
    assert_eq!(refusal(relu, false, 2, 3.0), Some(RescaleError::Layer(2)));
    for alpha in [0.0, -1.0, f64::INFINITY] {
        assert_eq!(
            refusal(relu, false, 0, alpha),
            Some(RescaleError::Alpha(alpha))
        );
    }
    assert_eq!(
        RescaleError::Alpha(0.0).to_string(),
        "α must be positive and finite, not 0"
    );
    assert_eq!(
        RescaleError::Layer(2).to_string(),
        "there is no hidden layer 2 to rescale"
    );
}

/// x with the units of both hidden layers in another order: the same function.
fn permuted(case: &Case) -> Vec<f64> {
    let mut x = case.x.clone();
    let layers = case.shape.layers();
    for (layer, next) in layers.iter().zip(&layers[1..]) {
        let order = |i: usize| (i * 5 + 3) % layer.outputs;
        let from = x.clone();
        for unit in 0..layer.outputs {
            let old = order(unit);
            for input in 0..layer.inputs {
                x[layer.weights().start + unit * layer.inputs + input] =
                    from[layer.weights().start + old * layer.inputs + input];
            }
            for part in [layer.bias(), layer.gamma(), layer.beta()] {
                if !part.is_empty() {
                    x[part.start + unit] = from[part.start + old];
                }
            }
            for output in 0..next.outputs {
                x[next.weights().start + output * next.inputs + unit] =
                    from[next.weights().start + output * next.inputs + old];
            }
        }
    }
    x
}

#[test]
fn sharpness_does_not_depend_on_the_order_of_the_hidden_units() {
    for activation in [Activation::Relu, Activation::Tanh] {
        let case = case(&[9, 8], activation, false);
        let mut f = case.risk();
        let x = permuted(&case);
        assert_ne!(x, case.x);
        assert_relative(f.value(&x), f.value(&case.x), 1e-13);
        let options = Options {
            starts: 0,
            ..Options::default()
        };
        let before = sharpness(&mut f, &case.x, options, starts());
        let after = sharpness(&mut f, &x, options, starts());
        assert_relative(after.value, before.value, 1e-9);
        assert_relative(after.ascent, before.ascent, 1e-9);
    }
}

#[test]
fn sharpness_of_networks_grows_with_epsilon_and_agrees_with_the_ascent() {
    for case in common::networks::cases() {
        let mut f = case.risk();
        let mut before = 0.0;
        for epsilon in [1e-4, 5e-4, 1e-3, 2e-3, 5e-3] {
            let options = Options {
                epsilon,
                ..Options::default()
            };
            let found = sharpness(&mut f, &case.x, options, starts());
            assert!(found.value > before, "{}", case.name);
            assert!(found.value >= found.from_x);
            before = found.value;
            let middle = vec![0.0; case.x.len()];
            let half_steps = signed_ascent(&mut f, &case.x, epsilon, middle);
            assert!(found.value >= 0.99 * half_steps, "{}", case.name);
            assert_relative(half_steps, found.value, 0.05);
        }
    }
}

/// The statistics do not move with the weights: in b under a normalised layer the loss has slope.
#[test]
fn batch_norm_statistics_are_constants() {
    let case = case(&[9, 8], Activation::Tanh, true);
    let mut f: EmpiricalRisk<f64, _> = case.risk();
    let mut gradient = vec![0.0; case.x.len()];
    f.gradient(&case.x, &mut gradient);
    let bias = case.shape.layers()[0].bias();
    assert!(gradient[bias.clone()].iter().any(|g| g.abs() > 1e-3));
    let h = 1e-6;
    for i in bias {
        let mut at = |by: f64| {
            let mut x = case.x.clone();
            x[i] += by;
            f.value(&x)
        };
        let slope = (at(h) - at(-h)) / (2.0 * h);
        assert!((slope - gradient[i]).abs() < 1e-8);
    }
}
