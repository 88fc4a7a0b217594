//! Metric 2.1 in subspaces, φ(ε, A), against closed forms.
#![cfg(not(target_arch = "wasm32"))]

use sharp_minima::objective::Objective;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::{
    Options, Restricted, SharpnessOutcome, SharpnessRun, Subspace, Workspace, sharpness,
};

mod common {
    pub mod diagonal_quadratic;
    pub mod linear;
    pub mod quadratic;
    pub mod relative;
    pub mod starts;
}
use common::diagonal_quadratic::DiagonalQuadratic;
use common::linear::Linear;
use common::quadratic::quadratic;
use common::relative::assert_relative;
use common::starts::starts;

const EPSILON: f64 = 1e-3;

fn measure_in(f: &mut dyn Objective, x: &[f64], subspace: Subspace) -> SharpnessOutcome {
    let options = Options {
        epsilon: EPSILON,
        ..Options::default()
    };
    let mut run = SharpnessRun::in_subspace(x.to_vec(), subspace, options, starts());
    while !run.advance(f) {}
    run.outcome().expect("finished")
}

/// Rows of a 4 × 4 Hadamard matrix, halved: orthonormal.
fn orthonormal(signs: &[[f64; 4]]) -> Subspace {
    Subspace::new(
        4,
        signs
            .iter()
            .map(|row| row.map(|s| 0.5 * s).to_vec())
            .collect(),
    )
}

#[test]
fn the_identity_spans_the_full_space() {
    let unit = |i| (0..4).map(|j| f64::from(u8::from(i == j))).collect();
    let identity = Subspace::new(4, (0..4).map(unit).collect());
    let x = [0.6, -2.2, 0.3, 3.4];
    let full = sharpness(&mut quadratic(), &x, Options::default(), starts());
    assert_eq!(measure_in(&mut quadratic(), &x, identity), full);
}

#[test]
fn isotropic_quadratic_in_an_orthonormal_subspace() {
    let x = [0.6, -2.2, 0.3, 3.4];
    let (lambda, loss) = (3.0, 0.2);
    let mut f = DiagonalQuadratic {
        eigenvalues: vec![lambda; 4],
        centre: x.to_vec(),
        constant: loss,
    };
    // Aᵀx by hand: ½(.6 + 2.2 + .3 − 3.4) and ½(.6 − 2.2 − .3 − 3.4).
    let coordinates: [f64; 2] = [-0.15, -2.65];
    let signs = [[1.0, -1.0, 1.0, -1.0], [1.0, 1.0, -1.0, -1.0]];
    let squares: f64 = coordinates
        .iter()
        .map(|c| (EPSILON * (c.abs() + 1.0)).powi(2))
        .sum();
    let exact = 50.0 * lambda * squares / (1.0 + loss);
    let outcome = measure_in(&mut f, &x, orthonormal(&signs));
    assert_relative(outcome.value, exact, 1e-9);
    assert_eq!(outcome.at_bound, 1.0);
}

#[test]
fn linear_function_in_a_skew_subspace() {
    // A = [(1, 1, 0), (0, 1, 1)] and x = A (2, −3) + a vector normal to both columns.
    let columns = vec![vec![1.0, 1.0, 0.0], vec![0.0, 1.0, 1.0]];
    let x = [2.0 + 0.5, -1.0 - 0.5, -3.0 + 0.5];
    let mut f = Linear {
        slope: vec![0.3, -0.1, 0.7],
        constant: 5.0,
    };
    let rise = (0.3_f64 - 0.1).abs() * EPSILON * 3.0 + (-0.1_f64 + 0.7).abs() * EPSILON * 4.0;
    let exact = 100.0 * rise / (1.0 + f.value(&x));
    let outcome = measure_in(&mut f, &x, Subspace::new(3, columns));
    assert_relative(outcome.value, exact, 1e-9);
}

#[test]
fn least_squares_coordinates_survive_nearly_dependent_columns() {
    // Läuchli's columns, where normal equations lose every digit.
    let tiny = 1e-8;
    let columns = vec![
        vec![1.0, tiny, 0.0, 0.0],
        vec![1.0, 0.0, tiny, 0.0],
        vec![1.0, 0.0, 0.0, tiny],
    ];
    let subspace = Subspace::new(4, columns);
    let mut x = Vec::new();
    subspace.apply(&[1.0, -2.0, 3.0], &mut x);
    for (c, exact) in subspace.coordinates(&x).iter().zip([1.0, -2.0, 3.0]) {
        assert!((c - exact).abs() < 1e-6, "{c} against {exact}");
    }
}

#[test]
fn random_columns_are_standard_normal_and_do_not_depend_on_their_number() {
    let random = |count| Subspace::random(500, count, &mut stream(3, 1, Purpose::Subspace));
    let mut column = Vec::new();
    let mut shorter = Vec::new();
    for i in 0..20 {
        let mut unit = vec![0.0; 30];
        unit[i] = 1.0;
        random(30).apply(&unit, &mut column);
        random(20).apply(&unit[..20], &mut shorter);
        assert_eq!(column, shorter);
        // Mean 0 ± 1/√n and mean square 1 ± √(2/n), to four deviations.
        let mean = |power| column.iter().map(|c: &f64| c.powi(power)).sum::<f64>() / 500.0;
        assert!(mean(1).abs() < 4.0 / 500.0_f64.sqrt());
        assert!((mean(2) - 1.0).abs() < 4.0 * (2.0 / 500.0_f64).sqrt());
    }
    // In coordinates of A the columns are the unit vectors.
    let coordinates = random(30).coordinates(&column);
    for (i, c) in coordinates.iter().enumerate() {
        assert!((c - f64::from(u8::from(i == 19))).abs() < 1e-13);
    }
}

#[test]
fn hessian_products_in_a_subspace_are_those_of_the_restricted_quadratic() {
    let mut f = quadratic();
    let signs = [[1.0, -1.0, 1.0, -1.0], [1.0, 1.0, -1.0, -1.0]];
    let subspace = orthonormal(&signs);
    let mut work = Workspace::default();
    let mut restricted = Restricted::new(&mut f, &subspace, &mut work);
    let mut product = [0.0; 2];
    restricted.hessian_product(&[0.3, 0.1], &[1.0, 0.0], &mut product);
    // Aᵀ diag(4, 1, ¼, 0) A: ¼ Σ λ on the diagonal, ¼ (4 − 1 − ¼ + 0) beside it.
    assert_eq!(
        (restricted.dimension(), product),
        (2, [5.25 / 4.0, 2.75 / 4.0])
    );
}
