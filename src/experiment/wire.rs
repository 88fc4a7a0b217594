//! The flat forms in which nested types travel: `Deserialize` code for tagged enums and flattened
//! structs is a large part of a wasm module, that for flat structs is not.

use super::job::{Job, Regime};
use super::report::{Ending, EpochPoint, Evaluation, PathPoint};
use super::settings::Experiment;
use crate::strategy::Strategy;
use serde::{Deserialize, Serialize};

/// Of an [`EpochPoint`].
#[derive(Serialize, Deserialize)]
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

impl From<EpochPoint> for FlatEpoch {
    fn from(point: EpochPoint) -> Self {
        let EpochPoint {
            epoch,
            evaluation,
            distance,
        } = point;
        let Evaluation {
            train_loss,
            train_accuracy,
            test_loss,
            test_accuracy,
        } = evaluation;
        Self {
            epoch,
            train_loss,
            train_accuracy,
            test_loss,
            test_accuracy,
            distance,
        }
    }
}

/// Of a [`PathPoint`].
#[derive(Serialize, Deserialize)]
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

impl From<PathPoint> for FlatPath {
    fn from(point: PathPoint) -> Self {
        let PathPoint { alpha, evaluation } = point;
        let Evaluation {
            train_loss,
            train_accuracy,
            test_loss,
            test_accuracy,
        } = evaluation;
        Self {
            alpha,
            train_loss,
            train_accuracy,
            test_loss,
            test_accuracy,
        }
    }
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Reason {
    Epochs,
    Loss,
    Fitted,
    Ceased,
    Diverged,
}

/// Of an [`Ending`].
#[derive(Serialize, Deserialize)]
pub(super) struct FlatEnding {
    reason: Reason,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    epoch: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
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

impl From<Ending> for FlatEnding {
    fn from(ending: Ending) -> Self {
        let plain = |reason| Self {
            reason,
            epoch: None,
            loss: None,
        };
        match ending {
            Ending::Epochs => plain(Reason::Epochs),
            Ending::Loss => plain(Reason::Loss),
            Ending::Fitted => plain(Reason::Fitted),
            Ending::Ceased => plain(Reason::Ceased),
            Ending::Diverged { epoch, loss } => Self {
                reason: Reason::Diverged,
                epoch: Some(epoch),
                loss,
            },
        }
    }
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Train,
    Sharpness,
    Path,
}

/// Of a [`Job`].
#[derive(Serialize, Deserialize)]
pub(super) struct FlatJob {
    kind: Kind,
    experiment: Experiment,
    trial: u32,
    #[serde(default, skip_serializing_if = "Strategy::is_plain")]
    strategy: Strategy,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    regime: Option<Regime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    snapshots: Option<Vec<u32>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    epsilon: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
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
        let missing = |field: &str| format!("job: {field} is missing");
        let regime = || regime.ok_or_else(|| missing("regime"));
        Ok(match kind {
            Kind::Train => {
                let snapshots = snapshots.unwrap_or_default();
                Self::Train {
                    experiment,
                    strategy: Box::new(strategy),
                    regime: regime()?,
                    trial,
                    snapshots,
                }
            }
            Kind::Sharpness => {
                let epsilon = epsilon.ok_or_else(|| missing("epsilon"))?;
                Self::Sharpness {
                    experiment,
                    regime: regime()?,
                    trial,
                    epsilon,
                }
            }
            Kind::Path => {
                let alphas = alphas.ok_or_else(|| missing("alphas"))?;
                Self::Path {
                    experiment,
                    trial,
                    alphas,
                }
            }
        })
    }
}

impl From<Job> for FlatJob {
    fn from(job: Job) -> Self {
        let of = |kind, experiment, trial| Self {
            kind,
            experiment,
            trial,
            strategy: Strategy::PLAIN,
            regime: None,
            snapshots: None,
            epsilon: None,
            alphas: None,
        };
        match job {
            Job::Train {
                experiment,
                strategy,
                regime,
                trial,
                snapshots,
            } => Self {
                strategy: *strategy,
                regime: Some(regime),
                snapshots: Some(snapshots),
                ..of(Kind::Train, experiment, trial)
            },
            Job::Sharpness {
                experiment,
                regime,
                trial,
                epsilon,
            } => Self {
                regime: Some(regime),
                epsilon: Some(epsilon),
                ..of(Kind::Sharpness, experiment, trial)
            },
            Job::Path {
                experiment,
                trial,
                alphas,
            } => Self {
                alphas: Some(alphas),
                ..of(Kind::Path, experiment, trial)
            },
        }
    }
}
