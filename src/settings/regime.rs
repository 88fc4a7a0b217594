//! The two networks that are compared.

use serde::{Deserialize, Serialize};

/// One of the two networks that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Regime {
    /// SB.
    Small,
    /// LB.
    Large,
}

impl Regime {
    /// Its name in figures and words, as in the paper: "SB" or "LB".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Small => "SB",
            Self::Large => "LB",
        }
    }
}

/// Both regimes, SB first.
pub const REGIMES: [Regime; 2] = [Regime::Small, Regime::Large];
