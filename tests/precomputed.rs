//! The results that the page shows before any click: complete, of the default preset, and those
//! that this build computes, as far as it can tell.

mod common {
    pub mod first_trial;
    pub mod laboratory;
    pub mod precomputed;
    pub mod shown_remedies;
}

use common::first_trial;
use common::laboratory::{finish, samples, train};
use common::precomputed::precomputed;
use common::shown_remedies::shown_remedies;
use sharp_minima::comparison::{Comparison, Kept};
use sharp_minima::experiment::report::{Report, Sharpness, Training};
use sharp_minima::experiment::settings::Experiment;
use sharp_minima::experiment::study::REGIMES;
use sharp_minima::experiment::{Job, Regime, Study, presets};
use sharp_minima::measures::Answer;

/// ε of the sharpness that is measured anew.
const EPSILON: f64 = 1e-3;

/// Training is chaotic and the native matrix products differ from the browser's in their last
/// bits, so that a native run is another one of the same trial. It may differ by so much, which is
/// far less than SB and LB differ.
const TEST_ACCURACY: f64 = 0.03;
const LOSS_RATIO: f64 = 1.5;
const DISTANCE: f64 = 0.03;
const SHARPNESS: f64 = 0.35;

#[test]
fn they_are_those_of_the_default_preset_and_complete() {
    let shown = precomputed();
    assert_eq!(shown.experiment, Experiment::default());
    assert_eq!(shown.experiment, presets()[0].experiment);
    let mut study = Study::new(shown.experiment).expect("an allowed experiment");
    let count = shown.reports.len();
    for report in shown.reports {
        study.accept(report).expect("a report of this experiment");
    }
    assert!(study.finished());
    assert_eq!(study.next_jobs(), []);
    assert_eq!(study.reports().len(), count, "each once");
}

#[test]
fn they_stand_in_the_file_as_a_study_gives_them() {
    let shown = precomputed();
    let mut study = Study::new(shown.experiment).expect("an allowed experiment");
    for report in shown.reports.iter().rev().cloned() {
        study.accept(report).expect("a report of this experiment");
    }
    assert_eq!(study.reports(), shown.reports);
}

#[test]
fn the_remedies_are_those_of_the_default_preset_and_complete() {
    let shown = shown_remedies();
    assert_eq!(shown.experiment, presets()[0].experiment);
    for row in ["sb", "lb"] {
        let regime = shown.of_first(row).trainings[0].training.regime;
        let run = precomputed();
        let of_the_run = first_trial::training(&run.reports, regime);
        let compared = &shown.of_first(row).trainings[0].training;
        assert_eq!(compared.fingerprint, of_the_run.fingerprint, "{row}");
    }
    let mut comparison = Comparison::new(shown.experiment);
    for one in shown.trainings.iter().cloned() {
        let trial = one.training.trial;
        let taken = comparison.accept_training(&one.row, trial, one.training);
        taken.expect("a row of this experiment");
    }
    for one in &shown.answers {
        let Answer::Epoch(at) = one.answer else {
            panic!("another answer: {one:?}");
        };
        let taken = comparison.accept_answer(&one.row, at.trial, Some(at.epoch), at);
        taken.expect("an answer about one of the trainings");
    }
    assert_eq!(comparison.wanted(), []);
    let kept = Kept {
        trainings: shown.trainings,
        answers: shown.answers,
    };
    assert_eq!(comparison.keep(), kept, "each once, in this order");
}

#[test]
fn a_native_run_finds_them_again() {
    let shown = precomputed();
    let data = samples(&shown.experiment);
    for regime in REGIMES {
        let (trained, x) = train(&shown.experiment, regime, &data);
        compare_trainings(&trained, first_trial::training(&shown.reports, regime));
        let measured = sharpness(&shown.experiment, regime, x);
        let expected = first_trial::sharpness(&shown.reports, regime, EPSILON);
        let error = (measured.value - expected.value).abs() / expected.value;
        assert!(
            error < SHARPNESS,
            "{regime:?}: φ {} {}",
            measured.value,
            expected.value
        );
    }
}

fn compare_trainings(trained: &Training, expected: &Training) {
    let regime = trained.regime;
    assert_eq!(
        (trained.points.len(), trained.ending, trained.steps),
        (expected.points.len(), expected.ending, expected.steps)
    );
    let last = |training: &Training| *training.points.last().expect("a point for every epoch");
    let (end, other) = (last(trained), last(expected));
    let (evaluation, there) = (end.evaluation, other.evaluation);
    let off = (evaluation.test_accuracy - there.test_accuracy).abs();
    assert!(
        off <= TEST_ACCURACY,
        "{regime:?}: test accuracy off by {off}"
    );
    let ratio = evaluation.train_loss / there.train_loss;
    assert!(
        (1.0 / LOSS_RATIO..LOSS_RATIO).contains(&ratio),
        "{regime:?}: loss ratio {ratio}"
    );
    let off = (end.distance / other.distance - 1.0).abs();
    assert!(off <= DISTANCE, "{regime:?}: distance off by {off}");
    // Before the first step nothing has grown apart yet.
    let (first, start) = (trained.points[0].evaluation, expected.points[0].evaluation);
    assert!((first.train_loss - start.train_loss).abs() < 1e-5);
    assert!((first.test_loss - start.test_loss).abs() < 1e-5);
}

fn sharpness(experiment: &Experiment, regime: Regime, x: Vec<f32>) -> Sharpness {
    let job = Job::Sharpness {
        experiment: experiment.clone(),
        regime,
        trial: 0,
        epsilon: EPSILON,
    };
    match finish(job, vec![x], &samples(experiment)) {
        (Report::Sharpness(sharpness), _) => sharpness,
        (other, _) => panic!("not a sharpness: {other:?}"),
    }
}
