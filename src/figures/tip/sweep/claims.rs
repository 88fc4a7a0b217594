//! The paper's claims on the sweep: beyond a batch size accuracy falls, and sharpness rises.
//!
//! Both presume that a network has fitted the training set. What has not is left out.

use super::Sweep;
use super::knee::Knee;
use crate::data::limits;
use crate::figures::comparable::{apart, negligible_accuracy, unfitted};
use crate::figures::run::claims::{SHARPER, sharper};
use crate::figures::run::metric::log_ratio;
use crate::figures::tip::trend::Number;
use crate::figures::verdict::{Claim, Evidence, Source, Statement, Verdict};
use crate::format::{fixed, grouped, interval_beside, ratio_beside, significant};

const PLACE: &str = "section 3, Figure 4";

pub(super) fn all(sweep: &Sweep) -> Vec<Verdict> {
    vec![falls(sweep), rises(sweep)]
}

/// Whether all sizes have ended and are measured.
fn settled(sweep: &Sweep) -> bool {
    let mut columns = sweep.trend.columns();
    columns.all(|column| sweep.trend.is_settled(column))
}

/// Testing accuracy falls beyond the knee.
fn falls(sweep: &Sweep) -> Verdict {
    let samples = limits(sweep.experiment.data).test;
    let negligible = negligible_accuracy(samples);
    let statement = Statement {
        claim: "There is a batch size beyond which testing accuracy falls.".to_owned(),
        source: Source::Paper {
            says: "“there exists a threshold after which there is a deterioration in the quality of the model”",
            place: PLACE,
        },
        judge: Claim::Below { negligible },
    };
    let few = "fewer than three batch sizes fitted the training set, and a knee needs three";
    let evidence = Evidence {
        difference: sweep.knee.and_then(|knee| knee.change),
        planned: sweep.experiment.trials,
        ended: settled(sweep),
        nothing: None,
        obstacle: sweep.knee.is_none().then(|| few.to_owned()),
    };
    let from_to = |knee: &Knee| {
        let last = super::knee::size(knee.ends[1]);
        let doublings = knee.ends[1] - knee.hinge.knee;
        let each = knee.change.map_or(f64::NAN, |d| d.estimate / doublings);
        (
            format!("{} to {}", place(knee), grouped(libm::round(last) as usize)),
            fixed(each, 1),
        )
    };
    statement.verdict_of_trials(&evidence, |difference, deciding| {
        let (span, each) = sweep.knee.as_ref().map(from_to).unwrap_or_default();
        format!(
            "Testing accuracy from {span}: {} points, {each} with every doubling; a fall up to {} counts as none, about what {} testing samples can tell (our margin)",
            interval_beside(difference, deciding),
            significant(negligible, 2),
            grouped(samples)
        )
    })
}

/// "the knee at B ≈ 128".
fn place(knee: &Knee) -> String {
    format!("the knee at B ≈ {}", significant(knee.size(), 2))
}

/// The largest batch that fits is sharper than SB.
fn rises(sweep: &Sweep) -> Verdict {
    let trend = &sweep.trend;
    let small = trend.column(sweep.experiment.small_batch);
    let columns = small.zip(sweep.largest_fitted());
    let columns = columns.filter(|(small, large)| small < large);
    let statement = Statement {
        claim: "The larger the batch, the sharper the minimum: the largest batch that fits ends sharper than SB.".to_owned(),
        source: Source::Paper {
            says: "it speaks of “the upward drift in value of the sharpness”",
            place: PLACE,
        },
        judge: sharper(),
    };
    let pairs = |number| {
        let pairs = columns.map(|(small, large)| trend.pairs(number, [small, large]));
        pairs.unwrap_or_default()
    };
    let none = "no batch larger than SB’s fitted the training set";
    let obstacle = match columns {
        None => Some(none.to_owned()),
        Some((small, _)) => {
            let name = |accuracy: f64| ("SB".to_owned(), accuracy);
            let accuracies = trend.numbers(Number::TrainAccuracy, small);
            let networks: Vec<(String, f64)> = accuracies.into_iter().map(name).collect();
            unfitted(&networks).or_else(|| apart(&pairs(Number::TrainLoss), ["SB", "the largest"]))
        }
    };
    let evidence = Evidence {
        difference: log_ratio(&pairs(Number::Phi)),
        planned: sweep.experiment.trials,
        ended: settled(sweep),
        nothing: None,
        obstacle,
    };
    statement.verdict(&evidence, |difference, deciding| {
        let largest = columns.map_or(0, |(_, large)| trend.values[large]);
        format!(
            "Sharpness φ at the end, B = {} ÷ SB: {}; up to {SHARPER} counts as none (our margin)",
            grouped(largest),
            ratio_beside(difference, deciding)
        )
    })
}
