//! The largest σ of Gaussian noise on the weights that costs no more than a given share of the
//! accuracy, by absolute noise and by noise relative to each weight, the "magnitude-aware" form (Jiang
//! et al. 2020, *Fantastic Generalization Measures and Where to Find Them*).

use crate::order::sorted;
use crate::sharpness::estimate::Estimate;
use crate::sharpness::noise::NoiseScale;
use crate::sharpness::vectors::standard_normal;
use sharp_minima_kernels::Generator;
use std::f64::consts::LN_2;

/// How the largest tolerable noise is searched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ToleranceOptions {
    /// What σ is relative to.
    pub scale: NoiseScale,
    /// The loss of accuracy that is allowed, as a share, > 0; Jiang et al. have .1.
    pub cost: f64,
    /// Draws of noise, the same for every σ, at least one.
    pub draws: usize,
    /// σ is found to this relative precision, > 0.
    pub precision: f64,
    /// Where the search begins, > 0.
    pub guess: f64,
}

impl Default for ToleranceOptions {
    /// Absolute noise that costs .1, twenty draws, σ to 2 %.
    fn default() -> Self {
        Self {
            scale: NoiseScale::Absolute,
            cost: 0.1,
            draws: 20,
            precision: 0.02,
            guess: 0.05,
        }
    }
}

/// The largest noise that is tolerated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// σ, the lower end of the final bracket: its noise costs no more than allowed. 0 or ∞ where
    /// twenty doublings from the guess did not reach a bracket: no noise is tolerated, or any.
    pub sigma: f64,
    /// The loss of accuracy at σ with its standard error over the draws; at 0 and ∞ that at the
    /// last σ tried.
    pub cost: Estimate,
    /// The accuracy at x, as a share.
    pub accuracy: f64,
    /// Accuracies evaluated.
    pub evaluations: usize,
}

/// How often σ is changed before the search for a bracket is given up.
const DOUBLINGS: usize = 20;

/// How many σ are tried before those without a bracket are ever further apart.
const PATIENCE: usize = 3;

/// The power of σ by which the cost is taken to grow until two σ tell it; trained networks have about
/// this one below a cost of .1.
const SLOPE: f64 = 3.5;

/// Two σ tell the slope unless it is less.
const LEAST_SLOPE: f64 = 0.25;

/// The last two σ are so much of the precision apart.
const CLOSE: f64 = 0.98;

/// Steps by secants within a bracket, before it is halved.
const SECANTS: usize = 4;

/// The σ tried so far.
#[derive(Default)]
struct Tried {
    /// ln σ and the logarithm of the cost as a share of what is allowed, where there is a cost.
    points: Vec<[f64; 2]>,
    /// How many σ, and how many since there is a bracket.
    count: usize,
    bracketed: usize,
    tolerated: Option<(f64, Estimate)>,
    refused: Option<f64>,
}

impl Tried {
    fn add(&mut self, sigma: f64, cost: Estimate, allowed: f64) {
        self.count += 1;
        self.bracketed += usize::from(self.tolerated.is_some() && self.refused.is_some());
        if cost.value > 0.0 {
            let point = [libm::log(sigma), libm::log(cost.value / allowed)];
            self.points.push(point);
        }
        if cost.value <= allowed {
            self.tolerated = Some((sigma, cost));
        } else {
            self.refused = Some(sigma);
        }
    }

    /// ln σ where the cost is what is allowed, by the secant through the two points that are nearest
    /// to it in logarithms; `None` where no σ had a cost.
    fn root(&self) -> Option<f64> {
        let nearest = sorted(self.points.clone(), |point| point[1].abs());
        let &[place, height] = nearest.first()?;
        let through = |other: &[f64; 2]| (height - other[1]) / (place - other[0]);
        let slope = nearest.get(1).map(through);
        let slope = slope.filter(|slope| *slope >= LEAST_SLOPE && slope.is_finite());
        Some(place - height / slope.unwrap_or(SLOPE))
    }

    /// ln σ of the next one. It is a little below the root, so that the one after it, a step further
    /// on, closes the bracket.
    fn next(&self, precision: f64) -> f64 {
        let step = CLOSE * libm::log1p(precision);
        let least = step * f64::from(1 << self.count.saturating_sub(PATIENCE).min(DOUBLINGS));
        let low = self.tolerated.map(|(sigma, _)| libm::log(sigma));
        let high = self.refused.map(libm::log);
        let aim = self.root().map(|root| root - 0.5 * step);
        match (low, high, aim) {
            (Some(low), Some(high), Some(aim)) => {
                let inside = (low..=high).contains(&aim) && self.bracketed < SECANTS;
                match aim {
                    _ if !inside => 0.5 * (low + high),
                    aim if aim < low + 0.5 * step => low + step,
                    aim if aim > high - step => high - step,
                    aim => aim,
                }
            }
            (Some(low), None, Some(aim)) => aim.max(low + least).min(low + LN_2),
            (None, Some(high), Some(aim)) => aim.min(high - least).max(high - LN_2),
            (Some(low), None, None) => low + LN_2,
            (None, Some(high), None) => high - LN_2,
            (None, None, _) | (Some(_), Some(_), None) => f64::NAN,
        }
    }
}

/// A search for the largest σ whose noise costs at most the allowed accuracy, advanced one accuracy
/// at a time: secants of the cost's logarithm over that of σ, which double or halve σ at most as long
/// as there is no bracket, and halve the bracket where they do not narrow it. All σ share their
/// random numbers, so that the costs compared differ by σ alone.
pub struct NoiseTolerance {
    x: Vec<f64>,
    options: ToleranceOptions,
    generator: Generator,
    current: Generator,
    point: Vec<f64>,
    accuracy: Option<f64>,
    sigma: f64,
    costs: Vec<f64>,
    tried: Tried,
    evaluations: usize,
    outcome: Option<Tolerance>,
}

impl NoiseTolerance {
    /// A search at `x`. `generator` is the stream of
    /// [`Purpose::Probes`](crate::random::Purpose::Probes); every draw takes n normal draws from
    /// it, anew for every σ.
    pub fn new(x: Vec<f64>, options: ToleranceOptions, generator: Generator) -> Self {
        Self {
            point: Vec::with_capacity(x.len()),
            x,
            options,
            current: generator.clone(),
            generator,
            accuracy: None,
            sigma: options.guess,
            costs: Vec::new(),
            tried: Tried::default(),
            evaluations: 0,
            outcome: None,
        }
    }

    /// The same where the accuracy is known at x, and at the guess with every draw: `disturbed` holds
    /// as many accuracies as there are draws, in their order.
    pub fn knowing(
        x: Vec<f64>,
        options: ToleranceOptions,
        generator: Generator,
        accuracy: f64,
        disturbed: &[f64],
    ) -> Self {
        let mut search = Self::new(x, options, generator);
        search.accuracy = Some(accuracy);
        search.costs = disturbed.iter().map(|other| accuracy - other).collect();
        search.judge(accuracy);
        search
    }

    /// Evaluates `accuracy`, a share of samples, once: at x first, then at x with noise; true when
    /// all is done. Must be given the same function every time.
    pub fn advance(&mut self, accuracy: &mut dyn FnMut(&[f64]) -> f64) -> bool {
        if self.outcome.is_some() {
            return true;
        }
        self.evaluations += 1;
        let Some(undisturbed) = self.accuracy else {
            self.accuracy = Some(accuracy(&self.x));
            return false;
        };
        let u = standard_normal(self.x.len(), &mut self.current);
        let scale = self.options.scale;
        scale.displace(&self.x, self.sigma, &u, &mut self.point);
        self.costs.push(undisturbed - accuracy(&self.point));
        if self.costs.len() >= self.options.draws.max(1) {
            self.judge(undisturbed);
        }
        self.outcome.is_some()
    }

    /// Takes in what σ cost, and goes on to the next σ or ends.
    fn judge(&mut self, accuracy: f64) {
        let ToleranceOptions {
            cost: allowed,
            precision,
            ..
        } = self.options;
        let cost = Estimate::of(&self.costs);
        self.tried.add(self.sigma, cost, allowed);
        let given_up = self.tried.count > DOUBLINGS;
        let end = match (self.tried.tolerated, self.tried.refused) {
            (Some((low, cost)), Some(high)) => {
                (high <= low * (1.0 + precision)).then_some((low, cost))
            }
            (None, _) => given_up.then_some((0.0, cost)),
            (_, None) => given_up.then_some((f64::INFINITY, cost)),
        };
        if let Some((sigma, cost)) = end {
            self.outcome = Some(Tolerance {
                sigma,
                cost,
                accuracy,
                evaluations: self.evaluations,
            });
            return;
        }
        self.sigma = libm::exp(self.tried.next(precision));
        self.costs.clear();
        self.current = self.generator.clone();
    }

    /// How much is done, in [0, 1]: of the precision, once there is a bracket.
    pub fn progress(&self) -> f64 {
        if self.outcome.is_some() {
            return 1.0;
        }
        match (self.tried.tolerated, self.tried.refused) {
            (Some((low, _)), Some(high)) => {
                let aim = self.options.precision.ln_1p();
                (aim / (high / low).ln()).clamp(0.0, 1.0)
            }
            _ => 0.0,
        }
    }

    /// The outcome; `None` before the end.
    pub fn outcome(&self) -> Option<Tolerance> {
        self.outcome
    }
}
