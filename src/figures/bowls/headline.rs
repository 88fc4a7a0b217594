//! What the trials found, in two sentences.

use crate::figures::comparable::{FITTED, apart, same_batches};
use crate::figures::run::Pairs;
use crate::figures::run::metric::Metric;
use crate::format::{fixed, significant};
use crate::jobs::EPSILONS;
use crate::settings::{REGIMES, Regime};
use crate::statistics::{Difference, summary};

/// Training accuracy, in per cent, that is 100 as it is written.
const PERFECT: f64 = 99.95;
/// Points that are 0 as they are written.
const NONE: f64 = 0.05;

/// The finding, as far as there are pairs.
pub fn headline(pairs: &Pairs) -> String {
    if let Some(why) = same_batches(pairs.experiment()) {
        return format!("Same network, same data, same batch: {why}.");
    }
    let gap = Metric::TestAccuracy.difference(pairs);
    let Some((fit, gap)) = fit(pairs).zip(gap) else {
        return "Same network, same data. Does the large batch end in a sharper minimum, and does it do worse on new data?".into();
    };
    let sharper = Metric::Sharpness(EPSILONS[0]).log_ratio(pairs);
    let losses = Metric::TrainLoss.pairs(pairs);
    let sharper = match sharper {
        None => String::new(),
        Some(_) if apart(&losses, ["SB", "LB"]).is_some() => "; sharpness is not comparable".into(),
        Some(ratio) => sharpness(&ratio),
    };
    format!(
        "Same network, same data{fit}. The large batch {}{sharper}.",
        testing(&gap)
    )
}

/// ", both fit it perfectly".
fn fit(pairs: &Pairs) -> Option<String> {
    let mean = |regime: Regime| {
        let values = Metric::TrainAccuracy.values(pairs, regime);
        summary(&values).map(|summary| summary.mean)
    };
    let [small, large] = REGIMES.map(mean);
    let (small, large) = small.zip(large)?;
    Some(match small.min(large) {
        worse if worse >= PERFECT => ", both fit it perfectly".into(),
        worse if worse >= FITTED => ", both fit it".into(),
        _ => format!(
            ". The small batch fits {} % of it, the large one {} %",
            significant(small, 3),
            significant(large, 3)
        ),
    })
}

/// "is 4.7 points worse on new data".
fn testing(gap: &Difference) -> String {
    let points = fixed(gap.estimate.abs(), 1);
    if gap.estimate.abs() < NONE {
        return "does as well on new data".into();
    }
    let which = if gap.estimate < 0.0 {
        "worse"
    } else {
        "better"
    };
    let said = format!("is {points} points {which} on new data");
    match gap.interval() {
        None => said + " in this one trial",
        Some((low, high)) if low <= 0.0 && high >= 0.0 => said + ", which may be chance",
        Some(_) => said,
    }
}

/// ", in a minimum 3.9 times sharper".
fn sharpness(ratio: &Difference) -> String {
    let open = |(low, high): (f64, f64)| low <= 0.0 && high >= 0.0;
    if ratio.interval().is_some_and(open) {
        return ", in a minimum about as sharp".into();
    }
    let times = significant(libm::exp(ratio.estimate.abs()), 2);
    let which = if ratio.estimate > 0.0 {
        "sharper"
    } else {
        "flatter"
    };
    format!(", in a minimum {times} times {which}")
}
