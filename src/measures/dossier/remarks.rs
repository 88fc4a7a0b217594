//! What an honest reader should know of the measures, as far as it applies.

use super::{Dossier, equal};
use crate::experiment::Regime;
use crate::experiment::choices::Named;
use crate::experiment::metric::log_ratio;
use crate::experiment::panel::searches;
use crate::experiment::statistics::summary;
use crate::experiment::study::REGIMES;
use crate::experiment::words::{count, fixed, list, significant};
use crate::measures::{Box as Phi, EPSILONS, Measures};

/// The paper's search falls short below this share of φ.
const SHORT: f64 = 0.9;
/// Training accuracy below which training has not finished. Our choice.
const FINISHED: f64 = 0.99;
/// Ratio of training losses from which φ is not compared at equal loss. Our choice.
const EQUAL_LOSS: f64 = 1.5;

/// On the table of all measures.
pub(super) fn measures(dossier: &Dossier) -> Vec<String> {
    if dossier.minima.is_empty() {
        return left_out(dossier).into_iter().collect();
    }
    let remarks = [
        left_out(dossier),
        unfinished(dossier),
        unequal_loss(dossier),
        equal::unreached(dossier),
        short_search(dossier),
        Some(bounds(dossier)),
        Some(learning_rate(dossier)),
        Some("All of it is measured on the whole training set: on a part of it the numbers are larger.".into()),
        frozen(dossier),
        spread(dossier),
    ];
    remarks.into_iter().flatten().collect()
}

/// That batch norm's statistics stand still.
pub(super) fn frozen(dossier: &Dossier) -> Option<String> {
    dossier.experiment.batch_norm.then(|| {
        "Batch normalisation’s statistics are frozen at those of the whole training set at x. Its γ and β are parameters like the others.".into()
    })
}

/// Which trainings have no minimum.
pub(super) fn left_out(dossier: &Dossier) -> Option<String> {
    let pairs = (0..dossier.experiment.trials).flat_map(|trial| REGIMES.map(|r| (r, trial)));
    let cases: Vec<String> = pairs
        .filter(|&network| dossier.diverged(network))
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
fn spread(dossier: &Dossier) -> Option<String> {
    (dossier.experiment.trials == 1).then(|| {
        "One trial has no spread: nothing here tells chance from effect. Add trials.".into()
    })
}

fn mean(dossier: &Dossier, regime: Regime, of: fn(&Measures) -> f64) -> Option<f64> {
    let values = dossier.values(regime, |network| dossier.minima.get(&network).map(of));
    summary(&values).map(|summary| summary.mean)
}

fn unfinished(dossier: &Dossier) -> Option<String> {
    let cases: Vec<String> = REGIMES
        .iter()
        .filter_map(|&regime| {
            let accuracy = mean(dossier, regime, |m| m.accuracy)?;
            (accuracy < FINISHED)
                .then(|| format!("{} at {} %", regime.name(), fixed(100.0 * accuracy, 1)))
        })
        .collect();
    (!cases.is_empty()).then(|| {
        format!(
            "Training has not fitted the data: training accuracy ended with {}. Far from a minimum a low φ misleads.",
            list(&cases)
        )
    })
}

fn unequal_loss(dossier: &Dossier) -> Option<String> {
    let loss = |network| Some(dossier.minima.get(&network)?.loss);
    let ratio = libm::exp(log_ratio(&dossier.pairs(loss))?.estimate);
    let [small, large] = REGIMES.map(|regime| mean(dossier, regime, |m| m.loss));
    (ratio.max(1.0 / ratio) > EQUAL_LOSS).then(|| {
        let number = |loss: Option<f64>| significant(loss.unwrap_or(f64::NAN), 2);
        format!(
            "The training losses at the minima differ: {} for SB, {} for LB. Sharpness follows the loss while the gap does not: trained much longer, LB becomes flatter than SB and still tests worse. Compare the rows at equal training loss.",
            number(small),
            number(large)
        )
    })
}

/// How far the paper's own search falls short.
fn short_search(dossier: &Dossier) -> Option<String> {
    let measured = dossier.minima.iter().flat_map(|((regime, trial), m)| {
        let both = m.full.iter().zip(EPSILONS);
        both.map(move |(phi, epsilon)| (phi, epsilon, *regime, *trial))
    });
    let all = measured.clone().count();
    let mut short: Vec<_> = measured
        .filter(|(phi, ..)| phi.from_x < SHORT * phi.value)
        .collect();
    let share = |(phi, ..): &(&Phi, f64, Regime, u32)| phi.from_x / phi.value;
    short.sort_by(|one, other| share(one).total_cmp(&share(other)));
    let (phi, epsilon, regime, trial) = *short.first()?;
    Some(format!(
        "Ten L-BFGS-B iterations from x, as in the paper, find less than {} % of φ in {} of {}, least of {} in trial {} at ε = {epsilon}: {} of {}. Where the loss is small, their first steps are short beside the box.",
        fixed(100.0 * SHORT, 0),
        short.len(),
        count(all, "measurement"),
        regime.name(),
        trial + 1,
        significant(phi.from_x, 2),
        significant(phi.value, 2)
    ))
}

fn bounds(dossier: &Dossier) -> String {
    format!(
        "{} The balls’ rises are lower bounds as well.",
        searches(&dossier.experiment)
    )
}

fn learning_rate(dossier: &Dossier) -> String {
    let e = &dossier.experiment;
    format!(
        "Sharpness follows the learning rate more than it follows generalisation (Andriushchenko et al. 2023). Both networks used {} at {}.",
        e.optimizer.choice().label,
        e.learning_rate
    )
}
