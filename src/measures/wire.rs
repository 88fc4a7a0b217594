//! The flat form in which an inquiry is read, as jobs are.

use super::Inquiry;
use crate::experiment::wire::needed;
use crate::experiment::{Experiment, Regime};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Minimum,
    Epoch,
    Scale,
}

/// Of an [`Inquiry`].
#[derive(Deserialize)]
pub(super) struct FlatInquiry {
    kind: Kind,
    experiment: Experiment,
    regime: Regime,
    trial: u32,
    epoch: Option<u32>,
    alpha: Option<f64>,
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
                epoch: needed(epoch, "inquiry: epoch")?,
            },
            Kind::Scale => Self::Scale {
                experiment,
                regime,
                trial,
                alpha: needed(alpha, "inquiry: alpha")?,
            },
        })
    }
}
