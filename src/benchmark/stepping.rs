//! What a step of each strategy costs, beside a plain one.

use crate::data;
use crate::data::{Dataset, Selection};
use crate::network::initial_parameters;
use crate::random::{Purpose, stream};
use crate::settings::{Experiment, Regime, presets};
use crate::strategy::{Remedy, Strategy, remedies};
use crate::training::{Stepper, architecture};

/// The preset whose LB steps.
const PRESET: &str = "convincing";
/// So small that x hardly moves.
const RATE: f64 = 1e-5;

/// A strategy's steps on one batch of the convincing preset's LB; the caller keeps the time.
pub struct Stepping {
    strategy: Strategy,
    data: Dataset,
    order: Vec<u32>,
    x: Vec<f32>,
    stepper: Stepper,
}

impl Stepping {
    /// The names of all strategies of LB, the plain one first.
    pub fn names() -> Vec<String> {
        let rows = rows(&experiment()).into_iter();
        rows.map(|remedy| format!("strategy {}", remedy.name))
            .collect()
    }

    /// The strategy of this name; `None` if there is no such strategy.
    pub fn new(name: &str) -> Option<Self> {
        let name = name.strip_prefix("strategy ")?;
        let experiment = experiment();
        let mut rows = rows(&experiment).into_iter();
        let strategy = rows.find(|remedy| remedy.name == name)?.strategy;
        let batch = experiment.large_batch;
        let wanted = Selection {
            train: batch,
            ..Selection::from(&experiment)
        };
        let data = data::load(&wanted, None).ok()?;
        let shape = architecture(&experiment, &data);
        let mut numbers = stream(experiment.seed, 0, Purpose::Initialisation);
        Some(Self {
            x: initial_parameters(&shape, &mut numbers),
            stepper: Stepper::new(&experiment, &strategy, 0, &data, batch),
            order: (0..batch as u32).rev().collect(),
            strategy,
            data,
        })
    }

    /// Gradient evaluations of one step: what its time may be, in those of a plain step.
    pub fn gradients(&self) -> u32 {
        self.strategy.gradients_per_step()
    }

    /// Makes this many steps.
    pub fn run(&mut self, steps: u32) {
        let Self { stepper, x, .. } = self;
        for _ in 0..steps {
            stepper.begin(x, &self.data, &self.order);
            while stepper.evaluate(x).is_none() || !stepper.apply(x, RATE) {}
        }
    }
}

fn experiment() -> Experiment {
    let preset = presets().into_iter().find(|preset| preset.name == PRESET);
    preset.map_or_else(Experiment::default, |preset| preset.experiment)
}

fn rows(experiment: &Experiment) -> Vec<Remedy> {
    let mut rows = remedies(experiment);
    rows.retain(|remedy| remedy.regime == Regime::Large);
    rows
}
