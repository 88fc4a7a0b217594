//! The paper's claims on the sweep: beyond a batch size accuracy falls, and sharpness rises.
//!
//! Both presume that a network has fitted the training set. What has not is left out.

use super::Sweep;
use super::knee::{Knee, size};
use crate::data::limits;
use crate::figures::comparable::{apart, negligible_accuracy, unfitted};
use crate::figures::run::claims::{SHARPER, sharper};
use crate::figures::run::metric::log_ratio;
use crate::figures::tip::trend::Number;
use crate::figures::verdict::{Claim, Evidence, Source, Statement, Verdict};
use crate::format::{fixed, grouped, interval_beside, ratio_beside, significant};

const PLACE: &str = "section 3, Figure 4";

pub(super) fn all(sweep: &Sweep) -> [Verdict; 2] {
    [falls(sweep), rises(sweep)]
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
    statement.verdict_of_trials(&evidence, |difference, deciding| {
        format!(
            "Testing accuracy {}: {} points; a fall up to {} counts as none, about what {} testing samples can tell (our margin){}",
            sweep.knee.as_ref().map(span).unwrap_or_default(),
            interval_beside(difference, deciding),
            significant(negligible, 2),
            grouped(samples),
            sweep.knee.as_ref().map_or("", without_level)
        )
    })
}

/// "from the knee at about B = 128 to 800, 2.6 doublings".
fn span(knee: &Knee) -> String {
    let last = libm::round(size(knee.ends[1])) as usize;
    format!(
        "from the knee at about B = {} to {}, {} doublings",
        significant(knee.size(), 2),
        grouped(last),
        fixed(knee.ends[1] - knee.hinge.knee, 1)
    )
}

/// Where a threshold may lie if accuracy falls all the way.
fn without_level(knee: &Knee) -> &'static str {
    if knee.falls() && knee.has_no_level() {
        ". No level part is seen before: accuracy falls from the smallest batch on that fits, so a threshold lies there or below"
    } else {
        ""
    }
}

/// The largest batch that fits to a similar loss is sharper than SB.
fn rises(sweep: &Sweep) -> Verdict {
    let trend = &sweep.trend;
    let statement = Statement {
        claim: "The largest batch that fits to a similar training loss ends sharper than SB."
            .to_owned(),
        source: Source::Paper {
            says: "it speaks of “the upward drift in value of the sharpness”",
            place: PLACE,
        },
        judge: sharper(),
    };
    let columns = compared(sweep);
    let pairs = |number| columns.map_or_else(Vec::new, |columns| trend.pairs(number, columns));
    let evidence = Evidence {
        difference: log_ratio(&pairs(Number::Phi)),
        planned: sweep.experiment.trials,
        ended: settled(sweep),
        nothing: None,
        obstacle: match columns {
            None => Some("no batch larger than SB’s fitted the training set".to_owned()),
            Some([small, large]) => {
                let name = |accuracy: f64| ("SB".to_owned(), accuracy);
                let accuracies = trend.numbers(Number::TrainAccuracy, small).into_iter();
                let networks: Vec<(String, f64)> = accuracies.map(name).collect();
                unfitted(&networks).or_else(|| losses_apart(sweep, [small, large]))
            }
        },
    };
    statement.verdict(&evidence, |difference, deciding| {
        let large = columns.map_or(0, |[_, large]| trend.values[large]);
        format!(
            "Sharpness φ at the end, B = {} ÷ SB: {}; up to {SHARPER} counts as none (our margin)",
            grouped(large),
            ratio_beside(difference, deciding)
        )
    })
}

/// SB's column and that of the largest batch which fitted to a similar loss, or else of the largest that
/// fitted.
fn compared(sweep: &Sweep) -> Option<[usize; 2]> {
    let small = sweep.trend.column(sweep.experiment.small_batch)?;
    let larger = sweep.fitted_beyond_small();
    let similar = |&&large: &&usize| losses_apart(sweep, [small, large]).is_none();
    let largest = larger.iter().rfind(similar).or(larger.last())?;
    Some([small, *largest])
}

fn losses_apart(sweep: &Sweep, columns: [usize; 2]) -> Option<String> {
    let losses = sweep.trend.pairs(Number::TrainLoss, columns);
    apart(&losses, ["SB", "the larger batch"])
}
