//! L-BFGS-B over a box against SciPy's, and its behaviour at the edges.
#![cfg(not(target_arch = "wasm32"))]

use serde_json::Value;
use sharp_minima::objective::Objective;
use sharp_minima::optimizer::box_maximum::{Bounds, BoxMaximizer, Status, Termination};

mod common {
    pub mod linear;
    pub mod logistic;
    pub mod rosenbrock;
}
use common::linear::Linear;
use common::logistic::Logistic;
use common::rosenbrock::NegatedRosenbrock;

fn numbers(value: &Value) -> Vec<f64> {
    value
        .as_array()
        .expect("an array")
        .iter()
        .map(|v| v.as_f64().expect("a number"))
        .collect()
}

/// What SciPy 1.17.1 did; made by tests/oracle/lbfgsb.py.
fn oracle() -> Value {
    serde_json::from_str(include_str!("oracle/lbfgsb.json")).expect("JSON")
}

fn maximizer(case: &Value, iterations: u32) -> BoxMaximizer {
    let bounds = Bounds {
        lower: numbers(&case["lower"]),
        upper: numbers(&case["upper"]),
    };
    BoxMaximizer::new(bounds, numbers(&case["start"]), iterations)
}

/// The values after 0, 1, 2, … iterations.
fn trace(maximizer: &mut BoxMaximizer, f: &mut dyn Objective) -> Vec<f64> {
    let mut values = Vec::new();
    while maximizer.step(f) == Status::Running {
        values.push(maximizer.best_value());
    }
    values.push(maximizer.best_value());
    values
}

fn assert_close(ours: &[f64], theirs: &[f64], tolerance: f64) {
    assert_eq!(ours.len(), theirs.len());
    for (i, (a, b)) in ours.iter().zip(theirs).enumerate() {
        assert!(
            (a - b).abs() <= tolerance * (1.0 + b.abs()),
            "entry {i}: {a} against {b}"
        );
    }
}

/// Both are ports of the same Fortran code, so that even the iterates agree.
fn follows_scipy(case: &Value, f: &mut dyn Objective, tolerance: f64) {
    let mut maximizer = maximizer(case, 10);
    let values = trace(&mut maximizer, f);
    assert_close(&values, &numbers(&case["values"]), tolerance);
    assert_close(maximizer.best(), &numbers(&case["point"]), tolerance);
    assert_eq!(
        u64::from(maximizer.gradients()),
        case["gradients"].as_u64().expect("a count")
    );
    assert_eq!(maximizer.iterations(), 10);
    assert_eq!(
        maximizer.status(),
        Status::Finished(Termination::Iterations)
    );
}

#[test]
fn follows_scipy_along_rosenbrocks_ridge() {
    follows_scipy(
        &oracle()["rosenbrock"],
        &mut NegatedRosenbrock { dimension: 30 },
        1e-9,
    );
}

#[test]
fn follows_scipy_up_a_logistic_loss() {
    let case = &oracle()["logistic"];
    let inputs = case["inputs"].as_array().expect("rows");
    let samples = inputs
        .iter()
        .map(numbers)
        .zip(numbers(&case["labels"]))
        .collect();
    follows_scipy(case, &mut Logistic { samples }, 1e-9);
}

#[test]
fn converges_where_scipy_converges() {
    let case = &oracle()["rosenbrock_converged"];
    let mut maximizer = maximizer(case, 400);
    let ours = trace(&mut maximizer, &mut NegatedRosenbrock { dimension: 30 });
    let theirs = numbers(&case["values"]);
    // Beyond ten iterations the oldest curvature pairs are forgotten, by both in the same way.
    assert_close(&ours[..20], &theirs[..20], 1e-9);
    assert_close(
        &[maximizer.best_value()],
        &theirs[theirs.len() - 1..],
        1e-12,
    );
    assert_close(maximizer.best(), &numbers(&case["point"]), 1e-7);
}

fn unit_box(n: usize) -> Bounds {
    Bounds::symmetric(&vec![1.0; n])
}

#[test]
fn stops_at_a_corner_that_is_the_maximum() {
    let mut f = Linear {
        slope: vec![1.0, -2.0, 0.5],
        constant: 3.0,
    };
    let mut maximizer = BoxMaximizer::new(unit_box(3), vec![0.0; 3], 10);
    trace(&mut maximizer, &mut f);
    assert_eq!(maximizer.best(), [1.0, -1.0, 1.0]);
    assert_eq!(maximizer.best_value(), 6.5);
    assert_eq!(maximizer.start_value(), 3.0);
    assert_eq!(
        maximizer.status(),
        Status::Finished(Termination::Stationary)
    );
}

#[test]
fn a_vanishing_gradient_ends_it_at_once() {
    let mut f = Linear {
        slope: vec![0.0; 2],
        constant: 1.0,
    };
    let mut maximizer = BoxMaximizer::new(unit_box(2), vec![0.25; 2], 10);
    assert_eq!(trace(&mut maximizer, &mut f), [1.0, 1.0]);
    assert_eq!(
        maximizer.status(),
        Status::Finished(Termination::Stationary)
    );
    assert_eq!((maximizer.iterations(), maximizer.gradients()), (0, 1));
}

#[test]
fn no_iterations_mean_the_value_at_the_start() {
    let mut f = Linear {
        slope: vec![1.0],
        constant: 0.0,
    };
    let mut maximizer = BoxMaximizer::new(unit_box(1), vec![0.5], 0);
    assert_eq!(
        maximizer.step(&mut f),
        Status::Finished(Termination::Iterations)
    );
    assert_eq!(maximizer.best_value(), 0.5);
}

#[test]
fn a_start_outside_is_projected_onto_the_box() {
    let mut f = Linear {
        slope: vec![0.0, 1.0],
        constant: 0.0,
    };
    let mut maximizer = BoxMaximizer::new(unit_box(2), vec![7.0, -7.0], 0);
    maximizer.step(&mut f);
    assert_eq!(maximizer.best(), [1.0, -1.0]);
}

/// Linear, but not a number beyond x = ½.
struct Cliff;

impl Objective for Cliff {
    fn dimension(&self) -> usize {
        1
    }
    fn value(&mut self, x: &[f64]) -> f64 {
        if x[0] > 0.5 { f64::NAN } else { x[0] }
    }
    fn gradient(&mut self, x: &[f64], gradient: &mut [f64]) -> f64 {
        gradient[0] = 1.0;
        self.value(x)
    }
    fn hessian_product(&mut self, _x: &[f64], _v: &[f64], product: &mut [f64]) {
        product[0] = 0.0;
    }
}

#[test]
fn values_that_are_not_numbers_end_it_at_the_best_point_so_far() {
    let mut maximizer = BoxMaximizer::new(unit_box(1), vec![0.25], 10);
    trace(&mut maximizer, &mut Cliff);
    assert_eq!(maximizer.status(), Status::Finished(Termination::NonFinite));
    assert_eq!(
        (maximizer.best(), maximizer.best_value()),
        (&[0.25][..], 0.25)
    );

    maximizer.restart(vec![0.75]);
    trace(&mut maximizer, &mut Cliff);
    assert_eq!(maximizer.status(), Status::Finished(Termination::NonFinite));
    assert_eq!(maximizer.best_value(), f64::NEG_INFINITY);
    assert!(maximizer.start_value().is_nan());
}

#[test]
fn bounds_that_make_no_box_are_refused() {
    let mut f = Linear {
        slope: vec![1.0],
        constant: 0.0,
    };
    for bounds in [
        Bounds {
            lower: vec![1.0],
            upper: vec![-1.0],
        },
        Bounds {
            lower: vec![f64::NAN],
            upper: vec![1.0],
        },
        Bounds {
            lower: vec![0.0],
            upper: vec![1.0, 1.0],
        },
    ] {
        let mut maximizer = BoxMaximizer::new(bounds, vec![0.0], 10);
        assert_eq!(
            maximizer.step(&mut f),
            Status::Finished(Termination::InvalidBox)
        );
        assert_eq!(
            maximizer.step(&mut f),
            Status::Finished(Termination::InvalidBox)
        );
    }
}

#[test]
fn a_restart_repeats_the_run_to_the_bit() {
    let case = &oracle()["rosenbrock"];
    let mut f = NegatedRosenbrock { dimension: 30 };
    let mut maximizer = maximizer(case, 10);
    let first = trace(&mut maximizer, &mut f);
    maximizer.restart(numbers(&case["start"]));
    let second = trace(&mut maximizer, &mut f);
    assert_eq!(first, second);
}
