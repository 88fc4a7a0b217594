//! Networks without biases, γ or β: what they compute, and that what is absent is no parameter.
#![cfg(not(target_arch = "wasm32"))]

use sharp_minima::network::Activation;
use sharp_minima::network::{
    Architecture, BatchNormParts, BatchRisk, EmpiricalRisk, Forward, LayerParts, Normalization,
};
use sharp_minima::objective::Objective;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::standard_normal;
use std::ops::Range;

const SAMPLES: usize = 60;
const FEATURES: usize = 5;
const CLASSES: usize = 4;

/// Two networks that compute the same, one without some of the parameters, which the other has with
/// the values that change nothing: b = 0, γ = 1, β = 0.
struct Twins {
    lean: Architecture,
    x: Vec<f64>,
    full: Architecture,
    full_x: Vec<f64>,
    /// Where the lean one's parameters stand among the full one's.
    places: Vec<usize>,
    inputs: Vec<f64>,
    labels: Vec<u8>,
}

fn parts(bias: bool, normalized: Option<[bool; 2]>) -> [LayerParts; 3] {
    let layer = |outputs, hidden| LayerParts {
        outputs,
        bias,
        normalized: normalized
            .filter(|_| hidden)
            .map(|[gamma, beta]| BatchNormParts {
                epsilon: 0.01,
                gamma,
                beta,
            }),
    };
    [layer(7, true), layer(6, true), layer(CLASSES, false)]
}

impl Twins {
    fn new(bias: bool, normalized: Option<[bool; 2]>, activation: Activation) -> Self {
        let build = |parts: &[LayerParts]| Architecture::of_layers(FEATURES, parts, activation);
        let lean = build(&parts(bias, normalized));
        let full = build(&parts(true, normalized.map(|_| [true, true])));
        let mut generator = stream(5, 0, Purpose::Initialisation);
        let x = standard_normal(lean.dimension(), &mut generator);
        let mut full_x = vec![0.0; full.dimension()];
        let mut places = Vec::new();
        for (own, whole) in lean.layers().iter().zip(full.layers()) {
            full_x[whole.gamma()].fill(1.0);
            let mut take = |own: Range<usize>, whole: Range<usize>| {
                for (i, j) in own.zip(whole) {
                    full_x[j] = x[i];
                    places.push(j);
                }
            };
            take(own.weights(), whole.weights());
            take(own.bias(), whole.bias());
            take(own.gamma(), whole.gamma());
            take(own.beta(), whole.beta());
        }
        Self {
            lean,
            x,
            full,
            full_x,
            places,
            inputs: standard_normal(SAMPLES * FEATURES, &mut generator),
            labels: (0..SAMPLES).map(|i| (i * i % CLASSES) as u8).collect(),
        }
    }

    fn frozen(&self, shape: &Architecture, x: &[f64]) -> Box<dyn Objective> {
        let mut forward = Forward::new(shape, SAMPLES);
        forward.estimate(x, &self.inputs, &self.labels);
        let samples = (self.inputs.clone(), self.labels.clone());
        let statistics = forward.statistics().clone();
        Box::new(EmpiricalRisk::new(shape, samples, statistics))
    }

    fn batch(&self, shape: &Architecture) -> Box<dyn Objective> {
        let mut risk = BatchRisk::new(shape, SAMPLES);
        risk.inputs.copy_from_slice(&self.inputs);
        risk.labels.copy_from_slice(&self.labels);
        Box::new(risk)
    }

    fn assert_same(&self, lean: &mut dyn Objective, full: &mut dyn Objective, what: &str) {
        let (n, whole) = (self.x.len(), self.full_x.len());
        assert_eq!((lean.dimension(), self.places.len()), (n, n), "{what}");
        let (mut gradient, mut full_gradient) = (vec![f64::NAN; n], vec![f64::NAN; whole]);
        let value = lean.gradient(&self.x, &mut gradient);
        assert_eq!(
            value,
            full.gradient(&self.full_x, &mut full_gradient),
            "{what}"
        );
        for (i, &place) in self.places.iter().enumerate() {
            assert_eq!(gradient[i], full_gradient[place], "{what}: gradient {i}");
            let column = hessian_column(lean, &self.x, i);
            let full_column = hessian_column(full, &self.full_x, place);
            for (j, &other) in self.places.iter().enumerate() {
                assert_eq!(column[j], full_column[other], "{what}: {i}, {j}");
            }
        }
    }
}

fn hessian_column(f: &mut dyn Objective, x: &[f64], i: usize) -> Vec<f64> {
    let (mut unit, mut column) = (vec![0.0; x.len()], vec![f64::NAN; x.len()]);
    unit[i] = 1.0;
    f.hessian_product(x, &unit, &mut column);
    column
}

fn every(mut check: impl FnMut(&Twins, &str)) {
    let scales = [[true, true], [true, false], [false, true], [false, false]];
    for activation in [Activation::Relu, Activation::Tanh] {
        for bias in [true, false] {
            for normalized in std::iter::once(None).chain(scales.map(Some)) {
                let what = format!("{activation:?}, bias {bias}, γ and β {normalized:?}");
                check(&Twins::new(bias, normalized, activation), &what);
            }
        }
    }
}

/// The value, the gradient and the Hessian are those of the full network, the absent parameters'
/// rows and columns left out.
#[test]
fn what_is_absent_changes_nothing_and_is_not_differentiated_by() {
    every(|twins, what| {
        let mut lean = twins.frozen(&twins.lean, &twins.x);
        let mut full = twins.frozen(&twins.full, &twins.full_x);
        twins.assert_same(&mut *lean, &mut *full, &format!("{what}, frozen"));
        let (mut lean, mut full) = (twins.batch(&twins.lean), twins.batch(&twins.full));
        twins.assert_same(&mut *lean, &mut *full, &format!("{what}, batch"));
    });
}

#[test]
fn passes_that_keep_nothing_agree() {
    every(|twins, what| {
        let scores = [(&twins.lean, &twins.x), (&twins.full, &twins.full_x)].map(|(shape, x)| {
            let mut forward = Forward::new(shape, SAMPLES);
            let score = forward.estimate(x, &twins.inputs, &twins.labels);
            let statistics = forward.statistics().clone();
            let logits = forward.logits(x, &twins.inputs, Normalization::Frozen(&statistics));
            (score, statistics, logits)
        });
        assert_eq!(scores[0], scores[1], "{what}");
    });
}

#[test]
fn the_parameters_are_counted_as_they_are() {
    let count = |bias, normalized| {
        let parts = parts(bias, normalized);
        Architecture::of_layers(FEATURES, &parts, Activation::Relu).dimension()
    };
    let weights = 7 * FEATURES + 6 * 7 + CLASSES * 6;
    assert_eq!(count(false, None), weights);
    assert_eq!(count(true, None), weights + 13 + CLASSES);
    assert_eq!(count(false, Some([false, false])), weights);
    assert_eq!(count(false, Some([true, false])), weights + 13);
    assert_eq!(count(true, Some([true, true])), weights + 39 + CLASSES);
}
