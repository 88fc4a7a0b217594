//! The jobs of a run: which they are, in which order, and what a change of settings leaves alone.

use crate::known::Known;
use crate::reports::{complete, diverged, end, path, run, sharpness, trained, training};
use sharp_minima::figures::run::Pairs;
use sharp_minima::jobs::path::alphas;
use sharp_minima::jobs::{EPSILONS, Job, Report};
use sharp_minima::results::{Origin, Results};
use sharp_minima::settings::{Experiment, Regime};

fn text(job: &Job) -> String {
    match job {
        Job::Train(of) => format!("train {:?} {}", of.regime, of.trial),
        Job::Sharpness(job) => {
            let (of, epsilon) = (&job.of, job.epsilon);
            format!("sharpness {:?} {} {epsilon}", of.regime, of.trial)
        }
        Job::Path(job) => format!("path {} {}", job.of[0].trial, job.alphas.len()),
        other => panic!("a run has no such job: {other:?}"),
    }
}

/// All jobs of the figures of a run, the most urgent first.
fn jobs(run: &Known) -> Vec<Job> {
    let mut jobs = run.wanted("table");
    for job in run.wanted("path") {
        if !jobs.contains(&job) {
            jobs.push(job);
        }
    }
    jobs
}

/// Those that are not known.
fn missing(run: &Known) -> Vec<String> {
    let all = jobs(run).into_iter();
    let missing = all.filter(|job| !run.results.knows(job));
    missing.map(|job| text(&job)).collect()
}

#[test]
fn jobs_follow_reports() {
    let mut run = run(2);
    assert_eq!(missing(&run).len(), 2 * 7);
    let growing = training(Regime::Small, 0, end(Regime::Small, 0), None);
    run.take(Report::Training(growing));
    assert_eq!(missing(&run).len(), 2 * 7, "it has not ended");
    run.take(trained(Regime::Small, 0));
    assert_eq!(missing(&run).len(), 2 * 7 - 1);
    complete(&mut run, 0);
    assert!(!Pairs::of(&run.context()).ended(true));
    run.take(trained(Regime::Large, 1));
    run.take(diverged(Regime::Small, 1));
    assert_eq!(
        missing(&run),
        ["sharpness Large 1 0.001", "sharpness Large 1 0.0005"]
    );
    for epsilon in EPSILONS {
        assert!(!Pairs::of(&run.context()).ended(true));
        run.take(sharpness(Regime::Large, 1, epsilon, 1.0));
    }
    assert!(missing(&run).is_empty());
    assert!(Pairs::of(&run.context()).ended(true));
}

#[test]
fn urgency_puts_pairs_first_and_tells_jobs_apart() {
    let run = run(3);
    let mut urgencies: Vec<(u32, String)> = Vec::new();
    for figure in ["table", "path"] {
        for wanted in crate::known::figure(figure).wanted(&run.context()) {
            urgencies.push((wanted.urgency, text(&wanted.job)));
        }
    }
    urgencies.sort();
    urgencies.dedup();
    assert_eq!(urgencies.len(), 3 * 7);
    assert!(urgencies.windows(2).all(|two| two[0].0 < two[1].0));
    let first: Vec<&str> = urgencies.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(
        first[..4],
        [
            "train Small 0",
            "train Large 0",
            "path 0 25",
            "sharpness Small 0 0.001",
        ]
    );
    assert_eq!(first[7], "train Small 1");
}

#[test]
fn known_jobs_are_not_missing() {
    let mut run = run(2);
    complete(&mut run, 0);
    assert_eq!(missing(&run).len(), 7);
    assert!(missing(&run).iter().all(|text| text.contains(" 1")));
    complete(&mut run, 1);
    assert!(missing(&run).is_empty());
}

#[test]
fn the_order_of_arrival_leaves_no_trace() {
    let mut straight = run(3);
    (0..3).for_each(|trial| complete(&mut straight, trial));
    let mut entries: Vec<_> = straight.results.entries().cloned().collect();
    entries.reverse();
    let mut reversed = run(3);
    for entry in entries {
        reversed.put(entry.job.clone(), entry.report.clone());
        reversed.put(entry.job, entry.report);
    }
    assert_eq!(reversed.results.len(), 3 * 7);
    let pairs = |run: &Known| {
        let pairs = Pairs::of(&run.context());
        let trainings = pairs.trainings().to_vec();
        (
            trainings,
            pairs.sharpness().to_vec(),
            pairs.paths().to_vec(),
        )
    };
    assert_eq!(pairs(&reversed), pairs(&straight));
    // And as a file.
    let mut stored = run(3);
    let text = straight.results.write(|_| true);
    let unread = stored.results.read(&text, Origin::Opened);
    assert_eq!(unread, Ok(Vec::new()));
    assert_eq!(pairs(&stored), pairs(&straight));
    assert!(Pairs::of(&stored.context()).ended(true));
}

#[test]
fn foreign_reports_are_refused() {
    let run = run(2);
    let mut results = Results::default();
    let Report::Path(mut short) = path(0, 1.0, 1.0) else {
        unreachable!("a path")
    };
    short.points.pop();
    let mut twice = training(Regime::Small, 0, end(Regime::Small, 0), None);
    twice.points[2].epoch = 1;
    let reports = [
        trained(Regime::Small, 1),
        trained(Regime::Large, 0),
        sharpness(Regime::Small, 0, 1e-2, 1.0),
        Report::Path(short),
        Report::Training(twice),
    ];
    // None of them is of a job of SB in trial 0 or of its pair.
    for job in jobs(&run).into_iter().filter(|job| {
        let text = text(job);
        text == "train Small 0" || text == "path 0 25" || text.contains("sharpness Small 0")
    }) {
        for report in &reports {
            let refused = results.put(job.clone(), report.clone(), Origin::Computed);
            let error = refused.expect_err("foreign").to_string();
            assert!(error.starts_with("report: it is none of the "), "{error}");
        }
    }
    assert!(results.is_empty());
}

#[test]
fn the_path_has_the_papers_25_points() {
    let alphas = alphas();
    assert_eq!(alphas.len(), 25);
    assert_eq!(
        (alphas[0], alphas[8], alphas[16], alphas[24]),
        (-1.0, 0.0, 1.0, 2.0)
    );
}

/// How many trainings, sharpness values and paths need not be done again when settings change.
fn kept(change: impl Fn(&mut Experiment)) -> (usize, usize, usize) {
    let before = jobs(&run(3));
    let mut experiment = run(3).experiment;
    change(&mut experiment);
    let mut kept = jobs(&Known::new(experiment));
    kept.retain(|job| before.contains(job));
    let count = |kind: &str| kept.iter().filter(|job| job.kind() == kind).count();
    (count("train"), count("sharpness"), count("path"))
}

#[test]
fn what_a_change_leaves_alone_need_not_be_done_again() {
    assert_eq!(kept(|_| ()), (6, 12, 3));
    assert_eq!(kept(|e| e.trials = 5), (6, 12, 3));
    assert_eq!(kept(|e| e.trials = 1), (2, 4, 1));
    assert_eq!(kept(|e| e.starts = 5), (6, 0, 3));
    assert_eq!(kept(|e| e.small_batch = 16), (3, 6, 0));
    assert_eq!(kept(|e| e.large_batch = 400), (3, 6, 0));
    assert_eq!(kept(|e| e.momentum = 0.5), (6, 12, 3));
    assert_eq!(kept(|e| e.stop_loss = 0.5), (6, 12, 3));
    assert_eq!(kept(|e| e.seed = 2), (0, 0, 0));
    assert_eq!(kept(|e| e.learning_rate = 0.01), (0, 0, 0));
    assert_eq!(
        kept(|e| {
            e.small_batch = 16;
            e.large_batch = 400;
        }),
        (0, 0, 0)
    );
}

#[test]
fn iterates_are_kept_evenly_from_the_start_to_the_end_and_fit_into_memory() {
    let few = Experiment {
        epochs: 40,
        ..Experiment::default()
    };
    assert_eq!(few.kept_epochs(), (0..=40).collect::<Vec<u32>>());
    let one = Experiment {
        epochs: 1,
        ..Experiment::default()
    };
    assert_eq!(one.kept_epochs(), [0, 1]);
    let large = Experiment {
        epochs: 1000,
        trials: 20,
        hidden: vec![512; 6],
        ..Experiment::default()
    };
    for experiment in [
        large,
        Experiment {
            epochs: 1000,
            ..Experiment::default()
        },
    ] {
        let kept = experiment.kept_epochs();
        assert_eq!((kept[0], kept[kept.len() - 1]), (0, 1000));
        assert!(kept.windows(2).all(|two| two[0] < two[1]));
        let numbers = kept.len() * experiment.parameters() * 2 * experiment.trials as usize;
        assert!(kept.len() == 2 || numbers <= 16_000_000, "{numbers}");
    }
}
