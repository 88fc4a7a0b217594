//! What a whole run has to compute: the operations of each of its jobs, and the bare products of its networks.

use super::products::{Matrices, flops, products};
use super::{Benchmark, Work};
use crate::data::limits;
use crate::jobs::{Job, Report};
use crate::network::{Architecture, CHUNK};
use crate::settings::Experiment;

impl Benchmark {
    /// The bare products, by the kernels, of what a job does most with its network: of a training a step's at its
    /// batch, of others a gradient's or an evaluation's of a chunk of samples. `None` if `job` is not a job, as JSON,
    /// with an experiment.
    pub fn of_job(job: &str) -> Option<Self> {
        let (shape, batch, work) = most(job)?;
        Some(Self {
            job: products(&shape, batch, work, Matrices::multiply),
            shape,
            batch,
            work,
        })
    }

    /// What [`of_job`](Self::of_job) hangs on, in words: jobs of one kind have the same products.
    pub fn kind_of(job: &str) -> Option<String> {
        most(job).map(|most| format!("{most:?}"))
    }

    /// How many floating-point operations a job's matrix products took: the evaluations that its `report`, as JSON,
    /// counts, and else the gradients of the whole training set that the job says it takes. `None` as of
    /// [`of_job`](Self::of_job), or if that is no report.
    pub fn operations(job: &str, report: &str) -> Option<f64> {
        let (job, shape) = read(job)?;
        let experiment = job.experiment()?;
        let report: Report = serde_json::from_str(report).ok()?;
        let gradient = |samples| flops(&shape, samples, Work::Gradient);
        Some(match &report {
            Report::Training(training) => {
                let evaluated = experiment.train + limits(experiment.data).test;
                gradient(1) * training.samples as f64
                    + flops(&shape, evaluated, Work::Points) * training.points.len() as f64
            }
            Report::Sharpness(found) => gradient(experiment.train) * f64::from(found.gradients),
            Report::Minimum(found) => gradient(experiment.train) * found.taken.gradients,
            _ => gradient(experiment.train) * job.cost(),
        })
    }
}

/// The network of a job, and on how many samples it does most of what.
fn most(job: &str) -> Option<(Architecture, usize, Work)> {
    let (job, shape) = read(job)?;
    let experiment = job.experiment()?;
    let (work, batch) = match &job {
        Job::Train(train) => (Work::Step, experiment.batch(train.regime)),
        Job::Bowl(_) | Job::Path(_) | Job::Points(_) => (Work::Points, CHUNK),
        _ => (Work::Gradient, CHUNK),
    };
    Some((shape, batch.min(experiment.train), work))
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
