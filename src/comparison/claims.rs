//! The paper's claims on the remedies, each judged by the trials' pairs, which share their start x₀.
//!
//! Sharpness is judged at the end of training, as the paper measures it; the ratio at equal training
//! loss stands beside it.

use super::{Column, Comparison};
use crate::experiment::claims::verdict;
use crate::experiment::statistics::Difference;
use crate::experiment::verdict::{Claim, Outcome, Verdict};
use crate::experiment::words::{as_ratio, with_interval};

/// Points of testing accuracy under which a gain counts as none, as for the gap. Our choice.
pub(super) const NEGLIGIBLE: f64 = 0.1;
/// Sharpness that is lower by less than this factor counts as not lower. Our choice, well below
/// the factor of 3 and more that SB and LB differ by in the paper’s Table 3 and in ours.
pub(super) const LOWER: f64 = 1.5;

/// Which claim a verdict is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    AugmentationGains,
    AugmentationStaysSharp,
    ConservativeGains,
    ConservativeStaysSharp,
    BeyondControl,
    AdversarialFails,
    StabilityFails,
}

/// The verdicts on all claims whose rows are chosen, with their topics.
pub(super) fn all(comparison: &Comparison) -> Vec<(Topic, Verdict)> {
    use Topic::{
        AdversarialFails, AugmentationGains, AugmentationStaysSharp, BeyondControl,
        ConservativeGains, ConservativeStaysSharp, StabilityFails,
    };
    let rows = |name: &str, than: &str| chosen(comparison, than).zip(chosen(comparison, name));
    let augmentation = rows("augmentation", "lb");
    let conservative = rows("conservative", "lb");
    let verdicts = [
        augmentation.map(|rows| {
            let claim = "Augmentation makes LB generalise better.";
            (AugmentationGains, gains(comparison, rows, claim))
        }),
        augmentation.map(|rows| {
            let claim = "With augmentation LB’s minima stay sharp.";
            (AugmentationStaysSharp, stays_sharp(comparison, rows, claim))
        }),
        conservative.map(|rows| {
            let claim = "Conservative training improves LB’s testing accuracy.";
            (ConservativeGains, gains(comparison, rows, claim))
        }),
        conservative.map(|rows| {
            let claim = "Conservative training does not lower LB’s sharpness.";
            (ConservativeStaysSharp, stays_sharp(comparison, rows, claim))
        }),
        rows("conservative", "control").map(|rows| {
            let claim = "Conservative training gains more than its control, as many inner steps with λ = 0 (ours; the paper has no control).";
            (BeyondControl, gains(comparison, rows, claim))
        }),
        rows("fgsm", "lb").map(|rows| {
            let claim = "Adversarial training does not improve LB’s testing accuracy.";
            (AdversarialFails, fails(comparison, rows, claim))
        }),
        rows("stability", "lb").map(|rows| {
            let claim = "Stability training does not improve LB’s testing accuracy.";
            (StabilityFails, fails(comparison, rows, claim))
        }),
    ];
    verdicts.into_iter().flatten().collect()
}

/// Whether the verdict on a topic is against the paper.
pub(super) fn against(verdicts: &[(Topic, Verdict)], topic: Topic) -> bool {
    let refuted = |(of, verdict): &(Topic, Verdict)| {
        *of == topic && verdict.verdict == Outcome::NotReplicated
    };
    verdicts.iter().any(refuted)
}

fn chosen(comparison: &Comparison, name: &str) -> Option<usize> {
    comparison.row(name).filter(|&row| comparison.chosen[row])
}

/// "Data augmentation − LB", of the second row and the first.
fn between(comparison: &Comparison, (than, row): (usize, usize), sign: &str) -> String {
    let label = |row: usize| comparison.rows[row].label;
    format!("{} {sign} {}", label(row), label(than))
}

fn gains(comparison: &Comparison, rows: (usize, usize), claim: &str) -> Verdict {
    let above = Claim::Above {
        negligible: NEGLIGIBLE,
    };
    accuracy(comparison, rows, claim, above)
}

fn fails(comparison: &Comparison, rows: (usize, usize), claim: &str) -> Verdict {
    let no_gain = Claim::Within {
        low: f64::NEG_INFINITY,
        high: NEGLIGIBLE,
    };
    accuracy(comparison, rows, claim, no_gain)
}

fn accuracy(comparison: &Comparison, rows: (usize, usize), claim: &str, judge: Claim) -> Verdict {
    let difference = Column::TestAccuracy.difference(comparison, rows);
    verdict(claim, judge, difference, |difference| {
        format!(
            "Testing accuracy, {}: {} points; a gain under {NEGLIGIBLE} counts as none (our margin)",
            between(comparison, rows, "−"),
            with_interval(difference)
        )
    })
}

fn stays_sharp(comparison: &Comparison, rows: (usize, usize), claim: &str) -> Verdict {
    let judge = Claim::Within {
        low: -libm::log(LOWER),
        high: f64::INFINITY,
    };
    let difference = Column::Phi.log_ratio(comparison, rows);
    verdict(claim, judge, difference, |difference| {
        format!(
            "Sharpness φ at the end, {}: {}; lower by less than {LOWER} times counts as not lower (our margin){}",
            between(comparison, rows, "÷"),
            as_ratio(difference),
            equal_loss(comparison, rows)
        )
    })
}

/// The same ratio at equal training loss, in words that continue a sentence; empty without pairs.
pub(super) fn equal_loss(comparison: &Comparison, rows: (usize, usize)) -> String {
    let ratio = Column::PhiAtLoss.log_ratio(comparison, rows);
    let words = |ratio: Difference| format!("; at equal training loss {}", as_ratio(&ratio));
    ratio.map_or_else(String::new, words)
}
