//! Networks that need not be trained from their start: those that come trained, and those whose training was under way
//! when the page was left.

use super::Session;
use crate::f1::first_pair;
use crate::figures::figure;
use crate::jobs::Report;
use crate::results::{Origin, parsed};

impl<V: Clone> Session<V> {
    /// Whether the settings are those of the pair of F1 that comes trained.
    pub fn is_f1(&self) -> bool {
        self.experiment == first_pair()
    }

    /// Takes a trained network over: the entry of its training, as [`line()`](crate::jobs::line()) writes it, and
    /// where that ended. Iterates of its other epochs are not there.
    ///
    /// # Errors
    /// In words, if the entry is none of this version, or of no training that ended in a minimum.
    pub fn read_network(&mut self, entry: &str, x: V) -> Result<(), String> {
        let (job, report) = parsed(entry)?;
        let last = match &report {
            Report::Training(training) if training.has_minimum() => training.last_epoch(),
            _ => None,
        };
        let last = last.ok_or("it is no training that ended in a minimum")?;
        self.scheduler.keep(job.key(), vec![last], vec![x]);
        // A report of this job, as has been checked.
        let _ = self.results.put(job, report, Origin::Opened);
        self.scheduler.forgive();
        self.plans.forget();
        self.look_again();
        self.plan();
        Ok(())
    }

    /// An order goes on from a share, in [0, 1], that was done before the page was left; `now` is in milliseconds.
    pub fn resumed(&mut self, id: u32, share: f64, now: f64) {
        if self.scheduler.progress(id, share) {
            self.speed.begin_at(id, share, now);
        }
    }

    /// How many of these jobs, as JSON, are trainings of the present settings that are not known.
    pub fn begun(&self, jobs: &[String]) -> usize {
        let plan = figure("curves").map(|curves| self.plan_of(curves));
        let wanted = plan.iter().flat_map(|plan| &plan.wanted);
        let begun = wanted.filter(|wanted| jobs.iter().any(|job| job == wanted.key.as_str()));
        begun
            .filter(|wanted| !self.results.knows_wanted(wanted))
            .count()
    }
}
