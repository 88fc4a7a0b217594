//! φ at equal training loss: each network is measured where its training first reached a loss of
//! [`LEVELS`], so that SB and LB are compared fairly.

use crate::figures::measures::{Measured, Network};
use crate::format::list;
use crate::jobs::measures::{AtEpoch, LEVELS};

impl Measured {
    /// What was measured where a network first reached the loss `level`.
    pub(super) fn at_level(&self, network: Network, level: f64) -> Option<&AtEpoch> {
        let epoch = self.level_epoch(network, level)?;
        self.epochs.get(&(network, epoch))
    }
}

/// Which ended trainings never came to one of the losses; `None` where all did.
pub(super) fn unreached(measured: &Measured) -> Option<String> {
    let cases: Vec<String> = LEVELS
        .iter()
        .filter_map(|&level| {
            let short = |network: &Network| {
                let training = measured.training(*network);
                training.is_some_and(|training| training.ending.is_some())
                    && measured.level_epoch(*network, level).is_none()
            };
            let short = measured.networks().filter(short);
            let names: Vec<String> = short
                .map(|(regime, trial)| format!("{} of trial {}", regime.name(), trial + 1))
                .collect();
            (!names.is_empty()).then(|| format!("{level} by {}", list(&names)))
        })
        .collect();
    (!cases.is_empty()).then(|| {
        format!(
            "Not every training came to the losses at which φ is compared: never to {}.",
            cases.join("; never to ")
        )
    })
}
