//! The core in the browser's dedicated worker.
#![cfg(target_arch = "wasm32")]

mod common {
    pub mod compute;
}

use common::compute::{Computer, entry, shipped};
use js_sys::{Array, Error, Float32Array, Uint32Array};
use rand::Rng;
use sharp_minima::jobs::{
    Inputs, Job, Kept, Places, Points, PointsJob, Report, SharpnessJob, Task, TrainJob, Training,
};
use sharp_minima::random::{Purpose, stream};
use sharp_minima::settings::{Experiment, Regime};
use sharp_minima::strategy::Strategy;
use sharp_minima::web::Worker;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// The numbers are those of the native build.
#[wasm_bindgen_test]
fn random_streams_do_not_depend_on_the_machine() {
    let mut numbers = stream(1, 2, Purpose::Initialisation);
    let drawn: [u32; 4] = std::array::from_fn(|_| numbers.next_u32());
    assert_eq!(drawn, [0x60c4_c828, 0xb974_2b29, 0x38ff_ec47, 0xd1f0_841a]);
}

/// Every number of a training as it is in memory: `==` alone holds −0 for 0.
fn bits(training: &Training) -> Vec<u64> {
    let numbers = training.points.iter().flat_map(|point| {
        let evaluation = point.evaluation;
        [
            evaluation.train_loss,
            evaluation.train_accuracy,
            evaluation.test_loss,
            evaluation.test_accuracy,
            point.distance,
        ]
    });
    numbers.map(f64::to_bits).collect()
}

/// Whether it is the first preset's plain training with the large batch.
fn is_plain(of: &TrainJob) -> bool {
    let (plain, kept) = (Strategy::default(), of.snapshots.clone());
    *of == TrainJob::new(&Experiment::default(), plain, Regime::Large, 0, kept)
}

/// What the page shows before any click is what this machine computes, to the bit: the file was
/// written by the optimised module in another process.
#[wasm_bindgen_test]
fn the_shipped_training_and_its_sharpness_are_computed_anew_to_the_bit() {
    let results = shipped();
    let mut computer = Computer::default();
    let shown = entry(
        &results,
        |job| matches!(job, Job::Train(of) if is_plain(of)),
    );
    let (Report::Training(trained), Report::Training(expected)) =
        (computer.compute(&shown.job), shown.report)
    else {
        panic!("not a training")
    };
    // First what is short to read.
    assert_eq!(trained.fingerprint, expected.fingerprint);
    assert_eq!(trained, expected);
    assert_eq!(bits(&trained), bits(&expected));
    let shown = entry(
        &results,
        |job| matches!(job, Job::Sharpness(s) if is_plain(&s.of)),
    );
    assert_eq!(computer.compute(&shown.job), shown.report);
    let shown = entry(
        &results,
        |job| matches!(job, Job::Epoch(at) if is_plain(&at.of)),
    );
    assert_shown(&computer.compute(&shown.job), &shown.report);
}

/// Measures after an epoch are shipped with six digits.
fn assert_shown(computed: &Report, shown: &Report) {
    let (Report::Epoch(computed), Report::Epoch(shown)) = (computed, shown) else {
        panic!("{computed:?} {shown:?}")
    };
    let pairs = [
        (computed.loss, shown.loss),
        (computed.phi, shown.phi),
        (computed.eigenvalue, shown.eigenvalue),
        (computed.batch.value, shown.batch.value),
    ];
    for (computed, shown) in pairs {
        assert_eq!(format!("{computed:.5e}"), format!("{shown:.5e}"));
    }
}

#[wasm_bindgen_test]
fn a_shipped_strategy_is_computed_anew_to_the_bit() {
    let results = shipped();
    let mut computer = Computer::default();
    let robust = |of: &TrainJob| of.strategy.robust.is_some() && of.trial == 0;
    let shown = entry(&results, |job| matches!(job, Job::Train(of) if robust(of)));
    let (Report::Training(trained), Report::Training(expected)) =
        (computer.compute(&shown.job), shown.report)
    else {
        panic!("not a training")
    };
    assert_eq!(trained.fingerprint, expected.fingerprint);
    // Only some of its points are shipped.
    for point in &expected.points {
        assert!(trained.points.contains(point), "epoch {}", point.epoch);
    }
    let shown = entry(
        &results,
        |job| matches!(job, Job::Epoch(at) if robust(&at.of)),
    );
    assert_shown(&computer.compute(&shown.job), &shown.report);
}

/// Some of a slice's points, and their places as a job of their own.
fn some(job: &PointsJob, points: &Points) -> (PointsJob, Vec<f64>) {
    let places: Vec<[f64; 2]> = job.places.list().into_iter().step_by(300).collect();
    let losses = points.train_loss.iter().copied().step_by(300).collect();
    let job = PointsJob {
        places: Places::List(places),
        ..job.clone()
    };
    (job, losses)
}

#[wasm_bindgen_test]
fn the_shipped_landscape_is_computed_anew() {
    let results = shipped();
    let mut computer = Computer::default();
    let many = |job: &PointsJob| job.places.list().len() > 2000;
    let shown = entry(
        &results,
        |job| matches!(job, Job::Points(points) if many(points)),
    );
    let (Job::Points(job), Report::Points(points)) = (shown.job, shown.report) else {
        panic!("not points")
    };
    let slice = Job::from(job.slice.clone());
    assert_eq!(Some(&computer.compute(&slice)), results.get(&slice));
    let (job, losses) = some(&job, &points);
    let Report::Points(computed) = computer.compute(&job.into()) else {
        panic!("not points")
    };
    assert!(losses.len() > 3);
    for (computed, shown) in computed.train_loss.iter().zip(losses) {
        // The file has six digits.
        assert!(
            (computed - shown).abs() <= 1e-5 * shown,
            "{computed} {shown}"
        );
    }
}

/// A small experiment that trains in an instant.
fn small() -> Experiment {
    Experiment {
        train: 300,
        hidden: vec![20, 20],
        small_batch: 10,
        large_batch: 100,
        epochs: 6,
        ..Experiment::default()
    }
}

fn training(regime: Regime) -> TrainJob {
    TrainJob::plain(&small(), regime, 0)
}

fn sharpness(regime: Regime) -> Job {
    let job = SharpnessJob {
        of: training(regime),
        starts: 2,
        epsilon: 1e-3,
    };
    job.into()
}

fn begin(computer: &mut Computer, job: &Job, kept: Vec<Kept>) -> Box<dyn Task> {
    let inputs = Inputs {
        kept,
        data: Some(computer.data(job)),
        ..Inputs::default()
    };
    job.start(inputs).expect("what it needs")
}

/// A worker that turns to another job between two units of work loses nothing.
#[wasm_bindgen_test]
fn interleaved_jobs_give_the_bits_they_give_alone() {
    let mut computer = Computer::default();
    let jobs = [Regime::Small, Regime::Large].map(|regime| Job::from(training(regime)));
    let alone = jobs.each_ref().map(|job| computer.compute(job));
    let [mut one, mut other] = jobs
        .each_ref()
        .map(|job| begin(&mut computer, job, Vec::new()));
    let (mut done, mut other_done) = (false, false);
    while !(done && other_done) {
        done = one.advance();
        other_done = other.advance();
    }
    assert_eq!([one.report(), other.report()], alone.map(Some));

    let job = sharpness(Regime::Small);
    let alone = computer.compute(&job);
    let all = computer.vectors(&jobs[0]);
    let last = Kept {
        labels: all.labels.last().copied().into_iter().collect(),
        vectors: all.vectors.last().cloned().into_iter().collect(),
    };
    let mut one = begin(&mut computer, &job, vec![last]);
    let mut training = begin(&mut computer, &jobs[1], Vec::new());
    while !one.advance() {
        training.advance();
    }
    assert_eq!(one.report(), Some(alone));
}

fn message(job: &str, vectors: &[Vec<f32>]) -> String {
    let list: Array = vectors
        .iter()
        .map(|x| Float32Array::from(x.as_slice()))
        .collect();
    let labels: Vec<u32> = (0..vectors.len() as u32).collect();
    let (labels, lists) = if vectors.is_empty() {
        (Vec::new(), Vec::new())
    } else {
        (vec![Uint32Array::from(labels.as_slice())], vec![list])
    };
    let failure = Worker::new()
        .start(job, labels, lists, Vec::new(), None)
        .err();
    let error = failure.and_then(|failure: JsValue| failure.dyn_into::<Error>().ok());
    error.map_or_else(String::new, |error| String::from(error.message()))
}

#[wasm_bindgen_test]
fn what_a_job_cannot_be_started_with_is_an_error_in_words() {
    let key = sharpness(Regime::Small).key();
    let job = key.as_str();
    let n = 40 * 20 + 20 * 20 + 20 * 10 + 50 + 80;
    let fitting = vec![0.0; n];
    assert_eq!(message(job, &[]), "vectors: 0 were given; the job needs 1");
    assert_eq!(
        message(job, &[fitting.clone(), fitting.clone()]),
        "vectors: 2 were given; the job needs 1"
    );
    assert_eq!(
        message(job, &[vec![0.0; n - 1]]),
        format!("vector 0: length {}; the network has {n} parameters", n - 1)
    );
    for wrong in [f32::NAN, f32::INFINITY] {
        let mut x = fitting.clone();
        x[5] = wrong;
        assert_eq!(
            message(job, &[x]),
            "vector 0: entry 5 is not a finite number"
        );
    }
    assert!(message("{\"bake\":{}}", &[]).starts_with("job: unknown variant `bake`"));
    assert!(message("bread", &[]).starts_with("job: expected value"));
}

/// A job as the page gives it to a report as the page takes it: what a worker does.
#[wasm_bindgen_test]
fn a_worker_reports_what_its_task_does() {
    let job = Job::from(training(Regime::Large));
    let mut computer = Computer::default();
    let expected = computer.compute(&job);
    let mut task = Worker::new()
        .start(job.key().as_str(), Vec::new(), Vec::new(), Vec::new(), None)
        .expect("it needs nothing");
    while !task.advance() {}
    assert_eq!(task.progress(), 1.0);
    assert!(task.changed());
    let told = task.report().expect("a report");
    assert!(!task.changed(), "told once");
    assert_eq!(
        serde_json::from_str::<Report>(&told).expect("a report"),
        expected
    );
    let (left, kept) = (task.kept(), computer.vectors(&job));
    assert_eq!(left.labels(), kept.labels);
    let vectors: Vec<Vec<f32>> = left.vectors().iter().map(Float32Array::to_vec).collect();
    assert_eq!(vectors, kept.vectors);
}
