//! Which small drawing of www/steps.svg shows what a strategy does to a step.
//!
//! The drawings are of f(x, y) = (x² / 2 + 1.6 y²) / 2, from (−2.5, 0.95). Directions are the gradients’; sizes
//! are exaggerated. Faint: the plain step. Strong: the strategy’s. Thin: what it takes the step from. Dashed: a
//! way only tried.

use crate::settings::Regime;
use crate::strategy::{Scaling, Strategy};

/// What a strategy does to a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Many short noisy steps.
    Small,
    /// One long step.
    Large,
    /// The mean over changed samples, noisy weights or parts of the batch.
    Samples,
    /// Several steps on one batch.
    Inner {
        /// Whether they are drawn back to where they began.
        proximal: bool,
    },
    /// Ascent, and its gradient taken from where it began.
    Climb,
    /// Half a step on the risk of adversarial samples.
    Adversarial,
    /// A longer step.
    Rate,
    /// More steps.
    Longer,
    /// Steps of SB, then of LB.
    Warm,
    /// Steps that become less noisy.
    Growing,
    /// The mean of iterates.
    Average,
}

impl Step {
    /// What is drawn of a strategy; of a combined one its first part.
    pub fn of(strategy: &Strategy, regime: Regime) -> Self {
        let rated = strategy.rate.scaling != Scaling::Constant || strategy.rate.factor != 1.0;
        if let Some(conservative) = strategy.conservative {
            let proximal = conservative.lambda > 0.0;
            return Self::Inner { proximal };
        }
        let pieces = [
            (strategy.robust.is_some(), Self::Climb),
            (strategy.adversarial.is_some(), Self::Adversarial),
            (strategy.augmentation.is_some(), Self::Samples),
            (strategy.stability.is_some(), Self::Samples),
            (strategy.ghost.is_some(), Self::Samples),
            (strategy.weight_noise > 0.0, Self::Samples),
            (strategy.warm_start > 0, Self::Warm),
            (strategy.growing.is_some(), Self::Growing),
            (strategy.averaging.is_some(), Self::Average),
            (rated, Self::Rate),
            (strategy.longer > 1.0, Self::Longer),
            (regime == Regime::Small, Self::Small),
        ];
        let first = pieces.into_iter().find(|(there, _)| *there);
        first.map_or(Self::Large, |(_, step)| step)
    }

    /// The drawing's name in www/steps.svg.
    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Large => "large",
            Self::Samples => "samples",
            Self::Inner { proximal: true } => "proximal",
            Self::Inner { proximal: false } => "inner",
            Self::Climb => "climb",
            Self::Adversarial => "adversarial",
            Self::Rate => "rate",
            Self::Longer => "longer",
            Self::Warm => "warm",
            Self::Growing => "growing",
            Self::Average => "average",
        }
    }

    /// The drawing in words.
    pub fn alternative(self) -> &'static str {
        match self {
            Self::Small => "Several short steps find their noisy way down the contours.",
            Self::Large => "One step straight down the contours.",
            Self::Samples => {
                "Four thin steps of different risks fan out; their mean is the step taken."
            }
            Self::Inner { proximal: true } => {
                "Three steps on one batch, each drawn back towards where they began; a circle shows how far they come."
            }
            Self::Inner { proximal: false } => "Three steps on one batch, one after the other.",
            Self::Climb => {
                "A dashed way up to the edge of a circle; the gradient found there is taken from where the way began."
            }
            Self::Adversarial => {
                "A second, dashed risk of changed samples; the step is the mean of both risks’ steps."
            }
            Self::Rate => "A longer step in the plain one’s direction.",
            Self::Longer => "Three steps instead of one.",
            Self::Warm => "Four short noisy steps, then two long ones.",
            Self::Growing => "Four steps, noisy at first and smooth at last.",
            Self::Average => "Steps zigzag across the valley; the mean of their ends lies in it.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::presets;
    use crate::strategy::remedies;

    #[test]
    fn every_strategy_has_a_drawing() {
        let drawings = include_str!("../../../www/steps.svg");
        for preset in presets() {
            for remedy in remedies(&preset.experiment) {
                let name = Step::of(&remedy.strategy, remedy.regime).name();
                assert!(drawings.contains(&format!("id=\"{name}\"")), "{name}");
            }
        }
    }
}
