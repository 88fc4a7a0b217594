//! The columns of the table.

use crate::figures::remedies::Comparison;
use crate::figures::remedies::wanted::LEVEL;
use crate::figures::run::metric;
use crate::jobs::Training;
use crate::statistics::{Difference, Summary, paired, summary};
use crate::training::EpochPoint;
use serde::{Deserialize, Serialize};

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// The strategy's name.
    Strategy,
    /// In per cent.
    TestAccuracy,
    /// In per cent.
    TrainAccuracy,
    /// In nats.
    TrainLoss,
    /// φ at ε = 10⁻³ after the last epoch.
    Phi,
    /// φ where training first came to a loss of 0.1.
    PhiAtLoss,
    /// The Hessian's largest eigenvalue after the last epoch.
    Eigenvalue,
    /// ‖x − x₀‖.
    Distance,
    /// Gradient evaluations, each of a whole batch.
    Gradients,
    /// Samples that went through a gradient evaluation, each as often as it did.
    Samples,
    /// Trials that have ended in a minimum.
    Trials,
}

impl Column {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 11] = [
        Self::Strategy,
        Self::TestAccuracy,
        Self::TrainAccuracy,
        Self::TrainLoss,
        Self::Phi,
        Self::PhiAtLoss,
        Self::Eigenvalue,
        Self::Distance,
        Self::Gradients,
        Self::Samples,
        Self::Trials,
    ];

    /// Its name in links and calls.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Strategy => "strategy",
            Self::TestAccuracy => "test-accuracy",
            Self::TrainAccuracy => "train-accuracy",
            Self::TrainLoss => "train-loss",
            Self::Phi => "phi",
            Self::PhiAtLoss => "phi-at-loss",
            Self::Eigenvalue => "eigenvalue",
            Self::Distance => "distance",
            Self::Gradients => "gradients",
            Self::Samples => "samples",
            Self::Trials => "trials",
        }
    }

    /// The column of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }

    /// What stands above it.
    pub fn head(self) -> String {
        let head = match self {
            Self::Strategy => "Strategy",
            Self::TestAccuracy => "Testing accuracy, %",
            Self::TrainAccuracy => "Training accuracy, %",
            Self::TrainLoss => "Training loss",
            Self::Phi => "φ at the end",
            Self::PhiAtLoss => return format!("φ at loss ≤ {LEVEL}"),
            Self::Eigenvalue => "λ₁",
            Self::Distance => "‖x − x₀‖",
            Self::Gradients => "Gradient evaluations",
            Self::Samples => "Samples seen",
            Self::Trials => "n",
        };
        head.to_owned()
    }

    /// Its finite value of one trial of a row; `None` as long as there is none.
    pub(super) fn at(self, comparison: &Comparison, row: usize, trial: u32) -> Option<f64> {
        let training: &Training = comparison.minimum(row, trial)?;
        let last: &EpochPoint = training.points.last()?;
        let value = match self {
            Self::Strategy => return None,
            Self::TestAccuracy => 100.0 * last.evaluation.test_accuracy,
            Self::TrainAccuracy => 100.0 * last.evaluation.train_accuracy,
            Self::TrainLoss => last.evaluation.train_loss,
            Self::Phi => comparison.at_end(row, trial)?.phi,
            Self::PhiAtLoss => comparison.at_level(row, trial)?.phi,
            Self::Eigenvalue => comparison.at_end(row, trial)?.eigenvalue,
            Self::Distance => last.distance,
            Self::Gradients => training.gradients as f64,
            Self::Samples => training.samples as f64,
            Self::Trials => 1.0,
        };
        value.is_finite().then_some(value)
    }

    /// Its values over the trials.
    pub(super) fn values(self, comparison: &Comparison, row: usize) -> Vec<f64> {
        let trials = 0..comparison.experiment.trials;
        let at = |trial| self.at(comparison, row, trial);
        trials.filter_map(at).collect()
    }

    /// Their mean and spread; of the trials their number.
    pub(super) fn summary(self, comparison: &Comparison, row: usize) -> Option<Summary> {
        let values = self.values(comparison, row);
        match self {
            Self::Trials => summary(&[values.len() as f64]).filter(|_| !values.is_empty()),
            _ => summary(&values),
        }
    }

    /// The values of two rows in the trials that have both. A pair shares its start x₀.
    pub(super) fn pairs(self, comparison: &Comparison, rows: (usize, usize)) -> Vec<(f64, f64)> {
        let trials = 0..comparison.experiment.trials;
        let at = |row, trial| self.at(comparison, row, trial);
        let pair = |trial| at(rows.0, trial).zip(at(rows.1, trial));
        trials.filter_map(pair).collect()
    }

    /// Second − first over pairs.
    pub(super) fn difference(self, of: &Comparison, rows: (usize, usize)) -> Option<Difference> {
        paired(&self.pairs(of, rows))
    }

    /// ln second − ln first over pairs.
    pub(super) fn log_ratio(self, of: &Comparison, rows: (usize, usize)) -> Option<Difference> {
        metric::log_ratio(&self.pairs(of, rows))
    }
}
