//! Claims on SB and LB, each judged by the pairs of trials that share their start x₀.
//!
//! All of them presume that both networks have fitted the training set; what follows the loss
//! presumes similar training losses as well (see [`comparable`](crate::figures::comparable)).

use crate::data::limits;
use crate::figures::comparable::{apart, negligible_accuracy, same_batches, unfitted};
use crate::figures::run::Pairs;
use crate::figures::run::metric::{Metric, log_ratio};
use crate::figures::verdict::{Claim, Evidence, Source, Statement, Verdict};
use crate::format::{grouped, interval_beside, ratio_beside, significant};
use crate::jobs::{Path, PathPoint, Training};
use crate::settings::{REGIMES, Regime};
use crate::statistics::{Difference, paired};

/// Points within which two training accuracies are "about the same". Our choice.
const SAME_ACCURACY: f64 = 1.0;
/// Ratios of sharpness up to this count as none: φ is a lower bound that is found to a few per
/// cent, of either network. Our choice.
pub const SHARPER: f64 = 1.1;
/// Epochs in a row whose mean testing accuracy is called a peak: that of one epoch is as much chance. Our
/// choice.
const WINDOW: usize = 5;
/// The paper's range of ‖x_S − x₀‖ / ‖x_L − x₀‖.
const DISTANCE_RATIO: (f64, f64) = (3.0, 10.0);
/// How far outward of each minimum the path's rise is compared, in units of α, that is of
/// ‖x_L − x_S‖. Our choice: far enough for SB's side to rise visibly.
const OUTWARD: f64 = 0.5;
/// Smaller rises, and falls, count as this many nats, so that a flat side has a ratio too. Our
/// choice.
const LEAST_RISE: f64 = 1e-3;

/// The claim that a ratio, as a logarithm, is above 1 by more than [`SHARPER`].
pub fn sharper() -> Claim {
    Claim::Above {
        negligible: libm::log(SHARPER),
    }
}

/// LB tests worse than SB (section 2.2 of the paper, Table 2).
pub fn tests_worse(pairs: &Pairs) -> Verdict {
    let samples = limits(pairs.experiment().data).test;
    let negligible = negligible_accuracy(samples);
    let statement = Statement {
        claim: "LB tests worse than SB.".to_owned(),
        source: Source::Paper {
            says: "“there is a significant difference in the generalization performance”",
            place: "section 2.2, Table 2",
        },
        judge: Claim::Below { negligible },
    };
    let difference = Metric::TestAccuracy.difference(pairs);
    statement.verdict(&fitted(pairs, trained(pairs), difference), |difference, deciding| {
        format!(
            "Testing accuracy, LB − SB: {} points; up to {} counts as none, about what {} testing samples can tell (our margin)",
            interval_beside(difference, deciding),
            significant(negligible, 2),
            grouped(samples)
        )
    })
}

/// SB and LB reach about the same training accuracy (section 2.2, Table 2).
pub fn trains_the_same(pairs: &Pairs) -> Verdict {
    let statement = Statement {
        claim: "SB and LB reach about the same training accuracy.".to_owned(),
        source: Source::Paper {
            says: "“both approaches led to high training accuracy”",
            place: "section 2.2, Table 2",
        },
        judge: Claim::Within {
            low: -SAME_ACCURACY,
            high: SAME_ACCURACY,
        },
    };
    let difference = Metric::TrainAccuracy.difference(pairs);
    statement.verdict(&fitted(pairs, trained(pairs), difference), |difference, deciding| {
        format!(
            "Training accuracy, LB − SB: {} points; “about the same” is within {SAME_ACCURACY} point (our margin)",
            interval_beside(difference, deciding)
        )
    })
}

/// LB's testing accuracy does not peak early and then fall (section 2.2, Figure 2): its best mean over
/// a few epochs in a row is about that of the last ones.
pub fn does_not_peak(pairs: &Pairs) -> Verdict {
    let negligible = negligible_accuracy(limits(pairs.experiment().data).test);
    let statement = Statement {
        claim: "LB’s testing accuracy does not peak and then fall: the gap is no over-fitting."
            .to_owned(),
        source: Source::Paper {
            says: "“the generalization gap is not due to over-fitting or over-training”",
            place: "section 2.2, Figure 2",
        },
        judge: Claim::Within {
            low: f64::NEG_INFINITY,
            high: negligible,
        },
    };
    let falls: Vec<(f64, f64)> = (0..pairs.experiment().trials)
        .filter_map(|trial| fall(pairs.minimum(Regime::Large, trial)?))
        .collect();
    let evidence = fitted(pairs, trained(pairs), paired(&falls));
    statement.verdict_of_trials(&evidence, |difference, deciding| {
        format!(
            "LB’s testing accuracy at its peak − at the end, means of {WINDOW} epochs: {} points; up to {} counts as none (our margin)",
            interval_beside(difference, deciding),
            significant(negligible, 2)
        )
    })
}

/// A training's last and best mean testing accuracy over [`WINDOW`] epochs in a row, in per cent.
fn fall(training: &Training) -> Option<(f64, f64)> {
    let accuracies: Vec<f64> = training
        .points
        .iter()
        .map(|point| 100.0 * point.evaluation.test_accuracy)
        .collect();
    let means = accuracies
        .windows(WINDOW)
        .map(|window| window.iter().sum::<f64>() / WINDOW as f64);
    Some((means.clone().next_back()?, means.reduce(f64::max)?))
}

/// LB's minimum is sharper at ε (Table 3).
pub fn is_sharper(pairs: &Pairs, epsilon: f64) -> Verdict {
    let metric = Metric::Sharpness(epsilon);
    let difference = metric.log_ratio(pairs);
    let lost = metric.pairs(pairs).len() - difference.map_or(0, |difference| difference.n);
    let statement = Statement {
        claim: format!("LB’s minimum is sharper than SB’s, at ε = {epsilon}."),
        source: Source::Paper {
            says: "“large-batch methods tend to converge to sharp minimizers of the training and testing functions”",
            place: "abstract; Table 3",
        },
        judge: sharper(),
    };
    let measured = pairs.sharpness().iter().any(|s| s.epsilon == epsilon);
    let evidence = at_similar_loss(pairs, measured, difference);
    statement.verdict(&evidence, |difference, deciding| {
        let lost = match lost {
            0 => String::new(),
            lost => format!("; without {lost} in which a φ is 0 and has no ratio"),
        };
        format!(
            "Sharpness φ at the end, LB ÷ SB: {}; up to {SHARPER} counts as none (our margin){lost}",
            ratio_beside(difference, deciding)
        )
    })
}

/// ‖x_S − x₀‖ is 3 to 10 times ‖x_L − x₀‖ (section 3).
pub fn goes_further(pairs: &Pairs) -> Verdict {
    let distances: Vec<(f64, f64)> = Metric::Distance
        .pairs(pairs)
        .into_iter()
        .map(|(small, large)| (large, small))
        .collect();
    let (low, high) = DISTANCE_RATIO;
    let statement = Statement {
        claim: "SB ends 3 to 10 times as far from the start as LB.".to_owned(),
        source: Source::Paper {
            says: "the ratio of the two distances “was in the range of 3-10”",
            place: "section 3",
        },
        judge: Claim::Within {
            low: libm::log(low),
            high: libm::log(high),
        },
    };
    let evidence = fitted(pairs, trained(pairs), log_ratio(&distances));
    statement.verdict(&evidence, |difference, deciding| {
        format!(
            "‖x_S − x₀‖ ÷ ‖x_L − x₀‖: {}",
            ratio_beside(difference, deciding)
        )
    })
}

/// Along the line through both minima the loss rises faster around LB than around SB (Figure 3):
/// f(1 + ½) − f(1) against f(0 − ½) − f(0), the same distance outward of each.
pub fn rises_faster(pairs: &Pairs) -> Verdict {
    let both: Vec<(f64, f64)> = pairs.paths().iter().filter_map(rises).collect();
    let statement = Statement {
        claim: "On the line through both minima the loss rises faster around LB than around SB."
            .to_owned(),
        source: Source::Paper {
            says: "“the LB minima are strikingly sharper than the SB minima in this one-dimensional manifold”",
            place: "section 2.2.1, Figure 3",
        },
        judge: sharper(),
    };
    let walked = !pairs.paths().is_empty();
    let evidence = at_similar_loss(pairs, walked, log_ratio(&both));
    statement.verdict(&evidence, |difference, deciding| {
        format!(
            "Rise of the training loss over {OUTWARD} ‖x_L − x_S‖ outward, LB ÷ SB: {}; up to {SHARPER} counts as none, and rises under {} count as that (our choices)",
            ratio_beside(difference, deciding),
            significant(LEAST_RISE, 2)
        )
    })
}

/// Whether any training is known.
fn trained(pairs: &Pairs) -> bool {
    !pairs.trainings().is_empty()
}

/// What presumes that the networks have fitted the training set; `known` is whether anything of what is
/// compared is.
fn fitted(pairs: &Pairs, known: bool, difference: Option<Difference>) -> Evidence {
    let mut networks = Vec::new();
    for trial in 0..pairs.experiment().trials {
        for regime in REGIMES {
            let accuracy = Metric::TrainAccuracy.at(pairs, regime, trial);
            let name = || format!("{} of trial {}", regime.name(), trial + 1);
            networks.extend(accuracy.map(|accuracy| (name(), accuracy)));
        }
    }
    Evidence {
        difference,
        planned: pairs.experiment().trials,
        ended: pairs.ended(known),
        nothing: same_batches(pairs.experiment()),
        obstacle: unfitted(&networks),
    }
}

/// What presumes similar training losses as well.
fn at_similar_loss(pairs: &Pairs, known: bool, difference: Option<Difference>) -> Evidence {
    let mut evidence = fitted(pairs, known, difference);
    evidence.obstacle = evidence
        .obstacle
        .or_else(|| apart(&Metric::TrainLoss.pairs(pairs), ["SB’s", "LB’s"]));
    evidence
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
