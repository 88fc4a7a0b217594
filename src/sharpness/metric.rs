//! Metric 2.1 of Keskar et al. 2017:
//!
//! ```text
//! C_ε     = { z : |z_i| ≤ ε(|(A⁺x)_i| + 1) }
//! φ(ε, A) = 100 · ( max_{z ∈ C_ε} f(x + A z) − f(x) ) / ( 1 + f(x) )
//! ```
//!
//! A is the identity (the full space) or has random columns (a subspace).
//!
//! The paper finds the maximum inexactly, by ten iterations of L-BFGS-B, and leaves the starting
//! point open. From x, on f as it is, that search falls several times short where the loss is small:
//! its first step is about ‖∇f‖ long, and the box is much wider. Here it is one of several searches,
//! and the highest point of all counts:
//!
//! 1. signed ascents from x and from random interior points, of which the highest goes on;
//! 2. the paper's search from x;
//! 3. L-BFGS-B from the highest point so far, in u = z/b and with f in units of the largest rise
//!    that one coordinate can bring, which finds maxima inside the box.
//!
//! φ is still a lower bound of the maximum.

use crate::objective::Objective;
use crate::optimizer::box_maximum::{Bounds, BoxMaximizer, Status};
use crate::sharpness::ascent::Body;
use crate::sharpness::ascents::Ascents;
use crate::sharpness::region::Region;
use crate::sharpness::subspace::Subspace;
use serde::{Deserialize, Serialize};
use sharp_minima_kernels::Generator;

/// Short steps of the ascent from x, each a gradient more.
const SHORT: u32 = 2;
/// The unit of f in the last search, as a share of the largest rise of one coordinate. A smaller
/// unit makes a longer first step; this one was the best of 1, .1 and .01 on trained networks.
const UNIT: f64 = 0.01;
/// The last search ends when an iteration adds less than this share of the rise.
const NEGLIGIBLE: f64 = 1e-3;

/// How Metric 2.1 is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// The box's relative half-width ε > 0; the paper has 1e-3 and 5e-4.
    pub epsilon: f64,
    /// Random interior points from which signed ascents start, beside x itself.
    pub starts: u32,
    /// L-BFGS-B iterations of the paper's search, at most; the paper has 10. Our own last search
    /// has as many at most.
    pub iterations: u32,
}

impl Options {
    /// Random starts for networks from elsewhere. They are small as a rule, and at their minima the
    /// box has many maxima: more starts cost little there and find more.
    pub const STARTS_FROM_ELSEWHERE: u32 = 7;
}

impl Default for Options {
    /// ε = 1e-3, two random starts, ten iterations.
    fn default() -> Self {
        Self {
            epsilon: 1e-3,
            starts: 2,
            iterations: 10,
        }
    }
}

/// Which search found the highest point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Search {
    /// A signed ascent.
    Ascent,
    /// The paper's, L-BFGS-B from x on f as it is.
    Paper,
    /// L-BFGS-B in scaled variables from the highest point of the others.
    Refined,
}

/// What was measured. Where f(x) is not finite, all φ and `loss` are NaN.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SharpnessOutcome {
    /// φ ≥ 0, the best of all searches.
    pub value: f64,
    /// φ ≥ 0 as in the paper: `iterations` of L-BFGS-B from x on f as it is. On the scale-relative
    /// box, which is not the paper's, NaN.
    pub from_x: f64,
    /// φ ≥ 0 of the signed ascents alone.
    pub ascent: f64,
    /// Which search was best; the first of equals.
    pub search: Search,
    /// L-BFGS-B iterations of the search from x.
    pub iterations: u32,
    /// Share of the coordinates within 1e-9 (relative) of a bound at the best point, in [0, 1].
    pub at_bound: f64,
    /// f(x).
    pub loss: f64,
    /// Gradient evaluations of all searches together.
    pub gradients: u32,
}

/// The box's half-widths b_i = ε(|x_i| + 1); in a subspace `x` is A⁺x.
pub fn half_widths(x: &[f64], epsilon: f64) -> Vec<f64> {
    x.iter().map(|x| epsilon * (x.abs() + 1.0)).collect()
}

/// φ, given the maximum over the box and f(x).
pub fn phi(maximum: f64, loss: f64) -> f64 {
    100.0 * (maximum - loss) / (1.0 + loss)
}

/// One measurement of φ that is advanced step by step.
pub struct SharpnessRun {
    region: Region,
    iterations: u32,
    /// Whether the paper's search is done: it is not on the scale-relative box.
    paper: bool,
    stage: Stage,
    best: Best,
    /// The highest point of the paper's search; x before it.
    paper_z: Vec<f64>,
    /// The unit of f in the last search.
    unit: f64,
    outcome: SharpnessOutcome,
}

/// What is under way.
enum Stage {
    Ascents(Ascents),
    Paper(BoxMaximizer),
    /// The last search, with the highest value before its last iteration.
    Refine(BoxMaximizer, f64),
    Done,
}

/// The highest point so far.
struct Best {
    value: f64,
    z: Vec<f64>,
    search: Search,
}

impl SharpnessRun {
    /// A measurement at `x` in the full space. `generator` is the stream of
    /// [`Purpose::SharpnessStarts`](crate::random::Purpose::SharpnessStarts): every random start
    /// takes n draws from it in turn, whatever ε and the number of starts.
    pub fn new(x: Vec<f64>, options: Options, generator: Generator) -> Self {
        let region = Region::full(x, options.epsilon);
        Self::over(region, true, options, generator)
    }

    /// A measurement at `x` in `subspace`: φ(ε, A). Every random start takes p draws. Computing A⁺x
    /// takes about 2np² operations here, at once.
    pub fn in_subspace(
        x: Vec<f64>,
        subspace: Subspace,
        options: Options,
        generator: Generator,
    ) -> Self {
        let region = Region::subspace(x, subspace, options.epsilon);
        Self::over(region, true, options, generator)
    }

    /// A measurement at `x` over the scale-relative box |z_i| ≤ ε|x_i|, without Metric 2.1's + 1: it
    /// is the same at all rescalings of a ReLU network, and so are the searches, which all have the
    /// box's own units. Every random start takes n draws. A coordinate at 0 stays there.
    pub fn relative(x: Vec<f64>, options: Options, generator: Generator) -> Self {
        let region = Region::relative(x, options.epsilon);
        Self::over(region, false, options, generator)
    }

    fn over(region: Region, paper: bool, options: Options, generator: Generator) -> Self {
        let body = Body::Box(region.widths().to_vec());
        Self {
            best: Best {
                value: f64::NAN,
                z: vec![0.0; region.widths().len()],
                search: Search::Ascent,
            },
            paper_z: vec![0.0; region.widths().len()],
            stage: Stage::Ascents(Ascents::new(body, SHORT, options.starts, generator)),
            region,
            iterations: options.iterations,
            paper,
            unit: 0.0,
            outcome: SharpnessOutcome {
                value: f64::NAN,
                from_x: f64::NAN,
                ascent: f64::NAN,
                search: Search::Ascent,
                iterations: 0,
                at_bound: 0.0,
                loss: f64::NAN,
                gradients: 0,
            },
        }
    }

    /// Does one unit of work on `f`, one gradient or one L-BFGS-B iteration; true when all is
    /// done. Must be given the same function every time.
    pub fn advance(&mut self, f: &mut dyn Objective) -> bool {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Ascents(mut run) => {
                if self.region.on(f, |f| run.advance(f)) {
                    self.after_ascents(&run)
                } else {
                    Stage::Ascents(run)
                }
            }
            Stage::Paper(mut run) => match self.region.on(f, |f| run.step(f)) {
                Status::Running => Stage::Paper(run),
                Status::Finished(_) => self.after_paper(&run),
            },
            Stage::Refine(run, before) => self.refine(f, run, before),
            Stage::Done => Stage::Done,
        };
        matches!(self.stage, Stage::Done)
    }

    fn after_ascents(&mut self, run: &Ascents) -> Stage {
        let [loss, _] = run.middle();
        self.outcome.gradients += run.gradients();
        let Some(highest) = run.highest().filter(|_| loss.is_finite()) else {
            return Stage::Done;
        };
        self.outcome.loss = loss;
        self.best.value = loss;
        self.outcome.ascent = phi(highest.best_value.max(loss), loss);
        self.consider(highest.best_value, &highest.best, Search::Ascent);
        self.unit = UNIT * highest.scale;
        if !self.paper {
            return self.begin_refining();
        }
        let widths = self.region.widths();
        let (bounds, origin) = (Bounds::symmetric(widths), vec![0.0; widths.len()]);
        Stage::Paper(BoxMaximizer::new(bounds, origin, self.iterations))
    }

    fn after_paper(&mut self, run: &BoxMaximizer) -> Stage {
        let loss = self.outcome.loss;
        self.outcome.gradients += run.gradients();
        self.outcome.iterations = run.iterations();
        self.outcome.from_x = phi(run.best_value().max(loss), loss);
        if run.best_value() > loss {
            self.paper_z.copy_from_slice(run.best());
        }
        self.consider(run.best_value(), run.best(), Search::Paper);
        self.begin_refining()
    }

    /// Begins the last search; a flat function leaves nothing to search.
    fn begin_refining(&mut self) -> Stage {
        if !(self.unit > 0.0 && self.unit.is_finite()) {
            return self.finish();
        }
        let widths = self.region.widths();
        let in_units = |(z, b): (&f64, &f64)| if *b > 0.0 { z / b } else { 0.0 };
        let start = self.best.z.iter().zip(widths).map(in_units).collect();
        let bounds = Bounds::symmetric(&vec![1.0; widths.len()]);
        let run = BoxMaximizer::new(bounds, start, self.iterations);
        Stage::Refine(run, self.best.value)
    }

    /// Does one iteration of the last search, and ends it when it adds next to nothing.
    fn refine(&mut self, f: &mut dyn Objective, mut run: BoxMaximizer, before: f64) -> Stage {
        let unit = self.unit;
        let status = self.region.on_scaled(f, unit, |f| run.step(f));
        let value = run.best_value() * unit;
        let negligible = NEGLIGIBLE * (value - self.outcome.loss);
        let more = run.iterations() == 0 || value - before > negligible;
        if status == Status::Running && more {
            return Stage::Refine(run, value);
        }
        self.outcome.gradients += run.gradients();
        if value > self.best.value {
            let widths = self.region.widths();
            let z: Vec<f64> = run.best().iter().zip(widths).map(|(u, b)| u * b).collect();
            self.consider(value, &z, Search::Refined);
        }
        self.finish()
    }

    fn finish(&mut self) -> Stage {
        let outcome = &mut self.outcome;
        outcome.value = phi(self.best.value, outcome.loss);
        outcome.search = self.best.search;
        outcome.at_bound = share_at_bound(&self.best.z, self.region.widths());
        Stage::Done
    }

    /// Keeps a point that is higher than all before.
    fn consider(&mut self, value: f64, z: &[f64], search: Search) {
        if value > self.best.value {
            self.best.value = value;
            self.best.z.copy_from_slice(z);
            self.best.search = search;
        }
    }

    /// How much is done, in [0, 1], by what each search usually takes.
    pub fn progress(&self) -> f64 {
        let iterations = f64::from(self.iterations.max(1));
        let share = |run: &BoxMaximizer| (f64::from(run.iterations()) / iterations).min(1.0);
        let (ascents, paper) = if self.paper { (0.6, 0.3) } else { (0.9, 0.0) };
        match &self.stage {
            Stage::Ascents(run) => ascents * run.progress(),
            Stage::Paper(run) => ascents + paper * share(run),
            Stage::Refine(run, _) => ascents + paper + 0.05 * share(run),
            Stage::Done => 1.0,
        }
    }

    /// The highest point so far, x + z or x + A z: where [`value`](SharpnessOutcome::value) was found.
    pub fn highest(&self) -> Vec<f64> {
        self.region.point(&self.best.z)
    }

    /// The highest point of the paper's search: where [`from_x`](SharpnessOutcome::from_x) was found. x
    /// before it.
    pub fn highest_from_x(&self) -> Vec<f64> {
        self.region.point(&self.paper_z)
    }

    /// The outcome; `None` before the end.
    pub fn outcome(&self) -> Option<SharpnessOutcome> {
        matches!(self.stage, Stage::Done).then_some(self.outcome)
    }
}

/// Share of the coordinates with |z_i| within 1e-9 (relative) of b_i.
fn share_at_bound(z: &[f64], half_widths: &[f64]) -> f64 {
    if z.is_empty() {
        return 0.0;
    }
    let at_bound = z
        .iter()
        .zip(half_widths)
        .filter(|(z, b)| z.abs() >= **b * (1.0 - 1e-9))
        .count();
    at_bound as f64 / z.len() as f64
}

/// Measures φ of `f` at `x` in one go; see [`SharpnessRun`].
pub fn sharpness(
    f: &mut dyn Objective,
    x: &[f64],
    options: Options,
    generator: Generator,
) -> SharpnessOutcome {
    let mut run = SharpnessRun::new(x.to_vec(), options, generator);
    loop {
        run.advance(f);
        if let Some(outcome) = run.outcome() {
            return outcome;
        }
    }
}
