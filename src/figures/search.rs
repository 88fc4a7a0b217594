//! How φ's maximum was searched, in words.

use crate::format::{count, fixed, significant};
use crate::order::sorted;
use crate::settings::Regime;

/// The paper's search falls short below this share of φ.
const SHORT: f64 = 0.9;

/// What the searches found at one minimum and one ε.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    /// Whose minimum.
    pub regime: Regime,
    /// Which trial.
    pub trial: u32,
    /// ε.
    pub epsilon: f64,
    /// φ, the best of all searches.
    pub phi: f64,
    /// φ as in the paper.
    pub from_x: f64,
}

/// The searches, with ascents from `starts` random points.
pub(crate) fn searches(starts: u32) -> String {
    let random = match starts {
        0 => String::new(),
        k => format!(" and {}", count(k as usize, "random point")),
    };
    format!(
        "φ is a lower bound: the highest point of signed ascents from x{random}, of the paper’s ten L-BFGS-B iterations from x, and of L-BFGS-B in units of the box from the best of these."
    )
}

/// How far the paper's own search falls short, where it does.
pub(crate) fn short(all: &[Found]) -> Option<String> {
    let share = |found: &Found| found.from_x / found.phi;
    let short = all.iter().filter(|found| share(found) < SHORT).collect();
    let short: Vec<&Found> = sorted(short, |found| share(found));
    let worst = short.first()?;
    Some(format!(
        "Ten L-BFGS-B iterations from x, as in the paper, find less than {} % of φ in {} of {}, least of {} in trial {} at ε = {}: {} of {}. Where the loss is small, their first steps are short beside the box.",
        fixed(100.0 * SHORT, 0),
        short.len(),
        count(all.len(), "measurement"),
        worst.regime.name(),
        worst.trial + 1,
        worst.epsilon,
        significant(worst.from_x, 2),
        significant(worst.phi, 2)
    ))
}
