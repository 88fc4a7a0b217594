//! The measures as a table, and the networks as a file has them.

use super::networks::{Network, Networks};
use super::rank::Rank;
use super::registry::MEASURES;
use super::sources::SOURCES;
use crate::choice::Named;
use crate::figures::panel::{Row, Table, head};
use crate::format::{NOTHING, fixed, significant};

/// A row a measure.
pub(super) fn measures(ranks: &[Rank]) -> Table {
    let row = |rank: &Rank| Row {
        head: rank.measure.label(),
        cells: vec![
            rank.tau.map_or(NOTHING.into(), two),
            rank.interval.map_or(NOTHING.into(), range),
            rank.granulated().map_or(NOTHING.into(), two),
            rank.n.to_string(),
        ],
    };
    Table {
        caption: "Kendall’s τ-b of every measure with the testing error, the most predictive first. Within groups: the mean of τ over the groups that the remarks name.".into(),
        head: head(&["measure", "τ", "95 % interval", "within groups", "networks"]),
        rows: ranks.iter().map(row).collect(),
    }
}

/// A number with two decimals.
pub(super) fn two(value: f64) -> String {
    fixed(value, 2)
}

/// "[−0.31, 0.05]".
pub(super) fn range((low, high): (f64, f64)) -> String {
    format!("[{}, {}]", two(low), two(high))
}

/// A row a network that has ended in a minimum, fitted or not.
pub(super) fn numbers(networks: &Networks) -> Table {
    let fixed_head = [
        "network",
        "group",
        "trial",
        "testing error, %",
        "training accuracy, %",
    ];
    let names = MEASURES.iter().map(|measure| measure.which.choice().label);
    let minima = networks.all.iter().filter(|n| n.minimum().is_some());
    Table {
        caption: "All networks that have ended in a minimum.".into(),
        head: head(&fixed_head.into_iter().chain(names).collect::<Vec<_>>()),
        rows: minima.enumerate().map(row).collect(),
    }
}

fn row((at, network): (usize, &Network)) -> Row {
    let text = |value: Option<f64>| value.map_or(NOTHING.into(), |value| significant(value, 4));
    let groups: Vec<&str> = network.sources.iter().map(|&at| SOURCES[at].name).collect();
    let of = &network.of;
    let name = format!(
        "{}, batch {}, setting {}",
        of.regime.name(),
        of.experiment.batch(of.regime),
        network.setting + 1
    );
    let mut cells = vec![
        groups.join("; "),
        (of.trial + 1).to_string(),
        text(network.error()),
        text(network.train_accuracy()),
    ];
    cells.extend(MEASURES.iter().map(|measure| text(measure.value(network))));
    Row {
        head: format!("{} ({name})", at + 1),
        cells,
    }
}
