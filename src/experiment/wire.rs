//! The flat forms in which nested types are read: `Deserialize` code for tagged enums and flattened
//! structs is a large part of a wasm module, that for flat structs is not. Writing them takes little.

use super::job::{Job, Regime};
use super::report::{Ending, EpochPoint, Evaluation, PathPoint};
use super::settings::Experiment;
use crate::strategy::Strategy;
use serde::Deserialize;

/// A field that not every kind has, of one that has it; `name` says of what it is.
pub(crate) fn needed<T>(field: Option<T>, name: &str) -> Result<T, String> {
    field.ok_or_else(|| format!("{name} is missing"))
}

/// Of an [`EpochPoint`].
#[derive(Deserialize)]
pub(super) struct FlatEpoch {
    epoch: u32,
    train_loss: f64,
    train_accuracy: f64,
    test_loss: f64,
    test_accuracy: f64,
    distance: f64,
}

impl From<FlatEpoch> for EpochPoint {
    fn from(flat: FlatEpoch) -> Self {
        let FlatEpoch {
            epoch,
            train_loss,
            train_accuracy,
            test_loss,
            test_accuracy,
            distance,
        } = flat;
        let evaluation = Evaluation {
            train_loss,
            train_accuracy,
            test_loss,
            test_accuracy,
        };
        Self {
            epoch,
            evaluation,
            distance,
        }
    }
}

/// Of a [`PathPoint`].
#[derive(Deserialize)]
pub(super) struct FlatPath {
    alpha: f64,
    train_loss: f64,
    train_accuracy: f64,
    test_loss: f64,
    test_accuracy: f64,
}

impl From<FlatPath> for PathPoint {
    fn from(flat: FlatPath) -> Self {
        let FlatPath {
            alpha,
            train_loss,
            train_accuracy,
            test_loss,
            test_accuracy,
        } = flat;
        let evaluation = Evaluation {
            train_loss,
            train_accuracy,
            test_loss,
            test_accuracy,
        };
        Self { alpha, evaluation }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Reason {
    Epochs,
    Loss,
    Fitted,
    Ceased,
    Diverged,
}

/// Of an [`Ending`].
#[derive(Deserialize)]
pub(super) struct FlatEnding {
    reason: Reason,
    epoch: Option<u32>,
    loss: Option<f64>,
}

impl From<FlatEnding> for Ending {
    fn from(
        FlatEnding {
            reason,
            epoch,
            loss,
        }: FlatEnding,
    ) -> Self {
        match reason {
            Reason::Epochs => Self::Epochs,
            Reason::Loss => Self::Loss,
            Reason::Fitted => Self::Fitted,
            Reason::Ceased => Self::Ceased,
            Reason::Diverged => Self::Diverged {
                epoch: epoch.unwrap_or(0),
                loss,
            },
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Train,
    Sharpness,
    Path,
}

/// Of a [`Job`].
#[derive(Deserialize)]
pub(super) struct FlatJob {
    kind: Kind,
    experiment: Experiment,
    trial: u32,
    #[serde(default)]
    strategy: Strategy,
    regime: Option<Regime>,
    snapshots: Option<Vec<u32>>,
    epsilon: Option<f64>,
    alphas: Option<Vec<f64>>,
}

impl TryFrom<FlatJob> for Job {
    type Error = String;

    fn try_from(flat: FlatJob) -> Result<Self, String> {
        let FlatJob {
            kind,
            experiment,
            trial,
            strategy,
            regime,
            snapshots,
            epsilon,
            alphas,
        } = flat;
        let regime = || needed(regime, "job: regime");
        Ok(match kind {
            Kind::Train => Self::Train {
                experiment,
                strategy: Box::new(strategy),
                regime: regime()?,
                trial,
                snapshots: snapshots.unwrap_or_default(),
            },
            Kind::Sharpness => Self::Sharpness {
                experiment,
                regime: regime()?,
                trial,
                epsilon: needed(epsilon, "job: epsilon")?,
            },
            Kind::Path => Self::Path {
                experiment,
                trial,
                alphas: needed(alphas, "job: alphas")?,
            },
        })
    }
}
