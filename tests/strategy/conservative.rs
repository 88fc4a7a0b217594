//! Conservative training against the proximal point's closed form, and the memory of its optimiser.

use crate::diagonal_quadratic::DiagonalQuadratic;
use crate::runs::{descend, distance};
use sharp_minima::objective::Objective;
use sharp_minima::optimizer::Adam;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::strategy::{Conservative, Descent, Strategy, Whole};

fn quadratic() -> DiagonalQuadratic {
    DiagonalQuadratic {
        eigenvalues: vec![4.0, 1.0, 0.25, 0.0],
        centre: vec![0.5, -2.0, 0.0, 3.0],
        constant: 0.1,
    }
}

fn conservative(lambda: f64, steps: u32, fresh: bool) -> Strategy {
    Strategy {
        conservative: Some(Conservative {
            lambda,
            steps,
            fresh,
        }),
        ..Strategy::PLAIN
    }
}

const START: [f64; 4] = [1.5, 0.5, -2.0, 4.0];

/// PAPER: x⁺ = (H + λI)⁻¹ (H x* + λ x_k), which many inner steps reach.
#[test]
fn many_inner_steps_reach_the_proximal_point() {
    let lambda = 0.3;
    let f = quadratic();
    let mut x = START;
    for _ in 0..2 {
        let expected: Vec<f64> = (0..4)
            .map(|i| (f.eigenvalues[i] * f.centre[i] + lambda * x[i]) / (f.eigenvalues[i] + lambda))
            .collect();
        descend(
            &conservative(lambda, 400, false),
            &mut quadratic(),
            &mut x,
            0.2,
            1,
        );
        assert!(distance(&x, &expected) < 1e-9, "{x:?} {expected:?}");
    }
}

#[test]
fn the_control_is_as_many_plain_steps() {
    let (mut x, mut y) = (START, START);
    descend(
        &conservative(0.0, 3, false),
        &mut quadratic(),
        &mut x,
        0.1,
        2,
    );
    descend(&Strategy::PLAIN, &mut quadratic(), &mut y, 0.1, 6);
    assert_eq!(x, y);
}

#[test]
fn lambda_is_not_felt_by_the_first_inner_step() {
    let (mut x, mut y) = (START, START);
    descend(
        &conservative(5.0, 1, false),
        &mut quadratic(),
        &mut x,
        0.1,
        4,
    );
    descend(&Strategy::PLAIN, &mut quadratic(), &mut y, 0.1, 4);
    assert_eq!(x, y);
    descend(
        &conservative(5.0, 2, false),
        &mut quadratic(),
        &mut x,
        0.1,
        1,
    );
    descend(&Strategy::PLAIN, &mut quadratic(), &mut y, 0.1, 2);
    assert_ne!(x, y);
}

/// ADAM's first step is −rate · sign g: with fresh moments every batch's is.
#[test]
fn fresh_moments_make_every_batchs_first_step_adams_first() {
    let moves = |fresh: bool| {
        let mut f = quadratic();
        let mut x = START;
        let mut adam = Adam::new(4);
        let mut descent = Descent::new(&conservative(1.0, 1, fresh), 4);
        let mut rng = stream(1, 0, Purpose::Perturbation);
        let mut moves = Vec::new();
        for _ in 0..20 {
            let before = x;
            let mut gradient = [0.0; 4];
            f.gradient(&x, &mut gradient);
            descent.step(&mut x, &mut Whole(&mut f), &mut adam, 0.05, &mut rng);
            moves.push(x[2] - before[2] + 0.05 * gradient[2].signum());
        }
        moves
    };
    assert!(moves(true).iter().all(|off| off.abs() < 1e-6));
    assert!(moves(false).iter().any(|off| off.abs() > 1e-3));
}
