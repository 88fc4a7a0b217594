//! The chart's data.

use super::networks::{Network, Networks};
use super::rank::{best_first, ranks};
use super::registry::entry;
use super::sources::SOURCES;
use crate::choice::Named;
use crate::figures::Context;
use crate::plot::predict::{Cloud, Mark, PredictChart, TauRow};
use crate::settings::REGIMES;

pub(super) fn chart(context: &Context) -> PredictChart {
    let networks = Networks::of(context);
    let chosen = entry(context.view.predictor);
    let point = |network: &Network| chosen.value(network).zip(network.error());
    let own = |has: &dyn Fn(&Network) -> bool| -> Vec<(f64, f64)> {
        let own = networks.measured().filter(|network| has(network));
        own.filter_map(point).collect()
    };
    let pairs = REGIMES.map(|regime| Cloud {
        name: regime.name(),
        mark: Mark::Regime(regime),
        points: own(&|network| network.sources[0] == 0 && network.of.regime == regime),
    });
    let others = SOURCES
        .iter()
        .enumerate()
        .skip(1)
        .map(|(at, source)| Cloud {
            name: source.name,
            mark: source.mark,
            points: own(&|network| network.sources[0] == at),
        });
    // The best known over all others.
    let mut clouds: Vec<Cloud> = others.collect();
    clouds.extend(pairs.into_iter().rev());
    let rows = best_first(ranks(context, &networks)).into_iter();
    PredictChart {
        measure: context.view.predictor.choice().label,
        groups: SOURCES
            .iter()
            .map(|source| (source.name, source.mark))
            .collect(),
        clouds,
        rows: rows
            .map(|rank| TauRow {
                name: rank.measure.short,
                chosen: rank.measure.which == chosen.which,
                tau: rank.tau,
                interval: rank.interval,
                within: rank
                    .within
                    .into_iter()
                    .map(|(at, tau)| (SOURCES[at].mark, tau))
                    .collect(),
            })
            .collect(),
    }
}
