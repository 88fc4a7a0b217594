//! The picture of all measures: how many times as sharp LB is by each.

use super::rows::{Entry, Group, entries};
use super::{Measured, reading};
use crate::figures::headline::first_clause;
use crate::figures::reading::Reading;
use crate::figures::run::metric::log_ratio;
use crate::format::{as_ratio, significant};
use crate::order::sorted;
use crate::plot::measures::{Dot, Dots};
use crate::settings::REGIMES;
use crate::statistics::{Difference, summary};

/// A drawn measure with its ratio.
struct Known {
    entry: Entry,
    group: Group,
    name: String,
    ratio: Difference,
}

/// The measures of a group that have a ratio.
fn known(measured: &Measured) -> Vec<Known> {
    let known = |mut entry: Entry| {
        let (group, name) = entry.drawn.take()?;
        let ratio = log_ratio(&entry.pairs(measured))?;
        Some(Known {
            entry,
            group,
            name,
            ratio,
        })
    };
    entries().into_iter().filter_map(known).collect()
}

pub(super) fn dots(measured: &Measured) -> Dots {
    let known = known(measured);
    let mut why = None;
    let mut dot = |known: &Known| {
        let evidence = known.entry.evidence(measured);
        let hindrance = evidence.hindrance().map(|why| first_clause(why).to_owned());
        let comparable = hindrance.is_none();
        why = why.take().or(hindrance);
        let pairs = known.entry.pairs(measured).into_iter();
        Dot {
            name: known.name.clone(),
            ratio: libm::exp(known.ratio.estimate),
            interval: known
                .ratio
                .interval()
                .map(|(low, high)| [low, high].map(libm::exp)),
            trials: pairs.map(|(first, second)| second / first).collect(),
            comparable,
        }
    };
    let group = |(group, title): (Group, &'static str)| {
        let own = known.iter().filter(|known| known.group == group);
        (title, own.map(&mut dot).collect::<Vec<Dot>>())
    };
    let groups = Group::ALL.map(group).into_iter();
    Dots {
        groups: groups.filter(|(_, dots)| !dots.is_empty()).collect(),
        hollow: why,
        words: without_ratio(measured),
    }
}

/// Measures that may be zero or below have no ratio: both their means, in words.
pub(super) fn without_ratio(measured: &Measured) -> Vec<String> {
    let said = |entry: Entry| {
        let ratio = entry
            .drawn
            .as_ref()
            .and_then(|_| log_ratio(&entry.pairs(measured)));
        let [small, large] = REGIMES
            .map(|regime| summary(&measured.values(regime, |network| entry.at(measured, network))));
        let (small, large) = small.zip(large)?;
        let counts = entry.drawn.is_some() || entry.is_by_difference();
        (counts && ratio.is_none()).then(|| {
            let number = |mean: f64| significant(mean, 2);
            format!(
                "{}: SB {}, LB {}",
                entry.name,
                number(small.mean),
                number(large.mean)
            )
        })
    };
    entries().into_iter().filter_map(said).collect()
}

/// Every dot in words, by ascending ratio.
pub(super) fn readings(measured: &Measured) -> Vec<Reading> {
    let reading = |known: Known| {
        let values = REGIMES.map(|regime| {
            let own = measured.values(regime, |network| known.entry.at(measured, network));
            summary(&own).map(|own| significant(own.mean, 3))
        });
        let head = format!("{}, {}", known.name, as_ratio(&known.ratio));
        reading::reading(libm::exp(known.ratio.estimate), head, values)
    };
    let readings = known(measured).into_iter().filter_map(reading).collect();
    sorted(readings, |reading: &Reading| reading.at.unwrap_or(0.0))
}

/// All dots for those who do not see them.
pub(super) fn alternative(measured: &Measured) -> String {
    let said = |known: Known| format!("{} {}", known.name, as_ratio(&known.ratio));
    let mut said: Vec<String> = known(measured).into_iter().map(said).collect();
    said.extend(without_ratio(measured));
    if said.is_empty() {
        return "A chart of all measures. Nothing has been measured yet.".into();
    }
    format!(
        "A chart of how many times as sharp LB is as SB, by every measure: {}.",
        said.join("; ")
    )
}
