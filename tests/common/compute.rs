//! Jobs computed one after the other, with what they need before them.

use sharp_minima::data::Dataset;
use sharp_minima::jobs::{Inputs, Job, Kept, Report};
use sharp_minima::results::{Entry, Origin, Results};
use sharp_minima::session::Archives;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Computes jobs and keeps the vectors that they leave.
#[derive(Default)]
pub struct Computer {
    archives: Archives,
    left: BTreeMap<String, Kept>,
}

impl Computer {
    /// The report of a job.
    pub fn compute(&mut self, job: &Job) -> Report {
        let kept = job.needs().into_iter().map(|need| {
            let all = self.vectors(&need.job);
            let places = need.which.among(&all.labels).expect("it was kept");
            Kept {
                labels: places.iter().map(|&at| all.labels[at]).collect(),
                vectors: places.iter().map(|&at| all.vectors[at].clone()).collect(),
            }
        });
        let kept = kept.collect();
        let inputs = Inputs {
            kept,
            data: Some(self.data(job)),
            ..Inputs::default()
        };
        let mut task = job.start(inputs).expect("what it needs");
        while !task.advance() {}
        self.left.insert(job.key().to_string(), task.kept());
        task.report().expect("a finished job has a report")
    }

    /// The vectors that a job leaves.
    pub fn vectors(&mut self, job: &Job) -> Kept {
        let key = job.key().to_string();
        if !self.left.contains_key(&key) {
            self.compute(job);
        }
        self.left[&key].clone()
    }

    /// The samples of a job's experiment.
    pub fn data(&mut self, job: &Job) -> Rc<Dataset> {
        let experiment = job.experiment().expect("not from files");
        self.archives
            .dataset(experiment)
            .expect("generated samples")
    }
}

/// The results that are shipped for the first preset.
pub fn shipped() -> Results {
    let mut results = Results::default();
    for text in [
        include_str!("../../www/results/instant.json"),
        include_str!("../../www/results/instant-later.json"),
    ] {
        let unread = results
            .read(text, Origin::Shipped)
            .expect("a file of results");
        assert_eq!(unread, []);
    }
    results
}

/// The first entry of a kind that `which` names.
pub fn entry(results: &Results, which: impl Fn(&Job) -> bool) -> Entry {
    let found = results.entries().find(|entry| which(&entry.job));
    found.expect("it is shipped").clone()
}
