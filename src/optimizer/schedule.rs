//! The learning rate over time.

use crate::choice::{Choice, Named, choice};
use serde::{Deserialize, Serialize};

/// How the learning rate changes over the epochs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Schedule {
    /// The same rate throughout.
    Constant,
    /// Constant, then linear to zero over the last 30 % of the epochs.
    Lin3,
}

impl Named for Schedule {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Constant, choice("constant", "constant")),
        (
            Self::Lin3,
            choice("lin3", "constant, then linear to 0 over the last 30 %"),
        ),
    ];
}

/// The share of the epochs over which [`Schedule::Lin3`] falls to zero.
const FALL: f64 = 0.3;

impl Schedule {
    /// The factor on the initial rate at the start of step `step` of `steps`, in (0, 1].
    pub fn factor(self, step: usize, steps: usize) -> f64 {
        match self {
            Schedule::Constant => 1.0,
            Schedule::Lin3 => {
                let left = 1.0 - step as f64 / steps.max(1) as f64;
                (left / FALL).min(1.0)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lin3_is_constant_then_linear_to_zero_over_the_last_three_tenths() {
        let factor = |step| Schedule::Lin3.factor(step, 100);
        assert_eq!(factor(0), 1.0);
        assert_eq!(factor(69), 1.0);
        assert!((factor(85) - 0.5).abs() < 1e-12);
        assert!((factor(99) - 0.01 / 0.3).abs() < 1e-12);
        assert!(factor(100).abs() < 1e-12);
        assert_eq!(Schedule::Constant.factor(99, 100), 1.0);
    }
}
