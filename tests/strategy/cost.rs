//! What strategies cost, counted, and how small their units of work are.

use crate::runs::{run, small};
use crate::tasks::{samples, start};
use crate::trained::training;
use sharp_minima::jobs::{Report, TrainJob};
use sharp_minima::settings::{Experiment, Regime};
use sharp_minima::strategy::{
    Adversarial, Conservative, Plan, Remedy, Robust, Stability, Strategy, remedies,
};

#[test]
fn every_strategys_gradients_are_counted_and_foretold() {
    let experiment = small();
    for remedy in remedies(&experiment) {
        let Remedy {
            name,
            strategy,
            regime,
            ..
        } = remedy;
        let (training, _) = run(&experiment, strategy, regime, &[]);
        let each = u64::from(strategy.gradients_per_step());
        assert_eq!(
            training.gradients,
            each * u64::from(training.steps),
            "{name}"
        );
        let plan = Plan::new(&strategy, &experiment, regime);
        assert_eq!(training.steps as usize, plan.all_steps(), "{name}");
        let epoch = |epoch| (plan.steps(epoch) * plan.batch(epoch)) as u64;
        let seen: u64 = (0..plan.all()).map(epoch).sum();
        assert_eq!(training.samples, each * seen, "{name}");
    }
}

#[test]
fn the_published_costs() {
    let cost = |strategy: Strategy| strategy.gradients_per_step();
    let plain = Strategy::PLAIN;
    let conservative = Some(Conservative::default());
    let robust = Some(Robust::default());
    let adversarial = Some(Adversarial::default());
    let pgd = Some(Adversarial {
        steps: 7,
        ..Adversarial::default()
    });
    assert_eq!(cost(plain), 1);
    assert_eq!(
        cost(Strategy {
            conservative,
            ..plain
        }),
        3
    );
    assert_eq!(cost(Strategy { robust, ..plain }), 2);
    assert_eq!(
        cost(Strategy {
            adversarial,
            ..plain
        }),
        2
    );
    assert_eq!(
        cost(Strategy {
            adversarial: pgd,
            ..plain
        }),
        8
    );
    let stability = Some(Stability::default());
    assert_eq!(cost(Strategy { stability, ..plain }), 2);
    let all = Strategy {
        conservative,
        robust,
        adversarial,
        ..plain
    };
    assert_eq!(cost(all), 12);
}

/// However much is combined: augmentation, SAM in groups, ghosts, inner steps.
#[test]
fn combinations_are_counted_too_and_each_gradient_is_a_unit_of_its_own() {
    let experiment = Experiment {
        epochs: 2,
        ..small()
    };
    let robust = Robust {
        group: Some(20),
        steps: 2,
        ..Robust::default()
    };
    let strategy = Strategy {
        augmentation: Some(sharp_minima::strategy::Augmentation::of(experiment.data)),
        conservative: Some(Conservative::default()),
        adversarial: Some(Adversarial::default()),
        robust: Some(robust),
        ghost: Some(10),
        weight_noise: 0.01,
        ..Strategy::PLAIN
    };
    let job = TrainJob {
        strategy,
        ..training(&experiment, Regime::Large, Vec::new())
    };
    let task = start(job, Vec::new(), &samples(&experiment));
    let mut task = task.expect("an allowed strategy");
    let mut units = 1;
    while !task.advance() {
        units += 1;
    }
    let Some(Report::Training(training)) = task.report() else {
        panic!("a training");
    };
    assert_eq!(strategy.gradients_per_step(), 18);
    assert_eq!(training.gradients, 18 * 8);
    assert_eq!(training.samples, 18 * 400);
    // Three groups a batch, and an evaluation before and after each epoch.
    assert_eq!(units, 18 * 8 * 3 + 3);
}
