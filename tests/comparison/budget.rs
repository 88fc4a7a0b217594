//! Equal gradient evaluations.

use crate::results::{epochs_of, experiment};
use sharp_minima::comparison::{Comparison, Equal};
use sharp_minima::experiment::{Experiment, Job, Regime};
use sharp_minima::strategy::schedule::Plan;

fn epochs(experiment: Experiment, equal: Equal) -> Vec<(&'static str, u32)> {
    let mut comparison = Comparison::new(experiment);
    let names: Vec<&str> = comparison.rows().iter().map(|row| row.name).collect();
    comparison.choose(&names);
    comparison.set_equal(equal);
    let wanted = comparison.wanted().into_iter();
    let job = |w: sharp_minima::comparison::Wanted| Some((w.row, epochs_of(w.job.as_ref()?)));
    wanted.filter_map(job).collect()
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
        let mut comparison = Comparison::new(experiment.clone());
        let names: Vec<&str> = comparison.rows().iter().map(|row| row.name).collect();
        comparison.choose(&names);
        comparison.set_equal(Equal::Gradients);
        for wanted in comparison.wanted() {
            let Some(Job::Train { strategy, .. }) = wanted.job else {
                panic!("a training");
            };
            let checked = strategy.check(&experiment);
            assert!(checked.is_ok(), "{} of {count}: {checked:?}", wanted.row);
            let plan = Plan::new(&strategy, &experiment, Regime::Large);
            let spent = strategy.gradients_per_step() as usize * plan.all();
            let allowed = spent <= count || plan.epochs == 1;
            assert!(allowed, "{} spends {spent} of {count}", wanted.row);
            let more = strategy.gradients_per_step() as usize * (plan.all() + 1);
            let wasteful = more <= count;
            assert!(!wasteful, "{} could have more of {count}", wanted.row);
        }
    }
}
