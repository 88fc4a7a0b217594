//! What a warm start gives LB.

use super::WarmStart;
use crate::figures::headline::{of, points};
use crate::figures::verdict::Verdict;
use crate::format::count;

/// On the verdict that LB tests better after the most epochs of SB.
pub(super) fn headline(warm: &WarmStart, gains: &Verdict) -> String {
    let epochs = warm.trend.values.last().copied().unwrap_or_default();
    let epochs = count(epochs, "epoch");
    let whether = format!("{epochs} of SB help LB");
    of(gains, &whether, |better, gain| {
        if better {
            format!(
                "After {epochs} of SB, LB tests {} better than from the start.",
                points(gain)
            )
        } else {
            format!(
                "Even after {epochs} of SB, LB tests no better: {}.",
                gains.number
            )
        }
    })
}
