//! What the page shows of a session besides its figures.

use super::run::Phase;
use super::work::Work;
use super::{Session, words};
use crate::figures::{Context, Figure, figure};
use crate::format::time;
use crate::results::{Origin, Results, Wanted};
use crate::set::Set;
use crate::settings::{describe, nearest_preset, write_link};
use serde::Serialize;

/// The bar above the figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct BarState {
    /// "idle", "running", "paused", "finished", "failed" or "cancelled".
    pub phase: &'static str,
    /// How much of what is under way is done, in [0, 1].
    pub progress: f64,
    /// One sentence about the run.
    pub status: String,
    /// What the button is called that starts a run; empty while none can be started.
    pub run: String,
    /// The settings in one line.
    pub summary: String,
    /// What a change of settings leaves on the page, and what it will cost; empty if nothing.
    pub stale: String,
}

/// The preset that the settings are nearest to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Nearest {
    /// Its name.
    pub preset: &'static str,
    /// Whether they differ from it.
    pub changed: bool,
}

/// One figure's frame.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct FigureState {
    /// Where what is shown comes from.
    pub badge: String,
    /// "shipped", "own", "live", "stale" or "none".
    pub tone: &'static str,
    /// Whether it shows anything but words.
    pub has: bool,
    /// Whether it is being computed.
    pub working: bool,
    /// Whether the run rests, and this with it.
    pub paused: bool,
    /// How much of it is known, in [0, 1].
    pub progress: f64,
    /// What the button is called that computes it; empty where nothing is to be computed.
    pub offer: String,
    /// Whether that takes no long time.
    pub quick: bool,
    /// What there is to say of its computing; may be empty.
    pub said: String,
    /// How many pictures of the same size stand side by side.
    pub parts: usize,
    /// The last epoch of its trajectories, if it has any.
    pub last_epoch: Option<u32>,
    /// The settings that it shows, as a link.
    pub link: String,
}

impl<V: Clone> Session<V> {
    /// Where the run is, as [`BarState::phase`] has it.
    pub fn phase(&self) -> &'static str {
        phase(self.run.phase)
    }

    /// The preset that the settings are nearest to.
    pub fn nearest(&self) -> Nearest {
        let preset = nearest_preset(&self.experiment);
        Nearest {
            preset: preset.name,
            changed: preset.experiment != self.experiment,
        }
    }

    /// The state of the bar. What a run would take hangs on every figure, which may take a while to find out.
    pub fn bar(&self) -> BarState {
        let active = self.run.is_active();
        let work = self.under_way();
        BarState {
            phase: phase(self.run.phase),
            progress: self.run.told(work.share()),
            status: self.status(work),
            run: if active {
                String::new()
            } else {
                self.run_label()
            },
            summary: describe::summary(&self.experiment),
            stale: self.stale(),
        }
    }

    fn status(&self, work: Work) -> String {
        match self.run.phase {
            Phase::Idle => {
                let known = self.origins_now("curves");
                let complete = self.is_complete("curves");
                let said = words::opening(&known, complete, self.experiment.trials);
                // With faded figures the page says so beside them.
                if complete || !self.stale_figures().is_empty() {
                    return said;
                }
                let (seconds, bytes) = self.cost_of_run();
                said + &words::cost(seconds, bytes)
            }
            _ => words::run(
                &self.run,
                self.run.told(work.share()),
                self.speed.is_known().then(|| self.seconds_for(work.left)),
            ),
        }
    }

    /// Whether anything can be run at all.
    fn can_run(&self) -> bool {
        self.present.iter().any(|name| {
            let figure = figure(name);
            figure.is_some_and(|f| !self.plan_of(f).wanted.is_empty())
        })
    }

    fn run_label(&self) -> String {
        if !self.can_run() {
            return String::new();
        }
        let text = if !self.stale_figures().is_empty() {
            "Run these settings"
        } else if self.run.phase == Phase::Idle {
            "Run"
        } else {
            "Run again"
        };
        text.to_owned()
    }

    /// What the button is called that computes what a run leaves out; empty where there is nothing, and while a run is
    /// on. It looks at every figure, which may take a while.
    pub fn rest_label(&self) -> String {
        if self.present.len() == 1 || self.run.is_active() {
            return String::new();
        }
        let seconds = self.seconds_of(self.rest().iter().map(|figure| figure.name()));
        if seconds < 1.0 {
            return String::new();
        }
        format!("Compute the rest (about {})", time(seconds))
    }

    /// The figures that show other settings than those asked for.
    fn stale_figures(&self) -> Vec<&'static str> {
        let stale = |name: &&'static str| {
            let other = self
                .last
                .get(*name)
                .filter(|last| **last != self.experiment);
            other.and(figure(name)).is_some_and(|figure| {
                let (context, has) = self.shown(figure);
                has && *context.experiment != self.experiment
            })
        };
        self.present.iter().copied().filter(stale).collect()
    }

    fn stale(&self) -> String {
        let stale = self.stale_figures();
        let Some(figure) = stale.first().and_then(|name| figure(name)) else {
            return String::new();
        };
        let shown = self.context(figure).experiment;
        let difference = describe::difference(shown, &self.experiment);
        let cost = if self.run.is_active() {
            String::new()
        } else {
            let (seconds, bytes) = self.cost_of_run();
            let time = time(seconds);
            format!(" Run computes the page’s in about {time}.") + &words::cost(0.0, bytes)
        };
        format!("Faded figures still show {difference}.{cost}")
    }

    /// What a run would take: seconds, and about how many bytes of all workers together.
    fn cost_of_run(&self) -> (f64, f64) {
        let present = self.present.iter().copied();
        let figures: Vec<&'static str> = present.filter(|name| !self.is_left_out(name)).collect();
        let plans = figures.iter().filter_map(|name| figure(name));
        let most = plans.map(|figure| self.plan_of(figure).memory).max();
        let bytes = self.speed.workers() as f64 * most.unwrap_or(0) as f64;
        (self.seconds_of(figures.into_iter()), bytes)
    }

    /// Where the entries of the present settings come from that a figure has.
    fn origins_now(&self, name: &str) -> Set<Origin> {
        figure(name).map_or_else(Set::default, |figure| {
            origins(&self.plan_of(figure).wanted, &self.results)
        })
    }

    /// Whether everything that a figure has was computed here.
    pub(super) fn is_own(&self, name: &str) -> bool {
        let origins = self.origins_now(name);
        !origins.contains(&Origin::Shipped) && !origins.contains(&Origin::Opened)
    }

    /// The frame of a figure.
    pub fn figure(&self, figure: &'static dyn Figure) -> FigureState {
        let name = figure.name();
        let (context, has) = self.shown(figure);
        let work = self.work(name);
        let working = self.is_active(name) && work.left > 0.0;
        // What the run replaces is whole, and stands until the run has the same.
        let former = !working && self.is_former(&context);
        let work = Work {
            left: if former { 0.0 } else { work.left },
            ..work
        };
        let (badge, tone) = self.badge(figure, &context, (has, working), work);
        let said = self.said(name, working);
        FigureState {
            badge,
            tone,
            has,
            working,
            paused: working && self.run.phase == Phase::Paused,
            progress: work.share(),
            offer: self.offer(figure, working, work),
            quick: !self.is_long(name),
            said,
            parts: figure.parts(&context),
            last_epoch: figure.last_epoch(&context),
            link: write_link(context.experiment) + &self.view.write(),
        }
    }

    /// Whether these are the results that a run replaces.
    fn is_former(&self, context: &Context) -> bool {
        std::ptr::eq(context.results, &raw const self.former)
    }

    fn offer(&self, figure: &'static dyn Figure, working: bool, work: Work) -> String {
        let name = figure.name();
        // A button that goes away as soon as it is seen would only move what is below it.
        let comes_by_itself = || !self.visible.contains(name) && self.is_small(name);
        if working || work.left <= 0.0 || comes_by_itself() {
            return String::new();
        }
        let seconds = self.seconds_for(work.left);
        let verb = if work.left < 0.999 * work.all {
            "Continue"
        } else {
            figure.verb()
        };
        format!("{verb} (about {})", time(seconds))
    }

    fn said(&self, name: &str, working: bool) -> String {
        // The bar says it of a run.
        let of_run = self.run.phase == Phase::Failed && self.run.figures.contains(name);
        if working || self.run.is_active() || of_run {
            return String::new();
        }
        let lost = figure(name).and_then(|figure| {
            let plan = self.plan_of(figure);
            let why = |wanted: &Wanted| {
                let why = self.scheduler.failure(&wanted.key)?.to_owned();
                Some((words::job(&wanted.job), why))
            };
            let losses: Vec<(String, String)> = plan.wanted.iter().filter_map(why).collect();
            (!losses.is_empty()).then(|| words::losses(&losses))
        });
        lost.map_or_else(String::new, |lost| {
            format!("It could not be computed: {lost}.")
        })
    }

    fn badge(
        &self,
        figure: &'static dyn Figure,
        context: &Context,
        (has, working): (bool, bool),
        work: Work,
    ) -> (String, &'static str) {
        // Of other settings it is shown only where it has something.
        if *context.experiment != self.experiment {
            let difference = describe::difference(context.experiment, &self.experiment);
            return (format!("of other settings: {difference}"), "stale");
        }
        let former = self.is_former(context);
        let plan = self.plan_of(figure);
        let own;
        let wanted = if former {
            own = figure.wanted(context);
            &own
        } else {
            &plan.wanted
        };
        if wanted.is_empty() {
            return (String::new(), "none");
        }
        if !has {
            let text = if working {
                "waiting for its data"
            } else {
                "not computed yet"
            };
            return (text.to_owned(), "none");
        }
        let shows = figure.shows(context);
        if working && !former {
            return (format!("computing, {shows}"), "live");
        }
        let (text, tone) = words::sources(&origins(wanted, context.results));
        let rest = if work.left > 0.0 && !former {
            ", not complete"
        } else {
            ""
        };
        (format!("{text}, {shows}{rest}"), tone)
    }
}

/// Where the entries come from that are known of what is wanted.
fn origins(wanted: &[Wanted], results: &Results) -> Set<Origin> {
    let wanted = wanted.iter();
    wanted
        .filter_map(|wanted| results.origin(&wanted.key))
        .collect()
}

const fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Idle => "idle",
        Phase::Running => "running",
        Phase::Paused => "paused",
        Phase::Finished => "finished",
        Phase::Failed => "failed",
        Phase::Cancelled => "cancelled",
    }
}
