//! For how long the rows train, so that a comparison is fair.
//!
//! The cost is counted in gradient evaluations of single samples: a gradient of a whole batch is as
//! many as the batch has samples. An epoch of plain training is then one evaluation of every sample,
//! for SB and LB alike, and the experiment's E epochs are both their budget. A strategy of g gradients a
//! step has g for every sample and epoch ([`Strategy::gradients_per_step`]), and a warm start's epochs
//! of SB are on its account too. At equal gradient evaluations a row has as many epochs as the
//! budget allows, at least 1 beyond its warm start, and its rate's schedule is stretched or compressed
//! over them.

use crate::figures::remedies::Comparison;
use crate::settings::Equal;
use crate::strategy::Strategy;
use crate::strategy::schedule::Plan;

/// The smallest factor on the epochs that a [`Strategy`] may have.
const SHORTEST: f64 = 0.1;

/// In words.
pub(super) const fn words(equal: Equal) -> &'static str {
    match equal {
        Equal::Epochs => "equal epochs",
        Equal::Gradients => "equal gradient evaluations",
    }
}

impl Comparison {
    /// How a row is trained, by what the rows have equal.
    pub(super) fn strategy_at(&self, row: usize, equal: Equal) -> Strategy {
        let strategy = self.rows[row].strategy;
        match equal {
            Equal::Epochs => strategy,
            Equal::Gradients => within_budget(strategy, self.experiment.epochs),
        }
    }

    /// The most epochs of a row, with those of its warm start.
    pub(super) fn epochs(&self, row: usize) -> u32 {
        let regime = self.rows[row].regime;
        Plan::new(&self.strategy(row), &self.experiment, regime).all() as u32
    }

    /// A row's epochs times its gradient evaluations of every sample.
    pub(super) fn cost(&self, row: usize) -> f64 {
        let strategy = self.strategy(row);
        f64::from(strategy.gradients_per_step()) * f64::from(self.epochs(row))
    }
}

/// The strategy with the number of epochs that cost no more than `budget` plain ones.
fn within_budget(strategy: Strategy, budget: usize) -> Strategy {
    let gradients = strategy.gradients_per_step().max(1) as usize;
    let all = budget / gradients;
    let epochs = all.saturating_sub(strategy.warm_start).max(1);
    let longer = (epochs as f64 / budget.max(1) as f64).max(SHORTEST);
    Strategy { longer, ..strategy }
}
