//! The networks as data.

use super::networks::Networks;
use super::registry::entry;
use super::sources::SOURCES;
use crate::figures::records::columns::{BATCH, NETWORK};
use crate::figures::records::{Column, Records, Value, cells, column, network};
use crate::settings::Predictor;

/// The measures that are this figure's alone; the others stand where every network has them.
const OWN: [(Predictor, Column); 6] = [
    (
        Predictor::Trace,
        column("trace", "1", "trace of the Hessian by random vectors"),
    ),
    (
        Predictor::RelativeFlatness,
        column(
            "relative_flatness",
            "1",
            "relative flatness of the output layer",
        ),
    ),
    (
        Predictor::FisherRao,
        column("fisher_rao", "1", "squared Fisher-Rao norm"),
    ),
    (
        Predictor::NoiseScale,
        column("noise_scale", "samples", "gradient noise scale"),
    ),
    (
        Predictor::Margin,
        column(
            "margin",
            "1",
            "10th percentile of the normalised output margins",
        ),
    ),
    (
        Predictor::Norm,
        column("norm", "1", "Euclidean length of the weights"),
    ),
];

/// A row a network that has ended, fitted or not.
pub(super) fn records(networks: &Networks) -> Records {
    let own = [
        column(
            "setting",
            "",
            "networks of one setting differ in the trial alone",
        ),
        column(
            "groups",
            "",
            "the figures that train it, joined by semicolons",
        ),
        BATCH,
        column("learning_rate", "1", "the initial learning rate"),
    ];
    let measured: Vec<Column> = OWN.iter().map(|(_, column)| *column).collect();
    let mut records = Records::new(&[&NETWORK, &own, &network::columns(), &measured]);
    for one in &networks.all {
        let Some(end) = network::ended(one.training, one.epoch) else {
            continue;
        };
        let groups: Vec<&str> = one.sources.iter().map(|&at| SOURCES[at].name).collect();
        let groups = groups.join("; ");
        let of = &one.of;
        let before = cells![
            of.trial + 1,
            of.regime,
            one.setting + 1,
            groups.as_str(),
            of.experiment.batch(of.regime),
            of.experiment.learning_rate,
        ];
        let measured: Vec<Value> = OWN
            .iter()
            .map(|&(which, _)| entry(which).value(one).into())
            .collect();
        records.push([before, end, measured].concat());
    }
    records
}
