//! The measures that draw at random, against closed forms and dense Hessians: the trace, the
//! spectral density, what noise costs, and the batch sharpness.
#![cfg(not(target_arch = "wasm32"))]

use nalgebra::DVector;
use sharp_minima::network::BatchRisk;
use sharp_minima::objective::Objective;
use sharp_minima::random::Generator;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::{
    BatchSharpness, Estimate, Lanczos, Node, SpectrumOptions, Trace, standard_normal,
};

#[path = "../common/dense.rs"]
mod dense;
#[path = "../common/diagonal_quadratic.rs"]
mod diagonal_quadratic;
#[path = "../common/linear.rs"]
mod linear;
#[path = "../common/logistic.rs"]
mod logistic;
#[path = "../common/networks.rs"]
mod networks;
#[path = "../common/regression.rs"]
mod regression;
#[path = "../common/relative.rs"]
mod relative;

mod noise;

use dense::{eigenvalues, hessian};
use diagonal_quadratic::DiagonalQuadratic;
use logistic::Logistic;
use networks::{SAMPLES, cases, normals};
use regression::Regression;
use relative::assert_relative;

fn probes() -> Generator {
    stream(5, 0, Purpose::Probes)
}

fn quadratic(eigenvalues: Vec<f64>) -> DiagonalQuadratic {
    DiagonalQuadratic {
        centre: vec![0.0; eigenvalues.len()],
        eigenvalues,
        constant: 0.3,
    }
}

fn trace(f: &mut dyn Objective, x: &[f64], probes_: usize) -> Estimate {
    let mut run = Trace::new(x.to_vec(), probes_, probes());
    while !run.advance(f) {
        assert!(run.outcome().is_none() && run.progress() < 1.0);
    }
    assert!(run.progress() == 1.0 && run.advance(f));
    run.outcome().expect("finished")
}

#[track_caller]
fn assert_within(estimate: Estimate, exact: f64, deviations: f64) {
    let error = (estimate.value - exact).abs();
    assert!(
        error <= deviations * estimate.standard_error,
        "{estimate:?} against {exact}"
    );
}

#[test]
fn an_estimate_is_the_mean_with_its_standard_error() {
    let estimate = Estimate::of(&[1.0, 2.0, 6.0]);
    // Deviations −2, −1, 3: variance 14/2, over three draws.
    assert_eq!(estimate.value, 3.0);
    assert_relative(estimate.standard_error, (7.0_f64 / 3.0).sqrt(), 1e-15);
    assert!(Estimate::of(&[1.0]).standard_error.is_nan() && Estimate::of(&[]).value.is_nan());
}

#[test]
fn hutchinson_is_exact_on_a_diagonal_hessian() {
    let mut f = quadratic(vec![4.0, 1.0, 0.25, 0.0, -2.0]);
    let estimate = trace(&mut f, &[0.1; 5], 5);
    assert_eq!(
        (estimate.value, estimate.standard_error, estimate.draws),
        (3.25, 0.0, 5)
    );
}

#[test]
fn hutchinson_comes_near_the_trace_and_knows_how_near() {
    for case in cases() {
        let mut f = case.risk();
        let dense = hessian(&mut f, &case.x);
        let estimate = trace(&mut f, &case.x, 400);
        assert_within(estimate, dense.trace(), 4.0);
        // Var vᵀHv = 2 Σ_{i≠j} H_ij² for random signs.
        let off = dense.norm_squared() - dense.diagonal().norm_squared();
        let expected = (2.0 * off / 400.0).sqrt();
        assert_relative(estimate.standard_error, expected, 0.2);
    }
    let mut f = Logistic {
        samples: vec![(vec![1.0, 2.0, -1.0], 1.0)],
    };
    assert_within(trace(&mut f, &[0.3, -0.7, 0.2], 400), 1.009_790_175, 4.0);
}

/// A search for the spectrum's ends that stops after so many products.
fn search(f: &mut dyn Objective, x: &[f64], iterations: usize, seed: u32) -> Lanczos {
    let options = SpectrumOptions {
        eigenvalues: 4,
        iterations,
        smallest: Some(0.25),
        ..SpectrumOptions::default()
    };
    let mut search = Lanczos::new(x.to_vec(), options, stream(seed, 0, Purpose::Probes));
    while !search.advance(f) {}
    search
}

/// The start of such a search, of length 1.
fn start(n: usize, seed: u32) -> DVector<f64> {
    let draws = standard_normal(n, &mut stream(seed, 0, Purpose::Probes));
    DVector::from_vec(draws).normalize()
}

/// Equal eigenvalues are one node, with the share of the start that lies in their space.
#[test]
fn the_quadrature_of_a_diagonal_hessian_is_its_spectrum() {
    let spectrum = vec![3.0, 1.0, 3.0, 0.0, -0.5, 0.0, 0.0, 3.0];
    let mut f = quadratic(spectrum.clone());
    for seed in 0..3 {
        let v = start(8, seed);
        let search = search(&mut f, &[0.0; 8], 300, seed);
        let nodes = &search.outcome().expect("finished").nodes;
        assert_eq!(nodes.len(), 4);
        for (node, value) in nodes.iter().zip([3.0, 1.0, 0.0, -0.5]) {
            let own = spectrum
                .iter()
                .zip(&v)
                .filter(|(other, _)| **other == value);
            let weight: f64 = own.map(|(_, v)| v * v).sum();
            assert!((node.value - value).abs() < 1e-12 && (node.weight - weight).abs() < 1e-12);
        }
    }
    let mut f = quadratic(vec![1.0, f64::NAN]);
    let search = search(&mut f, &[0.0; 2], 300, 0);
    assert!(search.outcome().expect("finished").nodes.is_empty());
}

/// Gauss quadrature: Σ w θᵏ = vᵀHᵏv for k ≤ 2m − 1, of the very vector that was drawn.
#[test]
fn the_quadrature_s_moments_are_those_of_the_dense_hessian() {
    for case in cases() {
        let mut f = case.risk();
        let dense = hessian(&mut f, &case.x);
        for seed in 0..2 {
            let search = search(&mut f, &case.x, 4, seed);
            let nodes = &search.outcome().expect("finished").nodes;
            let v = start(case.x.len(), seed);
            let mut power = v.clone();
            for k in 0..8 {
                let terms = nodes.iter().map(|node| node.weight * node.value.powi(k));
                assert_relative(terms.sum(), v.dot(&power), 1e-9);
                power = &dense * power;
            }
            assert_eq!(nodes.len(), 4);
        }
    }
}

/// A density, smeared by a Gaussian of this deviation, at the places of `grid`.
fn smeared(nodes: &[Node], grid: &[f64], deviation: f64) -> Vec<f64> {
    let height = 1.0 / (deviation * (2.0 * std::f64::consts::PI).sqrt());
    let at = |place: &f64| {
        let terms = nodes.iter().map(|node| {
            let distance = (place - node.value) / deviation;
            node.weight * height * (-0.5 * distance * distance).exp()
        });
        terms.sum()
    };
    grid.iter().map(at).collect()
}

/// Over many searches, the density that each gives of itself is the dense one's, smeared alike, and
/// what was found of the spectrum is exact in it.
#[test]
fn a_search_s_own_density_is_that_of_the_dense_hessian() {
    let searches = 60;
    for case in cases() {
        let mut f = case.risk();
        let exact = eigenvalues(&hessian(&mut f, &case.x));
        let one = 1.0 / exact.len() as f64;
        let grid = [exact[1], exact[4], exact[8], exact[20], 0.0];
        let deviation = 0.2 * exact[4];
        let of = |&value: &f64| Node { value, weight: one };
        let dense: Vec<Node> = exact.iter().map(of).collect();
        let dense = smeared(&dense, &grid, deviation);
        let mut curves = Vec::new();
        for seed in 0..searches {
            let search = search(&mut f, &case.x, 300, seed);
            let found = search.outcome().expect("finished");
            assert_relative(found.nodes.iter().map(|node| node.weight).sum(), 1.0, 1e-12);
            assert!(
                found
                    .nodes
                    .windows(2)
                    .all(|two| two[0].value >= two[1].value)
            );
            let largest = found.eigenvalues[0].value;
            let there = found.nodes.iter().filter(|node| node.value == largest);
            assert_relative(there.map(|node| node.weight).sum(), one, 1e-12);
            curves.push(smeared(&found.nodes, &grid, deviation));
        }
        for (place, dense) in dense.into_iter().enumerate() {
            let draws: Vec<f64> = curves.iter().map(|curve| curve[place]).collect();
            let ours = Estimate::of(&draws);
            let allowed = 4.0 * ours.standard_error + 0.01 * dense;
            assert!(
                (ours.value - dense).abs() <= allowed,
                "{}: {ours:?} {dense}",
                case.name
            );
        }
    }
}

/// Outside the search's first space little is left to chance, and nothing is lost.
#[test]
fn the_trace_outside_a_search_s_space_is_that_of_the_dense_hessian() {
    for case in cases() {
        let mut f = case.risk();
        let exact = hessian(&mut f, &case.x).trace();
        let plain = trace(&mut f, &case.x, 30).standard_error * 30.0_f64.sqrt();
        let (mut draws, mut errors) = (Vec::new(), Vec::new());
        for seed in 0..20 {
            let mut run = search(&mut f, &case.x, 40, seed).trace(10);
            while !run.advance(&mut f) {}
            let found = run.outcome().expect("finished");
            assert_eq!(found.draws, 10);
            errors.push(found.standard_error * 10.0_f64.sqrt());
            draws.push(found.value);
        }
        let outside = Estimate::of(&errors).value;
        assert!(outside < 0.6 * plain, "{}: {outside} {plain}", case.name);
        assert_within(Estimate::of(&draws), exact, 4.0);
    }
    // Where the space is everything, nothing is left.
    let mut f = quadratic(vec![4.0, 1.0, 0.25, 0.0, -2.0]);
    let mut run = search(&mut f, &[0.1; 5], 300, 0).trace(3);
    while !run.advance(&mut f) {}
    let found = run.outcome().expect("finished");
    assert!((found.value - 3.25).abs() < 1e-12 && found.standard_error < 1e-12);
}

#[test]
fn batch_sharpness_is_the_curvature_along_each_batch_s_gradient() {
    // ½(a·w − y)²: the gradient is along a, and the curvature there ‖a‖².
    let batch = |a: [f64; 2], y| Regression {
        samples: vec![(a.to_vec(), y)],
    };
    let w = [0.3, -0.2];
    let mut batches = [
        batch([1.0, 2.0], 1.0),
        batch([3.0, 0.0], 0.0),
        batch([1.0, 0.0], 0.3),
    ];
    let mut run = BatchSharpness::new(w.to_vec(), 3);
    for batch in &mut batches {
        assert!(run.outcome().is_none());
        run.advance(batch);
    }
    let outcome = run.outcome().expect("finished");
    // The last batch is fitted exactly: it has no gradient.
    assert_eq!((outcome.value, outcome.draws), (7.0, 2));
    assert_relative(outcome.standard_error, 2.0, 1e-15);
}

#[test]
fn batch_sharpness_of_a_network_is_that_of_the_dense_hessians() {
    let half = SAMPLES / 2;
    for case in cases() {
        let features = case.inputs.len() / SAMPLES;
        let mut run = BatchSharpness::new(case.x.clone(), 2);
        let mut exact = Vec::new();
        for (inputs, labels) in case
            .inputs
            .chunks(half * features)
            .zip(case.labels.chunks(half))
        {
            let mut risk = BatchRisk::<f64>::new(&case.shape, half);
            risk.inputs.copy_from_slice(inputs);
            risk.labels.copy_from_slice(labels);
            let mut gradient = DVector::zeros(case.x.len());
            risk.gradient(&case.x, gradient.as_mut_slice());
            let dense = hessian(&mut risk, &case.x);
            exact.push(gradient.dot(&(&dense * &gradient)) / gradient.norm_squared());
            run.advance(&mut risk);
        }
        let outcome = run.outcome().expect("finished");
        assert_relative(outcome.value, 0.5 * (exact[0] + exact[1]), 1e-10);
    }
}

/// H = XᵀX/N, whatever w and y are.
#[test]
fn linear_regression_has_the_hessian_of_its_inputs() {
    let mut generator = stream(1, 0, Purpose::Data);
    let samples: Vec<_> = (0..30)
        .map(|i| (normals(6, &mut generator), f64::from(i)))
        .collect();
    let inputs = nalgebra::DMatrix::from_fn(30, 6, |i, j| samples[i].0[j]);
    let exact = inputs.transpose() * &inputs / 30.0;
    let mut f = Regression { samples };
    assert!((hessian(&mut f, &[0.5; 6]) - &exact).amax() < 1e-14);
    let mut search = Lanczos::new(vec![0.5; 6], SpectrumOptions::thorough(6), probes());
    while !search.advance(&mut f) {}
    let found = &search.outcome().expect("finished").eigenvalues;
    assert_eq!(found.len(), 6);
    for (found, exact) in found.iter().zip(eigenvalues(&exact)) {
        assert_relative(found.value, exact, 1e-12);
    }
}
