//! The paper's claims, each judged by the pairs of trials that share their start x₀.

use super::metric::{Metric, log_ratio};
use super::report::{Path, PathPoint};
use super::statistics::Difference;
use super::study::Study;
use super::verdict::{Claim, Outcome, Verdict};
use super::words::{as_ratio, significant, with_interval};

/// Points of testing accuracy under which a gap counts as none: half the paper's smallest gap
/// (F1, .22 points). Our choice.
const NEGLIGIBLE_GAP: f64 = 0.1;
/// Points within which two training accuracies are "about the same". Our choice.
const SAME_ACCURACY: f64 = 1.0;
/// The paper's range of ‖x_S − x₀‖ / ‖x_L − x₀‖.
const DISTANCE_RATIO: (f64, f64) = (3.0, 10.0);
/// How far outward of each minimum the path's rise is compared, in units of α, that is of
/// ‖x_L − x_S‖. Our choice: far enough for SB's side to rise visibly.
const OUTWARD: f64 = 0.5;
/// Smaller rises, and falls, count as this many nats, so that a flat side has a ratio too. Our
/// choice.
const LEAST_RISE: f64 = 1e-3;

/// LB tests worse than SB (section 2.2 of the paper, Table 2).
pub fn tests_worse(study: &Study) -> Verdict {
    verdict(
        "LB tests worse than SB.",
        Claim::Below {
            negligible: NEGLIGIBLE_GAP,
        },
        Metric::TestAccuracy.difference(study),
        |difference| {
            format!(
                "Testing accuracy, LB − SB: {} points; less than {NEGLIGIBLE_GAP} would count as none (our margin)",
                with_interval(difference)
            )
        },
    )
}

/// SB and LB reach about the same training accuracy (section 2.2, Table 2).
pub fn trains_the_same(study: &Study) -> Verdict {
    verdict(
        "SB and LB reach about the same training accuracy.",
        Claim::Within {
            low: -SAME_ACCURACY,
            high: SAME_ACCURACY,
        },
        Metric::TrainAccuracy.difference(study),
        |difference| {
            format!(
                "Training accuracy, LB − SB: {} points; “about the same” is within {SAME_ACCURACY} point (our margin)",
                with_interval(difference)
            )
        },
    )
}

/// LB's minimum is sharper at ε (Table 3).
pub fn is_sharper(study: &Study, epsilon: f64) -> Verdict {
    let metric = Metric::Sharpness(epsilon);
    let difference = metric.log_ratio(study);
    let lost = metric.pairs(study).len() - difference.map_or(0, |difference| difference.n);
    verdict(
        &format!("LB’s minimum is sharper than SB’s, at ε = {epsilon}."),
        Claim::Above { negligible: 0.0 },
        difference,
        |difference| {
            let lost = match lost {
                0 => String::new(),
                lost => format!("; without {lost} in which a φ is 0 and has no ratio"),
            };
            format!("Sharpness φ, LB ÷ SB: {}{lost}", as_ratio(difference))
        },
    )
}

/// ‖x_S − x₀‖ is 3 to 10 times ‖x_L − x₀‖ (section 2.3).
pub fn goes_further(study: &Study) -> Verdict {
    let pairs: Vec<(f64, f64)> = Metric::Distance
        .pairs(study)
        .into_iter()
        .map(|(small, large)| (large, small))
        .collect();
    let (low, high) = DISTANCE_RATIO;
    verdict(
        "SB ends 3 to 10 times as far from the start as LB.",
        Claim::Within {
            low: libm::log(low),
            high: libm::log(high),
        },
        log_ratio(&pairs),
        |difference| format!("‖x_S − x₀‖ ÷ ‖x_L − x₀‖: {}", as_ratio(difference)),
    )
}

/// Along the line through both minima the loss rises faster around LB than around SB (Figure 3):
/// f(1 + ½) − f(1) against f(0 − ½) − f(0), the same distance outward of each.
pub fn rises_faster(study: &Study) -> Verdict {
    let pairs: Vec<(f64, f64)> = study.paths().iter().filter_map(rises).collect();
    verdict(
        "On the line through both minima the loss rises faster around LB than around SB.",
        Claim::Above { negligible: 0.0 },
        log_ratio(&pairs),
        |difference| {
            format!(
                "Rise of the training loss over {OUTWARD} ‖x_L − x_S‖ outward, LB ÷ SB: {}; rises under {} count as that (our choice)",
                as_ratio(difference),
                significant(LEAST_RISE, 2)
            )
        },
    )
}

/// The rises outward of SB and of LB.
fn rises(path: &Path) -> Option<(f64, f64)> {
    let loss = |alpha: f64| {
        let at = |point: &&PathPoint| (point.alpha - alpha).abs() < 1e-9;
        path.points
            .iter()
            .find(at)
            .map(|point| point.evaluation.train_loss)
    };
    let rise = |from: f64, to: f64| {
        let rise = loss(to)? - loss(from)?;
        rise.is_finite().then_some(rise.max(LEAST_RISE))
    };
    rise(0.0, -OUTWARD).zip(rise(1.0, 1.0 + OUTWARD))
}

pub(crate) fn verdict(
    claim: &str,
    judge: Claim,
    difference: Option<Difference>,
    words: impl Fn(&Difference) -> String,
) -> Verdict {
    let (verdict, text) = match difference {
        None => (
            Outcome::Undecided,
            "No pair of trials has been measured yet.".to_owned(),
        ),
        Some(difference) => {
            let words = words(&difference);
            let text = match difference.n {
                1 => format!("{words}. One pair gives no interval."),
                n => format!("{words}. 95 % interval in brackets, n = {n} pairs."),
            };
            (judge.judge(&difference), text)
        }
    };
    Verdict {
        claim: claim.to_owned(),
        verdict,
        text,
    }
}
