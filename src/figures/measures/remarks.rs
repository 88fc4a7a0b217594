//! What an honest reader should know of the measures, as far as it applies.

use crate::choice::Named;
use crate::figures::comparable::{EQUAL_LOSS, FITTED, fold};
use crate::figures::measures::{Measured, equal};
use crate::figures::search::{Found, searches, short};
use crate::format::{count, fixed, list, significant};
use crate::jobs::EPSILONS;
use crate::jobs::measures::{Measures, TOLD};
use crate::jobs::plan::SMALLEST;
use crate::settings::REGIMES;
use crate::settings::Regime;
use crate::statistics::summary;

/// On the table of all measures.
pub(super) fn measures(measured: &Measured) -> Vec<String> {
    if measured.minima.is_empty() {
        return left_out(measured).into_iter().collect();
    }
    let remarks = [
        left_out(measured),
        unfinished(measured),
        unequal_loss(measured),
        equal::unreached(measured),
        short_search(measured),
        untold(measured),
        Some(bounds(measured)),
        halved(measured),
        Some(learning_rate(measured)),
        Some(
            "All of it is measured on the whole training set: on a part of it φ comes out larger."
                .into(),
        ),
        frozen(measured),
        spread(measured),
    ];
    remarks.into_iter().flatten().collect()
}

/// That some eigenvalues are withheld.
pub(super) fn untold(measured: &Measured) -> Option<String> {
    let missing = |m: &Measures| m.smallest.is_none() || m.eigenvalues.iter().any(Option::is_none);
    let networks = measured.minima.values().filter(|m| missing(m)).count();
    (networks > 0).then(|| {
        format!(
            "Some eigenvalues of {} are not told: they may be off by more than {} % of themselves, or the smallest by more than {} %.",
            count(networks, "network"),
            significant(100.0 * TOLD, 2),
            significant(100.0 * SMALLEST, 2)
        )
    })
}

/// That batch norm's statistics stand still.
pub(super) fn frozen(measured: &Measured) -> Option<String> {
    measured.experiment.batch_norm.then(|| {
        "Batch normalisation’s statistics are frozen at those of the whole training set at x. Its γ and β are parameters like the others.".into()
    })
}

/// Which trainings have no minimum.
pub(super) fn left_out(measured: &Measured) -> Option<String> {
    let pairs = (0..measured.experiment.trials).flat_map(|trial| REGIMES.map(|r| (r, trial)));
    let cases: Vec<String> = pairs
        .filter(|&network| measured.diverged(network))
        .map(|(regime, trial)| format!("{} of trial {}", regime.name(), trial + 1))
        .collect();
    (!cases.is_empty()).then(|| {
        format!(
            "Training diverged: {}. Without a minimum there is nothing to measure.",
            list(&cases)
        )
    })
}

/// That there is no spread with one trial.
fn spread(measured: &Measured) -> Option<String> {
    (measured.experiment.trials == 1).then(|| {
        "One trial has no spread: nothing here tells chance from effect. Add trials.".into()
    })
}

fn mean(measured: &Measured, regime: Regime, of: fn(&Measures) -> f64) -> Option<f64> {
    let values = measured.values(regime, |network| measured.minima.get(&network).map(of));
    summary(&values).map(|summary| summary.mean)
}

fn unfinished(measured: &Measured) -> Option<String> {
    let cases: Vec<String> = REGIMES
        .iter()
        .filter_map(|&regime| {
            let accuracy = mean(measured, regime, |m| 100.0 * m.accuracy)?;
            (accuracy < FITTED).then(|| format!("{} at {} %", regime.name(), fixed(accuracy, 1)))
        })
        .collect();
    (!cases.is_empty()).then(|| {
        format!(
            "Training has not fitted the data: training accuracy ended with {}. Far from a minimum a low φ misleads.",
            list(&cases)
        )
    })
}

fn unequal_loss(measured: &Measured) -> Option<String> {
    let loss = |network| Some(measured.minima.get(&network)?.loss);
    let fold = fold(&measured.pairs(loss));
    let [small, large] = REGIMES.map(|regime| mean(measured, regime, |m| m.loss));
    (fold > EQUAL_LOSS).then(|| {
        let number = |loss: Option<f64>| significant(loss.unwrap_or(f64::NAN), 2);
        format!(
            "The training losses at the minima differ: {} for SB, {} for LB. Late in training sharpness falls with the loss while the gap stays: in our runs LB, trained much longer, became flatter than SB and still tested worse. Compare the rows at equal training loss.",
            number(small),
            number(large)
        )
    })
}

/// How far the paper's own search falls short.
fn short_search(measured: &Measured) -> Option<String> {
    let found = measured.minima.iter().flat_map(|(&(regime, trial), m)| {
        m.full
            .iter()
            .zip(EPSILONS)
            .map(move |(phi, epsilon)| Found {
                regime,
                trial,
                epsilon,
                phi: phi.value,
                from_x: phi.from_x,
            })
    });
    short(&found.collect::<Vec<_>>())
}

/// How φ was searched, and that the balls' rises are lower bounds too.
fn bounds(measured: &Measured) -> String {
    format!(
        "{} The balls’ rises are lower bounds as well.",
        searches(measured.experiment.starts)
    )
}

/// What half the box leaves of φ: a power p of the distance leaves 2⁻ᵖ.
fn halved(measured: &Measured) -> Option<String> {
    let share = |regime| {
        let share = |network| {
            let [wide, narrow] = &measured.minima.get(&network)?.full;
            Some(narrow.value / wide.value).filter(|share| share.is_finite())
        };
        Some(summary(&measured.values(regime, share))?.mean)
    };
    let [small, large] = REGIMES.map(share);
    let (small, large) = (small?, large?);
    let number = |share: f64| significant(share, 2);
    Some(format!(
        "Half the box leaves {} of φ for SB and {} for LB. It would leave .5 on a slope and .25 in a parabola; less than that means that the loss rises faster than a parabola.",
        number(small),
        number(large)
    ))
}

/// What the rate explains, and what not.
fn learning_rate(measured: &Measured) -> String {
    let e = &measured.experiment;
    let ratio = e.large_batch as f64 / e.small_batch.max(1) as f64;
    format!(
        "Across set-ups sharpness goes with the learning rate more than with generalisation (Andriushchenko et al. 2023). That is a correlation, and here it explains nothing: both networks used {} at {}. What differs is the rate over the batch, η/B: SB’s is {} times LB’s.",
        e.optimizer.choice().label,
        e.learning_rate,
        significant(ratio, 3)
    )
}
