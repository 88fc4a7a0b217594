//! What has been computed: job → report. Shipped results, a run's, those from a file and those kept
//! across a reload are the same thing, entries. They are the only state of what has been computed.

mod file;
mod measures;
mod places;
mod scheduler;

pub use file::{FORMAT, FileError, Unread, parsed};
pub use places::Evaluations;
pub use scheduler::{Order, Scheduler, Wanted, by_urgency};

use crate::jobs::{
    AtEpoch, AtScale, Bowl, BowlJob, Connection, ConnectionJob, EpochJob, GradientNoise, Job, Key,
    NoiseScaleJob, Path, PathJob, PointsJob, Predictors, PredictorsJob, Preview, PreviewJob, Probe,
    Report, ScaleJob, Sharpness, SharpnessJob, Slice, SliceJob, TrainJob, Training,
};
use crate::landscape::Evaluated;
use crate::order::sorted;
use litemap::LiteMap;
use std::fmt;

/// Where an entry comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// It came with the page, made by a command of the repository.
    Shipped,
    /// It was read from a file.
    Opened,
    /// It was computed here before the page was loaded.
    Kept,
    /// It was computed here since.
    Computed,
}

/// A job with what it reported.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The job.
    pub job: Job,
    /// Its latest report.
    pub report: Report,
    /// Where it comes from.
    pub origin: Origin,
}

/// A report that is none of its job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignReport {
    /// The word of the job's kind.
    pub kind: &'static str,
}

impl fmt::Display for ForeignReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "report: it is none of the {} job it came with",
            self.kind
        )
    }
}

impl std::error::Error for ForeignReport {}

/// See the [module](self).
#[derive(Clone, Debug, Default)]
pub struct Results {
    entries: LiteMap<Key, Entry>,
    /// The points of every entry, by slice: a place need not be evaluated twice.
    places: LiteMap<Key, Vec<(Evaluated, Evaluations)>>,
    /// Measured places, by slice, in the order in which they came.
    probes: LiteMap<Key, Vec<Probe>>,
}

impl Results {
    /// All entries, by key.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// The same with their keys.
    pub fn keyed(&self) -> impl Iterator<Item = (&Key, &Entry)> {
        self.entries.iter()
    }

    /// The entry of a key.
    pub fn entry(&self, key: &Key) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes a report over, in place of an earlier one of the same job.
    ///
    /// # Errors
    /// If it is no report of this job; nothing is changed then.
    pub fn put(&mut self, job: Job, report: Report, origin: Origin) -> Result<(), ForeignReport> {
        if !job.fits(&report) {
            return Err(ForeignReport { kind: job.kind() });
        }
        let key = job.key();
        let entry = Entry {
            job,
            report,
            origin,
        };
        self.enter(key, entry);
        Ok(())
    }

    /// Takes entries of others over, in place of its own.
    pub fn absorb(&mut self, others: Self, which: impl Fn(&Key, &Entry) -> bool) {
        for (key, entry) in others.entries {
            if which(&key, &entry) {
                self.enter(key, entry);
            }
        }
    }

    /// Takes the final entries of others over that are missing here.
    pub fn fill(&mut self, others: Self) {
        for (key, entry) in others.entries {
            if entry.report.is_final() && !self.knows_keyed(&key, &entry.job) {
                self.enter(key, entry);
            }
        }
    }

    /// Puts in what has been checked.
    fn enter(&mut self, key: Key, entry: Entry) {
        match (&entry.job, &entry.report) {
            (Job::Points(job), Report::Points(points)) => {
                let slice = Job::from(job.slice.clone()).key();
                let stores = self.places.entry(slice).or_default();
                let known = stores.iter().position(|(how, _)| *how == job.evaluated);
                let store = known.unwrap_or_else(|| {
                    stores.push((job.evaluated, Evaluations::default()));
                    stores.len() - 1
                });
                stores[store].1.accept(&job.places.list(), points);
            }
            (Job::Probe(job), Report::Probe(probe)) => {
                let slice = Job::from(job.slice.clone()).key();
                let probes = self.probes.entry(slice).or_default();
                probes.retain(|other| other.place != probe.place);
                probes.push(*probe);
            }
            _ => {}
        }
        self.entries.insert(key, entry);
    }

    /// Takes the entries out that `which` names and returns them.
    pub fn take(&mut self, which: impl Fn(&Key, &Entry) -> bool) -> Self {
        if !self.entries.iter().any(|(key, entry)| which(key, entry)) {
            return Self::default();
        }
        let all = std::mem::take(self);
        let mut taken = Self::default();
        for (key, entry) in all.entries {
            let part = if which(&key, &entry) {
                &mut taken
            } else {
                &mut *self
            };
            part.enter(key, entry);
        }
        taken.order_probes(&all.probes);
        self.order_probes(&all.probes);
        taken
    }

    /// Puts the measured places into the order that they had before.
    fn order_probes(&mut self, before: &LiteMap<Key, Vec<Probe>>) {
        for (slice, probes) in &mut self.probes {
            let before = before.get(slice).map_or(&[][..], Vec::as_slice);
            let place = |probe: &Probe| before.iter().position(|other| other.place == probe.place);
            *probes = sorted(std::mem::take(probes), |probe| {
                place(probe).map_or(-1.0, |place| place as f64)
            });
        }
    }

    /// The latest report of a job, which may be on its way.
    pub fn get(&self, job: &Job) -> Option<&Report> {
        self.entries.get(&job.key()).map(|entry| &entry.report)
    }

    /// Where the report of a job comes from.
    pub fn origin(&self, key: &Key) -> Option<Origin> {
        self.entry(key).map(|entry| entry.origin)
    }

    /// Whether nothing is left to do for a job.
    pub fn knows(&self, job: &Job) -> bool {
        if let Job::Points(points) = job {
            return self.knows_points(points);
        }
        self.get(job).is_some_and(Report::is_final)
    }

    /// The same for what is wanted.
    pub fn knows_wanted(&self, wanted: &Wanted) -> bool {
        self.knows_keyed(&wanted.key, &wanted.job)
    }

    /// The same for a job whose key is at hand.
    pub fn knows_keyed(&self, key: &Key, job: &Job) -> bool {
        let entry = self.entries.get(key);
        entry.is_some_and(|entry| entry.report.is_final())
            || matches!(job, Job::Points(points) if self.knows_points(points))
    }

    fn knows_points(&self, job: &PointsJob) -> bool {
        let known = self.evaluations(&job.slice, job.evaluated);
        known.is_some_and(|known| job.places.list().iter().all(|&p| known.at(p).is_some()))
    }

    /// All points of a slice that were evaluated in this way.
    pub fn evaluations(&self, slice: &SliceJob, how: Evaluated) -> Option<&Evaluations> {
        let stores = self.places.get(&Job::from(slice.clone()).key())?;
        let own = stores.iter().find(|(other, _)| *other == how);
        own.map(|(_, store)| store)
    }

    /// The measured places of a slice.
    pub fn probes(&self, slice: &SliceJob) -> &[Probe] {
        let probes = self.probes.get(&Job::from(slice.clone()).key());
        probes.map_or(&[], Vec::as_slice)
    }
}

macro_rules! typed {
    ($($(#[$doc:meta])* $name:ident($job:ident: $kind:ident) -> $value:ty = $report:ident),* $(,)?) => {
        impl Results {$(
            $(#[$doc])*
            pub fn $name(&self, job: &$job) -> Option<&$value> {
                match self.get(&Job::$kind(job.clone()))? {
                    Report::$report(value) => Some(value),
                    _ => None,
                }
            }
        )*}
    };
}

typed! {
    /// How a training goes or went.
    training(TrainJob: Train) -> Training = Training,
    /// φ at a minimum.
    sharpness(SharpnessJob: Sharpness) -> Sharpness = Sharpness,
    /// The bowl around a minimum.
    bowl(BowlJob: Bowl) -> Bowl = Bowl,
    /// A linear path.
    path(PathJob: Path) -> Path = Path,
    /// The ways between two minima.
    connection(ConnectionJob: Connection) -> Connection = Connection,
    /// What was measured after an epoch.
    epoch(EpochJob: Epoch) -> AtEpoch = Epoch,
    /// What was measured of a rescaled network.
    scale(ScaleJob: Scale) -> AtScale = Scale,
    /// The gradient noise scale after an epoch.
    noise_scale(NoiseScaleJob: NoiseScale) -> GradientNoise = NoiseScale,
    /// What may predict the testing error at a minimum.
    predictors(PredictorsJob: Predictors) -> Predictors = Predictors,
    /// The axes and trajectories of a slice.
    slice(SliceJob: Slice) -> Slice = Slice,
    /// Augmented samples.
    preview(PreviewJob: Preview) -> Preview = Preview,
}
