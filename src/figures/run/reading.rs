//! What is read out of the figures of a run.

use super::Pairs;
use crate::figures::reading::{ReadValue, Reading};
use crate::format::{fixed, significant, with_spread};
use crate::jobs::EPSILONS;
use crate::settings::REGIMES;
use crate::statistics::summary;
use crate::training::Evaluation;

/// Means over the trials, each as training / testing.
pub(in crate::figures) fn evaluation(points: &[&Evaluation]) -> String {
    let mean = |of: fn(&Evaluation) -> f64| {
        let values: Vec<f64> = points.iter().map(|point| of(point)).collect();
        summary(&values).map_or(f64::NAN, |summary| summary.mean)
    };
    format!(
        "loss {} / {}, accuracy {} / {} %",
        significant(mean(|e| e.train_loss), 3),
        significant(mean(|e| e.test_loss), 3),
        fixed(100.0 * mean(|e| e.train_accuracy), 1),
        fixed(100.0 * mean(|e| e.test_accuracy), 1)
    )
}

/// One an epoch.
pub(super) fn curves(pairs: &Pairs) -> Vec<Reading> {
    let points = || pairs.trainings().iter().flat_map(|t| &t.points);
    let mut epochs: Vec<u32> = points().map(|point| point.epoch).collect();
    epochs.sort_unstable();
    epochs.dedup();
    let reading = |epoch: u32| {
        let lines = REGIMES.into_iter().filter_map(|regime| {
            let own = pairs.trainings().iter().filter(|t| t.regime == regime);
            let here = own.filter_map(|t| t.points.iter().find(|point| point.epoch == epoch));
            let here: Vec<&Evaluation> = here.map(|point| &point.evaluation).collect();
            (!here.is_empty()).then(|| ReadValue {
                regime: Some(regime),
                text: evaluation(&here),
            })
        });
        Reading {
            at: Some(f64::from(epoch)),
            head: format!("Epoch {epoch}, training / testing"),
            lines: lines.collect(),
        }
    };
    epochs.into_iter().map(reading).collect()
}

/// One an α.
pub(super) fn path(pairs: &Pairs) -> Vec<Reading> {
    let Some(first) = pairs.paths().first() else {
        return Vec::new();
    };
    let reading = |(index, alpha): (usize, f64)| {
        let here = pairs
            .paths()
            .iter()
            .filter_map(|path| path.points.get(index));
        let here: Vec<&Evaluation> = here.map(|point| &point.evaluation).collect();
        let end = match alpha {
            0.0 => " (SB)",
            1.0 => " (LB)",
            _ => "",
        };
        Reading {
            at: Some(alpha),
            head: format!("α = {}{end}, training / testing", significant(alpha, 3)),
            lines: vec![ReadValue {
                regime: None,
                text: evaluation(&here),
            }],
        }
    };
    let alphas = first.points.iter().map(|point| point.alpha).enumerate();
    alphas.map(reading).collect()
}

/// One a row of the figure, from the top down.
pub(super) fn sharpness(pairs: &Pairs) -> Vec<Reading> {
    let mut readings = Vec::new();
    for epsilon in EPSILONS {
        for regime in REGIMES {
            let own = pairs.sharpness().iter();
            let own = own.filter(|s| s.regime == regime && s.epsilon == epsilon);
            let values: Vec<f64> = own.map(|s| s.value).collect();
            readings.extend((!values.is_empty()).then(|| Reading {
                at: None,
                head: format!("ε = {epsilon}"),
                lines: vec![ReadValue {
                    regime: Some(regime),
                    text: format!("φ = {}", with_spread(summary(&values))),
                }],
            }));
        }
    }
    readings
}
