//! The core in the browser's dedicated worker.
#![cfg(target_arch = "wasm32")]

mod common {
    pub mod first_trial;
    pub mod precomputed;
    pub mod shown_landscape;
    pub mod shown_measures;
    pub mod shown_remedies;
}
#[path = "shown/worker.rs"]
mod shown;

use common::first_trial;
use common::precomputed::precomputed;
use js_sys::{Error, Float32Array};
use rand::Rng;
use sharp_minima::data::{self, Dataset};
use sharp_minima::experiment::report::{Report, Sharpness, Training};
use sharp_minima::experiment::task::Task;
use sharp_minima::experiment::{Experiment, Job, Regime};
use sharp_minima::random::{Purpose, stream};
use sharp_minima::web::Laboratory;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// ε of the sharpness that is measured anew.
const EPSILON: f64 = 1e-3;

/// The numbers are those of the native build.
#[wasm_bindgen_test]
fn random_streams_do_not_depend_on_the_machine() {
    let mut numbers = stream(1, 2, Purpose::Initialisation);
    let drawn: [u32; 4] = std::array::from_fn(|_| numbers.next_u32());
    assert_eq!(drawn, [0x60c4_c828, 0xb974_2b29, 0x38ff_ec47, 0xd1f0_841a]);
}

fn samples(experiment: &Experiment) -> Rc<Dataset> {
    Rc::new(data::load(&experiment.into(), None).expect("MNIST-1D needs no archive"))
}

fn training(experiment: &Experiment, regime: Regime) -> Job {
    let job = Job::Train {
        experiment: experiment.clone(),
        strategy: Box::default(),
        regime,
        trial: 0,
        snapshots: Vec::new(),
    };
    job.canonical()
}

fn sharpness(experiment: &Experiment, regime: Regime) -> Job {
    let job = Job::Sharpness {
        experiment: experiment.clone(),
        regime,
        trial: 0,
        epsilon: EPSILON,
    };
    job.canonical()
}

fn start(job: Job, vectors: Vec<Vec<f32>>, data: &Rc<Dataset>) -> Task {
    Task::start(job, vectors, Rc::clone(data)).expect("fitting vectors")
}

fn finish(mut task: Task) -> (Report, Vec<Vec<f32>>) {
    while !task.advance() {}
    let vectors = task.vectors().into_iter().map(<[f32]>::to_vec).collect();
    (task.report().expect("a finished job has a report"), vectors)
}

/// Every number of a training as it is in memory: `==` alone holds −0 for 0.
fn training_bits(training: &Training) -> Vec<u64> {
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

fn sharpness_bits(measured: &Sharpness) -> [u64; 5] {
    let Sharpness {
        epsilon,
        value,
        from_x,
        at_bound,
        loss,
        ..
    } = *measured;
    [epsilon, value, from_x, at_bound, loss].map(f64::to_bits)
}

/// What the page shows before any click is what this machine computes, to the bit: the file was
/// written by the optimised module in another process.
#[wasm_bindgen_test]
fn the_precomputed_results_are_computed_anew_to_the_bit() {
    let shown = precomputed();
    let data = samples(&shown.experiment);
    let job = training(&shown.experiment, Regime::Large);
    let (Report::Training(trained), vectors) = finish(start(job, Vec::new(), &data)) else {
        panic!("not a training")
    };
    let expected = first_trial::training(&shown.reports, Regime::Large);
    // First what is short to read.
    assert_eq!(trained.fingerprint, expected.fingerprint);
    assert_eq!(&trained, expected);
    assert_eq!(training_bits(&trained), training_bits(expected));

    let job = sharpness(&shown.experiment, Regime::Large);
    let (Report::Sharpness(measured), _) = finish(start(job, vectors, &data)) else {
        panic!("not a sharpness")
    };
    let expected = first_trial::sharpness(&shown.reports, Regime::Large, EPSILON);
    assert_eq!(&measured, expected);
    assert_eq!(sharpness_bits(&measured), sharpness_bits(expected));
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

/// A worker that turns to another job between two units of work loses nothing.
#[wasm_bindgen_test]
fn interleaved_jobs_give_the_bits_they_give_alone() {
    let experiment = small();
    let data = samples(&experiment);
    let begin = |regime| start(training(&experiment, regime), Vec::new(), &data);
    let (alone, x) = finish(begin(Regime::Small));
    let (other_alone, other_x) = finish(begin(Regime::Large));
    let (mut one, mut other) = (begin(Regime::Small), begin(Regime::Large));
    let (mut done, mut other_done) = (false, false);
    while !(done && other_done) {
        done = one.advance();
        other_done = other.advance();
    }
    assert_eq!(finish(one), (alone, x.clone()));
    assert_eq!(finish(other), (other_alone, other_x));

    let job = || sharpness(&experiment, Regime::Small);
    let (alone, _) = finish(start(job(), x.clone(), &data));
    let (mut one, mut training) = (start(job(), x, &data), begin(Regime::Large));
    while !one.advance() {
        training.advance();
    }
    assert_eq!(one.report(), Some(alone));
}

fn to_js(job: &Job) -> JsValue {
    let json = serde_json::to_string(job).expect("jobs are plain data");
    js_sys::JSON::parse(&json).expect("and JSON")
}

fn message(job: &Job, vectors: &[Vec<f32>]) -> String {
    let vectors = vectors
        .iter()
        .map(|x| Float32Array::from(x.as_slice()))
        .collect();
    let failure = Laboratory::new().start(to_js(job), vectors).err();
    let error = failure.and_then(|failure| failure.dyn_into::<Error>().ok());
    error.map_or_else(String::new, |error| String::from(error.message()))
}

#[wasm_bindgen_test]
fn wrong_vectors_are_errors_in_words() {
    let experiment = small();
    let job = sharpness(&experiment, Regime::Small);
    let n = 40 * 20 + 20 * 20 + 20 * 10 + 50 + 80;
    let fitting = vec![0.0; n];
    assert_eq!(message(&job, &[]), "vectors: 0 were given; the job needs 1");
    assert_eq!(
        message(&job, &[fitting.clone(), fitting.clone()]),
        "vectors: 2 were given; the job needs 1"
    );
    assert_eq!(
        message(
            &training(&experiment, Regime::Small),
            std::slice::from_ref(&fitting)
        ),
        "vectors: 1 were given; the job needs 0"
    );
    assert_eq!(
        message(&job, &[vec![0.0; n - 1]]),
        format!("vector 0: length {}; the network has {n} parameters", n - 1)
    );
    for wrong in [f32::NAN, f32::INFINITY] {
        let mut x = fitting.clone();
        x[5] = wrong;
        assert_eq!(
            message(&job, &[x]),
            "vector 0: entry 5 is not a finite number"
        );
    }
}

/// A job from JavaScript to a report for JavaScript: what the page's worker does.
#[wasm_bindgen_test]
fn the_laboratory_reports_what_its_task_does() {
    let experiment = small();
    let job = training(&experiment, Regime::Large);
    let (expected, vectors) = finish(start(job.clone(), Vec::new(), &samples(&experiment)));
    let mut task = Laboratory::new()
        .start(to_js(&job), Vec::new())
        .expect("it needs nothing");
    while !task.advance() {}
    assert_eq!(task.progress(), 1.0);
    assert!(task.changed());
    let told = task.report().expect("plain data");
    assert!(!task.changed(), "told once");
    let json = js_sys::JSON::stringify(&told).expect("plain data");
    let told: Report = serde_json::from_str(&String::from(json)).expect("a report");
    assert_eq!(told, expected);
    let left: Vec<Vec<f32>> = task.vectors().iter().map(Float32Array::to_vec).collect();
    assert_eq!(left, vectors);
}
