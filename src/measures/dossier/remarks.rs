//! What an honest reader should know of the measures, as far as it applies.

use super::{Dossier, equal};
use crate::experiment::Regime;
use crate::experiment::choices::Named;
use crate::experiment::metric::log_ratio;
use crate::experiment::plan::SMALLEST;
use crate::experiment::statistics::summary;
use crate::experiment::study::REGIMES;
use crate::experiment::words::{count, fixed, list, significant};
use crate::measures::{EPSILONS, Measures, TOLD};

/// φ and its cross-check agree within this share of the larger.
const AGREE: f64 = 0.1;
/// Training accuracy below which training has not finished. Our choice.
const FINISHED: f64 = 0.99;
/// Ratio of training losses from which φ is not compared at equal loss. Our choice.
const EQUAL_LOSS: f64 = 1.5;
/// Training loss below which one start at x tends to underestimate φ, as measured by us.
const SMALL_LOSS: f64 = 0.01;

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
        untold(dossier),
        disagreement(dossier),
        Some(bounds(dossier)),
        small_loss(dossier),
        Some(learning_rate(dossier)),
        Some("All of it is measured on the whole training set: on a part of it the numbers are larger.".into()),
        frozen(dossier),
        spread(dossier),
    ];
    remarks.into_iter().flatten().collect()
}

/// That some eigenvalues are withheld.
pub(super) fn untold(dossier: &Dossier) -> Option<String> {
    let missing = |m: &Measures| m.smallest.is_none() || m.eigenvalues.iter().any(Option::is_none);
    let networks = dossier.minima.values().filter(|m| missing(m)).count();
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

/// A note where φ and the signed gradient ascent differ.
fn disagreement(dossier: &Dossier) -> Option<String> {
    let mut differing = 0;
    let mut all = 0;
    let mut largest: (f64, String) = (0.0, String::new());
    for ((regime, trial), m) in &dossier.minima {
        for (k, epsilon) in EPSILONS.iter().enumerate() {
            let (phi, ascent) = (m.full[k].value, m.ascent[k]);
            let apart = (phi - ascent).abs() / phi.max(ascent);
            all += 1;
            if apart > AGREE {
                differing += 1;
                if apart > largest.0 {
                    let which = if ascent > phi { "ascent" } else { "L-BFGS-B" };
                    let (name, trial) = (regime.name(), trial + 1);
                    largest = (
                        apart,
                        format!(
                            "{name} of trial {trial} at ε = {epsilon}: {} by L-BFGS-B, {} by ascent, so that {which} came {} % higher",
                            significant(phi, 3),
                            significant(ascent, 3),
                            fixed(100.0 * (phi.max(ascent) / phi.min(ascent) - 1.0), 0)
                        ),
                    );
                }
            }
        }
    }
    (differing > 0).then(|| {
        format!(
            "In {differing} of {} of φ the L-BFGS-B runs and signed gradient ascent differ by more than {} %, most in {}. The larger of the two is the better bound.",
            count(all, "measurement"),
            fixed(100.0 * AGREE, 0),
            largest.1
        )
    })
}

fn bounds(dossier: &Dossier) -> String {
    let starts = dossier.experiment.starts as usize;
    let runs = if starts == 0 {
        "one run of ten L-BFGS-B iterations, from x itself".to_owned()
    } else {
        format!(
            "the best of {} of ten L-BFGS-B iterations, from x and from {} in the box",
            count(starts + 1, "run"),
            count(starts, "random point")
        )
    };
    format!(
        "φ is a lower bound: {runs}. Single runs scatter by several per cent. The balls’ rises are lower bounds as well."
    )
}

fn small_loss(dossier: &Dossier) -> Option<String> {
    let low = dossier.minima.values().any(|m| m.loss < SMALL_LOSS);
    low.then(|| {
        format!(
            "Some training losses here are below {SMALL_LOSS}: there the gradient vanishes and a run from x alone underestimates φ several times over. Random starts and the ascent guard against it."
        )
    })
}

fn learning_rate(dossier: &Dossier) -> String {
    let e = &dossier.experiment;
    format!(
        "Sharpness follows the learning rate more than it follows generalisation (Andriushchenko et al. 2023). Both networks used {} at {}.",
        e.optimizer.choice().label,
        e.learning_rate
    )
}
