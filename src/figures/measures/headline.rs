//! What the measures have found, figure by figure.

use super::Measured;
use super::rows::{Entry, entries};
use crate::figures::headline::{of, open, times};
use crate::figures::run::claims::sharper;
use crate::figures::verdict::{Evidence, Verdict};
use crate::format::significant;

/// By how many measures LB is sharper, each judged as the verdicts judge theirs.
pub(super) fn measures(measured: &Measured) -> String {
    let entries: Vec<Entry> = entries();
    let drawn = entries.iter().filter(|entry| entry.drawn.is_some());
    let evidence = drawn.map(|entry| entry.evidence(measured));
    let known: Vec<Evidence> = evidence.filter(|e| e.difference.is_some()).collect();
    let comparable: Vec<&Evidence> = known.iter().filter(|e| e.hindrance().is_none()).collect();
    let judged = comparable.iter().map(|e| e.judged(sharper()));
    let judged: Vec<bool> = judged.flatten().collect();
    if judged.is_empty() {
        let first = comparable.first().copied().or(known.first());
        return first.map_or_else(String::new, |first| open(first, "LB’s minimum is sharper"));
    }
    let sharp = judged.iter().filter(|&&sharp| sharp).count();
    if comparable.len() < known.len() {
        return format!(
            "Only {} of {} measures can be compared here; by {sharp} LB’s minimum is sharper than SB’s.",
            comparable.len(),
            known.len()
        );
    }
    let all = known.len();
    format!("By {sharp} of {all} measures of flatness, LB’s minimum is sharper than SB’s.")
}

/// On λ₁.
pub(super) fn spectrum(steeper: &Verdict) -> String {
    of(
        steeper,
        "LB’s steepest direction is steeper",
        |holds, ratio| {
            if holds {
                let times = times(ratio);
                format!("In its steepest direction LB’s minimum is {times} as curved as SB’s (λ₁).")
            } else {
                format!(
                    "LB’s steepest direction is no steeper than SB’s: λ₁ {}.",
                    steeper.number
                )
            }
        },
    )
}

/// On φ at equal training losses: of each the loss and the verdict.
pub(super) fn along(levels: &[(f64, &Verdict)]) -> String {
    let decided = levels
        .iter()
        .any(|(_, verdict)| verdict.verdict.decided().is_some());
    if !decided {
        let whether = "LB is sharper at equal training loss";
        let said = levels
            .iter()
            .map(|(_, verdict)| of(verdict, whether, |_, _| String::new()));
        return said
            .into_iter()
            .find(|said| !said.is_empty())
            .unwrap_or_default();
    }
    let at = |(level, verdict): &(f64, &Verdict)| {
        let ratio = verdict
            .difference
            .map_or(f64::NAN, |difference| difference.estimate);
        let said = match verdict.verdict.decided() {
            Some(true) => format!("LB is {} as sharp", times(ratio)),
            Some(false) => "LB is no sharper".to_owned(),
            None => "it is not decided".to_owned(),
        };
        format!("{said} at {}", significant(*level, 2))
    };
    let said: Vec<String> = levels.iter().map(at).collect();
    let said = said.join(", and ").replace(", and LB is", " and");
    format!("At equal training loss {said}.")
}
