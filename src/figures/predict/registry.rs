//! The measures that are held against the testing error, and where each is read.

use super::networks::Network;
use crate::choice::Named;
use crate::settings::Predictor;

/// One measure.
pub(super) struct Measure {
    /// Which.
    pub which: Predictor,
    /// Its name in a few letters, with a minus sign where its τ is of the negated measure.
    pub short: &'static str,
    /// Whether small values are said to go with large errors, instead of large ones.
    pub negated: bool,
    /// Its value at a network's minimum; `None` as long as it is not known.
    pub at: fn(&Network) -> Option<f64>,
}

/// A measure whose large values are said to go with large errors.
const fn measure(
    which: Predictor,
    short: &'static str,
    at: fn(&Network) -> Option<f64>,
) -> Measure {
    Measure {
        which,
        short,
        negated: false,
        at,
    }
}

/// All of them. Norms and distances enter bounds on the error as what makes them larger (Jiang et al.
/// 2020); the training loss is the control.
pub(super) static MEASURES: [Measure; 10] = [
    measure(Predictor::Phi, "sharpness φ", |n| Some(n.epoch?.phi)),
    measure(Predictor::Eigenvalue, "λ₁", |n| {
        Some(n.epoch?.eigenvalue)
    }),
    measure(Predictor::Trace, "trace", |n| {
        Some(n.predictors?.trace.value)
    }),
    measure(Predictor::RelativeFlatness, "rel. flatness", |n| {
        Some(n.predictors?.relative_flatness)
    }),
    measure(Predictor::FisherRao, "Fisher–Rao", |n| {
        Some(n.predictors?.fisher_rao)
    }),
    measure(Predictor::NoiseScale, "noise scale", |n| {
        Some(n.predictors?.noise_scale)
    }),
    Measure {
        negated: true,
        ..measure(Predictor::Margin, "−margin", |n| {
            Some(n.predictors?.margin)
        })
    },
    measure(Predictor::Distance, "‖x − x₀‖", |n| {
        Some(n.minimum()?.points.last()?.distance)
    }),
    measure(Predictor::Norm, "‖x‖", |n| Some(n.predictors?.norm)),
    measure(Predictor::Loss, "training loss", |n| {
        Some(n.minimum()?.points.last()?.evaluation.train_loss)
    }),
];

impl Measure {
    /// Its name, with a minus sign where its τ is of the negated measure.
    pub fn label(&self) -> String {
        let sign = if self.negated { "−" } else { "" };
        format!("{sign}{}", self.which.choice().label)
    }

    /// Its finite value at a network's minimum.
    pub fn value(&self, network: &Network) -> Option<f64> {
        (self.at)(network).filter(|value| value.is_finite())
    }
}

/// The entry of a measure.
pub(super) fn entry(which: Predictor) -> &'static Measure {
    let found = MEASURES.iter().find(|measure| measure.which == which);
    found.unwrap_or(&MEASURES[0])
}
