//! Whether measures predict the testing error: over all networks, and whatever comes out.

use crate::known::Known;
use crate::reports::{End, training};
use sharp_minima::figures::Outcome;
use sharp_minima::jobs::{
    AtEpoch, EpochJob, Job, Mean, Predictors, PredictorsJob, Report, TrainJob,
};
use sharp_minima::plot::svg;
use sharp_minima::settings::{Experiment, Predictor, presets};
use sharp_minima::training::Ending;
use std::collections::BTreeSet;

/// The instant preset with so many trials.
fn instant(trials: u32) -> Known {
    let preset = presets().into_iter().find(|p| p.name == "instant");
    Known::new(Experiment {
        trials,
        ..preset.expect("the preset").experiment
    })
}

/// What a network comes to.
#[derive(Clone, Copy)]
struct Comes {
    /// Training accuracy in [0, 1] and testing error in per cent.
    train: f64,
    error: f64,
    phi: f64,
    margin: f64,
}

fn trainings(known: &Known) -> Vec<TrainJob> {
    let jobs = known.wanted("predict").into_iter();
    jobs.filter_map(|job| match job {
        Job::Train(job) => Some(job),
        _ => None,
    })
    .collect()
}

/// Ends all trainings; the `at`-th of them comes to `comes(at)`.
fn train(known: &mut Known, comes: impl Fn(usize) -> Comes) {
    for (at, job) in trainings(known).into_iter().enumerate() {
        let Comes { train, error, .. } = comes(at);
        let end = End {
            train,
            test: 1.0 - error / 100.0,
            loss: 0.02,
            distance: 20.0,
        };
        let report = training(job.regime, job.trial, end, Some(Ending::Epochs));
        known.put(job, Report::Training(report));
    }
}

/// Measures the ends that are wanted.
fn measure(known: &mut Known, comes: impl Fn(usize) -> Comes) {
    let all = trainings(known);
    let place = |of: &TrainJob| all.iter().position(|job| job == of).expect("one of them");
    for job in known.missing("predict") {
        let report = match &job {
            Job::Epoch(EpochJob { of, epoch, .. }) => Report::Epoch(AtEpoch {
                regime: of.regime,
                trial: of.trial,
                epoch: *epoch,
                loss: 0.02,
                phi: comes(place(of)).phi,
                eigenvalue: 1.0,
                batch: Mean::default(),
            }),
            Job::Predictors(PredictorsJob { of }) => Report::Predictors(Predictors {
                regime: of.regime,
                trial: of.trial,
                fisher_rao: 0.5,
                relative_flatness: 0.1 * comes(place(of)).error,
                margin: comes(place(of)).margin,
                noise_scale: f64::INFINITY,
                trace: Mean::default(),
                norm: 30.0,
            }),
            other => panic!("nothing else is wanted: {other:?}"),
        };
        known.put(job, report);
    }
}

/// φ rises with the error, and the margin falls, or the other way round.
fn ordered(sign: f64) -> impl Fn(usize) -> Comes {
    move |at| Comes {
        train: 1.0,
        error: 35.0 + 0.3 * at as f64,
        phi: libm::exp(sign * 0.1 * at as f64),
        margin: 2.0 - sign * 0.01 * at as f64,
    }
}

fn complete(trials: u32, comes: impl Fn(usize) -> Comes) -> Known {
    let mut known = instant(trials);
    train(&mut known, &comes);
    measure(&mut known, &comes);
    known.active = false;
    known
}

fn cells(known: &Known, head: &str) -> Vec<String> {
    let rows = known.panel("predict").table.rows;
    let row = rows.into_iter().find(|row| row.head == head);
    row.unwrap_or_else(|| panic!("no row {head}")).cells
}

fn verdict(known: &Known) -> (Outcome, String) {
    let verdicts = known.panel("predict").verdicts;
    assert_eq!(verdicts.len(), 1);
    (verdicts[0].verdict, verdicts[0].text.clone())
}

/// Each network once, though the plain ones are of two groups; what has not fitted is not measured.
#[test]
fn it_wants_every_training_and_both_jobs_at_its_end() {
    let mut known = instant(2);
    let all = trainings(&known);
    let own: BTreeSet<String> = all
        .iter()
        .map(|job| Job::from(job.clone()).key().to_string())
        .collect();
    assert_eq!(own.len(), all.len());
    let rows = known.rows();
    assert!(all.len() > rows.len(), "other figures train networks too");
    assert!(rows.iter().all(|(_, row)| all.contains(row)));
    let fits = |at: usize| Comes {
        train: if at == 3 { 0.98 } else { 0.995 },
        ..ordered(1.0)(at)
    };
    train(&mut known, fits);
    let missing = known.missing("predict");
    let count = |kind: &str| missing.iter().filter(|job| job.kind() == kind).count();
    assert_eq!(
        (count("train"), count("epoch"), count("predictors")),
        (0, all.len() - 1, all.len() - 1)
    );
    assert!(!known.has("predict"));
    measure(&mut known, fits);
    assert!(known.has("predict") && known.missing("predict").is_empty());
    let n = (all.len() - 1).to_string();
    assert_eq!(cells(&known, "sharpness φ")[3], n);
    let remarks = known.panel("predict").remarks;
    assert!(
        remarks
            .iter()
            .any(|r| r.starts_with("1 network is left out: below 99 %")),
        "{remarks:?}"
    );
}

#[test]
fn the_verdict_follows_the_interval_of_phi() {
    let known = complete(2, ordered(1.0));
    assert_eq!(
        cells(&known, "sharpness φ")[..3],
        ["1.00", "[1.00, 1.00]", "1.00"]
    );
    assert_eq!(cells(&known, "−normalised margin")[0], "1.00");
    assert_eq!(verdict(&known).0, Outcome::Holds);
    let known = complete(2, ordered(-1.0));
    assert_eq!(cells(&known, "sharpness φ")[0], "−1.00");
    assert_eq!(cells(&known, "−normalised margin")[0], "−1.00");
    let (outcome, text) = verdict(&known);
    assert_eq!(outcome, Outcome::DoesNotHold);
    assert!(text.contains("−1.00 [−1.00, −1.00] over"), "{text}");
    // Neither way: φ jumps about.
    let about = |at: usize| Comes {
        phi: 1.0 + ((at * 7) % 11) as f64,
        ..ordered(1.0)(at)
    };
    let (outcome, text) = verdict(&complete(2, about));
    assert_eq!(outcome, Outcome::Undecided);
    assert!(text.contains("The interval holds 0"), "{text}");
}

/// What all networks have alike, or none has, orders nothing.
#[test]
fn a_measure_that_orders_nothing_has_no_tau() {
    let known = complete(2, ordered(1.0));
    for name in [
        "training loss",
        "gradient noise scale",
        "norm of the weights",
    ] {
        assert_eq!(cells(&known, name)[..3], ["–", "–", "–"], "{name}");
    }
    assert_eq!(
        cells(&known, "gradient noise scale")[3],
        "0",
        "it is infinite"
    );
    let first = &known.panel("predict").table.rows[0].cells[0];
    assert_eq!(first, "1.00", "the most predictive first");
}

#[test]
fn nothing_is_decided_while_networks_are_to_come() {
    let mut known = complete(2, ordered(1.0));
    known.active = true;
    assert_eq!(verdict(&known).0, Outcome::Holds, "all have come");
    let mut known = instant(2);
    known.experiment.trials = 1;
    train(&mut known, ordered(1.0));
    measure(&mut known, ordered(1.0));
    known.experiment.trials = 2;
    let (outcome, text) = verdict(&known);
    assert_eq!(outcome, Outcome::Undecided);
    assert!(text.ends_with("still to come."), "{text}");
}

#[test]
fn few_settings_give_no_interval() {
    let mut known = instant(4);
    // SB and LB alone fit the training set.
    let few = |at: usize| Comes {
        train: if at < 8 { 1.0 } else { 0.9 },
        ..ordered(1.0)(at)
    };
    train(&mut known, few);
    measure(&mut known, few);
    known.active = false;
    assert_eq!(cells(&known, "sharpness φ")[..2], ["1.00", "–"]);
    let (outcome, text) = verdict(&known);
    assert_eq!(outcome, Outcome::NotComparable);
    assert!(text.contains("at least 5 settings"), "{text}");
}

#[test]
fn a_file_has_a_row_a_network() {
    let known = complete(2, ordered(1.0));
    let records = crate::known::figure("predict").records(&known.context());
    assert_eq!(records.rows.len(), trainings(&known).len());
    let column = records.column("groups").expect("a column");
    let groups = "SB and LB; strategies; batch sizes; batches and rates";
    assert_eq!(records.rows[0][column], groups.into());
}

#[test]
fn the_marks_are_of_the_measure_that_is_looked_at() {
    let mut known = complete(2, ordered(1.0));
    let picture = |known: &Known| {
        let picture = crate::known::figure("predict").picture(&known.context());
        svg(&*picture.expect("a chart"), 830, 400, false)
    };
    let phi = picture(&known);
    assert!(phi.contains("sharpness φ, log scale") && phi.contains("strategies"));
    known.view.predictor = Predictor::Margin;
    let margin = picture(&known);
    assert!(margin.contains("normalised margin, log scale"));
    assert_ne!(phi, margin);
}
