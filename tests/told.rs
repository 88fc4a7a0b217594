//! What is told of the spectrum and of saturated and tied networks, on networks and matrices whose
//! right values are known: closed forms, and dense Hessians by nalgebra.
#![cfg(not(target_arch = "wasm32"))]

use sharp_minima::network::Activation;
use sharp_minima::network::{Architecture, EmpiricalRisk, Statistics};
use sharp_minima::objective::{Objective, Real, Widened};
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::{Lanczos, Spectrum, SpectrumOptions, rescaled};

mod common {
    pub mod dense;
    pub mod diagonal_quadratic;
    pub mod networks;
}
use common::dense::{eigenvalues, hessian};
use common::diagonal_quadratic::DiagonalQuadratic;
use common::networks::{Case, case, cases};

type Risk<T> = EmpiricalRisk<T, (Vec<T>, Vec<u8>)>;

/// What the page tells.
const SHARE: f64 = sharp_minima::jobs::measures::TOLD;

fn search(f: &mut dyn Objective, x: &[f64], options: SpectrumOptions, seed: u32) -> Spectrum {
    let mut search = Lanczos::new(x.to_vec(), options, stream(seed, 0, Purpose::Probes));
    while !search.advance(f) {}
    search.outcome().expect("finished").clone()
}

fn thorough(f: &mut dyn Objective, x: &[f64]) -> Spectrum {
    search(f, x, SpectrumOptions::thorough(x.len()), 1)
}

fn diagonal(eigenvalues: Vec<f64>) -> DiagonalQuadratic {
    DiagonalQuadratic {
        centre: vec![0.0; eigenvalues.len()],
        eigenvalues,
        constant: 1.0,
    }
}

/// Asserts that every number that is told is right to `share`, and every other below the rounding
/// beside the largest; returns how many of the largest are told.
#[track_caller]
fn assert_told(spectrum: &Spectrum, exact: &[f64], share: f64, what: &str) -> usize {
    let scale = exact[0].abs().max(exact[exact.len() - 1].abs());
    let rounding = exact.len() as f64 * f64::EPSILON * scale;
    let check = |told: Option<f64>, exact: f64| match told {
        Some(told) => {
            let error = (told - exact).abs();
            let allowed = (1e-6 * exact.abs()).max(rounding).min(share * exact.abs());
            assert!(error <= allowed, "{what}: {told} against {exact}");
        }
        None => assert!(
            exact.abs() < rounding / share,
            "{what}: {exact} is not told"
        ),
    };
    for (found, exact) in spectrum.eigenvalues.iter().zip(exact) {
        check(found.told(share), *exact);
    }
    let smallest = spectrum.smallest.expect("finite").told(share);
    check(smallest, exact[exact.len() - 1]);
    let told = spectrum
        .eigenvalues
        .iter()
        .filter_map(|found| found.told(share));
    told.count()
}

/// The case with its output layer at zero: every class is equally likely.
fn without_output(mut case: Case) -> Case {
    let last = case.shape.layers().last().expect("one at least").clone();
    case.x[last.weights()].fill(0.0);
    case.x[last.bias()].fill(0.0);
    case
}

#[test]
fn networks_whose_output_weights_are_zero_tell_all_ten() {
    for case in cases().into_iter().map(without_output) {
        let mut f = case.risk();
        let exact = eigenvalues(&hessian(&mut f, &case.x));
        let spectrum = thorough(&mut f, &case.x);
        assert!(spectrum.converged, "{}", case.name);
        assert_eq!(assert_told(&spectrum, &exact, 1e-3, &case.name), 10);
    }
}

/// Without a hidden layer H = (I/C − 11ᵀ/C²) ⊗ M: every eigenvalue is there C − 1 = 3 times.
#[test]
fn a_linear_network_at_zero_has_every_eigenvalue_three_times() {
    let case = without_output(case(&[], Activation::Relu, false));
    let mut f = case.risk();
    let exact = eigenvalues(&hessian(&mut f, &case.x));
    assert!((exact[0] - exact[2]).abs() <= 1e-14 && exact[2] > exact[3]);
    let spectrum = thorough(&mut f, &case.x);
    assert!(spectrum.converged);
    assert_eq!(assert_told(&spectrum, &exact, 1e-3, "linear"), 10);
}

/// In single precision too, with the products that the page has for it.
#[test]
fn the_page_s_search_finds_copies_or_does_not_tell() {
    for case in cases().into_iter().map(without_output) {
        let exact = eigenvalues(&hessian(&mut case.risk(), &case.x));
        let narrow = |v: &[f64]| v.iter().map(|v| *v as f32).collect::<Vec<f32>>();
        let samples = (narrow(&case.inputs), case.labels.clone());
        let risk = EmpiricalRisk::new(&case.shape, samples, case.statistics.cast::<f32>());
        let mut f = Widened::new(risk);
        for seed in 0..5 {
            let spectrum = search(&mut f, &case.x, SpectrumOptions::default(), seed);
            let told = spectrum.eigenvalues.iter().map(|found| found.told(SHARE));
            for (k, (told, exact)) in told.zip(&exact).enumerate() {
                let right = |told: f64| (told - exact).abs() <= SHARE * exact;
                assert!(
                    told.is_none_or(right),
                    "{}, λ{k}: {told:?} {exact}",
                    case.name
                );
            }
            assert!(spectrum.eigenvalues[0].told(SHARE).is_some());
        }
    }
}

/// Pairs as close as those of `multiplicity_cluster`, and a search that may end early: the true
/// value lies within the error that is stated.
#[test]
fn the_stated_error_covers_copies_that_were_missed() {
    let pairs = (0..400).map(|i| 1.0 - 5e-4 * f64::from(i / 2));
    let singles = (0..600).map(|i| 0.5 - f64::from(i) / 1000.0);
    let exact: Vec<f64> = pairs.chain(singles).collect();
    let mut f = diagonal(exact.clone());
    let x = vec![0.0; exact.len()];
    let mut open = 0;
    for check in [1, 10, 30, 300] {
        for seed in 0..4 {
            let options = SpectrumOptions {
                check,
                ..SpectrumOptions::default()
            };
            let spectrum = search(&mut f, &x, options, seed);
            assert_eq!(spectrum.eigenvalues.len(), 10);
            for (found, exact) in spectrum.eigenvalues.iter().zip(&exact) {
                let error = (found.value - exact).abs();
                assert!(
                    error <= found.error,
                    "{check}, {seed}: {found:?} against {exact}"
                );
            }
            open += usize::from(!spectrum.converged);
        }
    }
    assert!(open > 0, "the check must end early somewhere");
}

#[test]
fn a_lost_copy_is_found_and_an_unsure_value_is_not_told() {
    // A double eigenvalue far above the others shows at once.
    let mut values = vec![5.0, 5.0, 3.0];
    values.extend((0..500).map(|i| 1.0 / f64::from(i + 1)));
    let mut f = diagonal(values.clone());
    let x = vec![0.0; values.len()];
    let options = SpectrumOptions {
        eigenvalues: 4,
        ..SpectrumOptions::default()
    };
    let spectrum = search(&mut f, &x, options, 0);
    assert!(spectrum.converged);
    for (found, exact) in spectrum.eigenvalues.iter().zip(&values) {
        let told = found.told(SHARE).expect("certain");
        assert!((told - exact).abs() <= 1e-2 * exact);
    }
    // Without products left for the check, nothing but the largest is certain.
    let spent = SpectrumOptions {
        iterations: 12,
        tolerance: 1e-12,
        ..options
    };
    let spectrum = search(&mut f, &x, spent, 0);
    assert!(!spectrum.converged);
    let told: Vec<bool> = spectrum
        .eigenvalues
        .iter()
        .map(|e| e.told(SHARE).is_some())
        .collect();
    assert_eq!(told, [true, false, false, false]);
}

#[test]
fn rescaled_networks_tell_what_is_right() {
    for case in cases() {
        for layer in 0..2 {
            for alpha in [1.0, 30.0, 1e-3] {
                let Ok(x) = rescaled(&case.shape, &case.x, layer, alpha) else {
                    continue;
                };
                let mut f = case.risk();
                let exact = eigenvalues(&hessian(&mut f, &x));
                let spectrum = thorough(&mut f, &x);
                let what = format!("{}, layer {layer}, α = {alpha}", case.name);
                assert_told(&spectrum, &exact, 1e-3, &what);
            }
        }
    }
}

/// One input x = ±1 and two classes, weights ±m/2: every sample's margin is m.
fn saturated<T: Real>(margin: f64) -> (Risk<T>, Vec<T>) {
    let shape = Architecture::new(1, &[], 2, Activation::Relu, false);
    let samples = (vec![T::one(), -T::one()], vec![0, 1]);
    let half = T::of(0.5 * margin);
    let x = vec![half, -half, T::zero(), T::zero()];
    (
        EmpiricalRisk::new(&shape, samples, Statistics(vec![None])),
        x,
    )
}

/// λ = 2q(1 − q) twice, q = 1/(1 + eᵐ) being the other class's probability.
#[track_caller]
fn assert_saturated(f: &mut dyn Objective, x: &[f64], margin: f64, share: f64) {
    let q = 1.0 / (1.0 + margin.exp());
    let near = |ours: f64, exact: f64| {
        let error = (ours - exact).abs();
        assert!(
            error <= share * exact,
            "margin {margin}: {ours} against {exact}"
        );
    };
    let mut gradient = vec![0.0; x.len()];
    let loss = f.gradient(x, &mut gradient);
    near(loss, (-margin).exp().ln_1p());
    near(gradient[1], q);
    assert_eq!(gradient[0], -gradient[1]);
    let spectrum = thorough(f, x);
    for found in &spectrum.eigenvalues[..2] {
        near(found.told(1e-3).expect("told"), 2.0 * q * (1.0 - q));
    }
    assert!(
        spectrum.eigenvalues[2..]
            .iter()
            .all(|e| e.told(1e-3).is_none())
    );
}

#[test]
fn a_saturated_softmax_keeps_its_digits() {
    for margin in [5.0, 10.0, 20.0, 30.0, 37.0, 40.0] {
        let (mut f, x) = saturated::<f64>(margin);
        assert_saturated(&mut f, &x, margin, 1e-13);
        let (f, x) = saturated::<f32>(margin);
        let x: Vec<f64> = x.into_iter().map(f64::from).collect();
        assert_saturated(&mut Widened::new(f), &x, margin, 2e-6);
    }
}

/// Saturated on the wrong class, the second derivative is as small and as exact.
#[test]
fn a_softmax_that_is_sure_and_wrong_keeps_its_digits() {
    for margin in [5.0, 20.0, 40.0] {
        let (mut f, mut x) = saturated::<f64>(margin);
        x[0] = -x[0];
        x[1] = -x[1];
        let loss = f.value(&x);
        assert!((loss - margin - (-margin).exp().ln_1p()).abs() <= 1e-14 * loss);
        let q = 1.0 / (1.0 + margin.exp());
        let mut product = vec![0.0; 4];
        f.hessian_product(&x, &[1.0, 0.0, 0.0, 0.0], &mut product);
        let exact = q * (1.0 - q);
        assert!((product[0] - exact).abs() <= 1e-14 * exact, "{product:?}");
        assert!((product[1] + exact).abs() <= 1e-14 * exact, "{product:?}");
    }
}

/// The biases are the logits: the first of the largest is what the network says.
#[test]
fn ties_count_as_argmax_counts_them() {
    let shape = Architecture::new(1, &[], 4, Activation::Relu, false);
    let nan = f64::NAN;
    for (logits, says) in [
        ([0.0, 0.0, 0.0, 0.0], Some(0)),
        ([0.0, 1.0, 1.0, 1.0], Some(1)),
        ([1.0, 0.0, 1.0, 0.0], Some(0)),
        ([-3.0, -2.0, -1.0, -1.0], Some(2)),
        ([0.0, 0.0, 0.0, 1.0], Some(3)),
        ([-0.0, 0.0, -1.0, 0.0], Some(0)),
        ([nan, nan, nan, nan], None),
        ([nan, 1.0, 0.0, 0.0], None),
        ([0.0, 1.0, 0.0, nan], None),
    ] {
        for label in 0..4 {
            let mut x = vec![0.0; 4];
            x.extend(logits);
            let samples = (vec![1.0], vec![label]);
            let mut f = EmpiricalRisk::new(&shape, samples, Statistics(vec![None]));
            let correct = f64::from(u8::from(says == Some(label)));
            assert_eq!(f.score(&x).accuracy, correct, "{logits:?}, {label}");
        }
    }
}
