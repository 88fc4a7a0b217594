//! What an honest reader should know of the grid.

use super::known::{Grid, Number};
use super::noise;
use crate::figures::comparable::FITTED;
use crate::format::{count, significant};
use crate::settings::{REGIMES, Regime};

pub(super) fn all(grid: &Grid) -> Vec<String> {
    let remarks = [
        scaling(grid),
        sharper(grid),
        edge(grid),
        unfitted(grid),
        noise::remark(grid),
        fewer(grid),
    ];
    remarks.into_iter().flatten().collect()
}

/// How the best rate grows from SB to LB, beside the two rules.
fn scaling(grid: &Grid) -> Option<String> {
    let [small, large] = grid.regimes();
    let batches = grid.batches[large] as f64 / grid.batches[small] as f64;
    let best = |batch| Some(grid.rates[grid.best(batch)?]);
    let rates = best(large)? / best(small)?;
    (small != large).then(|| {
        format!(
            "From SB to LB the batch grows {}-fold. The best rate changes by a factor of {}; in proportion to the batch it would be {}, by the square root {}. Neighbouring rates here are a factor of 2 apart.",
            significant(batches, 3),
            significant(rates, 3),
            significant(batches, 3),
            significant(libm::sqrt(batches), 2)
        )
    })
}

/// Which of SB and LB at their best rates is the sharper, and how it tests.
fn sharper(grid: &Grid) -> Option<String> {
    let [small, large] = grid.regimes();
    let of = |number, batch| {
        let place = (batch, grid.best(batch)?);
        grid.summary(number, place).map(|summary| summary.mean)
    };
    let both = |number| Some([of(number, small)?, of(number, large)?]);
    let phi = both(Number::Phi)?;
    let [loss, tests] = [both(Number::TrainLoss)?, both(Number::TestAccuracy)?];
    let words = |of: [f64; 2]| of.map(|value| significant(value, 2));
    let ([phi_s, phi_l], [loss_s, loss_l]) = (words(phi), words(loss));
    let (sharper, better) = match phi[1] > phi[0] {
        true => (Regime::Large, tests[1] > tests[0]),
        false => (Regime::Small, tests[0] > tests[1]),
    };
    (small != large).then(|| {
        format!(
            "At their best rates SB ends with φ = {phi_s} at a training loss of {loss_s}, LB with φ = {phi_l} at {loss_l}. The sharper of the two, {}, tests {}.",
            sharper.name(),
            if better { "better" } else { "no better" }
        )
    })
}

/// Whether a best rate is the last that was tried.
fn edge(grid: &Grid) -> Option<String> {
    let last = grid.rates.len() - 1;
    let at_the_edge = REGIMES
        .into_iter()
        .zip(grid.regimes())
        .filter_map(|(regime, batch)| {
            let (end, farther) = match grid.best(batch)? {
                0 => ("lowest", "lower"),
                rate if rate == last => ("highest", "higher"),
                _ => return None,
            };
            Some(format!(
                "{}’s best rate is the {end} that was tried; a {farther} one may be better.",
                regime.name()
            ))
        });
    let sentences: Vec<String> = at_the_edge.collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// How many cells cannot be compared.
fn unfitted(grid: &Grid) -> Option<String> {
    let known = || grid.places().filter(|&place| grid.is_known(place));
    let cells = known().filter(|&place| !grid.is_fitted(place)).count();
    (cells > 0).then(|| {
        format!(
            "{cells} of {} not fitted: some network ended below {FITTED} % training accuracy or diverged. Its φ is that of no minimum, so a low one misleads.",
            match count(known().count(), "cell") {
                all if cells == 1 => format!("{all} is"),
                all => format!("{all} are"),
            }
        )
    })
}

fn fewer(grid: &Grid) -> Option<String> {
    let all = grid.experiment.trials;
    (grid.trials < all).then(|| {
        format!(
            "Of {} the first {} are computed here, as there are many cells.",
            count(all as usize, "trial"),
            grid.trials
        )
    })
}
