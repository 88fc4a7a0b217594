//! Plain training is the loop written out; neutral settings are plain training; the same seed gives
//! the same bits.

use crate::runs::{large, run, small};
use crate::tasks::{finish, samples};
use crate::trained::{train, training};
use sharp_minima::data::{BatchOrder, gather};
use sharp_minima::jobs::TrainJob;
use sharp_minima::network::{BatchRisk, initial_parameters};
use sharp_minima::objective::Objective;
use sharp_minima::optimizer::optimizer;
use sharp_minima::optimizer::{OptimizerKind, Schedule};
use sharp_minima::random::{Purpose, stream};
use sharp_minima::settings::StopRule;
use sharp_minima::settings::{Experiment, Regime};
use sharp_minima::strategy::{
    Adversarial, Augmentation, Averaging, Conservative, Growing, Rate, Robust, Scaling, Stability,
    Strategy, remedies,
};
use sharp_minima::training::architecture;

/// Mini-batch training as every textbook has it.
fn textbook(experiment: &Experiment, regime: Regime) -> Vec<f32> {
    let data = samples(experiment);
    let shape = architecture(experiment, &data);
    let batch = experiment.batch(regime);
    let mut x = initial_parameters(
        &shape,
        &mut stream(experiment.seed, 0, Purpose::Initialisation),
    );
    let mut gradient = vec![0.0; x.len()];
    let mut risk = BatchRisk::new(&shape, batch);
    let mut rule = optimizer(experiment.optimizer, experiment.momentum, x.len());
    let mut order = BatchOrder::new(data.train.len() as u32, experiment.seed, 0);
    let all = experiment.epochs * (data.train.len() / batch);
    let mut step = 0;
    for _ in 0..experiment.epochs {
        order.epoch();
        for indices in order.batches(batch) {
            gather(&data.train, indices, &mut risk.inputs, &mut risk.labels);
            risk.gradient(&x, &mut gradient);
            let rate = experiment.learning_rate * experiment.schedule.factor(step, all);
            rule.step(&mut x, &gradient, rate);
            step += 1;
        }
    }
    x
}

#[test]
fn plain_training_is_the_textbooks_loop_to_the_bit() {
    let momentum = Experiment {
        optimizer: OptimizerKind::Sgd,
        momentum: 0.5,
        learning_rate: 0.1,
        schedule: Schedule::Constant,
        batch_norm: false,
        large_batch: 60,
        ..small()
    };
    for experiment in [small(), momentum] {
        for regime in [Regime::Small, Regime::Large] {
            let (training, x) = train(&experiment, regime, &samples(&experiment));
            assert_eq!(x, textbook(&experiment, regime));
            assert_eq!(training.gradients, u64::from(training.steps));
            let seen = u64::from(training.steps) * experiment.batch(regime) as u64;
            assert_eq!(training.samples, seen);
        }
    }
}

/// Settings that change nothing, each with those beside it away from their own neutral values.
fn neutral() -> Vec<(&'static str, Strategy)> {
    let plain = Strategy::PLAIN;
    let augmentation = Some(Augmentation::NONE);
    let one_step = Conservative {
        lambda: 7.0,
        steps: 1,
        fresh: false,
    };
    let clean = Adversarial {
        alpha: 1.0,
        ..Adversarial::default()
    };
    let unmoved = Adversarial {
        epsilon: 0.0,
        ..Adversarial::default()
    };
    let noiseless = Stability {
        sigma: 0.0,
        ..Stability::default()
    };
    let pointless = Robust {
        radius: 0.0,
        steps: 3,
        group: Some(10),
        ..Robust::default()
    };
    let constant = Growing {
        factor: 1.0,
        every: 2,
    };
    let last = Averaging {
        from: 1.0,
        hold: true,
    };
    vec![
        (
            "augmentation",
            Strategy {
                augmentation,
                ..plain
            },
        ),
        (
            "one inner step",
            Strategy {
                conservative: Some(one_step),
                ..plain
            },
        ),
        (
            "alpha 1",
            Strategy {
                adversarial: Some(clean),
                ..plain
            },
        ),
        (
            "epsilon 0",
            Strategy {
                adversarial: Some(unmoved),
                ..plain
            },
        ),
        (
            "sigma 0",
            Strategy {
                stability: Some(noiseless),
                ..plain
            },
        ),
        (
            "radius 0",
            Strategy {
                robust: Some(pointless),
                ..plain
            },
        ),
        (
            "ghost of a batch",
            Strategy {
                ghost: Some(50),
                ..plain
            },
        ),
        (
            "factor 1",
            Strategy {
                growing: Some(constant),
                ..plain
            },
        ),
        (
            "mean of one",
            Strategy {
                averaging: Some(last),
                ..plain
            },
        ),
    ]
}

#[test]
fn neutral_settings_are_plain_training_to_the_bit_and_at_its_cost() {
    let experiment = small();
    let plain = large(&experiment, Strategy::PLAIN);
    for (name, strategy) in neutral() {
        assert!(!strategy.is_plain(), "{name}");
        assert_eq!(large(&experiment, strategy), plain, "{name}");
        let canonical = strategy.canonical(&experiment, Regime::Large);
        assert!(canonical.is_plain(), "{name}");
    }
}

/// What only SB's batch makes neutral.
#[test]
fn scaling_and_growing_leave_sb_alone() {
    let experiment = small();
    let (plain, _) = run(&experiment, Strategy::PLAIN, Regime::Small, &[]);
    let rate = Rate {
        scaling: Scaling::Linear,
        warm_up: 2,
        ..Rate::default()
    };
    let strategy = Strategy {
        rate,
        growing: Some(Growing::default()),
        ..Strategy::PLAIN
    };
    assert_eq!(run(&experiment, strategy, Regime::Small, &[]).0, plain);
    assert_ne!(
        large(&experiment, strategy),
        large(&experiment, Strategy::PLAIN)
    );
}

#[test]
fn the_same_seed_gives_the_same_bits_and_every_strategy_its_own() {
    let experiment = Experiment {
        epochs: 12,
        ..small()
    };
    let rows = remedies(&experiment);
    assert_eq!(rows.len(), 25);
    let mut seen = Vec::new();
    for remedy in rows {
        let (first, _) = run(&experiment, remedy.strategy, remedy.regime, &[]);
        let (again, _) = run(&experiment, remedy.strategy, remedy.regime, &[]);
        assert_eq!(first, again, "{}", remedy.name);
        assert!(!seen.contains(&first.fingerprint), "{}", remedy.name);
        seen.push(first.fingerprint);
    }
}

/// A worker may run the canonical job in place of the job.
#[test]
fn the_canonical_job_gives_the_same_bits() {
    let experiment = Experiment {
        stop: StopRule::Epochs,
        ..small()
    };
    for remedy in remedies(&experiment) {
        let (strategy, regime) = (remedy.strategy, remedy.regime);
        let job = TrainJob {
            strategy,
            ..training(&experiment, regime, Vec::new())
        };
        let canonical = TrainJob::new(&experiment, strategy, regime, 0, Vec::new());
        assert_ne!(job, canonical);
        let data = samples(&experiment);
        let as_it_is = finish(job, Vec::new(), &data);
        let canonical = finish(canonical, Vec::new(), &data);
        assert_eq!(canonical, as_it_is, "{}", remedy.name);
    }
}
