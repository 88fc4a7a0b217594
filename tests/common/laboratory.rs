//! Running jobs to their end.

use sharp_minima::data::{self, Dataset};
use sharp_minima::experiment::report::{Report, Training};
use sharp_minima::experiment::task::Task;
use sharp_minima::experiment::{Experiment, Job, Regime};
use std::rc::Rc;

/// The samples of an MNIST-1D experiment.
pub fn samples(experiment: &Experiment) -> Rc<Dataset> {
    Rc::new(data::load(&experiment.into(), None).expect("MNIST-1D needs no archive"))
}

/// Runs a job to its end.
pub fn finish(job: Job, vectors: Vec<Vec<f32>>, data: &Rc<Dataset>) -> (Report, Vec<Vec<f32>>) {
    let mut task = Task::start(job, vectors, Rc::clone(data)).expect("fitting vectors");
    while !task.advance() {}
    let report = task.report().expect("a finished job has a report");
    (
        report,
        task.vectors().into_iter().map(<[f32]>::to_vec).collect(),
    )
}

/// Trains one network; gives its report and its final x.
pub fn train(experiment: &Experiment, regime: Regime, data: &Rc<Dataset>) -> (Training, Vec<f32>) {
    let experiment = experiment.clone();
    let job = Job::Train {
        experiment,
        strategy: Box::default(),
        regime,
        trial: 0,
        snapshots: Vec::new(),
    };
    match finish(job, Vec::new(), data) {
        (Report::Training(training), mut vectors) => (training, vectors.swap_remove(0)),
        (other, _) => panic!("a training reports a training, not {other:?}"),
    }
}
