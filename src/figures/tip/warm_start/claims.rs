//! The paper's claims on warm starts, judged by trials: each trial's trainings share their start x₀, and
//! what is warm-started their batches as well.

use super::WarmStart;
use crate::data::limits;
use crate::figures::comparable::{apart, negligible_accuracy, same_batches, unfitted};
use crate::figures::run::claims::SHARPER;
use crate::figures::run::metric::log_ratio;
use crate::figures::tip::trend::Number;
use crate::figures::verdict::{Claim, Evidence, Source, Statement, Verdict};
use crate::format::{count, grouped, interval_beside, ratio_beside, significant};
use crate::statistics::{Difference, paired};

const PLACE: &str = "section 3, Figure 5";
const FEW: Source = Source::Paper {
    says: "“when warm-started with only a few initial epochs, the LB method does not yield a generalization improvement”",
    place: PLACE,
};
const ENOUGH: Source = Source::Paper {
    says: "“after certain number of epochs of warm-starting, the accuracy improves and sharpness of the large-batch iterates drop”",
    place: PLACE,
};

pub(super) fn all(warm: &WarmStart) -> Vec<Verdict> {
    let last = warm.trend.values.len().saturating_sub(1);
    if last == 0 {
        return Vec::new();
    }
    let negligible = negligible_accuracy(limits(warm.experiment.data).test);
    let no_gain = Claim::Within {
        low: f64::NEG_INFINITY,
        high: negligible,
    };
    vec![
        accuracy(
            warm,
            1,
            "After only a few epochs of SB, LB tests no better than from the start.",
            FEW,
            no_gain,
        ),
        accuracy(
            warm,
            last,
            "After enough epochs of SB, LB tests better.",
            ENOUGH,
            Claim::Above { negligible },
        ),
        sharpness(warm, last),
    ]
}

/// What is warm-started in this column against LB from the start.
fn evidence(
    warm: &WarmStart,
    column: usize,
    difference: Option<Difference>,
    obstacle: Option<String>,
) -> Evidence {
    let name = |accuracy: f64| ("LB from the start".to_owned(), accuracy);
    let accuracies = warm.trend.numbers(Number::TrainAccuracy, 0).into_iter();
    let networks: Vec<(String, f64)> = accuracies.map(name).collect();
    Evidence {
        difference,
        planned: warm.experiment.trials,
        ended: warm.trend.is_settled(0) && warm.trend.is_settled(column),
        nothing: same_batches(warm.experiment),
        obstacle: unfitted(&networks).or(obstacle),
    }
}

fn accuracy(warm: &WarmStart, column: usize, claim: &str, source: Source, judge: Claim) -> Verdict {
    let statement = Statement {
        claim: claim.to_owned(),
        source,
        judge,
    };
    let difference = paired(&warm.trend.pairs(Number::TestAccuracy, [0, column]));
    let evidence = evidence(warm, column, difference, None);
    let samples = limits(warm.experiment.data).test;
    statement.verdict(&evidence, |difference, deciding| {
        format!(
            "Testing accuracy, after {} − from the start: {} points; a gain up to {} counts as none, about what {} testing samples can tell (our margin)",
            count(warm.trend.values[column], "epoch"),
            interval_beside(difference, deciding),
            significant(negligible_accuracy(samples), 2),
            grouped(samples)
        )
    })
}

fn sharpness(warm: &WarmStart, column: usize) -> Verdict {
    let statement = Statement {
        claim: "After enough epochs of SB, LB ends less sharp.".to_owned(),
        source: ENOUGH,
        judge: Claim::Below {
            negligible: libm::log(SHARPER),
        },
    };
    let pairs = |number| warm.trend.pairs(number, [0, column]);
    let names = ["from the start", "after SB"];
    let obstacle = apart(&pairs(Number::TrainLoss), names);
    let difference = log_ratio(&pairs(Number::Phi));
    let evidence = evidence(warm, column, difference, obstacle);
    statement.verdict(&evidence, |difference, deciding| {
        format!(
            "Sharpness φ at the end, after {} ÷ from the start: {}; a fall by up to {SHARPER} times counts as none (our margin)",
            count(warm.trend.values[column], "epoch"),
            ratio_beside(difference, deciding)
        )
    })
}
