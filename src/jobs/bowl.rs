//! The bowl of the training loss around a minimum: along the two directions in which it rises fastest.

use super::plan::{Plan, Risk, risk_at, widened};
use super::{Inputs, Need, Report, Task, TaskError, TrainJob, Work};
use crate::objective::Objective;
use crate::settings::{Experiment, Regime};
use crate::sharpness::Lanczos;
use crate::training::architecture;
use serde::{Deserialize, Serialize};
use std::f64::consts::TAU;

/// Directions in the plane, evenly spread from v₁ on towards v₂.
pub const SPOKES: usize = 16;
/// Places along each, evenly spread from the minimum to the bowl's radius.
pub const RINGS: usize = 8;
/// By how many nats the quadratic along v₂ has risen at the bowl's radius, as long as the loss itself rises no
/// faster. Our choice.
pub const RISE: f64 = 0.25;
/// Where on both axes the loss has risen by more than so many times as much, the bowl is made smaller, by this
/// factor, at most so often: its places are to lie where it is looked at.
const STEEPER: f64 = 1.6;
const SMALLER: f64 = 0.85;
const MOST: usize = 40;
/// The second eigenvalue counts as this share of the first at least: else a flat direction would take the
/// bowl far beyond what is steep.
const FLATTEST: f64 = 0.1;

/// Evaluate the loss around the minimum that a training ends in, along the eigenvectors v₁ and v₂ of its
/// Hessian's two largest eigenvalues. Batch norm's statistics are frozen at the minimum, as they are where
/// sharpness is measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BowlJob {
    /// The training.
    pub of: TrainJob,
}

/// The loss around a minimum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bowl {
    /// Whose minimum.
    pub regime: Regime,
    /// Which trial.
    pub trial: u32,
    /// The Hessian's two largest eigenvalues, descending.
    #[serde(with = "crate::number::list")]
    pub eigenvalues: Vec<f64>,
    /// How far the outermost ring is from the minimum, in weight space.
    #[serde(with = "crate::number")]
    pub radius: f64,
    /// f at the minimum, in nats.
    #[serde(with = "crate::number")]
    pub loss: f64,
    /// f on every ring, the innermost first, spoke by spoke.
    #[serde(with = "crate::number::list")]
    pub values: Vec<f64>,
}

impl Bowl {
    /// Whether it has all its places.
    pub fn is_whole(&self) -> bool {
        self.eigenvalues.len() == 2 && self.values.len() == SPOKES * RINGS
    }
}

/// About how many gradients the eigenvectors take, and a value.
const VECTORS: f64 = 60.0;
const VALUE: f64 = 0.35;

impl Work for BowlJob {
    fn experiment(&self) -> Option<&Experiment> {
        Some(&self.of.experiment)
    }

    fn needs(&self) -> Vec<Need> {
        vec![Need::minimum(&self.of)]
    }

    fn cost(&self) -> f64 {
        VECTORS + VALUE * (SPOKES * RINGS) as f64
    }

    fn start(&self, inputs: Inputs) -> Result<Box<dyn Task>, TaskError> {
        let (of, data) = (&self.of, inputs.data()?);
        let [x] = inputs.vectors(architecture(&of.experiment, &data).dimension())?;
        let risk = risk_at(&of.experiment, &x, data);
        let x = widened(&x);
        Ok(Box::new(BowlTask {
            search: Plan::of(of, 0).spectrum(x.clone(), 2),
            plane: None,
            bowl: Bowl {
                regime: of.regime,
                trial: of.trial,
                eigenvalues: Vec::new(),
                radius: 0.0,
                loss: 0.0,
                values: Vec::new(),
            },
            risk,
            x,
        }))
    }
}

struct BowlTask {
    risk: Risk,
    x: Vec<f64>,
    search: Lanczos,
    /// v₁ and v₂, once they are found.
    plane: Option<[Vec<f64>; 2]>,
    bowl: Bowl,
}

impl BowlTask {
    fn take_plane(&mut self) {
        let found = self.search.outcome();
        let found = found.map_or(&[][..], |outcome| &outcome.eigenvalues);
        let value = |i: usize| found.get(i).map_or(0.0, |found| found.value);
        let vector = |i: usize| {
            let vector = self.search.eigenvector(i).map(<[f64]>::to_vec);
            vector.unwrap_or_else(|| vec![0.0; self.x.len()])
        };
        self.plane = Some([vector(0), vector(1)]);
        self.bowl.eigenvalues = vec![value(0), value(1)];
        self.bowl.loss = self.risk.value(&self.x);
        self.bowl.radius = self.fitting(radius([value(0), value(1)]));
    }

    /// A radius, made smaller until the loss has not risen by too much at its lowest on the axes.
    fn fitting(&mut self, mut radius: f64) -> f64 {
        for _ in 0..MOST {
            let ends = [[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]];
            let rises = ends.map(|[a, b]| self.value(radius * a, radius * b) - self.bowl.loss);
            // What is no number has risen.
            if rises.into_iter().any(|rise| rise <= STEEPER * RISE) {
                break;
            }
            radius *= SMALLER;
        }
        radius
    }

    /// f at a v₁ + b v₂ from the minimum.
    fn value(&mut self, a: f64, b: f64) -> f64 {
        let Some([first, second]) = &self.plane else {
            return f64::NAN;
        };
        let place = self.x.iter().zip(first.iter().zip(second));
        let place: Vec<f64> = place.map(|(x, (v, w))| x + a * v + b * w).collect();
        self.risk.value(&place)
    }

    /// f at the next place.
    fn take_value(&mut self) {
        let index = self.bowl.values.len();
        let (ring, spoke) = (index / SPOKES, index % SPOKES);
        let distance = self.bowl.radius * (ring + 1) as f64 / RINGS as f64;
        let angle = TAU * spoke as f64 / SPOKES as f64;
        let value = self.value(distance * libm::cos(angle), distance * libm::sin(angle));
        self.bowl.values.push(value);
    }
}

/// Where the quadratic along v₂ has risen by [`RISE`]; 1 where nothing rises.
fn radius([first, second]: [f64; 2]) -> f64 {
    let flatter = second.max(FLATTEST * first);
    if flatter > 1e-9 {
        libm::sqrt(2.0 * RISE / flatter)
    } else {
        1.0
    }
}

impl Task for BowlTask {
    fn advance(&mut self) -> bool {
        if self.bowl.is_whole() {
            return true;
        }
        if self.plane.is_some() {
            self.take_value();
        } else if self.search.advance(&mut self.risk) {
            self.take_plane();
        }
        self.bowl.is_whole()
    }

    fn progress(&self) -> f64 {
        let all = VECTORS + VALUE * (SPOKES * RINGS) as f64;
        let searched = match self.plane {
            Some(_) => 1.0,
            None => self.search.progress(),
        };
        (VECTORS * searched + VALUE * self.bowl.values.len() as f64) / all
    }

    fn report(&self) -> Option<Report> {
        let done = self.bowl.is_whole();
        done.then(|| Report::Bowl(self.bowl.clone()))
    }
}
