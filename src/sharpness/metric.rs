//! Metric 2.1 of Keskar et al. 2017:
//!
//! ```text
//! C_ε     = { z : |z_i| ≤ ε(|(A⁺x)_i| + 1) }
//! φ(ε, A) = 100 · ( max_{z ∈ C_ε} f(x + A z) − f(x) ) / ( 1 + f(x) )
//! ```
//!
//! A is the identity (the full space) or has random columns (a subspace).
//!
//! The maximum is found inexactly, by ten iterations of L-BFGS-B. The paper leaves the starting
//! point open; here the maximisation starts at z = 0 and at random interior points, and the best
//! run counts. From z = 0 alone it would report φ = 0 at every exact minimiser, where the gradient
//! vanishes.

use super::displaced::Displaced;
use super::scaled::{Scaled, ScaledWork};
use super::subspace::{Restricted, Subspace, Workspace};
use crate::objective::Objective;
use crate::optimizer::box_maximum::{Bounds, BoxMaximizer, Status};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// How Metric 2.1 is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// The box's relative half-width ε > 0; the paper has 1e-3 and 5e-4.
    pub epsilon: f64,
    /// Random interior starting points beside x itself.
    pub starts: u32,
    /// L-BFGS-B iterations from every start; the paper has 10.
    pub iterations: u32,
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

/// What was measured. Where f(x) is not finite, `value`, `from_x` and `loss` are NaN.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// φ ≥ 0, the best of all starts.
    pub value: f64,
    /// φ ≥ 0 of the run started at x itself.
    pub from_x: f64,
    /// The best run's start: 0 is x itself, k the k-th random interior point. The first of equals.
    pub start: u32,
    /// L-BFGS-B iterations the best run did.
    pub iterations: u32,
    /// Share of the coordinates within 1e-9 (relative) of a bound at the best point, in [0, 1].
    pub at_bound: f64,
    /// f(x).
    pub loss: f64,
    /// Gradient evaluations of all runs together.
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
    x: Vec<f64>,
    point: Vec<f64>,
    space: Space,
    options: Options,
    generator: ChaCha8Rng,
    maximizer: BoxMaximizer,
    start: u32,
    finished: bool,
    loss: f64,
    from_x: f64,
    best: Best,
    gradients: u32,
}

/// What the maximiser's variables z stand for.
enum Space {
    /// x + z.
    Full,
    /// x + A z.
    Subspace(Subspace, Workspace),
    /// x_i + |x_i| z_i, with the |x_i|.
    Relative(Vec<f64>, ScaledWork),
}

/// The highest point of the runs so far.
struct Best {
    value: f64,
    z: Vec<f64>,
    start: u32,
    iterations: u32,
}

impl SharpnessRun {
    /// A measurement at `x` in the full space. `generator` is the stream of
    /// [`Purpose::SharpnessStarts`](crate::random::Purpose::SharpnessStarts): every start takes n
    /// draws from it in turn, whatever ε and the number of starts.
    pub fn new(x: Vec<f64>, options: Options, generator: ChaCha8Rng) -> Self {
        let widths = half_widths(&x, options.epsilon);
        Self::over(x, &widths, Space::Full, options, generator)
    }

    /// A measurement at `x` in `subspace`: φ(ε, A). Every start takes p draws. Computing A⁺x takes
    /// about 2np² operations here, at once.
    pub fn in_subspace(
        x: Vec<f64>,
        subspace: Subspace,
        options: Options,
        generator: ChaCha8Rng,
    ) -> Self {
        let widths = half_widths(&subspace.coordinates(&x), options.epsilon);
        let space = Space::Subspace(subspace, Workspace::default());
        Self::over(x, &widths, space, options, generator)
    }

    /// A measurement at `x` over the scale-relative box |z_i| ≤ ε|x_i|, without Metric 2.1's + 1: it
    /// is the same at all rescalings of a ReLU network, and so are the steps towards the maximum,
    /// since they are taken in z_i/|x_i|. Every start takes n draws. A coordinate at 0 stays there.
    pub fn relative(x: Vec<f64>, options: Options, generator: ChaCha8Rng) -> Self {
        let widths = vec![options.epsilon; x.len()];
        let units = x.iter().map(|x| x.abs()).collect();
        let space = Space::Relative(units, ScaledWork::default());
        Self::over(x, &widths, space, options, generator)
    }

    fn over(
        x: Vec<f64>,
        widths: &[f64],
        space: Space,
        options: Options,
        generator: ChaCha8Rng,
    ) -> Self {
        let bounds = Bounds::symmetric(widths);
        let origin = vec![0.0; widths.len()];
        let best = Best {
            value: f64::NEG_INFINITY,
            z: origin.clone(),
            start: 0,
            iterations: 0,
        };
        Self {
            point: Vec::with_capacity(x.len()),
            maximizer: BoxMaximizer::new(bounds, origin, options.iterations),
            x,
            space,
            options,
            generator,
            start: 0,
            finished: false,
            loss: f64::NAN,
            from_x: f64::NAN,
            best,
            gradients: 0,
        }
    }

    /// Does one unit of work on `f`, one gradient or one L-BFGS-B iteration; true when all is
    /// done. Must be given the same function every time.
    pub fn advance(&mut self, f: &mut dyn Objective) -> bool {
        if self.finished {
            return true;
        }
        let (x, maximizer) = (&self.x, &mut self.maximizer);
        let status = match &mut self.space {
            Space::Full => maximizer.step(&mut Displaced::new(f, x, &mut self.point)),
            Space::Subspace(subspace, work) => {
                let mut displaced = Displaced::new(f, x, &mut self.point);
                maximizer.step(&mut Restricted::new(&mut displaced, subspace, work))
            }
            Space::Relative(units, work) => maximizer.step(&mut Scaled::new(f, x, units, work)),
        };
        if status != Status::Running {
            self.close();
        }
        self.finished
    }

    /// Takes in a finished run and begins the next.
    fn close(&mut self) {
        let run = &self.maximizer;
        self.gradients += run.gradients();
        if run.best_value() > self.best.value {
            self.best.value = run.best_value();
            self.best.z.copy_from_slice(run.best());
            self.best.start = self.start;
            self.best.iterations = run.iterations();
        }
        if self.start == 0 {
            self.loss = run.start_value();
            self.from_x = phi(run.best_value(), self.loss);
        }
        if self.start == self.options.starts || !self.loss.is_finite() {
            self.finished = true;
            return;
        }
        self.start += 1;
        let start = self.random_start();
        self.maximizer.restart(start);
    }

    /// A point drawn uniformly from the box.
    fn random_start(&mut self) -> Vec<f64> {
        let generator = &mut self.generator;
        let widths = &self.maximizer.bounds().upper;
        widths
            .iter()
            .map(|b| (2.0 * generator.random::<f64>() - 1.0) * b)
            .collect()
    }

    /// How much is done, in [0, 1].
    pub fn progress(&self) -> f64 {
        if self.finished {
            return 1.0;
        }
        let run =
            f64::from(self.maximizer.iterations()) / f64::from(self.options.iterations.max(1));
        (f64::from(self.start) + run) / (f64::from(self.options.starts) + 1.0)
    }

    /// The outcome; `None` before the end.
    pub fn outcome(&self) -> Option<Outcome> {
        self.finished.then(|| Outcome {
            value: phi(self.best.value, self.loss),
            from_x: self.from_x,
            start: self.best.start,
            iterations: self.best.iterations,
            at_bound: share_at_bound(&self.best.z, &self.maximizer.bounds().upper),
            loss: self.loss,
            gradients: self.gradients,
        })
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
    generator: ChaCha8Rng,
) -> Outcome {
    let mut run = SharpnessRun::new(x.to_vec(), options, generator);
    loop {
        run.advance(f);
        if let Some(outcome) = run.outcome() {
            return outcome;
        }
    }
}
