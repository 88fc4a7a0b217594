//! Whether a way leads around the ridge.

use super::Ways;
use crate::figures::headline::of;
use crate::figures::verdict::Verdict;
use crate::format::significant;
use crate::jobs::Connection;
use crate::jobs::connection::barrier;
use crate::statistics::summary;

/// On the verdict that the trained curve's barrier is lower.
pub(super) fn headline(ways: &Ways, around: &Verdict) -> String {
    let mean = |of: fn(&Connection) -> f64| {
        let known = ways.known.iter().map(|(_, connection)| of(connection));
        let known: Vec<f64> = known.filter(|barrier| barrier.is_finite()).collect();
        summary(&known).map_or(f64::NAN, |summary| summary.mean)
    };
    of(around, "a curve leads around the ridge", |lower, _| {
        let straight = significant(mean(|c| barrier(&c.straight)), 2);
        let bent = significant(mean(|c| barrier(&c.bent)), 2);
        if lower {
            format!(
                "A way leads around: the line climbs {straight} nats, the trained curve only {bent}."
            )
        } else {
            format!(
                "The curve found no lower way: the line climbs {straight} nats, the curve {bent}."
            )
        }
    })
}
