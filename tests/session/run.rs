//! Run, pause, cancel, run again; and what happens when something is lost.

use crate::desk::{Desk, assert_each_once, count, link, read_shipped, shipped, small};
use crate::made_up::{diverged, on_the_way};
use sharp_minima::figures::Outcome;
use sharp_minima::jobs::{Job, TrainJob};
use sharp_minima::session::Session;
use sharp_minima::settings::{Experiment, Regime, View};

/// Whether a job is a training of this network, plain.
fn trains(job: &Job, regime: Regime, trial: u32) -> bool {
    matches!(job, Job::Train(of)
        if of.regime == regime && of.trial == trial && of.strategy.is_plain())
}

#[test]
fn a_run_fills_the_page_and_does_nothing_twice() {
    let mut desk = Desk::new(small(2));
    assert_eq!(desk.bar().phase, "idle");
    assert_eq!(desk.bar().run, "Run");
    assert_eq!(desk.bar().status, "Nothing has been run yet: press Run.");
    assert!(desk.next().is_none(), "nobody has asked for anything");
    desk.start(false);
    assert_eq!(desk.bar().phase, "running");
    assert_eq!(desk.bar().run, "");
    let jobs = desk.work();
    assert_each_once(&jobs);
    assert!(desk.lacking().is_empty(), "{:?}", desk.lacking());
    assert_eq!(desk.bar().phase, "finished");
    assert_eq!(desk.bar().progress, 1.0);
    assert_eq!(desk.bar().run, "Run again");
    let status = desk.bar().status;
    assert!(status.starts_with("Done in "), "{status}");
    assert!(!status.contains("shipped"), "{status}");
    // Plain trainings serve all figures, those of the remedies among them.
    for trial in 0..2 {
        for plain in TrainJob::pair(&small(2), trial).map(Job::from) {
            assert!(jobs.contains(&plain));
        }
    }
    // A pair comes before the next pair.
    assert!(trains(&jobs[0], Regime::Small, 0) && trains(&jobs[1], Regime::Large, 0));
}

#[test]
fn orders_wait_for_the_vectors_that_they_need() {
    let mut desk = Desk::new(small(1));
    desk.show_only(&["path", "sharpness"]);
    desk.start(false);
    let first = desk.next().expect("SB's training");
    let second = desk.next().expect("LB's training");
    assert!(desk.next().is_none(), "all else needs one of them");
    desk.finish(&first);
    let third = desk.next().expect("SB's sharpness");
    assert_eq!(third.job.kind(), "sharpness");
    desk.finish(&second);
    let fourth = desk.next().expect("the path");
    assert_eq!((fourth.job.kind(), fourth.kept.len()), ("path", 2));
}

#[test]
fn a_run_trains_however_long_that_takes() {
    let mut desk = Desk::new(Experiment {
        epochs: 1000,
        ..Experiment::default()
    });
    desk.start(false);
    for name in ["curves", "sharpness", "table", "path"] {
        assert!(desk.state(name).working, "{name}");
    }
    assert!(!desk.state("measures").working);
}

#[test]
fn what_takes_long_is_left_out_of_a_run() {
    // The first preset's remedies and measures take minutes, its networks seconds.
    let mut desk = Desk::new(Experiment::default());
    let jobs = desk.run(false);
    assert_each_once(&jobs);
    let lacking = desk.lacking();
    for quick in ["curves", "sharpness", "table", "path"] {
        assert!(!lacking.contains(&quick), "{quick}: {lacking:?}");
    }
    assert!(lacking.contains(&"remedies") && lacking.contains(&"measures"));
    assert_eq!(desk.bar().phase, "finished");
    let rest = desk.rest_label();
    assert!(rest.starts_with("Compute the rest (about "), "{rest}");
    let offer = desk.state("remedies").offer;
    assert!(offer.contains(" (about "), "{offer}");
    assert_eq!(desk.state("curves").offer, "");
    // With a word it is computed, and the rest alone.
    let jobs = desk.run(true);
    assert!(desk.lacking().is_empty(), "{:?}", desk.lacking());
    let plain = TrainJob::plain(&Experiment::default(), Regime::Small, 0);
    assert!(!jobs.contains(&plain.into()));
    assert_eq!(desk.rest_label(), "");
}

#[test]
fn one_figure_is_computed_alone() {
    let mut desk = Desk::new(small(2));
    desk.ask("path");
    assert!(desk.state("path").working);
    assert!(!desk.state("sharpness").working);
    let jobs = desk.work();
    assert_eq!((count(&jobs, "train"), count(&jobs, "path")), (4, 2));
    assert_eq!(jobs.len(), 6);
    assert_eq!(desk.bar().phase, "idle");
    assert!(!desk.state("path").working);
    assert_eq!(desk.state("path").offer, "");
    // Nothing is under way any more, and a claim is decided by what has come.
    let verdict = &desk.panel("path").verdicts[0];
    assert_ne!(verdict.verdict, Outcome::Undecided, "{}", verdict.text);
    // What is complete is not computed again, and a view of something else is not computed unasked.
    desk.ask("path");
    assert!(desk.work().is_empty());
    desk.set_view(View {
        trial: 2,
        ..View::default()
    });
    assert!(desk.work().is_empty());
}

#[test]
fn a_figure_can_be_given_up() {
    let mut desk = Desk::new(small(1));
    desk.ask("along");
    desk.ask("path");
    let order = desk.next().expect("a training");
    desk.give_up("along");
    assert!(desk.cancelled().is_empty(), "the path needs it too");
    desk.finish(&order);
    let jobs = desk.work();
    assert_eq!((count(&jobs, "epoch"), count(&jobs, "path")), (0, 1));
}

#[test]
fn a_pause_gives_no_orders() {
    let mut desk = Desk::new(small(1));
    desk.start(false);
    let order = desk.next().expect("a training");
    let now = desk.now;
    desk.pause(now);
    assert_eq!(desk.bar().phase, "paused");
    assert!(desk.next().is_none());
    assert!(desk.state("curves").paused);
    // What is under way may end; no more is given.
    desk.finish(&order);
    assert!(desk.next().is_none());
    let status = desk.bar().status;
    assert!(status.starts_with("Paused at "), "{status}");
    let now = desk.now + 1e6;
    desk.now = now;
    desk.resume(now);
    desk.work();
    assert!(desk.lacking().is_empty());
    let status = desk.bar().status;
    assert!(status.starts_with("Done in "), "{status}");
    assert!(
        !status.contains("min"),
        "the pause does not count: {status}"
    );
}

#[test]
fn cancelling_ends_all_orders_and_keeps_what_was_computed() {
    let mut desk = Desk::new(small(3));
    desk.show_only(&["curves", "path"]);
    desk.start(false);
    // Two pairs are trained and their paths walked.
    desk.work_at_most(6);
    let undecided = |desk: &Desk| {
        let verdicts = desk.panel("curves").verdicts;
        let all = verdicts.iter().filter(|v| v.verdict == Outcome::Undecided);
        all.count() == verdicts.len()
    };
    assert!(undecided(&desk));
    let [first, second] = [desk.next(), desk.next()].map(|order| order.expect("a training"));
    let half = match &first.job {
        Job::Train(of) => on_the_way(of, 1),
        other => panic!("a training, not {other:?}"),
    };
    let text = serde_json::to_string(&half).expect("plain data");
    desk.progress(first.id, 0.4, Some(&text), 0.0);
    assert!(desk.results().get(&first.job).is_some());
    let known = desk.results().len();
    let now = desk.now;
    desk.cancel(now);
    assert_eq!(desk.cancelled(), [first.id, second.id]);
    assert!(desk.cancelled().is_empty(), "each is said once");
    assert_eq!(desk.bar().phase, "cancelled");
    let status = desk.bar().status;
    assert!(status.starts_with("Cancelled at "), "{status}");
    assert!(status.ends_with("What was measured stays."), "{status}");
    assert!(desk.next().is_none());
    // What came on the way is no result, and what comes late is none.
    assert_eq!(desk.results().len(), known - 1);
    desk.finish(&first);
    assert_eq!(desk.results().len(), known - 1);
    // Claims are decided by what has come.
    assert!(!undecided(&desk));
    let text = &desk.panel("curves").verdicts[0].text;
    assert!(text.ends_with("n = 2 of 3 pairs."), "{text}");
    assert_eq!(
        desk.badge("curves"),
        "computed here, 3 trials, not complete"
    );
    // Another run goes on where this one ended.
    let jobs = desk.run(false);
    assert_eq!((count(&jobs, "train"), count(&jobs, "path")), (2, 1));
    assert_eq!(desk.bar().phase, "finished");
}

#[test]
fn a_lost_job_is_said_and_the_others_go_on() {
    let mut desk = Desk::new(small(3));
    desk.show_only(&["curves", "path"]);
    desk.start(false);
    desk.work_without(|job| trains(job, Regime::Small, 1));
    assert_eq!(desk.bar().phase, "failed");
    let status = desk.bar().status;
    let said = "The run failed: training of SB, trial 2: the worker broke.";
    assert!(status.starts_with(said), "{status}");
    // Two pairs and the other network of the third are there.
    assert_eq!(desk.results().len(), 5 + 2);
    let text = &desk.panel("path").verdicts[0].text;
    assert!(text.ends_with("n = 2 of 3 pairs."), "{text}");
    // Run tries again, and only what is missing.
    let jobs = desk.run(false);
    assert_eq!(jobs.len(), 2);
    assert!(trains(&jobs[0], Regime::Small, 1) && jobs[1].kind() == "path");
    assert_eq!(desk.bar().phase, "finished");
}

#[test]
fn a_run_ends_when_the_last_job_is_lost() {
    for trial in 0..2 {
        for figures in [&["curves"][..], &["path"], &["curves", "sharpness", "path"]] {
            let mut desk = Desk::new(small(2));
            desk.show_only(figures);
            desk.start(false);
            // All that is left needs what is lost.
            desk.work_without(|job| trains(job, Regime::Large, trial) || job.kind() == "path");
            assert_eq!(desk.bar().phase, "failed", "{trial}, {figures:?}");
            assert!(desk.bar().status.contains("the worker broke"));
            assert!(figures.iter().all(|name| !desk.state(name).working));
        }
    }
}

#[test]
fn a_figure_that_is_lost_says_why() {
    let mut desk = Desk::new(small(1));
    desk.ask("path");
    desk.work_without(|job| trains(job, Regime::Large, 0));
    let state = desk.state("path");
    assert!(!state.working && !state.has);
    assert_eq!(
        state.said,
        "It could not be computed: training of LB, trial 1: the worker broke (and 1 other job)."
    );
    assert!(state.offer.contains(" (about "), "{}", state.offer);
    // Asked again it is tried again.
    desk.ask("path");
    desk.work();
    assert!(desk.is_complete("path"));
    assert_eq!(desk.state("path").said, "");
}

#[test]
fn a_report_that_cannot_be_read_is_a_loss() {
    let mut desk = Desk::new(small(1));
    desk.show_only(&["curves"]);
    desk.start(false);
    let order = desk.next().expect("a training");
    let now = desk.now;
    desk.done(order.id, "{", Vec::new(), Vec::new(), now);
    let foreign = desk.next().expect("the other training");
    let other = crate::made_up::report(&order.job);
    desk.finish_with(&foreign, &other);
    assert!(desk.next().is_none());
    assert_eq!(desk.bar().phase, "failed");
    let status = desk.bar().status;
    assert!(status.contains("its report cannot be read"), "{status}");
    assert!(status.contains("1 other job"), "{status}");
    assert!(desk.results().is_empty());
}

#[test]
fn a_diverged_training_leaves_its_pair_out() {
    let mut desk = Desk::new(small(3));
    desk.start(false);
    while let Some(order) = desk.next() {
        let lost = match &order.job {
            Job::Train(of) if trains(&order.job, Regime::Large, 0) => Some(diverged(of)),
            _ => None,
        };
        match lost {
            Some(report) => desk.finish_with(&order, &report),
            None => desk.finish(&order),
        }
    }
    assert_eq!(desk.bar().phase, "finished", "{}", desk.bar().status);
    assert!(desk.lacking().is_empty(), "{:?}", desk.lacking());
    let told = |name: &str| desk.panel(name).remarks.join(" ");
    assert!(told("curves").contains("Training diverged: LB of trial 1"));
    assert!(told("measures").contains("Training diverged: LB of trial 1."));
    assert!(told("remedies").contains("LB in 1 trial"));
    let landscape = "The training of LB diverged: there is no minimum to look around.";
    assert!(told("landscape").contains(landscape));
    assert!(told("lines").contains(landscape));
    assert!(!desk.state("landscape").has);
    let text = &desk.panel("path").verdicts[0].text;
    assert!(text.ends_with("n = 2 of 3 pairs."), "{text}");
    // The next trial's landscape is there to be looked at.
    desk.set_view(View {
        trial: 2,
        ..View::default()
    });
    desk.ask("landscape");
    desk.work();
    assert!(desk.state("landscape").has);
}

#[test]
fn a_run_of_what_is_known_finds_it_again() {
    let mut first = Desk::new(small(2));
    first.run(true);
    let file = shipped(&first);
    let mut desk = Desk::new(small(2));
    read_shipped(&mut desk, &file);
    assert!(desk.bar().status.starts_with("Shipped results."));
    desk.start(false);
    // As long as there is nothing of its own, a figure shows what was shipped.
    assert_eq!(desk.badge("curves"), "shipped, 2 trials");
    assert!(desk.state("curves").has && desk.state("curves").working);
    let jobs = desk.work();
    assert_each_once(&jobs);
    assert_eq!(desk.bar().phase, "finished");
    let status = desk.bar().status;
    let said = "Every shipped number was found again, to the last digit.";
    assert!(status.ends_with(said), "{status}");
    assert_eq!(desk.badge("curves"), "computed here, 2 trials");
    assert_eq!(desk.badge("landscape"), "computed here, trial 1");
    // Where a single number differs, that is said: of a training, of a point of the landscape.
    for mark in [
        r#""train_accuracy":0."#,
        r#""report":{"points":{"train_loss":["#,
    ] {
        let mut desk = Desk::new(small(2));
        let first = file[0].contains(mark);
        let mut files = file.clone();
        let one = &mut files[usize::from(!first)];
        *one = altered(one, mark);
        read_shipped(&mut desk, &files);
        desk.run(false);
        let status = desk.bar().status;
        let told = "Not every number is the shipped one.";
        assert!(status.ends_with(told), "{mark}: {status}");
    }
}

/// A file with another digit after the first of these marks.
fn altered(file: &str, mark: &str) -> String {
    let place = file.find(mark).expect("the mark") + mark.len();
    let (before, rest) = file.split_at(place);
    let digit = rest.chars().next().and_then(|c| c.to_digit(10));
    let other = (digit.expect("a digit") + 1) % 10;
    format!("{before}{other}{}", &rest[1..])
}

#[test]
fn a_run_of_what_is_known_leaves_out_what_takes_long() {
    let mut first = Desk::new(Experiment::default());
    first.run(true);
    let file = shipped(&first);
    let mut desk = Desk::new(Experiment::default());
    read_shipped(&mut desk, &file);
    desk.start(false);
    // Figures that the run leaves alone stay as they were, though it trains their networks anew.
    for name in ["remedies", "measures", "spectrum"] {
        let state = desk.state(name);
        assert!(state.has && !state.working, "{name}");
        assert_eq!(state.badge, "shipped, 5 trials", "{name}");
        assert_eq!(state.offer, "", "{name}");
    }
    let rows = desk.panel("remedies").table.rows;
    assert!(rows.iter().all(|row| row.cells[0] != "–"));
    let jobs = desk.work();
    assert_eq!(
        (count(&jobs, "minimum"), count(&jobs, "sharpness")),
        (0, 20)
    );
    assert!(
        desk.bar().status.contains("found again"),
        "{}",
        desk.bar().status
    );
    assert_eq!(desk.badge("sharpness"), "computed here, 5 trials");
    assert_eq!(
        desk.badge("measures"),
        "shipped, the rest computed here, 5 trials"
    );
    // With a word everything is computed anew.
    let mut desk = Desk::new(Experiment::default());
    read_shipped(&mut desk, &file);
    let jobs = desk.run(true);
    assert_eq!(count(&jobs, "minimum"), 10 * 4);
    assert!(
        desk.bar().status.contains("found again"),
        "{}",
        desk.bar().status
    );
    assert_eq!(desk.badge("measures"), "computed here, 5 trials");
}

#[test]
fn a_run_of_what_is_known_takes_nothing_away() {
    let mut first = Desk::new(small(2));
    first.run(true);
    let file = shipped(&first);
    let shipped = || {
        let mut desk = Desk::new(small(2));
        read_shipped(&mut desk, &file);
        desk
    };
    let mut desk = shipped();
    let known = desk.results().len();
    // Cancelled.
    desk.start(false);
    desk.work_at_most(3);
    let now = desk.now;
    desk.cancel(now);
    assert_eq!(desk.lacking(), ["augmentation"], "a preview is not shipped");
    assert!(desk.results().len() >= known);
    assert_eq!(
        desk.badge("curves"),
        "shipped, the rest computed here, 2 trials"
    );
    // Lost in part.
    let mut desk = shipped();
    desk.start(false);
    desk.work_without(|job| trains(job, Regime::Small, 1));
    assert_eq!(desk.bar().phase, "failed");
    assert!(desk.lacking().is_empty());
    // Left for other settings and back.
    let mut desk = shipped();
    desk.start(false);
    desk.work_at_most(1);
    let own = desk.experiment().clone();
    desk.set_experiment(Experiment {
        seed: 7,
        ..own.clone()
    });
    assert_eq!(desk.state("curves").tone, "stale");
    assert!(desk.state("curves").has);
    desk.set_experiment(own);
    assert_eq!(desk.lacking(), ["augmentation"]);
}

#[test]
fn a_run_does_not_end_what_was_asked_for() {
    let mut desk = Desk::new(Experiment::default());
    desk.ask("remedies");
    let order = desk.next().expect("a training");
    desk.start(false);
    assert!(desk.cancelled().is_empty());
    desk.finish(&order);
    assert!(desk.state("remedies").working);
    desk.work();
    assert!(desk.is_complete("remedies") && desk.is_complete("curves"));
    assert_eq!(desk.bar().phase, "finished");
}

#[test]
fn a_page_of_nothing_to_compute_has_no_run() {
    let mut session: Session<usize> = Session::new(link(small(1), View::default()), 1);
    session.show_only(&["sketch"]);
    assert_eq!(session.bar().run, "");
    assert_eq!(session.rest_label(), "");
    assert!(session.next(0.0).is_none());
}
