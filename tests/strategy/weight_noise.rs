//! Gaussian weight noise: where gradients are taken, and what is moved.

use crate::diagonal_quadratic::DiagonalQuadratic;
use crate::runs::{Recorder, descend};
use sharp_minima::strategy::Strategy;

fn noisy(weight_noise: f64) -> Strategy {
    Strategy {
        weight_noise,
        ..Strategy::PLAIN
    }
}

fn flat() -> DiagonalQuadratic {
    DiagonalQuadratic {
        eigenvalues: vec![0.0; 50],
        centre: vec![0.0; 50],
        constant: 1.0,
    }
}

/// 50 · 400 draws: the deviation's own is .5 %.
#[test]
fn gradients_are_taken_at_normal_points_around_x_which_does_not_move_with_them() {
    let mut f = flat();
    let mut recorder = Recorder::new(&mut f);
    let start: Vec<f64> = (0..50).map(f64::from).collect();
    let mut x = start.clone();
    descend(&noisy(0.3), &mut recorder, &mut x, 0.1, 400);
    assert_eq!(x, start, "a flat function moves nothing");
    let offsets: Vec<f64> = recorder
        .points
        .iter()
        .flat_map(|point| point.iter().zip(&start).map(|(p, s)| (p - s) / 0.3))
        .collect();
    let n = offsets.len() as f64;
    let mean = offsets.iter().sum::<f64>() / n;
    let square = offsets.iter().map(|o| o * o).sum::<f64>() / n;
    let fourth = offsets.iter().map(|o| o.powi(4)).sum::<f64>() / n;
    assert!(mean.abs() < 0.03, "{mean}");
    assert!((square - 1.0).abs() < 0.04, "{square}");
    assert!((fourth - 3.0).abs() < 0.3, "{fourth}");
}

#[test]
fn without_deviation_it_is_plain() {
    let quadratic = || DiagonalQuadratic {
        eigenvalues: vec![2.0, 0.5],
        centre: vec![1.0, -1.0],
        constant: 0.0,
    };
    let (mut x, mut y) = ([3.0, 3.0], [3.0, 3.0]);
    descend(&noisy(0.0), &mut quadratic(), &mut x, 0.1, 5);
    descend(&Strategy::PLAIN, &mut quadratic(), &mut y, 0.1, 5);
    assert_eq!(x, y);
    descend(&noisy(0.1), &mut quadratic(), &mut x, 0.1, 5);
    descend(&Strategy::PLAIN, &mut quadratic(), &mut y, 0.1, 5);
    assert_ne!(x, y);
}
