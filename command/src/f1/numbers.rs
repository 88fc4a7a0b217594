//! All that is found: plain data, which stands in f1.json.

use serde::{Deserialize, Serialize};
use sharp_minima::jobs::{Training, fingerprint};
use sharp_minima::settings::{Experiment, Regime};

/// The training samples among which φ's highest point is searched, at most.
pub const SEARCHED: usize = 6000;

/// φ at one ε.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phi {
    /// φ ≥ 0 of f over all training samples, the best of all searches.
    pub value: f64,
    /// The same of the paper's search alone: ten iterations of L-BFGS-B from x.
    pub from_x: f64,
    /// φ of f over the samples that the search saw.
    pub searched: f64,
    /// The same of the paper's search alone.
    pub searched_from_x: f64,
    /// Gradient evaluations of all searches together.
    pub gradients: u32,
}

/// λ₁ of f over the searched samples.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Largest {
    /// λ₁, never above the true one but for rounding.
    pub value: f64,
    /// How far it may be off.
    pub error: f64,
}

/// The measures at a minimum, as far as they are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measures {
    /// φ in the full space, at each of [`EPSILONS`](sharp_minima::jobs::EPSILONS).
    pub full: [Option<Phi>; 2],
    /// φ in a random subspace of 100 columns.
    pub subspace: [Option<Phi>; 2],
    /// λ₁.
    pub largest: Option<Largest>,
}

/// A network: its training with the curves of both sets, and its measures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Network {
    /// Its training.
    pub training: Training,
    /// Its measures; none where it diverged.
    pub measures: Measures,
}

impl Network {
    /// Whether these are measures at this x.
    pub fn is_at(&self, x: &[f32]) -> bool {
        self.training.fingerprint == fingerprint(x)
    }
}

/// f1.json.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// The settings.
    pub experiment: Experiment,
    /// How many training samples φ's highest point was searched among.
    pub searched: usize,
    /// SB and LB of every trial in turn.
    pub networks: Vec<Network>,
}

impl Numbers {
    /// Those of these networks.
    pub fn new(experiment: Experiment, networks: Vec<Network>) -> Self {
        Self {
            searched: SEARCHED.min(experiment.train),
            experiment,
            networks,
        }
    }

    /// Of one regime, trial by trial, what `value` has of a network that ended in a minimum.
    pub fn of(&self, regime: Regime, value: impl Fn(&Network) -> Option<f64>) -> Vec<f64> {
        let own = |network: &&Network| {
            network.training.regime == regime && network.training.has_minimum()
        };
        self.networks.iter().filter(own).filter_map(value).collect()
    }
}
