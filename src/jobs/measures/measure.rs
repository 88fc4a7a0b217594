//! Each measure: how it starts, what it costs, and where its numbers go.

use super::hessian::HessianRun;
use super::noise::NoiseRun;
use super::point::PointRun;
use super::subject::Counted;
use super::{Mean, Measures, Phi};
use crate::jobs::EPSILONS;
use crate::jobs::plan::Plan;
use crate::jobs::sharpness::phi_cost;
use crate::random::Purpose;
use crate::sharpness::{
    ASAM_ETA, ASAM_RADIUS, BallOptions, BallRun, BallScale, Estimate, NoiseScale, SharpnessOutcome,
    SharpnessRun, Subspace,
};

/// p, the columns of the random subspace.
pub(super) const COLUMNS: usize = 100;

/// Where Metric 2.1 looks for its maximum; a number is an index into [`EPSILONS`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Region {
    /// The box in the full space.
    Full(usize),
    /// The box in a random subspace.
    Subspace(usize),
    /// The scale-relative box at the first ε.
    Relative,
}

/// A measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Measure {
    /// Loss, accuracy and gradient at x itself.
    Point,
    /// Metric 2.1.
    Metric(Region),
    /// The Hessian's spectrum, at both ends and as a density, and its trace.
    Hessian,
    /// The average case at a given deviation, and the largest deviation that is tolerated.
    Noise(NoiseScale),
    /// SAM's ball.
    Sam,
    /// ASAM's ball.
    Asam,
}

/// A measure under way.
pub(crate) enum Running {
    Point(PointRun),
    Metric(Region, Box<SharpnessRun>),
    Hessian(Box<HessianRun>),
    Noise(Box<NoiseRun>),
    Sam(Box<BallRun>),
    Asam(Box<BallRun>),
}

impl Measure {
    /// Roughly what it costs, in gradients: what progress is told by.
    pub fn cost(self, starts: u32) -> f64 {
        match self {
            Self::Point => 1.0,
            Self::Metric(_) => phi_cost(starts),
            Self::Hessian => HessianRun::COST,
            Self::Noise(_) => NoiseRun::COST,
            Self::Sam | Self::Asam => 10.0,
        }
    }

    /// Starts it at `x`; everything random begins its purpose's stream anew, so that no measure
    /// depends on another.
    pub(crate) fn start(self, plan: Plan, x: Vec<f64>) -> Running {
        let starts = || plan.stream(Purpose::SharpnessStarts);
        match self {
            Self::Point => Running::Point(PointRun::new(x)),
            Self::Metric(region) => Running::Metric(region, Box::new(metric(region, plan, x))),
            Self::Hessian => Running::Hessian(Box::new(HessianRun::new(plan, x))),
            Self::Noise(scale) => Running::Noise(Box::new(NoiseRun::new(plan, x, scale))),
            Self::Sam => {
                let run = BallRun::new(x, BallOptions::default(), starts());
                Running::Sam(Box::new(run))
            }
            Self::Asam => {
                let run = BallRun::new(x, adaptive_ball(ASAM_ETA), starts());
                Running::Asam(Box::new(run))
            }
        }
    }
}

/// ASAM's ball with this η.
pub(crate) fn adaptive_ball(eta: f64) -> BallOptions {
    BallOptions {
        radius: ASAM_RADIUS,
        scale: BallScale::Adaptive { eta },
        ..BallOptions::default()
    }
}

fn metric(region: Region, plan: Plan, x: Vec<f64>) -> SharpnessRun {
    match region {
        Region::Full(i) => plan.sharpness(x, EPSILONS[i]),
        Region::Relative => plan.relative(x, EPSILONS[0]),
        Region::Subspace(i) => {
            let n = x.len();
            let mut columns = plan.stream(Purpose::Subspace);
            let subspace = Subspace::random(n, COLUMNS.min(n), &mut columns);
            let starts = plan.stream(Purpose::SharpnessStarts);
            SharpnessRun::in_subspace(x, subspace, plan.options(EPSILONS[i]), starts)
        }
    }
}

impl Running {
    /// Does one unit of work; true when the measure is taken.
    pub fn advance(&mut self, f: &mut Counted) -> bool {
        match self {
            Self::Point(run) => run.advance(f),
            Self::Metric(_, run) => run.advance(f),
            Self::Hessian(run) => run.advance(f),
            Self::Noise(run) => run.advance(f),
            Self::Sam(run) | Self::Asam(run) => run.advance(f),
        }
    }

    /// How much is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        match self {
            Self::Point(run) => run.progress(),
            Self::Metric(_, run) => run.progress(),
            Self::Hessian(run) => run.progress(),
            Self::Noise(run) => run.progress(),
            Self::Sam(run) | Self::Asam(run) => run.progress(),
        }
    }

    /// Enters what was found; `None`, and nothing is entered, before the end.
    pub fn record(&self, into: &mut Measures) -> Option<()> {
        match self {
            Self::Point(run) => run.record(into),
            Self::Metric(region, run) => record_metric(*region, &run.outcome()?, into),
            Self::Hessian(run) => run.record(into)?,
            Self::Noise(run) => run.record(into)?,
            Self::Sam(run) => into.sam = run.outcome()?.rise,
            Self::Asam(run) => into.asam = run.outcome()?.rise,
        }
        Some(())
    }
}

pub(crate) fn mean(estimate: Estimate) -> Mean {
    Mean {
        value: estimate.value,
        error: estimate.standard_error,
    }
}

fn record_metric(region: Region, found: &SharpnessOutcome, into: &mut Measures) {
    let place = match region {
        Region::Full(i) => &mut into.full[i],
        Region::Subspace(i) => &mut into.subspace[i],
        Region::Relative => {
            into.relative = found.value;
            return;
        }
    };
    *place = Phi {
        value: found.value,
        from_x: found.from_x,
        iterations: found.iterations,
        at_bound: found.at_bound,
    };
}
