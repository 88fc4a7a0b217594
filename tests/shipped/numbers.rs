//! The numbers that are shipped: the figures say them, and a native run finds them again as far as it can tell.

use crate::known::Known;
use crate::{all, first};
use sharp_minima::data::{self, Dataset};
use sharp_minima::figures::{Row, Table};
use sharp_minima::format::{as_ratio, fixed, significant, spread, with_interval};
use sharp_minima::jobs::{
    EPSILONS, Inputs, Job, Kept, Need, Path, Report, Sharpness, SharpnessJob, TrainJob, Training,
};
use sharp_minima::settings::{Experiment, REGIMES, Regime};
use sharp_minima::statistics::{paired, summary};
use sharp_minima::training::EpochPoint;
use std::rc::Rc;

/// ε of the sharpness that is measured anew.
const EPSILON: f64 = 1e-3;

/// Training is chaotic and the native matrix products differ from the browser's in their last
/// bits, so that a native run is another one of the same trial. It may differ by so much, which is
/// far less than SB and LB differ.
const TEST_ACCURACY: f64 = 0.03;
const LOSS_RATIO: f64 = 1.5;
const DISTANCE: f64 = 0.03;
const SHARPNESS: f64 = 0.35;

fn training(known: &Known, regime: Regime, trial: u32) -> &Training {
    let job = TrainJob::plain(&known.experiment, regime, trial);
    known.results.training(&job).expect("a training")
}

fn last(known: &Known, regime: Regime, trial: u32) -> &EpochPoint {
    training(known, regime, trial)
        .points
        .last()
        .expect("points")
}

fn sharpness_job(known: &Known, regime: Regime, trial: u32, epsilon: f64) -> SharpnessJob {
    SharpnessJob {
        of: TrainJob::plain(&known.experiment, regime, trial),
        starts: known.experiment.starts,
        epsilon,
    }
}

fn sharpness(known: &Known, regime: Regime, trial: u32, epsilon: f64) -> &Sharpness {
    let job = sharpness_job(known, regime, trial, epsilon);
    known.results.sharpness(&job).expect("its sharpness")
}

fn paths(known: &Known) -> Vec<Path> {
    let reports = known.results.entries().map(|entry| &entry.report);
    let mut paths: Vec<Path> = reports
        .filter_map(|report| match report {
            Report::Path(path) => Some(path.clone()),
            _ => None,
        })
        .collect();
    paths.sort_by_key(|path| path.trial);
    paths
}

#[test]
fn they_are_those_of_the_default_preset() {
    assert_eq!(first().experiment, Experiment::default());
    for (name, known) in all() {
        assert!(known.missing("table").is_empty(), "{name}");
        assert!(known.missing("path").is_empty(), "{name}");
    }
}

/// What a metric is at the end of a network.
type Of = fn(&Known, Regime, u32) -> f64;

/// SB's and LB's values.
fn values(known: &Known, of: Of) -> [Vec<f64>; 2] {
    let trials = 0..known.experiment.trials;
    REGIMES.map(|regime| {
        trials
            .clone()
            .map(|trial| of(known, regime, trial))
            .collect()
    })
}

fn cells<'a>(table: &'a Table, head: &str) -> &'a [String] {
    let row = table.rows.iter().find(|row| row.head == head);
    &row.unwrap_or_else(|| panic!("no row {head}")).cells
}

#[test]
fn the_table_says_every_number_of_the_run() {
    let known = first();
    let table = known.panel("table").table;
    let rows: [(&str, Of, Option<&str>); 8] = [
        (
            "Training accuracy, %",
            |known, regime, trial| 100.0 * last(known, regime, trial).evaluation.train_accuracy,
            Some(" points"),
        ),
        (
            "Testing accuracy, %",
            |known, regime, trial| 100.0 * last(known, regime, trial).evaluation.test_accuracy,
            Some(" points"),
        ),
        (
            "Training loss, nats",
            |known, regime, trial| last(known, regime, trial).evaluation.train_loss,
            None,
        ),
        (
            "Sharpness φ at ε = 0.001",
            |known, regime, trial| sharpness(known, regime, trial, 1e-3).value,
            None,
        ),
        (
            "Sharpness φ at ε = 0.0005",
            |known, regime, trial| sharpness(known, regime, trial, 5e-4).value,
            None,
        ),
        (
            "Distance from the start ‖x − x₀‖",
            |known, regime, trial| last(known, regime, trial).distance,
            None,
        ),
        (
            "Epochs",
            |known, regime, trial| f64::from(last(known, regime, trial).epoch),
            Some(""),
        ),
        (
            "Optimiser steps",
            |known, regime, trial| f64::from(training(known, regime, trial).steps),
            None,
        ),
    ];
    assert_eq!(table.rows.len(), rows.len());
    for (head, of, unit) in rows {
        let [small, large] = values(&known, of);
        let own = cells(&table, head);
        let spread = |values: &[f64]| summary(values).map(|summary| spread(&summary));
        assert_eq!(Some(&own[0]), spread(&small).as_ref(), "{head}");
        assert_eq!(Some(&own[1]), spread(&large).as_ref(), "{head}");
        let compared = match unit {
            Some(unit) => {
                let pairs: Vec<(f64, f64)> = small.into_iter().zip(large).collect();
                format!("{}{unit}", with_interval(&paired(&pairs).expect("pairs")))
            }
            None => {
                let pairs = small.iter().zip(&large);
                let logs: Vec<(f64, f64)> =
                    pairs.map(|(a, b)| (libm::log(*a), libm::log(*b))).collect();
                as_ratio(&paired(&logs).expect("pairs"))
            }
        };
        assert_eq!(own[2], compared, "{head}");
    }
}

#[test]
fn the_sharpness_table_says_every_measurement() {
    let known = first();
    let table = known.panel("sharpness").table;
    assert_eq!(table.rows.len(), 20);
    for regime in REGIMES {
        for trial in 0..known.experiment.trials {
            for epsilon in EPSILONS {
                let head = format!("{}, trial {}, ε = {epsilon}", regime.name(), trial + 1);
                let own = sharpness(&known, regime, trial, epsilon);
                let row = cells(&table, &head);
                assert_eq!(row[0], significant(own.value, 3), "{head}");
                assert_eq!(row[1], significant(own.from_x, 3), "{head}");
                assert_eq!(row[3], fixed(100.0 * own.at_bound, 0), "{head}");
                assert_eq!(row[4], significant(own.loss, 3), "{head}");
            }
        }
    }
}

/// A mean over the trials.
fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.collect();
    summary(&values).expect("values").mean
}

#[test]
fn curves_and_path_say_every_mean() {
    let known = first();
    let trials = 0..known.experiment.trials;
    let curves = known.panel("curves").table;
    assert_eq!(curves.rows.len(), 41);
    for (epoch, Row { cells, .. }) in curves.rows.iter().enumerate() {
        for (regime, own) in REGIMES.into_iter().zip(cells.chunks(4)) {
            let at = |of: fn(&EpochPoint) -> f64| {
                let points = trials.clone().map(|trial| training(&known, regime, trial));
                mean(points.map(|training| of(&training.points[epoch])))
            };
            let loss = |value: f64| format!("{} (5)", significant(value, 3));
            let accuracy = |value: f64| format!("{} (5)", fixed(100.0 * value, 2));
            assert_eq!(own[0], loss(at(|p| p.evaluation.train_loss)));
            assert_eq!(own[1], loss(at(|p| p.evaluation.test_loss)));
            assert_eq!(own[2], accuracy(at(|p| p.evaluation.train_accuracy)));
            assert_eq!(own[3], accuracy(at(|p| p.evaluation.test_accuracy)));
        }
    }
    let path = known.panel("path").table;
    assert_eq!(path.rows.len(), 25);
    let paths = paths(&known);
    for (index, row) in path.rows.iter().enumerate() {
        let at = |k: usize| {
            let values = paths.iter().map(|path| path.points[index].evaluation);
            mean(values.map(|e| [e.train_loss, e.test_loss, e.train_accuracy, e.test_accuracy][k]))
        };
        assert_eq!(row.head, significant(paths[0].points[index].alpha, 4));
        assert_eq!(row.cells[0], significant(at(0), 3));
        assert_eq!(row.cells[1], significant(at(1), 3));
        assert_eq!(row.cells[2], fixed(100.0 * at(2), 1));
        assert_eq!(row.cells[3], fixed(100.0 * at(3), 1));
    }
}

#[test]
fn the_comparison_says_every_mean() {
    let known = first();
    let table = known.panel("remedies").table;
    assert_eq!(table.rows.len(), 10);
    let labels = sharp_minima::strategy::remedies(&known.experiment).into_iter();
    let labels: Vec<(&str, &str)> = labels.map(|row| (row.name, row.label)).collect();
    for (name, label) in labels {
        let rows = known.rows().into_iter().filter(|(row, _)| *row == name);
        let trainings: Vec<&Training> = rows
            .filter_map(|(_, job)| known.results.training(&job))
            .collect();
        if trainings.is_empty() {
            continue;
        }
        let ends = || {
            trainings
                .iter()
                .filter_map(|training| training.points.last())
        };
        let of = |of: fn(&EpochPoint) -> f64| -> Vec<f64> { ends().map(of).collect() };
        let told = |values: Vec<f64>| spread(&summary(&values).expect("five trials"));
        let own = cells(&table, label);
        assert_eq!(
            own[0],
            told(of(|p| 100.0 * p.evaluation.test_accuracy)),
            "{label}"
        );
        assert_eq!(
            own[1],
            told(of(|p| 100.0 * p.evaluation.train_accuracy)),
            "{label}"
        );
        assert_eq!(own[2], told(of(|p| p.evaluation.train_loss)), "{label}");
        assert_eq!(own[6], told(of(|p| p.distance)), "{label}");
        assert_eq!(own[9], "5", "{label}");
        // φ and λ₁ after the last epoch.
        let measured = |value: fn(&sharp_minima::jobs::AtEpoch) -> f64| {
            let entries = known.results.entries();
            let mut values: Vec<(u32, f64)> = entries
                .filter_map(|entry| match (&entry.job, &entry.report) {
                    (Job::Epoch(job), Report::Epoch(at)) => {
                        let rows = known.rows();
                        let mut own = rows.iter().filter(|(row, _)| *row == name);
                        let last = known.results.training(&job.of)?.last_epoch()?;
                        let here = own.any(|(_, of)| *of == job.of) && at.epoch == last;
                        here.then(|| (at.trial, value(at)))
                    }
                    _ => None,
                })
                .collect();
            values.sort_by_key(|(trial, _)| *trial);
            values
                .into_iter()
                .map(|(_, value)| value)
                .collect::<Vec<_>>()
        };
        assert_eq!(own[3], told(measured(|at| at.phi)), "{label}");
        assert_eq!(own[5], told(measured(|at| at.eigenvalue)), "{label}");
    }
}

/// Does a job with vectors of the jobs that it needs.
fn finish(job: &Job, vectors: Vec<Vec<f32>>, data: &Rc<Dataset>) -> (Report, Kept) {
    let labelled = |vector| Kept {
        labels: vec![0],
        vectors: vec![vector],
    };
    let inputs = Inputs {
        kept: vectors.into_iter().map(labelled).collect(),
        data: Some(Rc::clone(data)),
        ..Inputs::default()
    };
    let needs: Vec<Need> = job.needs();
    assert_eq!(needs.len(), inputs.kept.len());
    let mut task = job.start(inputs).expect("what it needs");
    while !task.advance() {}
    (task.report().expect("a finished job's report"), task.kept())
}

#[test]
fn a_native_run_finds_them_again() {
    let known = first();
    let data = data::load(&(&known.experiment).into(), None);
    let data = Rc::new(data.expect("MNIST-1D needs no archive"));
    for regime in REGIMES {
        let of = TrainJob::plain(&known.experiment, regime, 0);
        let (report, mut kept) = finish(&of.into(), Vec::new(), &data);
        let Report::Training(trained) = report else {
            panic!("a training reports a training, not {report:?}");
        };
        compare_trainings(&trained, training(&known, regime, 0));
        let x = kept.vectors.pop().expect("its minimum");
        let job = sharpness_job(&known, regime, 0, EPSILON);
        let (report, _) = finish(&job.into(), vec![x], &data);
        let Report::Sharpness(measured) = report else {
            panic!("not a sharpness: {report:?}");
        };
        let expected = sharpness(&known, regime, 0, EPSILON);
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
