//! What a whole run has to compute: the operations of each of its jobs, and the bare products of its networks.

use super::products::{Matrices, flops, products};
use super::{Benchmark, Work};
use crate::data::limits;
use crate::jobs::Job;
use crate::network::{Architecture, CHUNK};
use crate::settings::Experiment;

impl Benchmark {
    /// The bare products, by the kernels, of a training step of a job's network: at the batch of the job if it is
    /// a training, and of a chunk of samples otherwise. `None` if `job` is not a job, as JSON, with an experiment.
    pub fn of_job(job: &str) -> Option<Self> {
        let (job, shape) = read(job)?;
        let experiment = job.experiment()?;
        let batch = match &job {
            Job::Train(train) => experiment.batch(train.regime),
            _ => CHUNK,
        };
        let batch = batch.min(experiment.train);
        let work = Work::Step;
        Some(Self {
            job: products(&shape, batch, work, Matrices::multiply),
            shape,
            batch,
            work,
        })
    }

    /// About how many floating-point operations a job takes: the gradients of the whole training set that it
    /// says it takes, each by its matrix products. `None` as of [`of_job`](Self::of_job).
    pub fn operations(job: &str) -> Option<f64> {
        let (job, shape) = read(job)?;
        let experiment = job.experiment()?;
        Some(job.cost() * flops(&shape, experiment.train, Work::Gradient))
    }
}

fn read(job: &str) -> Option<(Job, Architecture)> {
    let job: Job = serde_json::from_str(job).ok()?;
    let experiment = job.experiment()?;
    let shape = shape(experiment);
    Some((job, shape))
}

fn shape(experiment: &Experiment) -> Architecture {
    let limits = limits(experiment.data);
    experiment.architecture(limits.features, limits.classes)
}
