//! Run, pause, cancel.

use super::{Session, shipped};
use crate::figures::{FIGURES, figure};
use crate::jobs::{Job, Key};
use crate::results::Origin;
use crate::set::Set;
use std::cell::Cell;

/// Where a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// There was none with these settings.
    #[default]
    Idle,
    /// It is under way.
    Running,
    /// It rests.
    Paused,
    /// Everything is there.
    Finished,
    /// Something could not be computed.
    Failed,
    /// It was ended by hand.
    Cancelled,
}

/// The latest run.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    pub phase: Phase,
    /// The figures that it fills.
    pub figures: Set<&'static str>,
    /// When it began, in milliseconds, pauses taken out.
    pub since: f64,
    /// When it was paused.
    pub paused: f64,
    /// How long it took, in milliseconds.
    pub took: f64,
    /// How far it was when it was cancelled.
    pub share: f64,
    /// How far it was said to be: more work may turn up, but nobody is told that it goes backwards.
    pub furthest: Cell<f64>,
    /// What could not be computed, and why.
    pub losses: Vec<(String, String)>,
    /// Whether everything that its figures show was computed here.
    pub own: bool,
    /// Whether all shipped numbers were found again, so far; `None` where there were none.
    pub agrees: Option<bool>,
    /// The jobs whose shipped numbers were looked for when they were computed: to do it at the end takes long.
    pub checked: Set<Key>,
}

impl Run {
    /// Shipped numbers were found again, or not.
    pub fn note(&mut self, same: bool) {
        self.agrees = Some(self.agrees.unwrap_or(true) && same);
    }

    pub fn is_active(&self) -> bool {
        matches!(self.phase, Phase::Running | Phase::Paused)
    }

    /// A share that is done, or the larger one that was told before.
    pub fn told(&self, share: f64) -> f64 {
        if self.is_active() {
            self.furthest.set(self.furthest.get().max(share));
            self.furthest.get()
        } else {
            share
        }
    }
}

impl<V: Clone> Session<V> {
    /// Fills the page: computes what its figures lack, those that take long only if asked for with `all`.
    /// Where nothing is lacking that is worth a run everything is computed anew. What was asked for goes
    /// on.
    pub fn start(&mut self, all: bool, now: f64) {
        self.restore();
        self.scheduler.forgive();
        let all = all || self.present.len() == 1;
        let mut figures: Set<&'static str> = self.present.iter().copied().collect();
        figures.retain(|name| all || !self.is_left_out(name));
        let lacks = |name: &&'static str| !self.is_complete(name) && !self.is_trivial(name);
        if !figures.iter().any(lacks) {
            figures.retain(|name| all || !self.takes_long(name));
            self.former = self.results.clone();
            self.set_aside(&figures);
        }
        self.run = Run {
            phase: Phase::Running,
            figures,
            since: now,
            ..Run::default()
        };
        self.plan();
        self.settle(now);
    }

    /// Takes the results of figures out of what is known.
    fn set_aside(&mut self, figures: &Set<&'static str>) {
        let chosen = FIGURES
            .iter()
            .filter(|figure| figures.contains(figure.name()));
        let plans: Vec<_> = chosen.map(|figure| self.plan_of(*figure)).collect();
        let wanted = plans.iter().flat_map(|plan| &plan.wanted);
        let keys: Set<_> = wanted.map(|wanted| wanted.key.clone()).collect();
        let slice = |job: &Job| match job {
            Job::Points(points) => Some(Job::from(points.slice.clone()).key()),
            _ => None,
        };
        let _ = self.results.take(|key, entry| {
            keys.contains(key) || slice(&entry.job).is_some_and(|slice| keys.contains(&slice))
        });
        self.plans.forget();
    }

    /// Puts back what a run has set aside and not computed.
    pub(super) fn restore(&mut self) {
        if self.former.is_empty() {
            return;
        }
        self.results.fill(std::mem::take(&mut self.former));
        self.plans.forget();
    }

    /// Keeps in mind what was shipped of the results that a run has replaced.
    fn retire(&mut self) {
        let known = &self.results;
        self.replaced
            .absorb(std::mem::take(&mut self.former), |key, entry| {
                entry.origin == Origin::Shipped && known.origin(key) != Some(Origin::Shipped)
            });
    }

    /// Whether the run wants a job, or something that needs it.
    pub(super) fn is_of_run(&self, job: &Job) -> bool {
        let key = job.key();
        let needs = |wanted: &Job| wanted.needs().iter().any(|need| need.job == *job);
        let wants = |name: &&str| {
            figure(name).is_some_and(|figure| {
                let plan = self.plan_of(figure);
                let mut wanted = plan.wanted.iter();
                wanted.any(|wanted| wanted.key == key || needs(&wanted.job))
            })
        };
        self.run.is_active() && self.run.figures.iter().any(wants)
    }

    /// Rests.
    pub fn pause(&mut self, now: f64) {
        if self.run.phase == Phase::Running {
            self.run.phase = Phase::Paused;
            self.run.paused = now;
        }
    }

    /// Goes on.
    pub fn resume(&mut self, now: f64) {
        if self.run.phase == Phase::Paused {
            self.run.phase = Phase::Running;
            self.run.since += now - self.run.paused;
            self.speed.restart();
        }
    }

    /// Ends everything that is under way; what was computed stays.
    pub fn cancel(&mut self, now: f64) {
        let active = self.run.is_active();
        let share = self.under_way().share();
        self.stop();
        if active {
            self.run.phase = Phase::Cancelled;
            self.run.took = now - self.run.since;
            self.run.share = share;
        }
    }

    /// What could not be computed since the latest run began, each with why.
    pub fn losses(&self) -> &[(String, String)] {
        &self.run.losses
    }

    /// Ends one figure that is computed on demand; with the landscape, places that are to be measured.
    pub fn give_up(&mut self, name: &str) {
        self.asked.retain(|asked| *asked != name);
        let own = |job: &Job| name == "landscape" && matches!(job, Job::Probe(_));
        self.single.retain(|(wanted, _)| !own(&wanted.job));
        self.plan();
    }

    pub(super) fn stop(&mut self) {
        self.asked.clear();
        self.single.clear();
        self.run.figures.clear();
        self.plan();
        let _ = self.results.take(|_, entry| !entry.report.is_final());
        self.plans.forget();
        self.restore();
    }

    /// Ends the run where nothing is left to do, and figures on demand that are complete or lost.
    pub(super) fn settle(&mut self, now: f64) {
        let done: Vec<&'static str> = self
            .asked
            .iter()
            .copied()
            .filter(|name| self.is_complete(name) || self.is_stuck())
            .collect();
        for name in done {
            self.asked.remove(name);
        }
        self.drop_lost();
        if self.run.phase != Phase::Running || self.scheduler.busy() > 0 {
            return;
        }
        let complete = self.run.figures.iter().all(|name| self.is_complete(name));
        if !complete && !self.is_stuck() {
            return;
        }
        if !complete && self.run.losses.is_empty() {
            let why = "it ended before everything was measured".to_owned();
            self.run.losses.push(("the run".to_owned(), why));
        }
        self.run.took = now - self.run.since;
        let left = shipped::agree(
            &self.experiment,
            &self.former,
            &self.results,
            &self.run.checked,
        );
        if let Some(same) = left {
            self.run.note(same);
        }
        if complete {
            self.run.phase = Phase::Finished;
            self.run.own = self.run.figures.iter().all(|name| self.is_own(name));
            self.retire();
        } else {
            self.run.phase = Phase::Failed;
            self.restore();
        }
    }
}
