//! How many strategies help LB.

use super::Comparison;
use super::claims::negligible;
use super::evidence::for_a_gain;
use crate::figures::headline::open;
use crate::figures::verdict::Claim;
use crate::format::count_of;

/// Counted by the same rule as the verdicts on gains; a strategy reaches SB if it tests worse by no more than
/// counts as none.
pub(super) fn headline(comparison: &Comparison) -> String {
    let chosen = |name: &str| comparison.row(name).filter(|&row| comparison.chosen[row]);
    let Some((small, large)) = chosen("sb").zip(chosen("lb")) else {
        return String::new();
    };
    let rows = || {
        comparison
            .selected()
            .filter(|&row| comparison.reference(row).is_none())
    };
    let judged = |than: usize, claim: Claim| -> Vec<Option<bool>> {
        rows()
            .map(|row| for_a_gain(comparison, (than, row)).judged(claim))
            .collect()
    };
    let negligible = negligible(comparison);
    let gains = judged(large, Claim::Above { negligible });
    let reaches = judged(
        small,
        Claim::Within {
            low: -negligible,
            high: f64::INFINITY,
        },
    );
    let all = || gains.iter().chain(&reaches);
    if all().all(Option::is_none) {
        let evidence = rows().map(|row| for_a_gain(comparison, (large, row)));
        let said = evidence.map(|evidence| open(&evidence, "a strategy saves LB"));
        return said
            .into_iter()
            .find(|said| !said.is_empty())
            .unwrap_or_default();
    }
    let holding = |judged: &[Option<bool>]| {
        let holding = judged.iter().filter(|&&judged| judged == Some(true));
        holding.count()
    };
    let least = match all().all(Option::is_some) {
        true => "",
        false => "at least ",
    };
    format!(
        "Of {} {least}{} LB’s testing accuracy, and {} SB’s.",
        count_of(gains.len(), "strategy", "strategies"),
        verb(holding(&gains), "improve"),
        verb(holding(&reaches), "reach")
    )
}

/// "1 improves", "4 improve".
fn verb(n: usize, verb: &str) -> String {
    let s = match (n, verb) {
        (1, "reach") => "es",
        (1, _) => "s",
        _ => "",
    };
    format!("{n} {verb}{s}")
}
