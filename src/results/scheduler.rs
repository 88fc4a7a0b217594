//! Who computes what next: the same on the page, with workers, and natively, with threads.
//!
//! What is wanted is given anew whenever it changes; whoever is free takes the next order. A job is
//! computed once for all who want it, after the jobs whose vectors it needs. The scheduler knows no
//! kind of job, and of results only which are there: vectors are handles of any type `V`.

use super::Results;
use crate::jobs::{Job, Key, Need};
use crate::order::sorted;
use crate::set::Set;
use litemap::LiteMap;

/// A job that someone wants.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// The job.
    pub job: Job,
    /// Its name in the results, which takes a while to make.
    pub key: Key,
    /// The least comes first.
    pub urgency: u32,
}

impl Wanted {
    /// A job of this urgency.
    pub fn new(job: impl Into<Job>, urgency: u32) -> Self {
        let job = job.into();
        Self {
            key: job.key(),
            job,
            urgency,
        }
    }
}

/// The most urgent first, of equally urgent ones as they are.
pub fn by_urgency(wanted: Vec<Wanted>) -> Vec<Wanted> {
    sorted(wanted, |wanted| f64::from(wanted.urgency))
}

/// A job for a worker that is free, with all that it needs.
#[derive(Clone, Debug)]
pub struct Order<V> {
    /// The order's number; each is given once.
    pub id: u32,
    /// The job.
    pub job: Job,
    /// For each of the job's needs, labels and vectors.
    pub kept: Vec<(Vec<u32>, Vec<V>)>,
    /// The job's files.
    pub files: Vec<V>,
}

/// An order under way.
struct Running {
    key: Key,
    job: Job,
    progress: f64,
}

/// The vectors that a job has left.
struct Left<V> {
    labels: Vec<u32>,
    vectors: Vec<V>,
}

/// Which job is computed next, once for all who want it, and the vectors that are kept.
pub struct Scheduler<V> {
    wanted: Vec<Wanted>,
    running: LiteMap<u32, Running>,
    left: LiteMap<Key, Left<V>>,
    files: LiteMap<String, V>,
    failed: LiteMap<Key, String>,
    orders: u32,
}

impl<V: Clone> Default for Scheduler<V> {
    fn default() -> Self {
        Self::new()
    }
}

/// What stands between a wanted job and a worker.
enum Step {
    /// Nothing.
    Ready(Box<Job>),
    /// Something that is under way.
    Wait,
    /// Something that failed.
    Lost(String),
}

impl<V: Clone> Scheduler<V> {
    /// A scheduler that nobody wants anything of.
    pub fn new() -> Self {
        Self {
            wanted: Vec::new(),
            running: LiteMap::new(),
            left: LiteMap::new(),
            files: LiteMap::new(),
            failed: LiteMap::new(),
            orders: 0,
        }
    }

    /// Wants these jobs and no others; of one that is wanted twice the more urgent counts. Returns the
    /// orders under way that nobody waits for any more: they are to be cancelled.
    pub fn want(&mut self, wanted: Vec<Wanted>) -> Vec<u32> {
        let mut wanted = by_urgency(wanted);
        let mut seen = Set::default();
        let mut useful = Set::default();
        wanted.retain(|wanted| seen.insert(wanted.key.clone()));
        for one in &wanted {
            useful.insert(one.key.clone());
            self.add_needs(&one.job, &mut useful);
        }
        self.wanted = wanted;
        let idle =
            |(id, running): (&u32, &Running)| (!useful.contains(&running.key)).then_some(*id);
        let cancelled: Vec<u32> = self.running.iter().filter_map(idle).collect();
        for id in &cancelled {
            self.running.remove(id);
        }
        cancelled
    }

    /// All jobs whose vectors are still needed for a job.
    fn add_needs(&self, job: &Job, useful: &mut Set<Key>) {
        for need in job.needs() {
            let key = need.job.key();
            if !self.left.contains_key(&key) && useful.insert(key) {
                self.add_needs(&need.job, useful);
            }
        }
    }

    /// Offers a file to jobs that name its digest.
    pub fn offer(&mut self, digest: String, file: V) {
        self.files.insert(digest, file);
    }

    /// Keeps the vectors of a job that was done elsewhere.
    pub fn keep(&mut self, key: Key, labels: Vec<u32>, vectors: Vec<V>) {
        self.left.insert(key, Left { labels, vectors });
    }

    /// Whether the vectors of any job are at hand.
    pub fn keeps_any(&self) -> bool {
        !self.left.is_empty()
    }

    /// Lets the vectors go of which `which` says so, and all files.
    pub fn release(&mut self, which: impl Fn(&Key) -> bool) {
        self.left.retain(|key, _| !which(key));
        self.files.clear();
    }

    /// The most urgent job that can be begun; `None` where all are known, under way, lost or waiting.
    pub fn next(&mut self, results: &Results) -> Option<Order<V>> {
        let mut ready = None;
        let mut lost = Vec::new();
        for wanted in &self.wanted {
            let key = &wanted.key;
            if results.knows_wanted(wanted)
                || self.is_under_way(key)
                || self.failed.contains_key(key)
            {
                continue;
            }
            match self.step(&wanted.job) {
                Step::Ready(job) => {
                    ready = Some(*job);
                    break;
                }
                Step::Wait => {}
                Step::Lost(why) => lost.push((key.clone(), why)),
            }
        }
        for (key, why) in lost {
            self.failed.insert(key, why);
        }
        ready.and_then(|job| self.order(job))
    }

    fn is_under_way(&self, key: &Key) -> bool {
        self.running.values().any(|running| running.key == *key)
    }

    /// What has to be done first for a job: of its needs the first that can be begun, unless one of them is
    /// lost.
    fn step(&self, job: &Job) -> Step {
        let mut first = None;
        for step in job.needs().iter().filter_map(|need| self.step_for(need)) {
            match (&first, &step) {
                (_, Step::Lost(_)) => return step,
                (None, _) | (Some(Step::Wait), Step::Ready(_)) => first = Some(step),
                _ => {}
            }
        }
        let files = job.files();
        let missing = files
            .iter()
            .find(|digest| !self.files.contains_key(**digest));
        match (first, missing) {
            (Some(step), _) => step,
            (None, Some(digest)) => Step::Lost(format!("the file {digest} is not there")),
            (None, None) => Step::Ready(Box::new(job.clone())),
        }
    }

    /// What has to be done for a need; `None` if its vectors are at hand.
    fn step_for(&self, need: &Need) -> Option<Step> {
        let key = need.job.key();
        if let Some(left) = self.left.get(&key) {
            let missing = need.which.among(&left.labels).is_none();
            return missing.then(|| Step::Lost(format!("{} was not kept", need.which)));
        }
        if let Some(why) = self.failed.get(&key) {
            return Some(Step::Lost(why.clone()));
        }
        if self.is_under_way(&key) {
            return Some(Step::Wait);
        }
        Some(self.step(&need.job))
    }

    fn order(&mut self, job: Job) -> Option<Order<V>> {
        let mut kept = Vec::new();
        for need in job.needs() {
            let left = self.left.get(&need.job.key())?;
            let places = need.which.among(&left.labels)?;
            let labels = places.iter().map(|&place| left.labels[place]).collect();
            let vectors = places
                .iter()
                .map(|&place| left.vectors[place].clone())
                .collect();
            kept.push((labels, vectors));
        }
        let files = job.files().into_iter();
        let files = files
            .filter_map(|digest| self.files.get(digest).cloned())
            .collect();
        self.orders += 1;
        let running = Running {
            key: job.key(),
            job: job.clone(),
            progress: 0.0,
        };
        self.running.insert(self.orders, running);
        Some(Order {
            id: self.orders,
            job,
            kept,
            files,
        })
    }

    /// Notes how far an order is, in [0, 1]. False if it is none that is under way.
    pub fn progress(&mut self, id: u32, share: f64) -> bool {
        let running = self.running.get_mut(&id);
        running.map(|running| running.progress = share).is_some()
    }

    /// Ends an order, with the vectors that it leaves if others may need them. False if it is none that is
    /// under way.
    pub fn done(&mut self, id: u32, labels: Vec<u32>, vectors: Vec<V>) -> bool {
        let Some(running) = self.running.remove(&id) else {
            return false;
        };
        if running.job.leaves_vectors() {
            self.keep(running.key, labels, vectors);
        }
        true
    }

    /// Ends an order that could not be computed; it is not tried again until
    /// [`forgive`](Self::forgive).
    pub fn fail(&mut self, id: u32, why: String) -> bool {
        let Some(running) = self.running.remove(&id) else {
            return false;
        };
        self.failed.insert(running.key, why);
        true
    }

    /// Tries again what failed.
    pub fn forgive(&mut self) {
        self.failed.clear();
    }

    /// Why a job could not be computed.
    pub fn failure(&self, key: &Key) -> Option<&str> {
        self.failed.get(key).map(String::as_str)
    }

    /// How many orders are under way.
    pub fn busy(&self) -> usize {
        self.running.len()
    }

    /// The jobs under way and how far each is, in [0, 1].
    pub fn under_way(&self) -> impl Iterator<Item = (&Key, f64)> {
        self.running
            .values()
            .map(|running| (&running.key, running.progress))
    }

    /// The job of an order under way.
    pub fn job(&self, id: u32) -> Option<&Job> {
        self.running.get(&id).map(|running| &running.job)
    }

    /// Whether a wanted job is neither known nor lost.
    pub fn can_go_on(&self, results: &Results) -> bool {
        let open = |wanted: &Wanted| {
            !self.failed.contains_key(&wanted.key) && !results.knows_wanted(wanted)
        };
        self.wanted.iter().any(open)
    }

    /// Whether the vectors that a job leaves are at hand.
    pub fn has(&self, job: &Job) -> bool {
        self.left.contains_key(&job.key())
    }
}
