//! What an honest reader should know, as far as it applies to these settings and results.

use crate::choice::Named;
use crate::figures::comparable::{EQUAL_LOSS, FITTED, fold};
use crate::figures::run::Pairs;
use crate::figures::run::metric::{Metric, log_ratio};
use crate::figures::search::{Found, searches, short};
use crate::format::{list, significant};
use crate::jobs::Sharpness;
use crate::optimizer::{OptimizerKind, Schedule};
use crate::settings::REGIMES;
use crate::settings::Regime;
use crate::statistics::summary;
use crate::training::Ending;

fn mean(pairs: &Pairs, metric: Metric, regime: Regime) -> Option<f64> {
    summary(&metric.values(pairs, regime)).map(|summary| summary.mean)
}

/// On training and the gap.
pub(super) fn training(pairs: &Pairs) -> Vec<String> {
    let own = [
        same_batches(pairs),
        more_steps(pairs),
        learning_rate(pairs),
        paper_batch(pairs),
        label_noise(pairs),
        lengths(pairs),
    ];
    let mut remarks: Vec<String> = diverged(pairs)
        .into_iter()
        .chain(unfinished(pairs))
        .collect();
    remarks.extend(own.into_iter().flatten());
    remarks.extend(pairs.experiment().batch_norm.then(|| {
        "For every evaluation the batch-norm statistics are estimated anew on the whole training set; they are not running averages.".to_owned()
    }));
    remarks
}

/// On φ and what it is compared at.
pub(super) fn measures(pairs: &Pairs) -> Vec<String> {
    let mut remarks: Vec<String> = diverged(pairs)
        .into_iter()
        .chain(unfinished(pairs))
        .collect();
    remarks.extend(unequal_loss(pairs));
    remarks.extend(search(pairs));
    remarks.extend(pairs.experiment().batch_norm.then(|| {
        "While φ is measured, the batch-norm statistics are frozen at those of the whole training set at x.".to_owned()
    }));
    remarks
}

/// On the path.
pub(super) fn path(pairs: &Pairs) -> Vec<String> {
    let mut remarks: Vec<String> = diverged(pairs)
        .into_iter()
        .chain(unfinished(pairs))
        .collect();
    remarks.extend(unequal_loss(pairs));
    remarks.push("A line is one cut through many dimensions. It is measured in α, and the same distance in α is the same distance in weights on both sides.".into());
    remarks.extend(pairs.experiment().batch_norm.then(|| {
        "The batch-norm statistics are estimated anew on the whole training set at every α; frozen ones would let the loss explode between and beyond the minima.".to_owned()
    }));
    remarks
}

/// On the distance from the start.
pub(super) fn distances(pairs: &Pairs) -> Option<String> {
    let pairs = Metric::Distance.pairs(pairs);
    let swapped: Vec<(f64, f64)> = pairs
        .into_iter()
        .map(|(small, large)| (large, small))
        .collect();
    let ratio = libm::exp(log_ratio(&swapped)?.estimate);
    (ratio < 3.0).then(|| {
        format!(
            "SB moves {} times as far from the start as LB here, below the paper’s 3 to 10, which were seen on far larger data sets.",
            significant(ratio, 2)
        )
    })
}

fn diverged(pairs: &Pairs) -> Option<String> {
    let cases: Vec<String> = pairs
        .trainings()
        .iter()
        .filter_map(|training| match training.ending {
            Some(Ending::Diverged { epoch, loss }) => {
                let how = loss.map_or_else(
                    || "its loss was no longer a number".to_owned(),
                    |loss| format!("its loss was {}", significant(loss, 2)),
                );
                let (name, trial) = (training.regime.name(), training.trial + 1);
                Some(format!("{name} of trial {trial} in epoch {epoch} ({how})"))
            }
            _ => None,
        })
        .collect();
    (!cases.is_empty()).then(|| {
        format!(
            "Training diverged: {}. There is no minimum to measure, so what compares minima leaves {} out. A smaller learning rate may help.",
            list(&cases),
            if cases.len() == 1 { "it" } else { "them" }
        )
    })
}

fn unfinished(pairs: &Pairs) -> Option<String> {
    let cases: Vec<String> = REGIMES
        .iter()
        .filter_map(|regime| {
            let accuracy = mean(pairs, Metric::TrainAccuracy, *regime)?;
            (accuracy < FITTED)
                .then(|| format!("{} at {} %", regime.name(), significant(accuracy, 3)))
        })
        .collect();
    (!cases.is_empty()).then(|| {
        format!(
            "Training has not fitted the data: training accuracy ended with {}. Far from a minimum a low φ misleads, and so does a comparison of testing accuracy.",
            list(&cases)
        )
    })
}

fn unequal_loss(pairs: &Pairs) -> Option<String> {
    let fold = fold(&Metric::TrainLoss.pairs(pairs));
    let small = mean(pairs, Metric::TrainLoss, Regime::Small)?;
    let large = mean(pairs, Metric::TrainLoss, Regime::Large)?;
    (fold > EQUAL_LOSS).then(|| {
        format!(
            "The training losses differ: {} for SB, {} for LB. Late in training φ falls with the loss while the gap stays, so sharpness is fairly compared only at equal training loss: train to a stop loss to do so.",
            significant(small, 2),
            significant(large, 2)
        )
    })
}

/// How φ was searched, and where the paper's own search falls short.
fn search(pairs: &Pairs) -> Vec<String> {
    let found = |measured: &Sharpness| Found {
        regime: measured.regime,
        trial: measured.trial,
        epsilon: measured.epsilon,
        phi: measured.value,
        from_x: measured.from_x,
    };
    let found: Vec<Found> = pairs.sharpness().iter().map(found).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let searches = std::iter::once(searches(pairs.experiment().starts));
    searches.chain(short(&found)).collect()
}

fn same_batches(pairs: &Pairs) -> Option<String> {
    let e = pairs.experiment();
    (e.small_batch == e.large_batch).then(|| {
        "Both batch sizes are the same, and so are both networks: there is nothing to tell apart."
            .to_owned()
    })
}

/// That the batch decides the number of steps as well.
fn more_steps(pairs: &Pairs) -> Option<String> {
    let ratio = libm::exp(-Metric::Steps.log_ratio(pairs)?.estimate);
    ((ratio - 1.0).abs() > 1e-9).then(|| {
        format!(
            "SB made {} times as many steps as LB. What differs between them may come from the steps as well as from the batch.",
            significant(ratio, 2)
        )
    })
}

fn learning_rate(pairs: &Pairs) -> Option<String> {
    let e = pairs.experiment();
    let momentum = match e.optimizer {
        OptimizerKind::Sgd if e.momentum > 0.0 => format!(" with momentum {}", e.momentum),
        _ => String::new(),
    };
    let schedule = match e.schedule {
        Schedule::Constant => "held constant",
        Schedule::Lin3 => "lowered to 0 over the last 30 % of the epochs",
    };
    Some(format!(
        "The gap depends on the learning rate, which the paper does not state. Both networks used {}{momentum} at {}, {schedule}; a rate that suits LB better may narrow the gap.",
        e.optimizer.choice().label,
        e.learning_rate
    ))
}

fn paper_batch(pairs: &Pairs) -> Option<String> {
    let e = pairs.experiment();
    (e.large_batch * 10 != e.train).then(|| {
        let share = 100.0 * e.large_batch as f64 / e.train as f64;
        format!(
            "LB’s batch is {} % of the training set here; the paper takes 10 %.",
            significant(share, 2)
        )
    })
}

fn label_noise(pairs: &Pairs) -> Option<String> {
    let noise = pairs.experiment().label_noise;
    (noise > 0.0).then(|| {
        format!(
            "{} % of the training labels are wrong on purpose; training accuracy counts agreement with them.",
            significant(100.0 * noise, 3)
        )
    })
}

fn lengths(pairs: &Pairs) -> Option<String> {
    let small = mean(pairs, Metric::Epochs, Regime::Small)?;
    let large = mean(pairs, Metric::Epochs, Regime::Large)?;
    (small != large).then(|| {
        format!(
            "Training stopped by the same rule, not after the same time: SB after {} epochs, LB after {} on average.",
            significant(small, 2),
            significant(large, 2)
        )
    })
}
