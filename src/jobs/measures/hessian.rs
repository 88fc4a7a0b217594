//! What the Hessian is measured by: both ends of its spectrum, its density and its trace, all from the
//! spaces of one search.

use super::subject::Counted;
use super::{Measures, THRESHOLD, TOLD};
use crate::jobs::measures::mean;
use crate::jobs::plan::{Plan, SMALLEST};
use crate::sharpness::{Lanczos, Spectrum, Trace};

/// Largest eigenvalues searched for.
pub(crate) const EIGENVALUES: usize = 10;
/// Probes of the trace outside the search's first space. At the presets' minima they are as exact as
/// thirty of Hutchinson's on the whole space.
const PROBES: usize = 10;
/// About how many Hessian products the search takes.
const PRODUCTS: f64 = 100.0;

/// The search, and then the trace.
pub(crate) struct HessianRun {
    search: Lanczos,
    trace: Option<Trace>,
}

impl HessianRun {
    /// About how many gradients it takes.
    pub const COST: f64 = 2.0 * (PRODUCTS + PROBES as f64);

    pub fn new(plan: Plan, x: Vec<f64>) -> Self {
        Self {
            search: plan.both_ends(x, EIGENVALUES),
            trace: None,
        }
    }

    /// Does one Hessian product; true when all is done.
    pub fn advance(&mut self, f: &mut Counted) -> bool {
        if let Some(trace) = &mut self.trace {
            return trace.advance(f);
        }
        if self.search.advance(f) {
            self.trace = Some(self.search.trace(PROBES));
        }
        false
    }

    pub fn progress(&self) -> f64 {
        let share = PRODUCTS / (PRODUCTS + PROBES as f64);
        let trace = self.trace.as_ref().map_or(0.0, Trace::progress);
        share * self.search.progress() + (1.0 - share) * trace
    }

    /// Enters what was found; `None`, and nothing is entered, before the end.
    pub fn record(&self, into: &mut Measures) -> Option<()> {
        into.trace = mean(self.trace.as_ref()?.outcome()?);
        record(self.search.outcome()?, into);
        Some(())
    }
}

/// Where all eigenvalues that were searched exceed the threshold, how many more do is told by the
/// density.
fn record(found: &Spectrum, into: &mut Measures) {
    let eigenvalues = || found.eigenvalues.iter();
    into.eigenvalues = eigenvalues().map(|found| found.told(TOLD)).collect();
    into.residuals = eigenvalues().map(|found| found.error).collect();
    into.smallest = found.smallest.and_then(|found| found.told(SMALLEST));
    into.smallest_residual = found.smallest.map_or(f64::NAN, |found| found.error);
    let nodes = found.nodes.iter();
    into.density = nodes.map(|node| [node.value, node.weight]).collect();
    into.above = found.above(THRESHOLD) as u32;
    let all_exceed = into.above as usize == into.eigenvalues.len();
    if all_exceed && into.above < into.parameters {
        let above = found.nodes.iter().filter(|node| node.value > THRESHOLD);
        let share: f64 = above.map(|node| node.weight).sum();
        let estimate = (share * f64::from(into.parameters)).round() as u32;
        into.above = into.above.max(estimate);
    }
}
