//! What is computed, and in which order.

use super::plans::Plan;
use super::{Phase, Session};
use crate::figures::run::CURVES;
use crate::figures::{Context, FIGURES, Figure, figure};
use crate::jobs::Key;
use crate::results::Wanted;
use crate::set::Set;
use crate::settings::View;
use litemap::LiteMap;
use std::rc::Rc;

/// Figures out of sight come after those in sight.
const OUT_OF_SIGHT: u32 = 10_000_000;
/// A figure that takes longer than so many seconds is computed only after a word.
const LONG: f64 = 20.0;
/// One that takes no longer than so many gradients is computed as soon as it is seen.
const SMALL: f64 = 5.0;

/// The work for a figure, in gradients of the whole training set.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Work {
    pub all: f64,
    pub left: f64,
}

impl Work {
    /// How much of it is done, in [0, 1].
    pub fn share(self) -> f64 {
        if self.all > 0.0 {
            1.0 - self.left / self.all
        } else {
            1.0
        }
    }
}

/// Every job once, as urgent as it is wanted anywhere.
fn each_once(all: Vec<Wanted>) -> Vec<Wanted> {
    let mut places: LiteMap<Key, usize> = LiteMap::new();
    let mut once: Vec<Wanted> = Vec::new();
    for wanted in all {
        let place = *places.entry(wanted.key.clone()).or_insert(once.len());
        match once.get_mut(place) {
            Some(known) => known.urgency = known.urgency.min(wanted.urgency),
            None => once.push(wanted),
        }
    }
    once
}

impl<V: Clone> Session<V> {
    /// Tells the scheduler what is wanted now and not known.
    pub(super) fn plan(&mut self) {
        self.unplanned = 0;
        let mut wanted: Vec<Wanted> = Vec::new();
        for figure in FIGURES {
            let name = figure.name();
            if !self.is_active(name) {
                continue;
            }
            let later = if self.visible.is_empty() || self.visible.contains(name) {
                0
            } else {
                OUT_OF_SIGHT
            };
            let plan = self.plan_of(figure);
            let open = plan
                .wanted
                .iter()
                .zip(&plan.costs)
                .filter(|(_, (_, known))| !known);
            wanted.extend(open.map(|(wanted, _)| Wanted {
                urgency: wanted.urgency.saturating_add(later),
                ..wanted.clone()
            }));
        }
        wanted.extend(self.single.iter().map(|(wanted, _)| wanted.clone()));
        let cancelled = self.scheduler.want(wanted);
        for id in &cancelled {
            self.speed.drop(*id);
        }
        self.cancelled.extend(cancelled);
    }

    /// What a figure of the present settings wants.
    pub(super) fn plan_of(&self, figure: &'static dyn Figure) -> Rc<Plan> {
        self.plans.get(figure.name(), || {
            let context = self.current(figure.name());
            let wanted = each_once(figure.wanted(&context));
            let cost = |wanted: &Wanted| (wanted.job.cost(), self.results.knows_wanted(wanted));

            Plan {
                costs: wanted.iter().map(cost).collect(),
                expected: figure.expected(&context),
                memory: wanted
                    .iter()
                    .map(|wanted| wanted.job.memory())
                    .max()
                    .unwrap_or(0),
                wanted,
            }
        })
    }

    /// Whether something is computed for a figure, or will be.
    pub(super) fn is_active(&self, name: &str) -> bool {
        self.asked.contains(name) || (self.run.is_active() && self.run.figures.contains(name))
    }

    /// Whether more of what a figure judges is on its way.
    pub(super) fn is_undecided(&self, figure: &dyn Figure) -> bool {
        let mut names = figure.made_of().iter().map(|part| part.name());
        self.is_active(figure.name()) || names.any(|name| self.is_active(name))
    }

    /// Whether nothing is left to do for a figure.
    pub(super) fn is_complete(&self, name: &str) -> bool {
        self.work(name).left <= 0.0
    }

    /// Whether everything that is wanted is known or lost.
    pub(super) fn is_stuck(&self) -> bool {
        self.scheduler.busy() == 0 && !self.scheduler.can_go_on(&self.results)
    }

    /// The work for a figure of the present settings.
    pub(super) fn work(&self, name: &str) -> Work {
        self.work_of(figure(name).into_iter())
    }

    /// The work for several figures: what more than one wants is done once.
    fn work_of(&self, figures: impl Iterator<Item = &'static dyn Figure>) -> Work {
        let plans: Vec<Rc<Plan>> = figures.map(|figure| self.plan_of(figure)).collect();
        let mut work = Work::default();
        let mut counted: Set<&Key> = Set::default();
        for plan in &plans {
            work.all += plan.expected;
            work.left += plan.expected;
            for (wanted, (cost, known)) in plan.wanted.iter().zip(&plan.costs) {
                // Within one plan every job stands once.
                if plans.len() > 1 && !counted.insert(&wanted.key) {
                    continue;
                }
                work.all += cost;
                if !known {
                    let mut under_way = self.scheduler.under_way();
                    let share = under_way.find(|(key, _)| **key == wanted.key);
                    work.left += cost * (1.0 - share.map_or(0.0, |(_, share)| share));
                }
            }
        }
        work
    }

    /// Seconds that several figures will still take together.
    pub(super) fn seconds_of<'a>(&self, names: impl Iterator<Item = &'a str>) -> f64 {
        self.seconds_for(self.work_of(names.filter_map(figure)).left)
    }

    /// Seconds that so many gradients take.
    pub(super) fn seconds_for(&self, gradients: f64) -> f64 {
        self.speed.seconds(&self.experiment, gradients)
    }

    /// Seconds that a figure will still take.
    fn seconds(&self, name: &str) -> f64 {
        self.seconds_for(self.work(name).left)
    }

    /// Whether a figure is computed only after a word.
    pub(super) fn is_long(&self, name: &str) -> bool {
        self.seconds(name) > LONG
    }

    /// Whether a run leaves a figure out: what it still lacks besides the trainings, which the run does in any
    /// case, takes long.
    pub(super) fn is_left_out(&self, name: &str) -> bool {
        self.takes_long_besides(name, |known| !known)
    }

    /// The same of all that it shows, known or not.
    pub(super) fn takes_long(&self, name: &str) -> bool {
        self.takes_long_besides(name, |_| true)
    }

    fn takes_long_besides(&self, name: &str, counts: impl Fn(bool) -> bool) -> bool {
        let Some(figure) = figure(name) else {
            return false;
        };
        let (plan, trainings) = (self.plan_of(figure), self.plan_of(&CURVES));
        let is_training = |wanted: &Wanted| trainings.wanted.iter().any(|of| of.key == wanted.key);
        let jobs = plan.wanted.iter().zip(&plan.costs);
        let besides = jobs.filter(|(wanted, (_, known))| counts(*known) && !is_training(wanted));
        let cost = besides.map(|(_, (cost, _))| cost).sum::<f64>() + plan.expected;
        self.seconds_for(cost) > LONG
    }

    /// Whether all of a figure costs next to nothing.
    pub(super) fn is_trivial(&self, name: &str) -> bool {
        self.work(name).all <= SMALL
    }

    /// Whether a figure is computed as soon as it is seen: because that costs next to nothing, or because
    /// the link asks for a view of it that is not there.
    pub(super) fn is_small(&self, name: &str) -> bool {
        let work = self.work(name);
        if work.left <= 0.0 {
            return false;
        }
        work.all <= SMALL || (self.run.phase == Phase::Idle && self.is_linked(name))
    }

    /// Whether the view of a figure is another than the first.
    fn is_linked(&self, name: &str) -> bool {
        let Some(figure) = figure(name) else {
            return false;
        };
        let first = View::default();
        let offered = figure.offered();
        let fields = offered.main.iter().chain(offered.more);
        let context = self.current(name);
        let shown = Context {
            view: &first,
            ..context
        };
        let known = figure.has(&shown);
        known && !figure.has(&context) && fields.count() > 0 && !self.is_long(name)
    }

    /// The figures that something is computed for.
    fn active(&self) -> impl Iterator<Item = &'static dyn Figure> {
        FIGURES
            .into_iter()
            .filter(|figure| self.is_active(figure.name()))
    }

    /// All that is under way.
    pub(super) fn under_way(&self) -> Work {
        self.work_of(self.active())
    }

    /// The figures that lack something and that a run leaves out.
    pub(super) fn rest(&self) -> Vec<&'static dyn Figure> {
        let present = FIGURES
            .into_iter()
            .filter(|f| self.present.contains(&f.name()));
        present
            .filter(|figure| self.is_left_out(figure.name()))
            .collect()
    }
}
