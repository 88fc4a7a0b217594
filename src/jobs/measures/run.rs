//! Measures of one network, one after the other.

use super::measure::{Measure, Running};
use super::subject::{Counted, Subject};
use super::{Measures, Part, Taken};
use crate::jobs::plan::Plan;

/// Measures being taken of one function at one point.
pub(crate) struct MeasuresRun {
    subject: Counted,
    x: Vec<f64>,
    plan: Plan,
    list: Vec<Measure>,
    /// Which of the list is under way.
    current: usize,
    running: Option<Running>,
    measures: Measures,
}

impl MeasuresRun {
    /// Those of `list`, in its order, of `subject` over so many samples at `x`.
    pub fn new(
        subject: Box<dyn Subject>,
        samples: usize,
        x: Vec<f64>,
        plan: Plan,
        list: &[Measure],
    ) -> Self {
        Self {
            subject: Counted::new(subject, x.clone()),
            plan,
            list: list.to_vec(),
            current: 0,
            running: None,
            measures: Measures {
                parameters: x.len() as u32,
                samples: samples as u32,
                ..Measures::default()
            },
            x,
        }
    }

    /// Does one unit of work: one gradient, Hessian product or value, or a few values; true when
    /// all measures are taken.
    pub fn advance(&mut self) -> bool {
        let Some(measure) = self.list.get(self.current) else {
            return true;
        };
        let (plan, x) = (self.plan, &self.x);
        let start = || measure.start(plan, x.clone());
        let running = self.running.get_or_insert_with(start);
        if running.advance(&mut self.subject) {
            running.record(&mut self.measures);
            self.measures.gradients = self.subject.gradients();
            self.running = None;
            self.current += 1;
        }
        self.current == self.list.len()
    }

    /// How much is done, in [0, 1], by what each measure usually costs.
    pub fn progress(&self) -> f64 {
        let cost = |list: &[Measure]| -> f64 {
            let costs = list.iter().map(|measure| measure.cost(self.plan.starts));
            costs.sum()
        };
        let (done, rest) = self.list.split_at(self.current);
        let now = match (&self.running, rest.first()) {
            (Some(running), Some(measure)) => running.progress() * measure.cost(self.plan.starts),
            _ => 0.0,
        };
        let (done, all) = (cost(done) + now, cost(&self.list));
        if rest.is_empty() { 1.0 } else { done / all }
    }

    /// Gradient evaluations so far.
    #[cfg(feature = "benchmark")]
    pub fn gradients(&self) -> f64 {
        self.measures.gradients
    }

    /// What a part found; `None` before the end.
    pub fn taken(&self, part: Part) -> Option<Taken> {
        (self.current == self.list.len()).then(|| Taken::of(part, &self.measures))
    }
}
