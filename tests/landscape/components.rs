//! Principal components against an independent singular value decomposition.

use nalgebra::DMatrix;
use rand_distr::{Distribution, StandardNormal};
use sharp_minima::landscape::{Components, Principal};
use sharp_minima::random::{Purpose, stream};

const POINTS: usize = 12;
const DIMENSION: usize = 40;

/// A walk with two strong directions and noise.
fn walk(noise: f64) -> Vec<Vec<f32>> {
    let mut generator = stream(4, 0, Purpose::Probes);
    let mut normal = move || -> f64 { StandardNormal.sample(&mut generator) };
    let axes: Vec<Vec<f64>> = (0..2)
        .map(|_| (0..DIMENSION).map(|_| normal()).collect())
        .collect();
    (0..POINTS)
        .map(|k| {
            let t = k as f64 / 4.0;
            (0..DIMENSION)
                .map(|i| {
                    (5.0 + 3.0 * t * axes[0][i] + t * t * axes[1][i] + noise * normal()) as f32
                })
                .collect()
        })
        .collect()
}

fn found(points: Vec<Vec<f32>>) -> Principal {
    let mut components = Components::new(points);
    while !components.advance() {}
    components.finish()
}

#[test]
fn the_components_are_the_singular_vectors_of_the_centred_points() {
    let points = walk(0.1);
    let found = found(points.clone());
    let mut matrix = DMatrix::from_fn(POINTS, DIMENSION, |i, j| f64::from(points[i][j]));
    let mean = matrix.row_mean();
    for mut row in matrix.row_iter_mut() {
        row -= &mean;
    }
    let variance = matrix.norm_squared();
    let svd = matrix.svd(false, true);
    let right = svd.v_t.expect("right singular vectors were asked for");
    for k in 0..2 {
        let share = svd.singular_values[k].powi(2) / variance;
        assert!((found.explained[k] - share).abs() < 1e-12, "component {k}");
        let aligned: f64 = (0..DIMENSION)
            .map(|i| found.axes[k][i] * right[(k, i)])
            .sum();
        assert!(
            (aligned.abs() - 1.0).abs() < 1e-10,
            "component {k}: {aligned}"
        );
    }
    assert!(found.explained[0] > found.explained[1]);
    let last = points.last().expect("there are points");
    for axis in &found.axes {
        let side: f64 = axis
            .iter()
            .zip(last.iter().zip(&found.mean))
            .map(|(axis, (&x, mean))| axis * (f64::from(x) - mean))
            .sum();
        assert!(side > 0.0, "the last point is on the positive side");
    }
}

#[test]
fn a_straight_walk_has_one_component() {
    let points: Vec<Vec<f32>> = (0..POINTS)
        .map(|k| (0..DIMENSION).map(|i| k as f32 * (i % 3) as f32).collect())
        .collect();
    let found = found(points);
    assert!((found.explained[0] - 1.0).abs() < 1e-12);
    assert!(found.explained[1].abs() < 1e-12);
    assert!(found.axes[1].iter().all(|&x| x == 0.0));
}

#[test]
fn points_that_do_not_move_have_none() {
    let found = found(vec![vec![1.5; DIMENSION]; 4]);
    assert_eq!(found.explained, [0.0, 0.0]);
    assert!(found.axes.iter().flatten().all(|x| x.is_finite()));
}
