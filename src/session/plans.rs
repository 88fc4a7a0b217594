//! What each figure wants and has, kept until something changes that it may depend on: to ask a figure takes
//! a while, and the page looks often.

use crate::jobs::{Job, Key};
use crate::results::Wanted;
use crate::set::Set;
use litemap::LiteMap;
use std::cell::RefCell;
use std::rc::Rc;

/// What one figure wants.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// All its jobs, known or not.
    pub wanted: Vec<Wanted>,
    /// What each costs, and whether it is known.
    pub costs: Vec<(f64, bool)>,
    /// The cost of what will be wanted besides.
    pub expected: f64,
    /// About how many bytes the largest of its jobs takes.
    pub memory: usize,
}

impl Plan {
    /// Whether nothing more comes into it: nothing is expected, and it has no places, of which those that another
    /// figure has evaluated are left out.
    fn is_final(&self) -> bool {
        let has_places = |wanted: &Wanted| matches!(wanted.job, Job::Points(_));
        self.expected == 0.0 && !self.wanted.iter().any(has_places)
    }
}

/// The plans of the figures that were asked for, and which figures show something.
#[derive(Default)]
pub(super) struct Plans {
    plans: RefCell<LiteMap<&'static str, Rc<Plan>>>,
    showing: RefCell<Set<&'static str>>,
}

impl Plans {
    /// The plan of a figure, made where it is not at hand.
    pub fn get(&self, name: &'static str, make: impl FnOnce() -> Plan) -> Rc<Plan> {
        let known = self.plans.borrow().get(name).cloned();
        known.unwrap_or_else(|| {
            let plan = Rc::new(make());
            self.plans.borrow_mut().insert(name, Rc::clone(&plan));
            plan
        })
    }

    /// Whether a figure shows something of the present settings. What it shows stays with what is learnt.
    pub fn shows(&self, name: &'static str, ask: impl FnOnce() -> bool) -> bool {
        if self.showing.borrow().contains(name) {
            return true;
        }
        let shows = ask();
        if shows {
            self.showing.borrow_mut().insert(name);
        }
        shows
    }

    /// Everything may be another.
    pub fn forget(&self) {
        self.plans.borrow_mut().clear();
        self.showing.borrow_mut().clear();
    }

    /// A job is known now that others may depend on: only plans that are final stay.
    pub fn reconsider(&self, key: &Key) {
        self.plans.borrow_mut().retain(|_, plan| plan.is_final());
        self.learn(key);
    }

    /// A job that nothing else depends on is known now.
    pub fn learn(&self, key: &Key) {
        for (_, plan) in self.plans.borrow_mut().iter_mut() {
            if let Some(place) = plan.wanted.iter().position(|wanted| wanted.key == *key) {
                Rc::make_mut(plan).costs[place].1 = true;
            }
        }
    }
}
