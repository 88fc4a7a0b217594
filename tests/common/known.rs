//! What is known of an experiment, put together from reports with chosen numbers, and its figures.

use sharp_minima::figures::remedies::chosen;
use sharp_minima::figures::{self, Context, Figure, Panel};
use sharp_minima::jobs::path::alphas;
use sharp_minima::jobs::{
    EpochJob, Job, MinimumJob, PathJob, Report, ScaleJob, SharpnessJob, SliceJob, TrainJob,
};
use sharp_minima::results::{Origin, Results};
use sharp_minima::settings::{Experiment, View};
use sharp_minima::strategy::remedies;

/// An experiment, a view of it and what is known.
#[derive(Clone)]
pub struct Known {
    pub experiment: Experiment,
    pub view: View,
    pub results: Results,
    /// Whether more is on its way.
    pub active: bool,
}

impl Known {
    /// Nothing is known of these settings, which must be allowed, and all is on its way.
    pub fn new(experiment: Experiment) -> Self {
        Self {
            experiment: experiment.check().expect("allowed settings"),
            view: View::default(),
            results: Results::default(),
            active: true,
        }
    }

    pub fn context(&self) -> Context<'_> {
        Context {
            experiment: &self.experiment,
            view: &self.view,
            results: &self.results,
            active: self.active,
            live: None,
        }
    }

    /// Puts the report of any job.
    #[track_caller]
    pub fn put(&mut self, job: impl Into<Job>, report: Report) {
        let taken = self.results.put(job.into(), report, Origin::Computed);
        taken.expect("a report of this job");
    }

    /// Puts a report on plainly trained networks under the job that a run has for it.
    #[track_caller]
    pub fn take(&mut self, report: Report) {
        let starts = self.experiment.starts;
        let of = |regime, trial| TrainJob::plain(&self.experiment, regime, trial);
        let job: Job = match &report {
            Report::Training(r) => of(r.regime, r.trial).into(),
            Report::Sharpness(r) => {
                let (of, epsilon) = (of(r.regime, r.trial), r.epsilon);
                let job = SharpnessJob {
                    of,
                    starts,
                    epsilon,
                };
                job.into()
            }
            Report::Path(r) => {
                let (of, alphas) = (TrainJob::pair(&self.experiment, r.trial), alphas());
                PathJob { of, alphas }.into()
            }
            Report::Minimum(r) => {
                let (of, part) = (of(r.regime, r.trial), r.taken.found.part());
                MinimumJob { of, starts, part }.into()
            }
            Report::Epoch(r) => {
                let (of, epoch) = (of(r.regime, r.trial), r.epoch);
                EpochJob { of, starts, epoch }.into()
            }
            Report::Scale(r) => {
                let (of, alpha) = (of(r.regime, r.trial), r.alpha);
                ScaleJob { of, starts, alpha }.into()
            }
            Report::Slice(r) => {
                let (axes, at, draw) = (r.axes, r.at, r.draw);
                let of = TrainJob::pair(&self.experiment, r.trial);
                SliceJob { of, axes, at, draw }.into()
            }
            other => panic!("it is not about a plainly trained network: {other:?}"),
        };
        self.put(job, report);
    }

    /// The trainings of the strategies that are compared, trial by trial, each with its strategy's name.
    pub fn rows(&self) -> Vec<(&'static str, TrainJob)> {
        let rows = remedies(&self.experiment);
        let names = chosen(&rows, self.view.strategies.as_deref());
        let wanted = figure("remedies").wanted(&self.context());
        // The trainings of a trial stand in the order of the rows.
        let of = |trial: u32| {
            let trainings = wanted.iter().filter_map(move |wanted| match &wanted.job {
                Job::Train(job) if job.trial == trial => Some(job.clone()),
                _ => None,
            });
            names.iter().copied().zip(trainings)
        };
        (0..self.experiment.trials).flat_map(of).collect()
    }

    /// The jobs that a figure is made of, the most urgent first, each once.
    pub fn wanted(&self, name: &str) -> Vec<Job> {
        let mut wanted = figure(name).wanted(&self.context());
        wanted.sort_by_key(|wanted| wanted.urgency);
        let mut jobs: Vec<Job> = Vec::new();
        for wanted in wanted {
            if !jobs.contains(&wanted.job) {
                jobs.push(wanted.job);
            }
        }
        jobs
    }

    /// Those that are not known.
    pub fn missing(&self, name: &str) -> Vec<Job> {
        let mut jobs = self.wanted(name);
        jobs.retain(|job| !self.results.knows(job));
        jobs
    }

    pub fn has(&self, name: &str) -> bool {
        figure(name).has(&self.context())
    }

    pub fn panel(&self, name: &str) -> Panel {
        figure(name).panel(&self.context())
    }
}

/// The figure of this name.
#[track_caller]
pub fn figure(name: &str) -> &'static dyn Figure {
    figures::figure(name).unwrap_or_else(|| panic!("there is no figure {name}"))
}
