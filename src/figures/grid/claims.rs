//! The claim on the gap at tuned rates, judged by the trials' pairs, which share their start x₀.

use super::known::{Grid, Number};
use crate::data::limits;
use crate::figures::comparable::{negligible_accuracy, same_batches};
use crate::figures::verdict::{Claim, Evidence, Source, Statement, Verdict};
use crate::format::{grouped, interval_beside, significant, with_interval};
use crate::settings::Regime;

/// Whether LB at its best rate tests as well as SB at its best.
pub(super) fn closes_the_gap(grid: &Grid) -> Verdict {
    let [small, large] = grid.regimes();
    let best = [small, large].map(|batch| Some((batch, grid.best(batch)?)));
    let samples = limits(grid.experiment.data).test;
    let negligible = negligible_accuracy(samples);
    let statement = Statement {
        claim: "Tuning the learning rate closes the gap.".to_owned(),
        source: Source::Ours,
        judge: Claim::Within {
            low: -negligible,
            high: f64::INFINITY,
        },
    };
    let between =
        |[first, second]: [(usize, usize); 2]| grid.difference(Number::TestAccuracy, first, second);
    let rate = |place: Option<(usize, usize)>| {
        let rate = place.and_then(|(_, rate)| grid.rates.get(rate));
        rate.map_or(String::new(), |&rate| significant(rate, 3))
    };
    let evidence = Evidence {
        difference: best[0].zip(best[1]).and_then(|(a, b)| between([a, b])),
        planned: grid.trials,
        ended: [small, large].into_iter().all(|batch| settled(grid, batch)),
        nothing: same_batches(&grid.experiment),
        obstacle: unfitted(best),
    };
    statement.verdict(&evidence, |difference, deciding| {
        let own = between([small, large].map(|batch| (batch, grid.own_rate())));
        let own = own.map_or(String::new(), |own| {
            format!(
                "; at η = {} for both it is {}",
                significant(grid.experiment.learning_rate, 3),
                with_interval(&own)
            )
        });
        format!(
            "Testing accuracy, LB at its best rate {} − SB at its best rate {}: {} points{own}; a gap up to {} counts as none, about what {} testing samples can tell (our margin). Both rates were chosen by these testing samples, which flatters both",
            rate(best[1]),
            rate(best[0]),
            interval_beside(difference, deciding),
            significant(negligible, 2),
            grouped(samples)
        )
    })
}

/// Whether all networks of a batch have ended.
fn settled(grid: &Grid, batch: usize) -> bool {
    let trials = 0..grid.trials;
    let rates = 0..grid.rates.len();
    let ended = |rate| trials.clone().all(|trial| grid.ended((batch, rate), trial));
    rates.clone().all(ended)
}

/// Why a batch has no best rate.
fn unfitted(best: [Option<(usize, usize)>; 2]) -> Option<String> {
    let regimes = [Regime::Small, Regime::Large].into_iter();
    let mut without = regimes.zip(best).filter(|(_, best)| best.is_none());
    let (regime, _) = without.next()?;
    Some(format!(
        "at no rate did {} fit the training set in every trial",
        regime.name()
    ))
}
