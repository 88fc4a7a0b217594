//! A session whose orders are done by hand: its vectors are numbers that say whose they are.

use crate::made_up::{labels, report};
use sharp_minima::figures::{self, FIGURES, Figure};
use sharp_minima::jobs::{Job, Key, Report};
use sharp_minima::results::Order;
use sharp_minima::results::Origin;
use sharp_minima::session::{BarState, FigureState, Nearest, Session};
use sharp_minima::settings::{Experiment, Link, View};
use std::ops::{Deref, DerefMut};

/// A session, a clock, and what every handle stands for.
pub struct Desk {
    session: Session<usize>,
    pub now: f64,
    vectors: Vec<(Key, u32)>,
}

/// Small networks on 100 signals, three epochs, so many trials; everything takes less than a second.
pub fn small(trials: u32) -> Experiment {
    let experiment = Experiment {
        train: 100,
        hidden: vec![4],
        batch_norm: false,
        small_batch: 10,
        large_batch: 50,
        epochs: 3,
        trials,
        starts: 0,
        ..Experiment::default()
    };
    experiment.check().expect("allowed settings")
}

/// A link to these settings and this view.
pub fn link(experiment: Experiment, view: View) -> Link {
    Link {
        experiment,
        preset: "instant",
        view,
        notices: Vec::new(),
    }
}

pub fn figure(name: &str) -> &'static dyn Figure {
    figures::figure(name).expect("a figure")
}

impl Desk {
    pub fn new(experiment: Experiment) -> Self {
        Self::looking(experiment, View::default())
    }

    pub fn looking(experiment: Experiment, view: View) -> Self {
        Self {
            session: Session::new(link(experiment, view), 2),
            now: 0.0,
            vectors: Vec::new(),
        }
    }

    /// The next order, which is given the vectors of its needs.
    pub fn next(&mut self) -> Option<Order<usize>> {
        let order = self.session.next(self.now)?;
        let needs = order.job.needs();
        assert_eq!(needs.len(), order.kept.len(), "{:?}", order.job.kind());
        for (need, (labels, handles)) in needs.iter().zip(&order.kept) {
            let key = need.job.key();
            let given: Vec<&(Key, u32)> = handles.iter().map(|&h| &self.vectors[h]).collect();
            assert!(given.iter().all(|(of, _)| *of == key));
            let of: Vec<u32> = given.iter().map(|(_, label)| *label).collect();
            assert_eq!(&of, labels);
            let all = crate::made_up::labels(&need.job);
            let chosen = need.which.among(&all).expect("vectors that it left");
            assert_eq!(of.len(), chosen.len());
        }
        Some(order)
    }

    /// Ends an order with a report.
    pub fn finish_with(&mut self, order: &Order<usize>, report: &Report) {
        let text = serde_json::to_string(report).expect("plain data");
        let labels = labels(&order.job);
        let mut handles = Vec::new();
        for &label in &labels {
            handles.push(self.vectors.len());
            self.vectors.push((order.job.key(), label));
        }
        self.now += 10.0;
        let now = self.now;
        self.session.done(order.id, &text, labels, handles, now);
    }

    /// Ends an order as it should.
    pub fn finish(&mut self, order: &Order<usize>) {
        self.finish_with(order, &report(&order.job));
    }

    /// Ends an order without a report.
    pub fn fail(&mut self, order: &Order<usize>, why: &str) {
        self.now += 10.0;
        self.session.failed(order.id, why, self.now);
    }

    /// Does orders as long as there are any, at most so many; returns their jobs.
    pub fn work_at_most(&mut self, most: usize) -> Vec<Job> {
        let mut jobs = Vec::new();
        while jobs.len() < most {
            let Some(order) = self.next() else { break };
            self.finish(&order);
            jobs.push(order.job);
        }
        jobs
    }

    /// Does all orders; returns their jobs.
    pub fn work(&mut self) -> Vec<Job> {
        self.work_at_most(usize::MAX)
    }

    /// Does all orders but those of which `lost` says so.
    pub fn work_without(&mut self, lost: impl Fn(&Job) -> bool) {
        while let Some(order) = self.next() {
            if lost(&order.job) {
                self.fail(&order, "the worker broke");
            } else {
                self.finish(&order);
            }
        }
    }

    pub fn start(&mut self, all: bool) {
        self.session.start(all, self.now);
    }

    /// Fills the page and does all that it asks for.
    pub fn run(&mut self, all: bool) -> Vec<Job> {
        self.start(all);
        self.work()
    }

    pub fn bar(&self) -> BarState {
        self.session.bar()
    }

    pub fn nearest(&self) -> Nearest {
        self.session.nearest()
    }

    pub fn state(&self, name: &str) -> FigureState {
        self.session.figure(figure(name))
    }

    pub fn badge(&self, name: &str) -> String {
        self.state(name).badge
    }

    /// Whether nothing that a figure wants by the present settings is missing.
    pub fn is_complete(&self, name: &str) -> bool {
        let context = figures::Context {
            experiment: self.session.experiment(),
            view: self.session.view(),
            results: self.session.results(),
            active: false,
            live: None,
        };
        let wanted = figure(name).wanted(&context);
        let known = wanted.iter().all(|w| context.results.knows(&w.job));
        known && figure(name).expected(&context) == 0.0
    }

    /// The names of the figures that lack something.
    pub fn lacking(&self) -> Vec<&'static str> {
        let names = FIGURES.iter().map(|figure| figure.name());
        names.filter(|name| !self.is_complete(name)).collect()
    }

    pub fn panel(&self, name: &str) -> figures::Panel {
        let figure = figure(name);
        figure.panel(&self.session.context(figure))
    }
}

impl Deref for Desk {
    type Target = Session<usize>;

    fn deref(&self) -> &Session<usize> {
        &self.session
    }
}

impl DerefMut for Desk {
    fn deref_mut(&mut self) -> &mut Session<usize> {
        &mut self.session
    }
}

/// How many jobs of a kind.
pub fn count(jobs: &[Job], kind: &str) -> usize {
    jobs.iter().filter(|job| job.kind() == kind).count()
}

/// How many jobs there are, each once.
#[track_caller]
pub fn assert_each_once(jobs: &[Job]) {
    let mut keys: Vec<Key> = jobs.iter().map(Job::key).collect();
    keys.sort();
    let all = keys.len();
    keys.dedup();
    assert_eq!(keys.len(), all, "each job once");
}

/// Both files that are shipped of a session.
pub fn shipped<V: Clone>(session: &Session<V>) -> [String; 2] {
    [false, true].map(|later| session.write_shipped(later))
}

/// Reads both.
#[track_caller]
pub fn read_shipped<V: Clone>(session: &mut Session<V>, files: &[String; 2]) {
    for file in files {
        assert_eq!(session.read(file, Origin::Shipped), Ok(Vec::new()));
    }
}
