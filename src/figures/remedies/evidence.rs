//! What the verdicts on remedies are judged by.

use crate::figures::comparable::{apart, same_batches, unfitted};
use crate::figures::remedies::{Column, Comparison};
use crate::figures::verdict::Evidence;
use crate::statistics::Difference;

/// Two rows: what is held against, and what is held against it.
type Rows = (usize, usize);

/// Where sharpness is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Basis {
    /// At the end of training, as the paper measures it.
    End,
    /// Where both trainings first came to the same loss.
    EqualLoss,
}

/// For a claim on the second row's testing accuracy: the first row must have fitted.
pub(super) fn for_a_gain(comparison: &Comparison, rows: Rows) -> Evidence {
    let difference = Column::TestAccuracy.difference(comparison, rows);
    let obstacle = unfitted(&accuracies(comparison, rows.0));
    evidence(comparison, rows, difference, obstacle)
}

/// For a claim on the second row's sharpness: at the end if both rows have fitted to similar losses,
/// else at equal loss if every pair came there.
pub(super) fn for_sharpness(comparison: &Comparison, rows: Rows) -> (Basis, Evidence) {
    let end = Column::Phi.log_ratio(comparison, rows);
    let obstacle = obstacle_at_the_end(comparison, rows);
    let level = Column::PhiAtLoss.log_ratio(comparison, rows);
    let all = |level: &Difference| end.is_none_or(|end| end.n == level.n);
    match level.filter(all) {
        Some(level) if obstacle.is_some() => {
            let obstacle = apart(&losses_at_level(comparison, rows), names(comparison, rows));
            (
                Basis::EqualLoss,
                evidence(comparison, rows, Some(level), obstacle),
            )
        }
        _ => (Basis::End, evidence(comparison, rows, end, obstacle)),
    }
}

/// Why the ends of two rows cannot be compared by sharpness.
pub(super) fn obstacle_at_the_end(comparison: &Comparison, rows: Rows) -> Option<String> {
    let mut networks = accuracies(comparison, rows.0);
    networks.extend(accuracies(comparison, rows.1));
    let losses = Column::TrainLoss.pairs(comparison, rows);
    unfitted(&networks).or_else(|| apart(&losses, names(comparison, rows)))
}

fn evidence(
    comparison: &Comparison,
    rows: Rows,
    difference: Option<Difference>,
    obstacle: Option<String>,
) -> Evidence {
    Evidence {
        difference,
        planned: comparison.experiment.trials,
        ended: settled(comparison, rows.0) && settled(comparison, rows.1),
        nothing: same_batches(&comparison.experiment),
        obstacle,
    }
}

/// Whether all trials of a row have ended and all that is asked of them is answered.
fn settled(comparison: &Comparison, row: usize) -> bool {
    (0..comparison.experiment.trials).all(|trial| {
        let network = (row, trial);
        let known = |epoch| comparison.measured.contains_key(&(network, epoch));
        comparison.ended(network).is_some() && comparison.asked(row, trial).into_iter().all(known)
    })
}

/// Names and training accuracies, in per cent, of a row's networks.
fn accuracies(comparison: &Comparison, row: usize) -> Vec<(String, f64)> {
    let trials = 0..comparison.experiment.trials;
    let network = |trial: u32| {
        let accuracy = Column::TrainAccuracy.at(comparison, row, trial)?;
        let name = format!("{} of trial {}", comparison.rows[row].label, trial + 1);
        Some((name, accuracy))
    };
    trials.filter_map(network).collect()
}

fn names(comparison: &Comparison, rows: Rows) -> [&'static str; 2] {
    [rows.0, rows.1].map(|row| comparison.rows[row].label)
}

/// The losses at which φ at equal loss was measured, of the trials in which both rows have it.
fn losses_at_level(comparison: &Comparison, rows: Rows) -> Vec<(f64, f64)> {
    let loss = |row, trial| Some(comparison.at_level(row, trial)?.loss);
    let pair = |trial| loss(rows.0, trial).zip(loss(rows.1, trial));
    let trials = 0..comparison.experiment.trials;
    trials.filter_map(pair).collect()
}
