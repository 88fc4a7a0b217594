//! Running jobs to their end.

use sharp_minima::data;
use sharp_minima::data::Dataset;
use sharp_minima::jobs::{Inputs, Job, Kept, Report, Task, TaskError};
use sharp_minima::settings::Experiment;
use std::rc::Rc;

/// The samples of an experiment on generated data.
pub fn samples(experiment: &Experiment) -> Rc<Dataset> {
    Rc::new(data::load(&experiment.into(), None).expect("generated data needs no archive"))
}

/// Starts a job with the vectors that it needs.
pub fn start(
    job: impl Into<Job>,
    kept: Vec<Kept>,
    data: &Rc<Dataset>,
) -> Result<Box<dyn Task>, TaskError> {
    let inputs = Inputs {
        kept,
        data: Some(Rc::clone(data)),
        ..Inputs::default()
    };
    job.into().start(inputs)
}

/// Runs a job to its end; gives its report and the vectors that it leaves.
pub fn finish(job: impl Into<Job>, kept: Vec<Kept>, data: &Rc<Dataset>) -> (Report, Kept) {
    let job = job.into();
    let mut task = start(job.clone(), kept, data).expect("fitting vectors");
    while !task.advance() {}
    assert_eq!(task.progress(), 1.0);
    let report = task.report().expect("a finished job has a report");
    let fits = job.fits(&report) && report.is_final();
    assert!(fits, "{job:?}: {report:?}");
    (report, task.kept())
}
