//! Whether a way leads around the ridge.

use super::Ways;
use crate::figures::headline::of;
use crate::figures::verdict::{Outcome, Verdict};
use crate::format::{count, significant};
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
    let straight = significant(mean(|c| barrier(&c.straight)), 2);
    let bent = significant(mean(|c| barrier(&c.bent)), 2);
    let climbs = format!("the line climbs {straight} nats, the trained curve {bent}");
    if around.verdict == Outcome::Undecided && !ways.known.is_empty() {
        let trials = count(ways.known.len(), "trial");
        return format!("Over {trials} {climbs}: whether it leads around is not decided yet.");
    }
    of(
        around,
        "a curve leads around the ridge",
        |lower, _| match lower {
            true => format!("A way leads around: {climbs}."),
            false => format!("The curve found no lower way: {climbs}."),
        },
    )
}
