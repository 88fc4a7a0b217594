//! What is said of ways between minima.

use super::headline::headline;
use super::{Ways, table};
use crate::figures::comparable::{same_batches, unfitted};
use crate::figures::panel::Panel;
use crate::figures::verdict::{Claim, Evidence, Source, Statement, Verdict};
use crate::format::{interval_beside, significant};
use crate::jobs::Connection;
use crate::jobs::connection::{BATCH, RATE, barrier};
use crate::plot::NAMES;
use crate::settings::Between;
use crate::statistics::paired;

/// A barrier that is lower by less is not lower, in nats. Our choice.
const NEGLIGIBLE: f64 = 0.01;

pub(super) fn panel(ways: &Ways) -> Panel {
    let [(_, first), (_, second)] = ways.ends();
    let around = goes_around(ways);
    Panel {
        headline: headline(ways, &around),
        caption: format!(
            "Three ways from {first} (t = 0) to {second} (t = 1) in trial {}: the straight line, the curve of the paper’s figure 7, and a curve trained to stay low. A barrier is how far the training loss rises above that of the higher end.",
            ways.trial + 1
        ),
        alternative: alternative(ways),
        verdicts: vec![around],
        remarks: remarks(ways),
        table: table::summary(ways),
    }
}

fn alternative(ways: &Ways) -> String {
    let [(_, first), (_, second)] = ways.ends();
    let said = match ways.shown() {
        None => "Nothing has been measured yet.".to_owned(),
        Some(connection) => {
            let barriers = NAMES.iter().zip(connection.ways());
            let barriers: Vec<String> = barriers
                .map(|(name, way)| format!("{} ({name})", significant(barrier(way), 2)))
                .collect();
            format!("Barriers in nats: {}.", barriers.join(", "))
        }
    };
    format!("A chart of loss and accuracy on three ways from {first} to {second}. {said}")
}

/// Whether the trained curve has a lower barrier than the line.
fn goes_around(ways: &Ways) -> Verdict {
    let statement = Statement {
        claim: "There is a way around the ridge: on the trained curve the barrier is lower than on the straight line.".into(),
        source: Source::Ours,
        judge: Claim::Below {
            negligible: NEGLIGIBLE,
        },
    };
    let known = ways.known.iter();
    let barriers = known.map(|(_, c)| (barrier(&c.straight), barrier(&c.bent)));
    let barriers: Vec<(f64, f64)> = barriers.filter(|(a, b)| (a - b).is_finite()).collect();
    let (count, planned) = (ways.known.len(), ways.experiment.trials);
    let same = (ways.between == Between::Pair).then(|| same_batches(ways.experiment));
    let evidence = Evidence {
        difference: paired(&barriers),
        planned,
        ended: count == planned as usize,
        nothing: same.flatten(),
        obstacle: unfitted(&networks(ways)),
    };
    statement.verdict(&evidence, |difference, deciding| {
        format!(
            "Barrier, trained curve − straight line: {} nats; up to {NEGLIGIBLE} counts as none (our margin)",
            interval_beside(difference, deciding)
        )
    })
}

/// The minima that are connected, and their training accuracies in per cent.
fn networks(ways: &Ways) -> Vec<(String, f64)> {
    let of = |&(trial, connection): &(u32, &Connection)| {
        let ends = [connection.straight.first(), connection.straight.last()];
        let named = ways.ends().into_iter().zip(ends);
        let named = named.filter_map(|((_, name), end)| Some((name, end?.train_accuracy)));
        let network =
            |(name, accuracy)| (format!("{name} of trial {}", trial + 1), 100.0 * accuracy);
        named.map(network).collect::<Vec<_>>()
    };
    ways.known.iter().flat_map(of).collect()
}

fn remarks(ways: &Ways) -> Vec<String> {
    let mut remarks = Vec::new();
    if ways.lost {
        remarks.push("A training diverged. There is no minimum to connect.".into());
    }
    remarks.push(format!(
        "With w₁ and w₂ for the two minima, the paper’s curve is sin(tπ/2) w₂ + cos(tπ/2) w₁, and the trained one is (1 − t)² w₁ + 2t(1 − t) θ + t² w₂ (Garipov et al. 2018). Its control point θ starts at the midpoint and is trained by ADAM for {} epochs, each step on a batch of {} samples at a random t. The rate falls from {RATE} to 0. Epochs, batch and rate are our choices; longer training may lower the curve.",
        ways.job().epochs,
        BATCH.min(ways.experiment.train)
    ));
    remarks.extend(ways.shown().map(|connection| {
        if connection.improved {
            let longer = connection.length / connection.distance;
            format!("The trained curve is {} times as long as the line.", significant(longer, 3))
        } else {
            "No curve with a lower mean training loss than the line’s was found; the line is shown in its place.".into()
        }
    }));
    remarks.extend(lines(ways));
    remarks.push("A low way is one through many dimensions. Minima that it connects can differ in sharpness and in testing accuracy all the same.".into());
    remarks.extend(kind(ways.between).map(String::from));
    remarks.extend(ways.experiment.batch_norm.then(|| {
        "The batch-norm statistics are estimated anew on the whole training set at every place. While the curve is trained they are those of each batch.".to_owned()
    }));
    remarks
}

/// How high the ridge is between other minima.
fn lines(ways: &Ways) -> Option<String> {
    let line = |(label, rise): &(&str, f64)| format!("{} between {label}", significant(*rise, 2));
    let all: Vec<String> = ways.lines.iter().map(line).collect();
    (all.len() > 1).then(|| {
        format!(
            "Barriers on the straight line in trial {}, in nats: {}.",
            ways.trial + 1,
            all.join(", ")
        )
    })
}

/// What is known of such pairs.
const fn kind(between: Between) -> Option<&'static str> {
    match between {
        Between::Pair => None,
        Between::Starts => Some(
            "Networks from different starts may have the same units in another order. A line between them mixes units that do not belong together. Neighbouring trials share a network, so their intervals are a little too narrow.",
        ),
        Between::Orders => Some(
            "Both networks have the same start; only the order of the batches differs. Frankle et al. 2020 ask whether the line between such networks has a barrier.",
        ),
    }
}
