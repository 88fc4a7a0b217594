//! How long work takes, from what has been seen here.

use crate::jobs::Job;
use crate::settings::Experiment;
use litemap::LiteMap;

/// Floating-point operations of a gradient for every parameter and sample.
const OPERATIONS: f64 = 6.0;
/// Operations a second that one worker does, as long as next to nothing was seen.
const USUAL: f64 = 12e9;
/// What takes no more seconds is mostly waiting.
const SHORT: f64 = 0.02;
/// So many seconds of work have to be seen.
const FIRST: f64 = 1.0;
/// So many seconds of finished work are kept in mind.
const MEMORY: f64 = 20.0;

/// Work that was seen.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    operations: f64,
    seconds: f64,
}

impl std::ops::Add for Seen {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            operations: self.operations + other.operations,
            seconds: self.seconds + other.seconds,
        }
    }
}

/// Operations a second and worker: all that were seen, over the time they took.
#[derive(Clone, Debug)]
pub(super) struct Speed {
    workers: usize,
    /// When an order was begun, in milliseconds, and how far it was then.
    begun: LiteMap<u32, (f64, f64)>,
    /// How far the orders under way have come.
    under_way: LiteMap<u32, Seen>,
    finished: Seen,
}

impl Speed {
    pub fn new(workers: usize) -> Self {
        Self {
            workers: workers.max(1),
            begun: LiteMap::new(),
            under_way: LiteMap::new(),
            finished: Seen::default(),
        }
    }

    /// How many workers there are.
    pub fn workers(&self) -> usize {
        self.workers
    }

    pub fn begin(&mut self, id: u32, now: f64) {
        self.begin_at(id, 0.0, now);
    }

    /// An order goes on from a share that was done elsewhere.
    pub fn begin_at(&mut self, id: u32, share: f64, now: f64) {
        self.begun.insert(id, (now, share));
    }

    /// Orders under way have rested: their times say nothing.
    pub fn restart(&mut self) {
        self.begun.clear();
        self.under_way.clear();
    }

    /// An order has come so far, in [0, 1].
    pub fn progress(&mut self, id: u32, job: &Job, share: f64, now: f64) {
        if let Some(seen) = self.seen(id, job, share, now) {
            self.under_way.insert(id, seen);
        }
    }

    /// An order is finished.
    pub fn end(&mut self, id: u32, job: &Job, now: f64) {
        self.under_way.remove(&id);
        let seen = self.seen(id, job, 1.0, now);
        self.begun.remove(&id);
        let Some(seen) = seen else {
            return;
        };
        let all = self.finished + seen;
        let kept = (MEMORY / all.seconds).min(1.0);
        self.finished = Seen {
            operations: kept * all.operations,
            seconds: kept * all.seconds,
        };
    }

    /// An order is given up.
    pub fn drop(&mut self, id: u32) {
        self.begun.remove(&id);
        self.under_way.remove(&id);
    }

    fn seen(&self, id: u32, job: &Job, share: f64, now: f64) -> Option<Seen> {
        let (begun, before) = self.begun.get(&id)?;
        let seconds = (now - begun) / 1000.0;
        let operations = (share - before) * job.cost() * operations(job.experiment()?);
        (seconds > SHORT && operations.is_finite()).then_some(Seen {
            operations,
            seconds,
        })
    }

    fn all(&self) -> Seen {
        self.under_way
            .values()
            .fold(self.finished, |all, seen| all + *seen)
    }

    /// Operations a second and worker; `None` where too little was seen.
    fn measured(&self) -> Option<f64> {
        let Seen {
            operations,
            seconds,
        } = self.all();
        (seconds >= FIRST && operations > 0.0).then(|| operations / seconds)
    }

    /// Whether enough was seen to tell a time while one waits.
    pub fn is_known(&self) -> bool {
        self.measured().is_some()
    }

    /// Seconds that so many gradients of an experiment's whole training set take all workers together.
    pub fn seconds(&self, experiment: &Experiment, gradients: f64) -> f64 {
        let speed = self.measured().unwrap_or(USUAL);
        gradients * operations(experiment) / speed / self.workers as f64
    }
}

/// Operations of one gradient of the whole training set: more than a usize of 32 bits holds.
fn operations(experiment: &Experiment) -> f64 {
    OPERATIONS * experiment.parameters() as f64 * experiment.train as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::TrainJob;

    fn training() -> (Experiment, Job) {
        let experiment = Experiment::default();
        let job = TrainJob::pair(&experiment, 0)[0].clone().into();
        (experiment, job)
    }

    #[test]
    fn a_job_under_way_tells_the_speed_as_it_will_when_it_ends() {
        let of = training();
        let mut speed = Speed::new(1);
        let told = |speed: &Speed| speed.seconds(&of.0, of.1.cost());
        let usual = of.1.cost() * operations(&of.0) / USUAL;
        speed.begin(1, 500.0);
        speed.progress(1, &of.1, 0.01, 1000.0);
        assert!(!speed.is_known() && told(&speed) == usual);
        speed.progress(1, &of.1, 0.5, 10_500.0);
        assert!(speed.is_known() && (told(&speed) - 20.0).abs() < 1e-9);
        speed.end(1, &of.1, 20_500.0);
        assert!((told(&speed) - 20.0).abs() < 1e-9);
    }

    #[test]
    fn what_was_done_elsewhere_tells_nothing() {
        let of = training();
        let mut speed = Speed::new(1);
        speed.begin(1, 0.0);
        speed.begin_at(1, 0.5, 4000.0);
        speed.progress(1, &of.1, 0.6, 8000.0);
        let told = |speed: &Speed| speed.seconds(&of.0, of.1.cost());
        assert!((told(&speed) - 40.0).abs() < 1e-9);
        speed.end(1, &of.1, 24_000.0);
        assert!((told(&speed) - 40.0).abs() < 1e-9);
    }

    #[test]
    fn what_is_long_ago_counts_less() {
        let of = training();
        let mut speed = Speed::new(2);
        for id in 0..40 {
            speed.begin(id, 0.0);
            speed.end(id, &of.1, 20_000.0);
        }
        // Two workers share what takes one of them 20 s.
        assert!((speed.seconds(&of.0, of.1.cost()) - 10.0).abs() < 1e-5);
    }

    #[test]
    fn an_order_that_has_rested_or_is_given_up_says_nothing() {
        let of = training();
        let mut speed = Speed::new(1);
        speed.begin(1, 0.0);
        speed.progress(1, &of.1, 0.1, 60_000.0);
        speed.begin(2, 0.0);
        speed.progress(2, &of.1, 0.1, 60_000.0);
        speed.drop(1);
        speed.restart();
        speed.end(2, &of.1, 90_000.0);
        assert!(!speed.is_known());
    }
}
