//! Equal gradient evaluations.

use super::results::{choose, epochs_of, experiment, names};
use crate::known::Known;
use sharp_minima::jobs::TrainJob;
use sharp_minima::settings::{Equal, Experiment, Regime};
use sharp_minima::strategy::schedule::Plan;

/// The trainings of all rows.
fn jobs(experiment: Experiment, equal: Equal) -> Vec<(&'static str, TrainJob)> {
    let mut known = Known::new(experiment);
    let names = names(&known);
    choose(&mut known, &names);
    known.view.equal = equal;
    known.rows()
}

fn epochs(experiment: Experiment, equal: Equal) -> Vec<(&'static str, u32)> {
    let jobs = jobs(experiment, equal).into_iter();
    jobs.map(|(row, job)| (row, epochs_of(&job))).collect()
}

#[test]
fn rows_have_the_epochs_that_cost_what_plain_training_costs() {
    // 40 epochs: a third, a half, a fifth of them, and what a warm start of ten leaves.
    let expected = [
        ("sb", 40, 40),
        ("lb", 40, 40),
        ("augmentation", 40, 40),
        ("conservative", 40, 13),
        ("control", 40, 13),
        ("fgsm", 40, 20),
        ("pgd", 40, 8),
        ("stability", 40, 20),
        ("sam", 40, 20),
        ("warm-start", 50, 40),
        ("longer", 120, 40),
        ("growing", 40, 40),
        ("swa", 40, 40),
    ];
    let free = epochs(experiment(1), Equal::Epochs);
    let equal = epochs(experiment(1), Equal::Gradients);
    for (name, at_epochs, at_gradients) in expected {
        assert!(free.contains(&(name, at_epochs)), "{name}: {free:?}");
        assert!(equal.contains(&(name, at_gradients)), "{name}: {equal:?}");
    }
}

#[test]
fn no_row_exceeds_the_budget_unless_one_epoch_does() {
    for count in [1, 2, 3, 7, 40, 300] {
        let experiment = Experiment {
            epochs: count,
            ..experiment(1)
        };
        for (row, job) in jobs(experiment.clone(), Equal::Gradients) {
            let strategy = job.strategy;
            let checked = strategy.check(&experiment);
            assert!(checked.is_ok(), "{row} of {count}: {checked:?}");
            let plan = Plan::new(&strategy, &experiment, Regime::Large);
            let spent = strategy.gradients_per_step() as usize * plan.all();
            let allowed = spent <= count || plan.epochs == 1;
            assert!(allowed, "{row} spends {spent} of {count}");
            let more = strategy.gradients_per_step() as usize * (plan.all() + 1);
            let wasteful = more <= count;
            assert!(!wasteful, "{row} could have more of {count}");
        }
    }
}
