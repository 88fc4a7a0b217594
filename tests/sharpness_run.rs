//! How a measurement of Metric 2.1 runs: its starts, its steps, its repeatability, and losses that
//! are not numbers.
#![cfg(not(target_arch = "wasm32"))]

use sharp_minima::objective::Objective;
use sharp_minima::sharpness::{Options, SharpnessRun, half_widths, sharpness};

mod common {
    pub mod logistic;
    pub mod starts;
}
use common::logistic::Logistic;
use common::starts::starts;

/// A constant function that writes down where it was evaluated: every search ends at its start.
struct Recorder {
    dimension: usize,
    points: Vec<Vec<f64>>,
}

impl Objective for Recorder {
    fn dimension(&self) -> usize {
        self.dimension
    }
    fn value(&mut self, x: &[f64]) -> f64 {
        self.points.push(x.to_vec());
        1.0
    }
    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        gradient.fill(0.0);
        self.value(x)
    }
    fn hessian_product(&mut self, _x: &[f64], _v: &[f64], product: &mut [f64]) {
        product.fill(0.0);
    }
}

/// The starting points in units of the half-widths.
fn starting_points(epsilon: f64, count: u32) -> Vec<Vec<f64>> {
    let mut f = Recorder {
        dimension: 3,
        points: Vec::new(),
    };
    let x = [0.0, 1.0, -3.0];
    sharpness(
        &mut f,
        &x,
        Options {
            epsilon,
            starts: count,
            iterations: 10,
        },
        starts(),
    );
    let widths = half_widths(&x, epsilon);
    let in_units = |p: Vec<f64>| (0..3).map(|i| (p[i] - x[i]) / widths[i]).collect();
    f.points.into_iter().map(in_units).collect()
}

#[test]
fn starting_points_are_x_then_interior_points_that_depend_on_the_seed_alone() {
    // A binary ε, so that the units come out exactly. The last is the paper's search, from x.
    let points = starting_points(0.25, 5);
    assert_eq!(points.len(), 7);
    assert_eq!((&points[0], &points[6]), (&vec![0.0; 3], &vec![0.0; 3]));
    assert!(points.iter().flatten().all(|u| u.abs() < 1.0));
    assert!(points.windows(2).all(|pair| pair[0] != pair[1]));
    assert_eq!(points[..3], starting_points(0.25, 2)[..3]);
    let halved = starting_points(0.125, 5);
    for (a, b) in points.iter().flatten().zip(halved.iter().flatten()) {
        assert!((a - b).abs() < 1e-14);
    }
}

#[test]
fn two_runs_agree_to_the_bit_stepwise_or_at_once() {
    let mut f = Logistic {
        samples: vec![(vec![1.0, 2.0, -1.0], 1.0)],
    };
    let w = vec![0.3, -0.7, 0.2];
    let options = Options {
        epsilon: 0.3,
        starts: 3,
        iterations: 10,
    };
    let at_once = sharpness(&mut f, &w, options, starts());
    let mut run = SharpnessRun::new(w, options, starts());
    let mut progress = run.progress();
    assert_eq!((progress, run.outcome()), (0.0, None));
    while !run.advance(&mut f) {
        assert!(run.progress() >= progress && run.progress() < 1.0);
        progress = run.progress();
    }
    assert_eq!(run.progress(), 1.0);
    assert!(run.advance(&mut f));
    let stepwise = run.outcome().expect("finished");
    assert_eq!(stepwise, at_once);
    assert_eq!(stepwise.value.to_bits(), at_once.value.to_bits());
}

/// A quadratic that overflows far from the origin.
struct Overflowing {
    beyond: f64,
}

impl Objective for Overflowing {
    fn dimension(&self) -> usize {
        2
    }
    fn value(&mut self, x: &[f64]) -> f64 {
        let square = x[0] * x[0] + x[1] * x[1];
        if square > self.beyond * self.beyond {
            f64::INFINITY
        } else {
            square
        }
    }
    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        gradient[0] = 2.0 * x[0];
        gradient[1] = 2.0 * x[1];
        self.value(x)
    }
    fn hessian_product(&mut self, _x: &[f64], v: &[f64], product: &mut [f64]) {
        product[0] = 2.0 * v[0];
        product[1] = 2.0 * v[1];
    }
}

#[test]
fn the_best_finite_point_counts() {
    let options = Options {
        epsilon: 1.0,
        starts: 4,
        iterations: 10,
    };
    let outcome = sharpness(
        &mut Overflowing { beyond: 1.2 },
        &[0.0; 2],
        options,
        starts(),
    );
    assert!(outcome.value > 0.0 && outcome.value <= 144.0);
}

#[test]
fn no_number_comes_of_a_loss_that_is_none() {
    let mut f = Overflowing { beyond: 1.0 };
    let outcome = sharpness(&mut f, &[3.0, 0.0], Options::default(), starts());
    assert!(outcome.value.is_nan() && outcome.from_x.is_nan() && outcome.loss.is_nan());
    assert!(outcome.ascent.is_nan());
    assert_eq!(outcome.gradients, 1);
}
