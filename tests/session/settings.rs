//! Other settings, other views, and back.

use crate::desk::{Desk, count, link, read_shipped, shipped, small};
use sharp_minima::jobs::{Job, MinimumJob, TrainJob};
use sharp_minima::landscape::Axes;
use sharp_minima::session::strategies;
use sharp_minima::settings::view::Resolution;
use sharp_minima::settings::{Equal, Experiment, Regime, View};

/// The same settings with another rate.
/// Another learning rate, and none of those that are compared.
fn other(experiment: &Experiment) -> Experiment {
    Experiment {
        learning_rate: 0.003,
        ..experiment.clone()
    }
}

#[test]
fn a_changed_setting_makes_figures_stale_and_says_what_they_show() {
    let mut desk = Desk::new(small(2));
    desk.run(false);
    assert_eq!(desk.bar().stale, "");
    let before = desk.hash();
    let own = desk.experiment().clone();
    let rows = desk.panel("curves").table;
    desk.set_experiment(other(&own));
    assert_ne!(desk.hash(), before);
    let shown = "learning rate 0.005";
    for name in ["curves", "sharpness", "path", "landscape", "remedies"] {
        let state = desk.state(name);
        assert_eq!(state.badge, format!("of other settings: {shown}"), "{name}");
        assert_eq!(state.tone, "stale");
        assert!(state.has && !state.working);
        // Its link leads to what it shows.
        assert_eq!(state.link, before, "{name}");
    }
    assert_eq!(desk.panel("curves").table, rows);
    let bar = desk.bar();
    assert!(
        bar.stale
            .starts_with(&format!("Faded figures still show {shown}."))
    );
    assert!(bar.stale.contains("Run computes the page’s in about "));
    assert_eq!(bar.run, "Run these settings");
    assert!(desk.nearest().changed);
    // The sketch has no settings.
    assert_eq!(desk.badge("sketch"), "");
    // Once something of the present settings is known, that is shown.
    desk.start(false);
    assert_eq!(desk.state("curves").tone, "stale");
    desk.work_at_most(1);
    assert_eq!(desk.badge("curves"), "computing, 2 trials");
    desk.work();
    assert_eq!(desk.badge("curves"), "computed here, 2 trials");
    assert_eq!(desk.bar().stale, "");
}

/// A figure of one trial does not show another one's in its place.
#[test]
fn a_trial_that_is_not_there_yet_is_not_replaced_by_another() {
    let mut desk = Desk::new(small(2));
    desk.run(false);
    assert!(desk.state("landscape").has);
    let more = Experiment {
        trials: 6,
        ..desk.experiment().clone()
    };
    desk.set_experiment(more);
    desk.set_view(View {
        trial: 6,
        ..View::default()
    });
    let state = desk.state("landscape");
    assert!(!state.has && state.badge == "not computed yet", "{state:?}");
    assert!(desk.hash().ends_with("&map.trial=6"));
    // What shows all trials keeps those that there are.
    assert!(desk.state("curves").has);
}

#[test]
fn a_change_of_settings_ends_the_run() {
    let mut desk = Desk::new(small(2));
    desk.start(false);
    let order = desk.next().expect("a training");
    let own = desk.experiment().clone();
    desk.set_experiment(own.clone());
    assert_eq!(desk.bar().phase, "running", "it is the same");
    desk.set_experiment(other(&own));
    assert_eq!(desk.cancelled(), [order.id]);
    assert_eq!(desk.bar().phase, "idle");
    assert!(desk.next().is_none());
}

/// How many trainings, sharpness values and paths a change makes necessary after a run of all.
fn repeated(change: impl Fn(&mut Experiment)) -> (usize, usize, usize) {
    let mut desk = Desk::new(small(3));
    desk.show_only(&["curves", "sharpness", "table", "path"]);
    desk.run(false);
    let mut experiment = desk.experiment().clone();
    change(&mut experiment);
    desk.set_experiment(experiment.check().expect("allowed settings"));
    let jobs = desk.run(false);
    let (trained, measured) = (count(&jobs, "train"), count(&jobs, "sharpness"));
    (trained, measured, count(&jobs, "path"))
}

#[test]
fn only_what_a_change_touches_is_computed_again() {
    assert_eq!(
        repeated(|e| e.starts = 1),
        (0, 12, 0),
        "as vectors are at hand"
    );
    assert_eq!(repeated(|e| e.small_batch = 5), (3, 6, 3));
    assert_eq!(repeated(|e| e.large_batch = 25), (3, 6, 3));
    assert_eq!(repeated(|e| e.trials = 4), (2, 4, 1));
    assert_eq!(repeated(|e| e.seed = 2), (6, 12, 3));
    // What is known already is computed anew only where nothing is missing.
    assert_eq!(repeated(|e| e.trials = 1), (2, 4, 1));
}

#[test]
fn known_settings_are_shown_again() {
    let mut desk = Desk::new(small(2));
    desk.run(false);
    let own = desk.experiment().clone();
    let panel = desk.panel("remedies");
    desk.set_experiment(other(&own));
    desk.show_only(&["curves"]);
    desk.run(false);
    desk.set_experiment(own.clone());
    assert_eq!(desk.badge("curves"), "computed here, 2 trials");
    assert_eq!(desk.badge("remedies"), "computed here, 2 trials");
    assert_eq!(desk.panel("remedies"), panel);
    assert!(desk.lacking().is_empty(), "{:?}", desk.lacking());
    assert_eq!(desk.bar().stale, "");
    let said = "Results of 2 trials from before. Press Run to train it again.";
    assert_eq!(desk.bar().status, said);
    // Of more trials a part is known.
    desk.set_experiment(Experiment {
        trials: 3,
        ..own.clone()
    });
    assert_eq!(
        desk.badge("curves"),
        "computed here, 3 trials, not complete"
    );
    let said = "A part is known. Run computes the rest.";
    assert_eq!(desk.bar().status, said);
    // And the others as well; the remedies were shown of three trials last.
    desk.set_experiment(other(&own));
    assert_eq!(desk.badge("curves"), "computed here, 2 trials");
    assert_eq!(
        desk.badge("remedies"),
        "of other settings: learning rate 0.005, trials 3"
    );
}

#[test]
fn vectors_of_settings_long_left_are_let_go() {
    let mut desk = Desk::new(small(1));
    desk.show_only(&["curves", "sharpness"]);
    desk.run(false);
    let first = desk.experiment().clone();
    let starts = |experiment: &Experiment| Experiment {
        starts: 1,
        ..experiment.clone()
    };
    // Back from the settings next to them the vectors are there.
    desk.set_experiment(other(&first));
    desk.run(false);
    desk.set_experiment(starts(&first));
    assert_eq!(count(&desk.run(false), "train"), 0);
    // From the ones after those they are not, but the reports are.
    for seed in 2..4 {
        desk.set_experiment(Experiment {
            seed,
            ..first.clone()
        });
        desk.run(false);
    }
    desk.set_experiment(first.clone());
    assert!(desk.is_complete("curves") && desk.is_complete("sharpness"));
    desk.set_experiment(Experiment { starts: 2, ..first });
    let jobs = desk.run(false);
    assert_eq!((count(&jobs, "train"), count(&jobs, "sharpness")), (2, 4));
}

#[test]
fn another_view_wants_other_points() {
    let mut desk = Desk::new(small(1));
    let coarse = View {
        grid: Resolution::Coarse,
        ..View::default()
    };
    desk.set_view(coarse.clone());
    desk.ask("landscape");
    desk.work_at_most(5);
    let order = desk.next().expect("points");
    assert_eq!(order.job.kind(), "points");
    let random = View {
        plane: Axes::Random,
        ..coarse.clone()
    };
    desk.set_view(random);
    assert_eq!(desk.cancelled(), [order.id]);
    let jobs = desk.work();
    assert_eq!((count(&jobs, "train"), count(&jobs, "slice")), (0, 2));
    assert!(desk.is_complete("landscape"));
    // Back, the points that had come are there still.
    desk.set_view(coarse);
    let badge = desk.badge("landscape");
    assert_eq!(badge, "computed here, trial 1, not complete");
    assert!(
        desk.state("landscape")
            .offer
            .starts_with("Continue (about ")
    );
    desk.ask("landscape");
    let jobs = desk.work();
    assert_eq!(count(&jobs, "slice"), 0);
    assert!(desk.is_complete("landscape"));
}

#[test]
fn a_view_stays_within_the_settings() {
    let mut desk = Desk::new(small(5));
    let names = strategies(&small(5));
    assert!(names.contains(&"sam"));
    desk.set_view(View {
        trial: 4,
        zoom: 99.0,
        strategies: Some(vec!["sam".into(), "moon".into()]),
        ..View::default()
    });
    assert_eq!((desk.view().trial, desk.view().zoom), (4, 10.0));
    assert_eq!(desk.view().strategies, Some(vec!["sam".to_owned()]));
    desk.set_experiment(small(2));
    assert_eq!(desk.view().trial, 2);
    assert_eq!(desk.state("along").badge, "not computed yet");
    // The hash leads here again.
    let link = sharp_minima::session::link(&desk.hash());
    assert_eq!(link.experiment, *desk.experiment());
    assert_eq!(link.view, *desk.view());
}

#[test]
fn at_equal_gradients_longer_training_is_lb_s() {
    let view = View {
        equal: Equal::Gradients,
        strategies: Some(vec!["lb".into(), "longer".into()]),
        ..View::default()
    };
    let mut desk = Desk::looking(small(1), view);
    desk.ask("remedies");
    let jobs = desk.work();
    let lb = TrainJob::plain(desk.experiment(), Regime::Large, 0);
    let trained: Vec<&Job> = jobs.iter().filter(|job| job.kind() == "train").collect();
    assert_eq!(trained, [&Job::from(lb)], "once for both");
    assert!(desk.is_complete("remedies"));
    let rows = desk.panel("remedies").table.rows;
    assert_eq!(rows[0].cells, rows[1].cells);
}

#[test]
fn what_is_seen_is_computed_where_it_costs_next_to_nothing() {
    let mut desk = Desk::new(Experiment::default());
    desk.see("curves", true);
    assert!(desk.next().is_none(), "trainings wait for a word");
    desk.see("augmentation", true);
    let jobs = desk.work();
    assert_eq!((count(&jobs, "preview"), jobs.len()), (1, 1));
    assert!(desk.state("augmentation").has);
    // Previews are not worth keeping.
    assert!(desk.unsaved().is_empty());
}

#[test]
fn a_view_that_a_link_asks_for_is_computed_when_it_is_seen() {
    let mut first = Desk::new(small(1));
    first.run(false);
    let file = shipped(&first);
    let filter = View {
        plane: Axes::Filter,
        ..View::default()
    };
    let link = link(small(1), filter);
    let mut desk = Desk::looking(link.experiment, link.view);
    read_shipped(&mut desk, &file);
    assert!(!desk.state("landscape").has);
    desk.see("landscape", false);
    assert!(desk.next().is_none());
    desk.see("landscape", true);
    assert!(!desk.work().is_empty());
    assert!(desk.is_complete("landscape"));
    // Without its first view there is nothing to be seen that waits.
    let mut desk = Desk::looking(small(1), View::default());
    desk.see("landscape", true);
    assert!(desk.next().is_none());
}

#[test]
fn what_is_in_sight_comes_first() {
    let mut desk = Desk::new(small(2));
    desk.run(false);
    let mut desk = Desk::new(small(2));
    desk.see("path", true);
    desk.start(false);
    let jobs = desk.work();
    let last = jobs.iter().rposition(|job| job.kind() == "path");
    // Two pairs and their paths.
    assert_eq!(last, Some(5));
}

#[test]
fn what_a_run_takes_is_told_where_that_is_much() {
    assert_eq!(
        Desk::new(small(1)).bar().status,
        "Nothing has been run yet: press Run."
    );
    let long = Experiment {
        train: 4000,
        hidden: vec![256; 3],
        trials: 20,
        epochs: 200,
        ..Experiment::default()
    };
    let said = Desk::new(long).bar().status;
    assert!(said.contains("A run takes about "), "{said}");
    assert!(said.contains(" min.") || said.contains(" h."), "{said}");
}

/// What the jobs say they take, against what is known of their sizes.
#[test]
fn memory_follows_from_the_sizes() {
    let experiment = Experiment::default();
    let of = |experiment: &Experiment| TrainJob::plain(experiment, Regime::Large, 0);
    let bytes = |job: Job| job.memory() as f64;
    let samples = 4.0 * 40.0 * (experiment.train + 1000) as f64;
    let own = bytes(of(&experiment).into());
    assert!(own > samples && own < 50e6, "{own}");
    let wide = Experiment {
        hidden: vec![500, 500],
        ..experiment.clone()
    };
    assert!(bytes(of(&wide).into()) > own);
    let starts = 2;
    let of = of(&wide);
    let n = wide.parameters() as f64;
    let [spectrum, noise, subspace, _] =
        MinimumJob::parts(&of, starts).map(|job| bytes(job.into()));
    assert!(spectrum > 8.0 * 300.0 * n, "a vector a product");
    assert!(subspace > noise + 8.0 * 100.0 * n, "a hundred columns");
    assert!(noise > own);
}
