//! What noise costs: the rise of the loss, and the largest deviation that is tolerated.

use crate::dense::hessian;
use crate::linear::Linear;
use crate::networks::cases;
use crate::relative::assert_relative;
use crate::{assert_within, probes, quadratic};
use sharp_minima::objective::Objective;
use sharp_minima::sharpness::{
    Estimate, NoiseRise, NoiseScale, NoiseTolerance, Tolerance, ToleranceOptions,
};

fn rise(f: &mut dyn Objective, x: &[f64], scale: NoiseScale, sigma: f64, pairs: usize) -> Estimate {
    let mut run = NoiseRise::new(x.to_vec(), scale, sigma, pairs, probes());
    while !run.advance(f) {
        assert!(run.outcome().is_none() && run.progress() < 1.0);
    }
    assert!(run.progress() == 1.0 && run.advance(f));
    run.outcome().expect("finished")
}

#[test]
fn noise_on_a_quadratic_costs_half_its_variance_times_the_trace() {
    let mut f = quadratic(vec![4.0, 1.0, 0.25, 0.0, -2.0]);
    let x = [1.0, -2.0, 0.5, 3.0, 0.1];
    let sigma = 0.3;
    let absolute = rise(&mut f, &x, NoiseScale::Absolute, sigma, 2000);
    assert_within(absolute, 0.5 * sigma * sigma * 3.25, 4.0);
    // Var = ½ σ⁴ Σ λ².
    let deviation = sigma * sigma * (0.5 * 21.0625_f64 / 2000.0).sqrt();
    assert_relative(absolute.standard_error, deviation, 0.1);
    let relative = rise(&mut f, &x, NoiseScale::Relative, sigma, 2000);
    let trace = 4.0 + 4.0 + 0.25 * 0.25 - 2.0 * 0.01;
    assert_within(relative, 0.5 * sigma * sigma * trace, 4.0);
}

#[test]
fn noise_on_a_linear_function_costs_nothing() {
    let mut f = Linear {
        slope: vec![0.5, -1.5, 0.0, 2.0],
        constant: 4.0,
    };
    let estimate = rise(&mut f, &[1.0; 4], NoiseScale::Absolute, 1.0, 10);
    assert!(estimate.value.abs() < 1e-15 && estimate.standard_error < 1e-15);
}

#[test]
fn small_noise_on_a_network_costs_half_its_variance_times_the_trace() {
    for case in cases().iter().filter(|case| case.name.contains("Tanh")) {
        let mut f = case.risk();
        let exact = hessian(&mut f, &case.x).trace();
        let estimate = rise(&mut f, &case.x, NoiseScale::Absolute, 1e-3, 400);
        assert_within(estimate, 0.5e-6 * exact, 4.0);
    }
}

fn tolerance(
    accuracy: &mut dyn FnMut(&[f64]) -> f64,
    x: &[f64],
    options: ToleranceOptions,
) -> Tolerance {
    let mut run = NoiseTolerance::new(x.to_vec(), options, probes());
    while !run.advance(accuracy) {
        assert!(run.outcome().is_none() && run.progress() < 1.0);
    }
    assert!(run.progress() == 1.0 && run.advance(accuracy));
    run.outcome().expect("finished")
}

/// Sample i is the unit vector e_i with margin κ: it is classified correctly with the chance
/// Φ(κ/σ), which is .9 at κ/σ = 1.2815515655446.
#[test]
fn tolerable_noise_of_a_linear_classifier() {
    let kappa = 0.7;
    let mut accuracy =
        |w: &[f64]| w.iter().filter(|margin| **margin > 0.0).count() as f64 / w.len() as f64;
    for (scale, unit) in [(NoiseScale::Absolute, 1.0), (NoiseScale::Relative, kappa)] {
        for guess in [1e-3, 0.05, 30.0] {
            let options = ToleranceOptions {
                scale,
                guess,
                draws: 50,
                ..ToleranceOptions::default()
            };
            let found = tolerance(&mut accuracy, &vec![kappa; 2000], options);
            assert_relative(found.sigma, kappa / unit / 1.281_551_565_544_6, 0.03);
            assert!(found.accuracy == 1.0 && found.cost.value <= 0.1);
            assert!(found.cost.value > 0.095 && found.cost.standard_error < 0.002);
            assert_eq!(found.evaluations % 50, 1);
        }
    }
}

/// What is known of the first σ need not be evaluated again, and few others are tried.
#[test]
fn a_search_that_knows_its_first_sigma_goes_on_from_there() {
    let kappa = 0.7;
    let mut accuracy =
        |w: &[f64]| w.iter().filter(|margin| **margin > 0.0).count() as f64 / w.len() as f64;
    let x = vec![kappa; 2000];
    let options = ToleranceOptions {
        guess: 0.4,
        ..ToleranceOptions::default()
    };
    let mut seen = Vec::new();
    let mut told = |w: &[f64]| {
        seen.push(accuracy(w));
        seen[seen.len() - 1]
    };
    let alone = tolerance(&mut told, &x, options);
    let (disturbed, draws) = (seen[1..21].to_vec(), options.draws);
    let mut run = NoiseTolerance::knowing(x, options, probes(), seen[0], &disturbed);
    while !run.advance(&mut accuracy) {}
    let found = run.outcome().expect("finished");
    assert_eq!((found.sigma, found.cost), (alone.sigma, alone.cost));
    assert_eq!(found.evaluations, alone.evaluations - 1 - draws);
    assert!(found.evaluations <= 5 * draws, "{}", found.evaluations);
}

/// A cost that jumps, one that falls back, and one that is flat before it rises: the bracket closes.
#[test]
fn a_bracket_closes_on_any_cost() {
    for cost in [
        |sigma: f64| f64::from(u8::from(sigma > 0.731)),
        |sigma: f64| 0.099 + f64::from(u8::from(sigma > 3.0)) * 0.5,
        |sigma: f64| 0.2 * (sigma / 0.5).powi(12) / (1.0 + (sigma / 0.5).powi(12)),
        |sigma: f64| 0.1 + 1e-3 * (sigma - 0.2).signum() - 1e-4 * (sigma - 0.7).abs(),
    ] {
        // σ of the first coordinate's noise, which is told by its size alone.
        let mut largest = Vec::new();
        let options = ToleranceOptions {
            draws: 1,
            ..ToleranceOptions::default()
        };
        let unit = sharp_minima::sharpness::standard_normal(1, &mut probes())[0];
        let mut accuracy = |w: &[f64]| {
            let sigma = (w[0] - 1.0) / unit;
            largest.push(sigma);
            1.0 - if sigma == 0.0 { 0.0 } else { cost(sigma) }
        };
        let found = tolerance(&mut accuracy, &[1.0], options);
        assert!(cost(found.sigma) <= 0.1 + 1e-12, "{found:?}");
        let refused = largest[1..].iter().filter(|sigma| cost(**sigma) > 0.1);
        let above = refused.filter(|sigma| **sigma > found.sigma);
        let nearest = above.fold(f64::INFINITY, |near, sigma| near.min(*sigma));
        assert!(nearest <= 1.0201 * found.sigma, "{found:?}: {nearest}");
        assert!(found.evaluations <= 25, "{found:?}");
    }
}

#[test]
fn every_sigma_is_judged_by_the_same_noise() {
    let mut seen = Vec::new();
    let mut accuracy = |w: &[f64]| {
        seen.push(w.to_vec());
        w.iter().filter(|w| **w > 0.0).count() as f64 / w.len() as f64
    };
    let options = ToleranceOptions {
        draws: 3,
        guess: 0.25,
        ..ToleranceOptions::default()
    };
    tolerance(&mut accuracy, &[1.0; 50], options);
    let noise = |points: &[Vec<f64>], sigma: f64| -> Vec<f64> {
        points.iter().flatten().map(|w| (w - 1.0) / sigma).collect()
    };
    let (first, second) = (noise(&seen[1..4], 0.25), noise(&seen[4..7], 0.5));
    for (first, second) in first.iter().zip(&second) {
        assert!((first - second).abs() < 1e-14);
    }
    assert_ne!(first[..50], first[50..100]);
}

#[test]
fn noise_that_never_or_always_costs_is_said_to_be_so() {
    let x = [1.0; 3];
    let any = tolerance(&mut |_| 0.8, &x, ToleranceOptions::default());
    assert_eq!(
        (any.sigma, any.cost.value, any.accuracy),
        (f64::INFINITY, 0.0, 0.8)
    );
    let mut exact = |at: &[f64]| f64::from(u8::from(at == [1.0; 3]));
    let none = tolerance(&mut exact, &x, ToleranceOptions::default());
    assert_eq!(
        (none.sigma, none.cost.value, none.accuracy),
        (0.0, 1.0, 1.0)
    );
}
