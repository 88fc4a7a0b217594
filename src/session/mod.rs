//! What a visitor does: settings and view are chosen, figures are asked for, and whoever is free computes
//! what they want. The same on the page, with workers, and natively, with threads.
//!
//! ```text
//! Experiment, View ─ figures' wanted jobs ─→ Scheduler ─ orders ─→ workers ─ reports ─→ Results ─→ figures
//! ```

mod archives;
mod plans;
#[cfg(not(target_arch = "wasm32"))]
mod pool;
mod run;
mod shipped;
#[cfg(not(target_arch = "wasm32"))]
mod shipping;
mod single;
mod speed;
mod state;
mod trained;
mod words;
mod work;

pub use archives::{Archives, Files};
#[cfg(not(target_arch = "wasm32"))]
pub use pool::{Handle, compute};
pub use run::Phase;
pub use single::{Event, MeasuredFiles};
pub use state::{BarState, FigureState, Nearest};

use crate::figures::f1::read_f1;
use crate::figures::{Context, FIGURES, Figure, figure};
use crate::jobs::{Job, Key, Report, line};
pub use crate::results::Unread;
use crate::results::{FileError, Order, Origin, Results, Scheduler, Wanted};
use crate::set::Set;
use crate::settings::{Experiment, Link, View, read_link, write_link};
use crate::strategy::remedies;
use litemap::LiteMap;
use plans::Plans;
use run::Run;
use single::Brought;
use speed::Speed;

/// After so many orders known jobs are left out of the plan.
const MOST_UNPLANNED: u32 = 16;

/// See the [module](self). `V` is a handle on a vector or a file.
pub struct Session<V> {
    experiment: Experiment,
    view: View,
    results: Results,
    /// All that was known when the present run began to compute it anew: a figure shows it as long as the
    /// run has nothing of its own, and what the run does not come to is put back.
    former: Results,
    /// What was shipped and has been computed anew.
    replaced: Results,
    /// Of which experiment a figure showed something last.
    last: LiteMap<&'static str, Experiment>,
    /// The figures that the page has.
    present: Vec<&'static str>,
    /// Those in sight.
    visible: Set<&'static str>,
    /// Those that are computed on demand.
    asked: Set<&'static str>,
    /// Jobs of no figure: measured places, files, exports.
    single: Vec<(Wanted, String)>,
    /// How many orders were done since the latest plan.
    unplanned: u32,
    /// Whether figures stand still until a run has computed them.
    still: bool,
    run: Run,
    scheduler: Scheduler<V>,
    plans: Plans,
    cancelled: Vec<u32>,
    speed: Speed,
    events: Vec<Event>,
    unsaved: Vec<String>,
    files: Vec<Brought>,
}

/// The names of the strategies that can be compared under some settings.
pub fn strategies(experiment: &Experiment) -> Vec<&'static str> {
    remedies(experiment).iter().map(|row| row.name).collect()
}

/// Reads a link with all that this program knows.
pub fn link(hash: &str) -> Link {
    read_link(hash, strategies)
}

impl<V: Clone> Session<V> {
    /// A session that knows nothing yet, of a link's experiment and view, for so many workers.
    pub fn new(link: Link, workers: usize) -> Self {
        let Link {
            experiment, view, ..
        } = link;
        Self {
            experiment,
            view,
            results: Results::default(),
            former: Results::default(),
            replaced: Results::default(),
            last: LiteMap::new(),
            present: FIGURES.iter().map(|figure| figure.name()).collect(),
            visible: Set::default(),
            asked: Set::default(),
            single: Vec::new(),
            unplanned: 0,
            still: false,
            run: Run::default(),
            scheduler: Scheduler::new(),
            plans: Plans::default(),
            cancelled: Vec::new(),
            speed: Speed::new(workers),
            events: Vec::new(),
            unsaved: Vec::new(),
            files: Vec::new(),
        }
    }

    /// What is asked for.
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// What is looked at.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// What is known.
    pub fn results(&self) -> &Results {
        &self.results
    }

    /// The hash, without `#`, of all that is asked for and looked at.
    pub fn hash(&self) -> String {
        write_link(&self.experiment) + &self.view.write()
    }

    /// The page has these figures and no others.
    pub fn show_only(&mut self, names: &[&str]) {
        let known = FIGURES.iter().map(|figure| figure.name());
        self.present = known.filter(|name| names.contains(name)).collect();
        self.asked.retain(|name| self.present.contains(name));
    }

    /// Asks for another experiment, which must be checked. What is under way for the old one ends.
    pub fn set_experiment(&mut self, experiment: Experiment) {
        if experiment == self.experiment {
            return;
        }
        self.stop();
        self.run = Run::default();
        for figure in FIGURES {
            if figure.has(&self.current(figure.name())) {
                self.last.insert(figure.name(), self.experiment.clone());
            }
        }
        let before = std::mem::replace(&mut self.experiment, experiment);
        self.plans.forget();
        self.set_view(self.view.clone());
        self.release(&before);
    }

    /// Lets the vectors go that no figure needs, neither of these settings nor of those before.
    fn release(&mut self, before: &Experiment) {
        let mut needed = Set::default();
        let both = [before, &self.experiment];
        // Without vectors nothing can be needed.
        let asked = both.into_iter().filter(|_| self.scheduler.keeps_any());
        for experiment in asked {
            let context = Context {
                experiment,
                ..self.current("")
            };
            for wanted in FIGURES.iter().flat_map(|figure| figure.wanted(&context)) {
                let needs = wanted.job.needs().into_iter().map(|need| need.job.key());
                needed.extend(needs.chain([wanted.key]));
            }
        }
        self.scheduler.release(|key| !needed.contains(key));
    }

    /// Whether figures stand still until a run has computed them, for those who want less motion.
    pub fn keep_still(&mut self, still: bool) {
        self.still = still;
    }

    /// Looks at something else, or the nearest to it that is allowed.
    pub fn set_view(&mut self, view: View) {
        let mut view = view.within();
        view.trial = view.trial.min(self.experiment.trials);
        let known = strategies(&self.experiment);
        if let Some(names) = &mut view.strategies {
            names.retain(|name| known.contains(&name.as_str()));
        }
        if view.asked() != self.view.asked() {
            self.plans.forget();
        }
        self.view = view;
        self.look_again();
        self.plan();
    }

    /// Takes a file's results over; returns what could not be read of them.
    ///
    /// # Errors
    /// If the text is no file of results, or one of another version.
    pub fn read(&mut self, text: &str, origin: Origin) -> Result<Vec<Unread>, FileError> {
        let unread = self.results.read(text, origin)?;
        self.plans.forget();
        self.look_again();
        self.plan();
        Ok(unread)
    }

    /// Takes over what was found of the paper's own network.
    ///
    /// # Errors
    /// In words, if the text does not hold that.
    pub fn read_f1(&mut self, text: &str) -> Result<(), String> {
        self.plans.forget();
        read_f1(text)
    }

    /// Takes one entry over that was kept, as [`unsaved`](Self::unsaved) gave it.
    ///
    /// # Errors
    /// In words, if it is none of this version.
    pub fn read_entry(&mut self, text: &str, origin: Origin) -> Result<(), String> {
        self.plans.forget();
        self.results.read_entry(text, origin)
    }

    /// Everything that is known, as a file.
    pub fn write(&self) -> String {
        self.results
            .write(|job| !matches!(job, Job::Export(_) | Job::Preview(_)))
    }

    /// The entries that have come since this was asked last, each as a line to be kept.
    pub fn unsaved(&mut self) -> Vec<String> {
        std::mem::take(&mut self.unsaved)
    }

    /// Forgets everything that is not shipped.
    pub fn forget(&mut self) {
        self.stop();
        self.run = Run::default();
        self.last.clear();
        self.files.clear();
        self.scheduler.release(|_| true);
        let _ = self
            .results
            .take(|_, entry| entry.origin != Origin::Shipped);
        self.results.fill(std::mem::take(&mut self.replaced));
        self.plans.forget();
    }

    /// Computes a figure on demand, if it lacks anything.
    pub fn ask(&mut self, name: &'static str) {
        self.scheduler.forgive();
        if !self.is_complete(name) {
            self.asked.insert(name);
        }
        self.plan();
    }

    /// A figure comes into sight or leaves it. What costs next to nothing, and what a link asks for, is
    /// computed at once.
    pub fn see(&mut self, name: &'static str, visible: bool) {
        if visible {
            self.visible.insert(name);
        } else {
            self.visible.remove(name);
        }
        self.look_again();
        self.plan();
    }

    /// Asks for what is in sight and computed without a word.
    fn look_again(&mut self) {
        let visible = self.visible.iter().copied();
        let small: Vec<&'static str> = visible.filter(|name| self.is_small(name)).collect();
        self.asked.extend(small);
    }

    /// The most urgent job for whoever is free, at `now`, in milliseconds.
    pub fn next(&mut self, now: f64) -> Option<Order<V>> {
        if self.run.phase == Phase::Paused {
            return None;
        }
        let Some(order) = self.scheduler.next(&self.results) else {
            // What was left may be lost with what it needs.
            self.settle(now);
            return None;
        };
        self.speed.begin(order.id, now);
        Some(order)
    }

    /// The orders that nobody waits for any more since this was asked last.
    pub fn cancelled(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.cancelled)
    }

    /// An order has come so far, in [0, 1], at `now`, in milliseconds, perhaps with a report on the way, as JSON.
    pub fn progress(&mut self, id: u32, share: f64, report: Option<&str>, now: f64) {
        if !self.scheduler.progress(id, share) {
            return;
        }
        let Some(job) = self.scheduler.job(id).cloned() else {
            return;
        };
        self.speed.progress(id, &job, share, now);
        let report = report.and_then(|text| serde_json::from_str::<Report>(text).ok());
        if let Some(report) = report
            && !self.results.knows(&job)
        {
            let _ = self.results.put(job, report, Origin::Computed);
        }
    }

    /// An order is done: its report as JSON, and the vectors that it leaves.
    pub fn done(&mut self, id: u32, report: &str, labels: Vec<u32>, vectors: Vec<V>, now: f64) {
        let Some(job) = self.scheduler.job(id).cloned() else {
            return;
        };
        let report: Report = match serde_json::from_str(report) {
            Ok(report) => report,
            Err(error) => {
                return self.failed(id, &format!("its report cannot be read ({error})"), now);
            }
        };
        if !job.fits(&report) {
            return self.failed(id, "its report is none of this job", now);
        }
        self.speed.end(id, &job, now);
        self.scheduler.done(id, labels, vectors);
        // What follows from a training or a slice is wanted now; other reports change no other job.
        let others = job.leaves_vectors() || self.is_single(&job);
        self.take(job, report);
        self.unplanned += 1;
        if others || self.unplanned == MOST_UNPLANNED {
            self.plan();
        }
        self.settle(now);
    }

    /// An order could not be computed.
    pub fn failed(&mut self, id: u32, why: &str, now: f64) {
        let Some(job) = self.scheduler.job(id).cloned() else {
            return;
        };
        self.scheduler.fail(id, why.to_owned());
        self.speed.drop(id);
        // What came on the way is no result.
        let _ = self
            .results
            .take(|_, entry| entry.job == job && !entry.report.is_final());
        self.plans.forget();
        if self.is_of_run(&job) {
            self.run.losses.push((words::job(&job), why.to_owned()));
        }
        self.plan();
        self.settle(now);
    }

    /// Takes a final report over.
    fn take(&mut self, job: Job, report: Report) {
        let key = job.key();
        let single = self.single.iter().position(|(wanted, _)| wanted.key == key);
        let name = single.map(|place| self.single.remove(place).1);
        if let Report::Text(text) = report {
            let name = name.unwrap_or_default();
            return self.events.push(Event::Save { name, text });
        }
        // A job that was known already was done for its vectors alone.
        if !self.results.knows(&job) {
            self.learn(key, job.clone(), report);
        }
        if let Some(name) = name {
            self.tell(&job, name);
        }
    }

    /// Takes a final report over that was not known.
    fn learn(&mut self, key: Key, job: Job, report: Report) {
        if !matches!(job, Job::Preview(_)) {
            self.unsaved.push(line(&job, &report));
        }
        // Only trainings and slices decide what else is wanted. Where there is no minimum nothing is.
        if matches!(&report, Report::Training(training) if training.is_lost()) {
            self.plans.forget();
        } else if job.leaves_vectors() {
            self.plans.reconsider(&key);
        } else {
            self.plans.learn(&key);
        }
        // Points come in tiles, and are shipped together.
        let whole = !matches!(job, Job::Points(_));
        // Whether it is a report of this job has been checked.
        let _ = self.results.put(job, report, Origin::Computed);
        if whole && self.run.is_active() {
            self.check(key);
        }
    }

    /// Holds what was computed just now against what was shipped.
    fn check(&mut self, key: Key) {
        let shipped = self.former.entry(&key);
        let same = shipped
            .and_then(|entry| shipped::found_again(&self.experiment, &key, entry, &self.results));
        if let Some(same) = same {
            self.run.note(same);
            self.run.checked.insert(key);
        }
    }

    /// What is asked for, looked at and known.
    pub fn known(&self) -> Context<'_> {
        self.current("")
    }

    /// What a figure is a function of, by the present settings.
    fn current(&self, name: &str) -> Context<'_> {
        Context {
            experiment: &self.experiment,
            view: &self.view,
            results: &self.results,
            active: figure(name).is_some_and(|figure| self.is_undecided(figure)),
            live: None,
        }
    }

    /// What a figure shows: the present results, else those that a run replaces, else the last that it
    /// showed. A figure that the run leaves alone does not lose what others compute anew.
    pub fn context(&self, figure: &dyn Figure) -> Context<'_> {
        self.shown(figure).0
    }

    /// Whether a figure may move with what is computed for it.
    fn moves(&self, name: &str) -> bool {
        !self.still && self.run.is_active() && self.is_active(name)
    }

    /// The same, and whether the figure shows anything of it.
    fn shown(&self, figure: &dyn Figure) -> (Context<'_>, bool) {
        let name = figure.name();
        let current = self.current(name);
        let live = Context {
            live: self.moves(name).then_some(&self.former),
            ..current
        };
        if figure.is_live(&live) {
            return (live, true);
        }
        let has = self.plans.shows(name, || figure.has(&current));
        let replaces = !self.former.is_empty();
        if has && (!replaces || self.is_active(name) || self.is_complete(name)) {
            return (current, true);
        }
        let former = Context {
            results: &self.former,
            active: false,
            ..current
        };
        if replaces && figure.has(&former) {
            return (former, true);
        }
        if has {
            return (current, true);
        }
        let stale = self.last.get(name).map(|experiment| Context {
            experiment,
            active: false,
            ..current
        });
        // Settings of fewer trials than the one that is looked at have nothing to show of it.
        let stale = stale.filter(|stale| {
            let trial = figure.trial(stale).unwrap_or(1);
            trial <= stale.experiment.trials && figure.has(stale)
        });
        stale.map_or((current, false), |stale| (stale, true))
    }
}
