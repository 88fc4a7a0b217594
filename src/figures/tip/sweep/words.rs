//! What is said of the sweep.

use super::headline::headline;
use super::jobs::LEVEL;
use super::knee::Knee;
use super::{Sweep, claims, table};
use crate::figures::comparable::FITTED;
use crate::figures::panel::Panel;
use crate::figures::tip::trend::Number;
use crate::format::{count, fixed, grouped, list, significant};
use crate::settings::EqualSweep;

/// A knee whose interval is wider than by this factor is no cliff. Our choice.
const WIDE: f64 = 2.0;

pub(super) fn panel(sweep: &Sweep) -> Panel {
    let verdicts = claims::all(sweep);
    Panel {
        headline: headline(sweep, &verdicts[0]),
        caption: caption(sweep),
        alternative: alternative(sweep),
        verdicts: verdicts.into(),
        remarks: remarks(sweep),
        table: table::table(sweep),
    }
}

fn caption(sweep: &Sweep) -> String {
    let trials = count(sweep.experiment.trials as usize, "trial");
    let equal = match sweep.equal {
        EqualSweep::Epochs => "trained for equally many epochs".to_owned(),
        EqualSweep::Loss => format!("trained to a loss of {LEVEL}"),
    };
    format!(
        "Only the batch size differs from mark to mark, {equal}. Mean ± standard deviation over {trials}; hollow marks did not fit the training set."
    )
}

fn alternative(sweep: &Sweep) -> String {
    let trend = &sweep.trend;
    let known = trend.columns().filter(|&column| trend.fitted(column).1 > 0);
    let part = |column: usize| {
        let mean = |number| trend.summary(number, column).map_or(f64::NAN, |s| s.mean);
        format!(
            "B = {}: {} %, φ {}, λ₁ {}",
            grouped(trend.values[column]),
            fixed(mean(Number::TestAccuracy), 1),
            significant(mean(Number::Phi), 2),
            significant(mean(Number::Eigenvalue), 2)
        )
    };
    let parts: Vec<String> = known.map(part).collect();
    let said = if parts.is_empty() {
        "Nothing has been trained yet".to_owned()
    } else {
        parts.join("; ")
    };
    format!(
        "Two charts against the batch size B, testing accuracy at the left, sharpness φ and the Hessian’s largest eigenvalue λ₁ at the right. {said}."
    )
}

fn remarks(sweep: &Sweep) -> Vec<String> {
    let remarks = [
        sweep.knee.as_ref().map(knee),
        unfitted(sweep),
        Some(match sweep.equal {
            EqualSweep::Epochs => "With equally many epochs a larger batch makes fewer steps. What differs may come from the steps as well as from the batch: compare at equal training loss.".to_owned(),
            EqualSweep::Loss => format!(
                "All train at a constant rate until the loss after an epoch is {LEVEL} or less, and may take up to ten times the experiment’s epochs where the whole training set is the batch. Small batches may overshoot: the loss stands in the table."
            ),
        }),
        Some("One learning rate serves all sizes, and a larger one may suit a larger batch.".to_owned()),
        (sweep.equal == EqualSweep::Epochs).then(|| {
            "φ follows the loss: where the largest batches end at a higher loss, φ may fall again far from any minimum.".to_owned()
        }),
    ];
    remarks.into_iter().flatten().collect()
}

/// Where the knee is, and what it is.
fn knee(knee: &Knee) -> String {
    if !knee.falls() {
        return "The best level-then-straight line through testing accuracy does not fall: these sizes have no knee.".to_owned();
    }
    let Some((low, high)) = knee.sizes() else {
        return format!(
            "The knee of testing accuracy is at about B = {}; one trial gives no interval.",
            significant(knee.size(), 2)
        );
    };
    let down = knee.interval.is_some_and(|(low, _)| low <= knee.ends[0]);
    let level = if down && !knee.has_no_level() {
        " The interval reaches down to the smallest batch that fits: accuracy may fall from there on, with no level part at all."
    } else {
        ""
    };
    let wide = if high > WIDE * low {
        " It is a knee, not a cliff."
    } else {
        ""
    };
    format!(
        "The knee of testing accuracy, level before and falling with every doubling beyond, is at about B = {}, with a 95 % interval from {} to {} by drawing the trials anew.{wide}{level}",
        significant(knee.size(), 2),
        significant(low, 2),
        significant(high, 2)
    )
}

/// Which sizes did not fit the training set.
fn unfitted(sweep: &Sweep) -> Option<String> {
    let trend = &sweep.trend;
    let short = |column: &usize| {
        let (fitted, all) = trend.fitted(*column);
        fitted < all
    };
    let part = |column: usize| {
        let accuracy = trend.summary(Number::TrainAccuracy, column);
        format!(
            "{} ({} %)",
            grouped(trend.values[column]),
            significant(accuracy.map_or(f64::NAN, |s| s.mean), 3)
        )
    };
    let parts: Vec<String> = trend.columns().filter(short).map(part).collect();
    (!parts.is_empty()).then(|| {
        format!(
            "Not all trainings fitted the training set, with {FITTED} % training accuracy, at batch sizes {}. Far from a minimum a low φ misleads: such trainings are left out of the knee and of the verdicts.",
            list(&parts)
        )
    })
}
