//! The flat form in which an inquiry travels, as jobs do.

use super::Inquiry;
use crate::experiment::{Experiment, Regime};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Minimum,
    Epoch,
    Scale,
}

/// Of an [`Inquiry`].
#[derive(Serialize, Deserialize)]
pub(super) struct FlatInquiry {
    kind: Kind,
    experiment: Experiment,
    regime: Regime,
    trial: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    epoch: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    alpha: Option<f64>,
}

fn needed<T>(field: Option<T>, name: &str) -> Result<T, String> {
    field.ok_or_else(|| format!("inquiry: {name} is missing"))
}

impl TryFrom<FlatInquiry> for Inquiry {
    type Error = String;

    fn try_from(flat: FlatInquiry) -> Result<Self, String> {
        let FlatInquiry {
            kind,
            experiment,
            regime,
            trial,
            epoch,
            alpha,
        } = flat;
        Ok(match kind {
            Kind::Minimum => Self::Minimum {
                experiment,
                regime,
                trial,
            },
            Kind::Epoch => Self::Epoch {
                experiment,
                regime,
                trial,
                epoch: needed(epoch, "epoch")?,
            },
            Kind::Scale => Self::Scale {
                experiment,
                regime,
                trial,
                alpha: needed(alpha, "alpha")?,
            },
        })
    }
}

impl From<Inquiry> for FlatInquiry {
    fn from(inquiry: Inquiry) -> Self {
        let of = |kind, experiment, regime, trial| Self {
            kind,
            experiment,
            regime,
            trial,
            epoch: None,
            alpha: None,
        };
        match inquiry {
            Inquiry::Minimum {
                experiment,
                regime,
                trial,
            } => of(Kind::Minimum, experiment, regime, trial),
            Inquiry::Epoch {
                experiment,
                regime,
                trial,
                epoch,
            } => Self {
                epoch: Some(epoch),
                ..of(Kind::Epoch, experiment, regime, trial)
            },
            Inquiry::Scale {
                experiment,
                regime,
                trial,
                alpha,
            } => Self {
                alpha: Some(alpha),
                ..of(Kind::Scale, experiment, regime, trial)
            },
        }
    }
}
