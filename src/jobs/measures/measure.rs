//! Each measure: how it starts, what it costs, and where its numbers go.

use super::point::PointRun;
use super::subject::Counted;
use super::{Mean, Measures, NOISE, Phi, RELATIVE_NOISE, THRESHOLD, TOLD};
use crate::jobs::EPSILONS;
use crate::jobs::plan::{Plan, SMALLEST};
use crate::order::sorted;
use crate::random::Purpose;
use crate::sharpness::{
    ASAM_ETA, ASAM_RADIUS, BallOptions, BallRun, BallScale, Density, DensityOptions, DensityRun,
    Estimate, Lanczos, Node, NoiseRise, NoiseScale, NoiseTolerance, SharpnessOutcome, SharpnessRun,
    Spectrum, Subspace, ToleranceOptions, Trace,
};

/// p, the columns of the random subspace.
const COLUMNS: usize = 100;
/// Largest eigenvalues searched for.
pub(crate) const EIGENVALUES: usize = 10;
/// Hutchinson's probes.
const PROBES: usize = 30;
/// Probes of the spectral density, of which the search for the spectrum's ends is the first.
const DENSITY_PROBES: usize = 3;
/// Antithetic pairs of Gaussian noise.
const PAIRS: usize = 20;

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
    /// Both ends of the Hessian's spectrum.
    Spectrum,
    /// Its trace.
    Trace,
    /// Its density.
    Density,
    /// The average case at a given deviation.
    Rise(NoiseScale),
    /// The largest deviation that is tolerated.
    Tolerance(NoiseScale),
    /// SAM's ball.
    Sam,
    /// ASAM's ball.
    Asam,
}

/// All measures, in the order in which they are taken: [`Measure::Density`] needs what
/// [`Measure::Spectrum`] found.
pub(crate) const ALL: [Measure; 15] = [
    Measure::Point,
    Measure::Metric(Region::Full(0)),
    Measure::Metric(Region::Full(1)),
    Measure::Metric(Region::Subspace(0)),
    Measure::Metric(Region::Subspace(1)),
    Measure::Metric(Region::Relative),
    Measure::Spectrum,
    Measure::Trace,
    Measure::Density,
    Measure::Rise(NoiseScale::Absolute),
    Measure::Rise(NoiseScale::Relative),
    Measure::Tolerance(NoiseScale::Absolute),
    Measure::Tolerance(NoiseScale::Relative),
    Measure::Sam,
    Measure::Asam,
];

/// About how many gradients all of them take.
pub(crate) fn total_cost(starts: u32) -> f64 {
    ALL.iter().map(|measure| measure.cost(starts)).sum()
}

/// A measure under way.
pub(crate) enum Running {
    Point(PointRun),
    Metric(Region, Box<SharpnessRun>),
    Spectrum(Box<Lanczos>),
    Trace(Box<Trace>),
    Density(Box<DensityRun>),
    Rise(NoiseScale, Box<NoiseRise>),
    Tolerance(NoiseScale, Box<NoiseTolerance>),
    Sam(Box<BallRun>),
    Asam(Box<BallRun>),
}

impl Measure {
    /// Roughly what it costs, in gradients: what progress is told by.
    pub fn cost(self, starts: u32) -> f64 {
        match self {
            Self::Point => 1.0,
            Self::Metric(_) => 25.0 + 4.0 * f64::from(starts),
            Self::Spectrum => 200.0,
            Self::Density => 100.0,
            Self::Trace => 2.0 * PROBES as f64,
            Self::Rise(_) => 14.0,
            Self::Tolerance(_) => 70.0,
            Self::Sam | Self::Asam => 10.0,
        }
    }

    /// Starts it at `x`; everything random begins its purpose's stream anew, so that no measure
    /// depends on another.
    pub(crate) fn start(self, plan: Plan, x: Vec<f64>) -> Running {
        let starts = || plan.stream(Purpose::SharpnessStarts);
        let probes = || plan.stream(Purpose::Probes);
        match self {
            Self::Point => Running::Point(PointRun::new(x)),
            Self::Metric(region) => Running::Metric(region, Box::new(metric(region, plan, x))),
            Self::Spectrum => Running::Spectrum(Box::new(plan.both_ends(x, EIGENVALUES))),
            Self::Trace => Running::Trace(Box::new(Trace::new(x, PROBES, probes()))),
            Self::Density => {
                let options = DensityOptions {
                    probes: DENSITY_PROBES - 1,
                    ..DensityOptions::default()
                };
                Running::Density(Box::new(DensityRun::new(x, options, probes())))
            }
            Self::Rise(scale) => {
                let sigma = match scale {
                    NoiseScale::Absolute => NOISE,
                    NoiseScale::Relative => RELATIVE_NOISE,
                };
                let run = NoiseRise::new(x, scale, sigma, PAIRS, probes());
                Running::Rise(scale, Box::new(run))
            }
            Self::Tolerance(scale) => {
                let options = ToleranceOptions {
                    scale,
                    ..ToleranceOptions::default()
                };
                let run = NoiseTolerance::new(x, options, probes());
                Running::Tolerance(scale, Box::new(run))
            }
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
            Self::Spectrum(run) => run.advance(f),
            Self::Trace(run) => run.advance(f),
            Self::Density(run) => run.advance(f),
            Self::Rise(_, run) => run.advance(f),
            Self::Tolerance(_, run) => run.advance(&mut |x| f.accuracy(x)),
            Self::Sam(run) | Self::Asam(run) => run.advance(f),
        }
    }

    /// How much is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        match self {
            Self::Point(run) => run.progress(),
            Self::Metric(_, run) => run.progress(),
            Self::Spectrum(run) => run.progress(),
            Self::Trace(run) => run.progress(),
            Self::Density(run) => run.progress(),
            Self::Rise(_, run) => run.progress(),
            Self::Tolerance(_, run) => run.progress(),
            Self::Sam(run) | Self::Asam(run) => run.progress(),
        }
    }

    /// Enters what was found; `None`, and nothing is entered, before the end.
    pub fn record(&self, into: &mut Measures) -> Option<()> {
        match self {
            Self::Point(run) => run.record(into),
            Self::Metric(region, run) => record_metric(*region, &run.outcome()?, into),
            Self::Spectrum(run) => record_spectrum(run.outcome()?, into),
            Self::Trace(run) => into.trace = mean(run.outcome()?),
            Self::Density(run) => record_density(run.outcome()?, into),
            Self::Rise(scale, run) => {
                let place = match scale {
                    NoiseScale::Absolute => &mut into.noise,
                    NoiseScale::Relative => &mut into.relative_noise,
                };
                *place = mean(run.outcome()?);
            }
            Self::Tolerance(scale, run) => {
                let place = match scale {
                    NoiseScale::Absolute => &mut into.tolerance,
                    NoiseScale::Relative => &mut into.relative_tolerance,
                };
                *place = run.outcome()?.sigma;
            }
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
        ascent: found.ascent,
        iterations: found.iterations,
        at_bound: found.at_bound,
    };
}

fn record_spectrum(found: &Spectrum, into: &mut Measures) {
    let eigenvalues = || found.eigenvalues.iter();
    into.eigenvalues = eigenvalues().map(|found| found.told(TOLD)).collect();
    into.residuals = eigenvalues().map(|found| found.error).collect();
    into.smallest = found.smallest.and_then(|found| found.told(SMALLEST));
    into.smallest_residual = found.smallest.map_or(f64::NAN, |found| found.error);
    into.above = found.above(THRESHOLD) as u32;
    let nodes = found.nodes.iter();
    into.density = nodes.map(|node| [node.value, node.weight]).collect();
}

/// The search's own first start is the first probe. Where all eigenvalues that were searched exceed
/// the threshold, how many more do is told by the density.
fn record_density(found: Density, into: &mut Measures) {
    let first = into
        .density
        .iter()
        .map(|&[value, weight]| Node { value, weight });
    let mut probes = vec![first.collect()];
    probes.extend(found.probes);
    let density = Density { probes, ..found };
    let share = 1.0 / density.probes.len() as f64;
    let nodes = density.probes.iter().flatten();
    let nodes = nodes.map(|node| [node.value, node.weight * share]);
    into.density = sorted(nodes.collect(), |node| -node[0]);
    let all_exceed = into.above as usize == into.eigenvalues.len();
    if all_exceed && into.above < into.parameters {
        let estimate = density.above(THRESHOLD).value.round() as u32;
        into.above = into.above.max(estimate);
    }
}
