//! The learning rate's end points, and trainings that are others at another rate.

use crate::runs::{end, large, run, small};
use sharp_minima::optimizer::Schedule;
use sharp_minima::settings::{Experiment, Regime};
use sharp_minima::strategy::{Rate, Scaling, Strategy};

#[test]
fn scaling_is_exact() {
    let target = |scaling, factor| {
        let rate = Rate {
            scaling,
            factor,
            warm_up: 0,
        };
        [32, 128, 400].map(|batch| rate.target(batch, 32))
    };
    assert_eq!(target(Scaling::Constant, 1.0), [1.0; 3]);
    assert_eq!(target(Scaling::Linear, 1.0), [1.0, 4.0, 12.5]);
    assert_eq!(
        target(Scaling::SquareRoot, 1.0),
        [1.0, 2.0, 12.5_f64.sqrt()]
    );
    assert_eq!(target(Scaling::Linear, 0.5), [0.5, 2.0, 6.25]);
}

#[test]
fn a_warm_up_begins_at_the_rate_itself_and_ends_at_the_scaled_one() {
    let rate = Rate {
        scaling: Scaling::Linear,
        warm_up: 5,
        ..Rate::default()
    };
    let at = |step| rate.at(12.5, step, 10);
    assert_eq!(at(0), 1.0);
    assert_eq!(at(25), 1.0 + 11.5 / 2.0);
    assert!(at(49) < 12.5);
    assert_eq!((at(50), at(51), at(400)), (12.5, 12.5, 12.5));
}

fn rated(rate: Rate) -> Strategy {
    Strategy {
        rate,
        ..Strategy::PLAIN
    }
}

/// LB is 50 and SB 10 samples, so that the rate is five times the experiment's.
#[test]
fn a_scaled_run_is_that_of_the_scaled_experiment() {
    let experiment = small();
    let scaled = |factor: f64| Experiment {
        learning_rate: factor * experiment.learning_rate,
        ..small()
    };
    let linear = Rate {
        scaling: Scaling::Linear,
        ..Rate::default()
    };
    let close = |one: &Experiment, strategy: Strategy| {
        let (_, other) = run(one, Strategy::PLAIN, Regime::Large, &[]);
        let (_, strategic) = run(&experiment, strategy, Regime::Large, &[]);
        let pairs = end(&other).iter().zip(end(&strategic));
        pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
    };
    assert!(close(&scaled(5.0), rated(linear)) < 1e-3);
    let doubled = Rate {
        factor: 2.0,
        ..Rate::default()
    };
    assert_eq!(close(&scaled(2.0), rated(doubled)), 0.0);
    assert!(close(&experiment, rated(doubled)) > 0.01);
}

/// Warmed up over all epochs but the last step, the first step is the plain one.
#[test]
fn the_first_step_of_a_warm_up_is_plain() {
    let experiment = Experiment {
        large_batch: 200,
        epochs: 1,
        schedule: Schedule::Constant,
        ..small()
    };
    let rate = Rate {
        scaling: Scaling::Linear,
        warm_up: 1,
        ..Rate::default()
    };
    let plain = large(&experiment, Strategy::PLAIN);
    assert_eq!(large(&experiment, rated(rate)), plain);
    let at_once = Rate { warm_up: 0, ..rate };
    assert_ne!(large(&experiment, rated(at_once)), plain);
}
