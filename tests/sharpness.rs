//! Metric 2.1 against closed forms (b_i = ε(|x_i| + 1) throughout).
#![cfg(not(target_arch = "wasm32"))]

use sharp_minima::objective::Objective;
use sharp_minima::sharpness::{Options, Search, SharpnessOutcome, half_widths, sharpness};

mod common {
    pub mod diagonal_quadratic;
    pub mod linear;
    pub mod logistic;
    pub mod product_model;
    pub mod quadratic;
    pub mod relative;
    pub mod starts;
}
use common::diagonal_quadratic::DiagonalQuadratic;
use common::linear::Linear;
use common::logistic::Logistic;
use common::product_model::ProductModel;
use common::quadratic::quadratic;
use common::relative::assert_relative;
use common::starts::starts;

const EPSILON: f64 = 1e-3;

fn measure(f: &mut dyn Objective, x: &[f64], epsilon: f64) -> SharpnessOutcome {
    sharpness(
        f,
        x,
        Options {
            epsilon,
            ..Options::default()
        },
        starts(),
    )
}

/// max over |z| ≤ b of g z + ½ λ z².
fn parabola_maximum(gradient: f64, eigenvalue: f64, b: f64) -> f64 {
    if eigenvalue < 0.0 && gradient.abs() < -eigenvalue * b {
        gradient * gradient / (-2.0 * eigenvalue)
    } else {
        gradient.abs() * b + 0.5 * eigenvalue * b * b
    }
}

/// φ of a diagonal quadratic.
fn quadratic_sharpness(f: &mut DiagonalQuadratic, x: &[f64], epsilon: f64) -> f64 {
    let mut gradient = vec![0.0; x.len()];
    let loss = f.gradient(x, &mut gradient);
    let rise: f64 = (gradient.iter().zip(&f.eigenvalues).zip(x))
        .map(|((g, l), x)| parabola_maximum(*g, *l, epsilon * (x.abs() + 1.0)))
        .sum();
    100.0 * rise / (1.0 + loss)
}

#[test]
fn quadratic_at_its_minimum() {
    let mut f = quadratic();
    let outcome = measure(&mut f, &[0.5, -2.0, 0.0, 3.0], EPSILON);
    assert_relative(outcome.value, 8.295_454_545_454_545e-4, 1e-9);
    assert_eq!(outcome.loss, 0.1);
}

#[test]
fn quadratic_off_its_minimum() {
    let mut f = quadratic();
    let outcome = measure(&mut f, &[0.6, -2.2, 0.3, 3.4], EPSILON);
    assert_relative(outcome.value, 0.120_560_369_16, 1e-9);
}

#[test]
fn from_x_alone_a_minimum_looks_flat_and_a_random_start_cures_it() {
    let mut f = quadratic();
    let minimum = [0.5, -2.0, 0.0, 3.0];
    for random in [0, 2] {
        let options = Options {
            starts: random,
            ..Options::default()
        };
        let cured = sharpness(&mut f, &minimum, options, starts());
        assert_eq!((cured.from_x, cured.iterations), (0.0, 0));
        assert_relative(cured.value, 8.295_454_545_454_545e-4, 1e-9);
        assert_eq!(cured.search, Search::Ascent);
    }
}

/// f at a thousandth, a millionth and so on of its size, over f itself: what a search finds of a
/// loss must not depend on how small it is.
fn shrunk(by: f64, f: &DiagonalQuadratic) -> DiagonalQuadratic {
    DiagonalQuadratic {
        eigenvalues: f.eigenvalues.iter().map(|l| l * by).collect(),
        centre: f.centre.clone(),
        constant: f.constant * by,
    }
}

#[test]
fn small_losses_are_searched_as_well_as_large_ones() {
    let (f, x) = saddle();
    for by in [1.0, 1e-3, 1e-6, 1e-9, 1e-12] {
        for (f, x, epsilon) in [
            (&f, &x, 0.1),
            (&quadratic(), &vec![0.6, -2.2, 0.3, 3.4], 1e-3),
        ] {
            let mut f = shrunk(by, f);
            let exact = quadratic_sharpness(&mut f, x, epsilon);
            let found = measure(&mut f, x, epsilon);
            assert!(
                found.value >= 0.97 * exact && found.value <= exact * (1.0 + 1e-9),
                "at {by}: {} of {exact}",
                found.value
            );
        }
    }
}

/// Curvature of both signs. Coordinates 0 and 4 have their maximum inside the box, 1 at a bound
/// in spite of its negative curvature, 2 and 3 at a bound.
fn saddle() -> (DiagonalQuadratic, Vec<f64>) {
    let f = DiagonalQuadratic {
        eigenvalues: vec![-3.0, -1.0, 2.0, 0.5, -2.0],
        centre: vec![0.05, 0.9, 0.4, -1.0, -0.02],
        constant: 1.0,
    };
    (f, vec![0.0, 0.2, 0.3, -1.5, 0.0])
}

#[test]
fn negative_curvature_has_its_maximum_inside_or_at_a_bound() {
    let (mut f, x) = saddle();
    let exact = quadratic_sharpness(&mut f, &x, 0.1);
    let ten = measure(&mut f, &x, 0.1);
    assert_relative(ten.value, exact, 1e-9);
    assert_eq!(ten.at_bound, 0.6);
    let many = Options {
        epsilon: 0.1,
        iterations: 100,
        ..Options::default()
    };
    assert_relative(sharpness(&mut f, &x, many, starts()).value, exact, 1e-12);
}

#[test]
fn linear_function() {
    let mut f = Linear {
        slope: vec![0.5, -1.5, 0.0, 2.0],
        constant: 4.0,
    };
    let x = [1.0, -0.2, 5.0, 0.7];
    let rise: f64 = f
        .slope
        .iter()
        .zip(half_widths(&x, EPSILON))
        .map(|(s, b)| s.abs() * b)
        .sum();
    let exact = 100.0 * rise / (1.0 + f.value(&x));
    let outcome = measure(&mut f, &x, EPSILON);
    assert_relative(outcome.value, exact, 1e-9);
    assert_relative(outcome.from_x, exact, 1e-9);
    assert_relative(outcome.ascent, exact, 1e-9);
    // Three of four: nothing moves the coordinate without slope.
    assert_eq!((outcome.search, outcome.at_bound), (Search::Ascent, 0.75));
}

#[test]
fn isotropic_quadratic_at_its_minimum() {
    let x = vec![0.3, -1.2, 0.0, 2.5, -0.7];
    let (lambda, loss) = (3.0, 0.2);
    let mut f = DiagonalQuadratic {
        eigenvalues: vec![lambda; 5],
        centre: x.clone(),
        constant: loss,
    };
    for epsilon in [1e-3, 5e-4] {
        let squares: f64 = x.iter().map(|x| (epsilon * (x.abs() + 1.0)).powi(2)).sum();
        let exact = 50.0 * lambda * squares / (1.0 + loss);
        let outcome = measure(&mut f, &x, epsilon);
        assert_relative(outcome.value, exact, 1e-9);
        assert_eq!(outcome.at_bound, 1.0);
    }
}

#[test]
fn sharpness_is_invariant_to_the_order_of_the_coordinates() {
    let x = [0.6, -2.2, 0.3, 3.4];
    let value = measure(&mut quadratic(), &x, EPSILON).value;
    let reversed = |v: &[f64]| v.iter().rev().copied().collect::<Vec<_>>();
    let f = quadratic();
    let mut f = DiagonalQuadratic {
        eigenvalues: reversed(&f.eigenvalues),
        centre: reversed(&f.centre),
        constant: f.constant,
    };
    assert_relative(measure(&mut f, &reversed(&x), EPSILON).value, value, 1e-9);
}

fn one_sample() -> (Logistic, Vec<f64>) {
    (
        Logistic {
            samples: vec![(vec![1.0, 2.0, -1.0], 1.0)],
        },
        vec![0.3, -0.7, 0.2],
    )
}

#[test]
fn logistic_loss_of_one_sample() {
    let (mut f, w) = one_sample();
    let outcome = measure(&mut f, &w, EPSILON);
    assert_relative(outcome.loss, 1.541_008_454, 1e-9);
    // Nine decimals are given: half a unit in the last is 2.7e-9 of the value.
    assert_relative(outcome.value, 0.182_579_178, 2.8e-9);

    // The same from the box maximum log(1 + e^{−(m − Σ b|x|)}), to more digits.
    let shrunk: f64 = -1.3 - 1.3e-3 - 2.0 * 1.7e-3 - 1.2e-3;
    let exact = 100.0 * ((-shrunk).exp().ln_1p() - outcome.loss) / (1.0 + outcome.loss);
    assert_relative(outcome.value, exact, 1e-9);
    assert_relative(outcome.ascent, exact, 1e-9);
}

#[test]
fn logistic_trace_and_sharpness_aware_loss() {
    let (mut f, w) = one_sample();
    let mut trace = 0.0;
    let mut product = [0.0; 3];
    for i in 0..3 {
        let mut unit = [0.0; 3];
        unit[i] = 1.0;
        f.hessian_product(&w, &unit, &mut product);
        trace += product[i];
    }
    assert_relative(trace, 1.009_790_175, 1e-9);

    let mut gradient = [0.0; 3];
    f.gradient(&w, &mut gradient);
    let norm = gradient.iter().map(|g| g * g).sum::<f64>().sqrt();
    let perturbed: Vec<f64> = w
        .iter()
        .zip(gradient)
        .map(|(w, g)| w + 0.05 * g / norm)
        .collect();
    assert_relative(f.value(&perturbed), 1.638_485_976, 1e-9);
}

#[test]
fn product_model_on_its_curve_of_minima() {
    let mut f = ProductModel { target: 6.0 };
    for (a, b) in [(2.0, 3.0), (1.0, 6.0), (0.5, 12.0)] {
        // H = (b, a)(b, a)ᵀ: eigenvalues a² + b² along (b, a) and 0 across.
        let mut product = [0.0; 2];
        f.hessian_product(&[a, b], &[b, a], &mut product);
        assert_eq!(product, [(a * a + b * b) * b, (a * a + b * b) * a]);
        f.hessian_product(&[a, b], &[a, -b], &mut product);
        assert_eq!(product, [0.0, 0.0]);

        // f(a, b) = 0, and the highest corner is that of growing a and b.
        let (da, db) = (EPSILON * (a + 1.0), EPSILON * (b + 1.0));
        let exact = 50.0 * ((a + da) * (b + db) - 6.0_f64).powi(2);
        let outcome = sharpness(
            &mut f,
            &[a, b],
            Options {
                starts: 8,
                ..Options::default()
            },
            starts(),
        );
        assert_relative(outcome.value, exact, 1e-9);
        assert_eq!(outcome.loss, 0.0);
    }
}

#[test]
fn never_negative_and_never_decreasing_in_epsilon() {
    let (mut saddle, x) = saddle();
    let (mut logistic, w) = one_sample();
    let mut flat = Linear {
        slope: vec![0.0; 3],
        constant: 2.0,
    };
    let mut cases: [(&mut dyn Objective, &[f64]); 3] =
        [(&mut saddle, &x), (&mut logistic, &w), (&mut flat, &w)];
    for (f, x) in &mut cases {
        let mut before = 0.0;
        for step in 0..12 {
            let outcome = measure(*f, x, 1e-4 * f64::from(1 << step));
            assert!(outcome.value >= outcome.from_x && outcome.from_x >= 0.0);
            assert!(
                outcome.value >= before * (1.0 - 1e-12),
                "{} after {before}",
                outcome.value
            );
            before = outcome.value;
        }
    }
}
