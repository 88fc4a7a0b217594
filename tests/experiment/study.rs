//! Jobs come when they become possible, each once, the most urgent first.

use crate::reports::{complete, diverged, end, path, sharpness, study, trained, training};
use sharp_minima::experiment::report::Report;
use sharp_minima::experiment::study::{EPSILONS, REGIMES, alphas};
use sharp_minima::experiment::{Experiment, ForeignReport, Job, Regime, Study, urgency};

fn text(job: &Job) -> String {
    match job {
        Job::Train { regime, trial, .. } => format!("train {regime:?} {trial}"),
        Job::Sharpness {
            regime,
            trial,
            epsilon,
            ..
        } => {
            format!("sharpness {regime:?} {trial} {epsilon}")
        }
        Job::Path { trial, alphas, .. } => format!("path {trial} {}", alphas.len()),
    }
}

fn texts(study: &mut Study) -> Vec<String> {
    study.next_jobs().iter().map(text).collect()
}

#[test]
fn jobs_follow_reports() {
    let mut study = study(2);
    assert_eq!(
        texts(&mut study),
        [
            "train Small 0",
            "train Large 0",
            "train Small 1",
            "train Large 1"
        ]
    );
    assert!(texts(&mut study).is_empty());
    let growing = training(Regime::Small, 0, end(Regime::Small, 0), None);
    study
        .accept(Report::Training(growing))
        .expect("of this study");
    assert!(texts(&mut study).is_empty() && !study.finished());
    study
        .accept(trained(Regime::Small, 0))
        .expect("of this study");
    assert_eq!(
        texts(&mut study),
        ["sharpness Small 0 0.001", "sharpness Small 0 0.0005"]
    );
    study
        .accept(trained(Regime::Large, 0))
        .expect("of this study");
    assert_eq!(
        texts(&mut study),
        [
            "path 0 25",
            "sharpness Large 0 0.001",
            "sharpness Large 0 0.0005"
        ]
    );
    complete(&mut study, 0);
    assert!(!study.finished());
    study
        .accept(trained(Regime::Large, 1))
        .expect("of this study");
    study
        .accept(diverged(Regime::Small, 1))
        .expect("of this study");
    assert_eq!(
        texts(&mut study),
        ["sharpness Large 1 0.001", "sharpness Large 1 0.0005"]
    );
    for epsilon in EPSILONS {
        assert!(!study.finished());
        study
            .accept(sharpness(Regime::Large, 1, epsilon, 1.0))
            .expect("of this study");
    }
    assert!(study.finished() && texts(&mut study).is_empty());
}

#[test]
fn urgency_puts_pairs_first_and_tells_jobs_apart() {
    let mut study = study(3);
    let mut jobs = study.next_jobs();
    for trial in 0..3 {
        for regime in REGIMES {
            study.accept(trained(regime, trial)).expect("of this study");
        }
    }
    jobs.extend(study.next_jobs());
    assert_eq!(jobs.len(), 3 * 7);
    jobs.sort_by_key(urgency);
    assert!(
        jobs.windows(2)
            .all(|two| urgency(&two[0]) < urgency(&two[1]))
    );
    let first: Vec<String> = jobs.iter().take(8).map(text).collect();
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
fn jobs_of_accepted_reports_are_not_given() {
    let mut study = study(2);
    complete(&mut study, 0);
    assert_eq!(texts(&mut study), ["train Small 1", "train Large 1"]);
    complete(&mut study, 1);
    assert!(study.finished() && texts(&mut study).is_empty());
}

#[test]
fn the_order_of_arrival_leaves_no_trace() {
    let mut straight = study(3);
    (0..3).for_each(|trial| complete(&mut straight, trial));
    let mut reports = straight.reports();
    reports.reverse();
    let mut reversed = study(3);
    for report in reports {
        reversed.accept(report.clone()).expect("of this study");
        reversed.accept(report).expect("again");
    }
    assert_eq!(reversed.reports(), straight.reports());
    assert_eq!(reversed.reports().len(), 3 * 7);
    let text = serde_json::to_string(&straight.reports()).expect("plain data");
    let read: Vec<Report> = serde_json::from_str(&text).expect("plain data");
    let mut stored = study(3);
    read.into_iter()
        .for_each(|report| stored.accept(report).expect("of this study"));
    assert!(stored.finished());
}

#[test]
fn foreign_reports_are_refused() {
    let mut study = study(2);
    complete(&mut study, 0);
    let before = study.reports();
    let trial = ForeignReport::Trial {
        trial: 2,
        trials: 2,
    };
    assert_eq!(study.accept(trained(Regime::Small, 2)), Err(trial.clone()));
    assert_eq!(study.accept(path(2, 1.0, 1.0)), Err(trial.clone()));
    assert_eq!(
        study.accept(sharpness(Regime::Small, 2, 1e-3, 1.0)),
        Err(trial.clone())
    );
    assert_eq!(
        trial.to_string(),
        "trial: 2 is not allowed; allowed is less than 2"
    );
    let epsilon = study
        .accept(sharpness(Regime::Small, 1, 1e-2, 1.0))
        .expect_err("foreign");
    assert_eq!(
        epsilon.to_string(),
        "epsilon: 0.01 is not allowed; allowed is 0.001 or 0.0005"
    );
    let Report::Path(mut short) = path(1, 1.0, 1.0) else {
        unreachable!("a path")
    };
    short.points.pop();
    assert_eq!(
        study.accept(Report::Path(short)),
        Err(ForeignReport::Alphas)
    );
    let mut long = training(Regime::Small, 1, end(Regime::Small, 1), None);
    long.points[2].epoch = 41;
    assert_eq!(
        study.accept(Report::Training(long.clone())),
        Err(ForeignReport::Epochs)
    );
    long.points[2].epoch = 1;
    assert_eq!(
        study.accept(Report::Training(long)),
        Err(ForeignReport::Epochs)
    );
    assert_eq!(study.reports(), before);
    assert!(
        Study::new(Experiment {
            trials: 0,
            ..Experiment::default()
        })
        .is_err()
    );
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

/// Every job of an experiment, in canonical form.
fn all_jobs(change: impl Fn(&mut Experiment)) -> Vec<Job> {
    let mut experiment = study(3).experiment().clone();
    change(&mut experiment);
    let trials = experiment.trials;
    let mut study = Study::new(experiment).expect("allowed settings");
    let mut jobs = study.next_jobs();
    (0..trials).for_each(|trial| complete(&mut study, trial));
    let mut again = Study::new(study.experiment().clone()).expect("allowed settings");
    for report in study.reports() {
        if matches!(report, Report::Training(_)) {
            again.accept(report).expect("a report of this experiment");
        }
    }
    jobs.extend(again.next_jobs());
    jobs
}

/// How many trainings, sharpness values and paths need not be done again when settings change.
fn kept(change: impl Fn(&mut Experiment)) -> (usize, usize, usize) {
    let before = all_jobs(|_| ());
    let kept: Vec<Job> = all_jobs(change)
        .into_iter()
        .filter(|job| before.contains(job))
        .collect();
    let count = |kind: fn(&Job) -> bool| kept.iter().filter(|job| kind(job)).count();
    (
        count(|job| matches!(job, Job::Train { .. })),
        count(|job| matches!(job, Job::Sharpness { .. })),
        count(|job| matches!(job, Job::Path { .. })),
    )
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
