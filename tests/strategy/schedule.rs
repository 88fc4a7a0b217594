//! Warm start, growing batch, longer training.

use crate::runs::{after, end, large, run, small};
use sharp_minima::optimizer::Schedule;
use sharp_minima::settings::StopRule;
use sharp_minima::settings::{Experiment, Regime};
use sharp_minima::strategy::{Growing, Plan, Strategy};
use sharp_minima::training::Ending;

fn warm(warm_start: usize) -> Strategy {
    Strategy {
        warm_start,
        ..Strategy::PLAIN
    }
}

fn growing(factor: f64, every: usize) -> Strategy {
    Strategy {
        growing: Some(Growing { factor, every }),
        ..Strategy::PLAIN
    }
}

#[test]
fn a_warm_start_of_no_epochs_is_lb() {
    let experiment = small();
    assert_eq!(
        large(&experiment, warm(0)),
        large(&experiment, Strategy::PLAIN)
    );
}

/// The first epochs are the SB run's to the bit, even where its rate falls already.
#[test]
fn a_warm_start_is_sb_first_and_then_a_whole_run() {
    let experiment = small();
    for k in [2, 5] {
        let (_, sb) = run(&experiment, Strategy::PLAIN, Regime::Small, &[k]);
        let (training, warmed) = run(&experiment, warm(k as usize), Regime::Large, &[k]);
        assert_eq!(after(&warmed, k), after(&sb, k));
        assert_ne!(end(&warmed), after(&sb, k));
        assert_eq!(training.points.len(), k as usize + 5 + 1);
        assert_eq!(training.steps, k * 20 + 5 * 4);
        assert_eq!(training.samples, (u64::from(k) + 5) * 200);
        assert_eq!(training.ending, Some(Ending::Epochs));
    }
}

/// The stop rule judges the run, not what warmed it up.
#[test]
fn a_warm_start_is_not_stopped_before_its_run() {
    let experiment = Experiment {
        stop: StopRule::Loss,
        stop_loss: 2.0,
        epochs: 30,
        ..small()
    };
    let sb = run(&experiment, Strategy::PLAIN, Regime::Small, &[]).0;
    assert!(sb.points.len() < 10, "SB is done early");
    let training = large(&experiment, warm(10));
    assert_eq!(training.ending, Some(Ending::Loss));
    assert_eq!(training.points.len(), 11, "at once, but not before");
}

#[test]
fn a_growing_batch_ends_as_the_regimes_and_never_falls_below_sbs() {
    let experiment = Experiment {
        epochs: 50,
        small_batch: 32,
        large_batch: 400,
        train: 4000,
        ..small()
    };
    let sizes = |strategy: Strategy, regime| {
        let plan = Plan::new(&strategy, &experiment, regime);
        (0..50).map(|epoch| plan.batch(epoch)).collect::<Vec<_>>()
    };
    let grown = sizes(growing(2.0, 10), Regime::Large);
    let stages: Vec<usize> = grown.iter().copied().step_by(10).collect();
    assert_eq!(stages, [32, 50, 100, 200, 400]);
    assert!(
        grown
            .chunks(10)
            .all(|stage| stage.iter().all(|&size| size == stage[0]))
    );
    assert_eq!(sizes(growing(1.0, 10), Regime::Large), [400; 50]);
    assert_eq!(sizes(growing(2.0, 10), Regime::Small), [32; 50]);
    let odd = sizes(growing(3.0, 20), Regime::Large);
    assert_eq!((odd[0], odd[20], odd[40], odd[49]), (44, 133, 400, 400));
}

#[test]
fn a_growing_batch_trains_with_its_batches() {
    let experiment = Experiment {
        epochs: 6,
        ..small()
    };
    assert_eq!(
        large(&experiment, growing(1.0, 2)),
        large(&experiment, Strategy::PLAIN)
    );
    // 12, 25 and 50 samples: 16, 8 and 4 steps an epoch.
    let training = large(&experiment, growing(2.0, 2));
    assert_eq!(training.steps, 2 * (16 + 8 + 4));
    assert_eq!(training.samples, 2 * (16 * 12 + 8 * 25 + 4 * 50));
    assert_eq!(training.points.len(), 7);
}

#[test]
fn longer_training_is_that_of_more_epochs() {
    let experiment = small();
    let longer = |factor: f64| Strategy {
        longer: factor,
        ..Strategy::PLAIN
    };
    for (factor, epochs) in [(1.0, 5), (3.0, 15), (0.5, 3)] {
        let more = Experiment {
            epochs,
            schedule: Schedule::Lin3,
            ..small()
        };
        assert_eq!(
            large(&experiment, longer(factor)),
            large(&more, Strategy::PLAIN),
            "{factor}"
        );
    }
}
