//! What the comparison is made of, from the first job to the last report.

use super::results::{
    Comes, answer, choose, done, epochs_of, experiment, full, job, names, put, training, typical,
    work,
};
use crate::known::{Known, figure};
use sharp_minima::jobs::{EpochJob, Job, Report, TrainJob};
use sharp_minima::results::Origin;
use sharp_minima::settings::{Equal, Regime};
use sharp_minima::training::Ending;

/// How many jobs of a kind are missing.
fn missing(known: &Known, kind: &str) -> usize {
    let missing = known.missing("remedies").into_iter();
    missing.filter(|job| job.kind() == kind).count()
}

/// The cost of all that is wanted and not known.
fn left(known: &Known) -> f64 {
    known.missing("remedies").iter().map(Job::cost).sum()
}

fn expected(known: &Known) -> f64 {
    figure("remedies").expected(&known.context())
}

#[test]
fn trainings_come_first_then_what_is_measured_of_them() {
    let mut known = Known::new(experiment(2));
    assert_eq!(
        (missing(&known, "train"), missing(&known, "epoch")),
        (20, 0)
    );
    let wanted = figure("remedies").wanted(&known.context());
    assert!(wanted.windows(2).all(|two| two[0].urgency < two[1].urgency));
    let rows = known.rows();
    assert_eq!((rows[0].0, rows[1].0), ("sb", "lb"));
    let Job::Train(eleventh) = &wanted[10].job else {
        panic!("a training");
    };
    assert_eq!(eleventh.trial, 1);
    assert!(!known.has("remedies"));
    assert_eq!(work(&mut known, typical), 20);
    // At the end and where the loss came to 0.1, which here is another epoch everywhere.
    assert_eq!(
        (missing(&known, "train"), missing(&known, "epoch")),
        (0, 40)
    );
    let last = |job: &&Job| matches!(job, Job::Epoch(at) if at.epoch == epochs_of(&at.of));
    let missing = known.missing("remedies");
    assert_eq!(missing.iter().filter(last).count(), 20);
    assert_eq!(work(&mut known, typical), 40);
    assert!(known.missing("remedies").is_empty() && known.has("remedies"));
    assert_eq!(expected(&known), 0.0);
}

#[test]
fn plain_rows_are_the_run_s_own_jobs_and_all_others_differ() {
    let mut known = Known::new(experiment(1));
    let names = names(&known);
    choose(&mut known, &names);
    let jobs = known.rows();
    assert_eq!(jobs.len(), names.len());
    for (k, (row, job)) in jobs.iter().enumerate() {
        let others = jobs[..k].iter();
        assert!(others.clone().all(|(_, other)| other != job), "{row}");
        let TrainJob {
            experiment,
            strategy,
            ..
        } = job;
        assert_eq!(strategy.canonical(experiment, job.regime), *strategy);
    }
    let run = known.wanted("curves");
    let first: Vec<Job> = jobs.iter().map(|(_, job)| job.clone().into()).collect();
    assert_eq!(run[..2], first[..2]);
    // What is kept does not depend on the rows that are chosen.
    choose(&mut known, &["sam"]);
    let sam = names.iter().position(|name| *name == "sam").expect("SAM");
    assert_eq!(known.wanted("remedies")[0], first[sam]);
}

#[test]
fn the_equal_loss_is_the_first_kept_epoch_at_it() {
    // With five trials not every epoch is kept: epoch 28 has the loss, 29 is the next one kept.
    let comes = |row: &str| Comes {
        loss: 0.025,
        ..typical(row)
    };
    let mut known = Known::new(experiment(5));
    choose(&mut known, &["sam"]);
    let sam = job(&known, "sam", 0);
    work(&mut known, comes);
    let level = known
        .missing("remedies")
        .into_iter()
        .find_map(|job| match job {
            Job::Epoch(at) if at.of == sam && at.epoch != 40 => Some(at.epoch),
            _ => None,
        });
    let trained = training("sam", Regime::Large, 0, epochs_of(&sam), comes("sam"));
    let low = |epoch: u32| trained.points[epoch as usize].evaluation.train_loss <= 0.1;
    assert_eq!((0..=40).find(|&epoch| low(epoch)), Some(28));
    assert_eq!(sam.snapshots.iter().find(|&&epoch| low(epoch)), Some(&29));
    assert_eq!(level, Some(29));
}

#[test]
fn what_is_of_another_network_is_refused() {
    let known = Known::new(experiment(2));
    let sound = Report::Training(training("lb", Regime::Large, 0, 40, typical("lb")));
    let mut results = known.results.clone();
    for (row, of) in known.rows() {
        let taken = results.put(of.clone().into(), sound.clone(), Origin::Computed);
        let same = (of.regime, of.trial) == (Regime::Large, 0);
        assert_eq!(taken.is_ok(), same, "{row}");
    }
    let at = |epoch| EpochJob {
        of: job(&known, "lb", 0),
        starts: known.experiment.starts,
        epoch,
    };
    let report = Report::Epoch(answer("lb", &at(40), typical("lb"), true));
    assert!(Job::from(at(40)).fits(&report));
    assert!(!Job::from(at(3)).fits(&report));
}

#[test]
fn a_training_under_way_asks_nothing_and_neither_does_a_diverged_one() {
    let mut known = Known::new(experiment(1));
    choose(&mut known, &["lb"]);
    let mut half = training("lb", Regime::Large, 0, 40, typical("lb"));
    half.points.truncate(21);
    half.ending = None;
    put(&mut known, "lb", half.clone());
    assert_eq!((missing(&known, "train"), missing(&known, "epoch")), (1, 0));
    assert!(expected(&known) > 0.0);
    half.ending = Some(Ending::Diverged {
        epoch: 21,
        loss: None,
    });
    put(&mut known, "lb", half);
    assert!(known.missing("remedies").is_empty() && !known.has("remedies"));
    assert_eq!(expected(&known), 0.0);
    let remarks = known.panel("remedies").remarks.join(" ");
    assert!(remarks.contains("Diverged, without a minimum to measure: LB in 1 trial."));
}

#[test]
fn results_survive_another_choice_and_another_way_of_comparing() {
    let mut known = full(1);
    choose(&mut known, &["sb", "sam", "nothing"]);
    let heads = |known: &Known| {
        let rows = known.panel("remedies").table.rows.into_iter();
        rows.map(|row| row.head).collect::<Vec<_>>()
    };
    assert_eq!(heads(&known).len(), 2);
    assert!(known.missing("remedies").is_empty());
    known.view.equal = Equal::Gradients;
    // SB is the same training either way.
    let missing = known.missing("remedies");
    let sam = Job::from(job(&known, "sam", 0));
    assert_eq!(missing, [sam]);
    work(&mut known, typical);
    work(&mut known, typical);
    assert!(known.missing("remedies").is_empty());
    known.view.equal = Equal::Epochs;
    assert!(known.missing("remedies").is_empty());
    choose(&mut known, &[]);
    assert!(known.wanted("remedies").is_empty() && !known.has("remedies"));
    assert_eq!(expected(&known), 0.0);
}

#[test]
fn longer_training_at_equal_gradients_is_lb_s_own() {
    let mut known = Known::new(experiment(1));
    choose(&mut known, &["lb", "longer"]);
    assert_ne!(job(&known, "lb", 0), job(&known, "longer", 0));
    known.view.equal = Equal::Gradients;
    assert_eq!(job(&known, "lb", 0), job(&known, "longer", 0));
    // Once for both.
    assert_eq!(missing(&known, "train"), 1);
    while work(&mut known, typical) > 0 {}
    let rows = known.panel("remedies").table.rows;
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].cells, rows[1].cells);
}

#[test]
fn what_is_written_shows_the_same() {
    let mut known = full(5);
    let mut diverged = training("fgsm", Regime::Large, 4, 7, typical("fgsm"));
    diverged.ending = Some(Ending::Diverged {
        epoch: 8,
        loss: None,
    });
    put(&mut known, "fgsm", diverged);
    let text = known.results.write(|_| true);
    let mut other = Known::new(experiment(5));
    assert_eq!(other.results.read(&text, Origin::Opened), Ok(Vec::new()));
    assert!(other.missing("remedies").is_empty());
    assert_eq!(other.panel("remedies"), known.panel("remedies"));
    use sharp_minima::plot::comparison::Scatter;
    let drawn = |known: &Known| known.picture::<Scatter>("remedies");
    assert_eq!(drawn(&other), drawn(&known));
    // The augmented one comes to the equal loss at its end; the diverged one has nothing to measure.
    let epochs = known.wanted("remedies").into_iter();
    let epochs = epochs.filter(|job| job.kind() == "epoch");
    assert_eq!(epochs.count(), 93);
}

#[test]
fn what_is_expected_and_wanted_is_the_work_that_is_left() {
    let mut known = Known::new(experiment(3));
    // Two epochs of every training are to come.
    let (trainings, measured) = (left(&known), expected(&known));
    assert!(trainings > 0.0 && measured > 0.0);
    assert_eq!(missing(&known, "train"), 30);
    work(&mut known, typical);
    assert_eq!(expected(&known), 0.0);
    assert_eq!(missing(&known, "epoch"), 60);
    // What was expected of an epoch is about what it costs.
    let ratio = measured / left(&known);
    assert!((0.5..2.0).contains(&ratio), "{ratio}");
    work(&mut known, typical);
    assert_eq!(left(&known), 0.0);
    let all = done(experiment(3), typical);
    assert_eq!(left(&all), 0.0);
}
