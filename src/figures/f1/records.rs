//! F1 as data.

use super::Found;
use crate::f1::Phi;
use crate::figures::Figure;
use crate::figures::records::columns::{PART, PHI, PHI_HALF, PHI_PAPER, PHI_SUBSPACE};
use crate::figures::records::{Records, cells, column, missing};
use crate::figures::run::CURVES;

/// A row a trial, network and epoch, then one a trial and network of what was measured at its minimum.
pub(super) fn records(found: &Found) -> Records {
    let curves = CURVES.records(&found.context());
    let largest = [
        column(
            "lambda_1",
            "1",
            "largest eigenvalue of the Hessian of the loss over the samples that phi was searched on",
        ),
        column("lambda_1_bound", "1", "a bound on its error"),
    ];
    let phi = [&[PHI, PHI_HALF][..], &PHI_PAPER, &PHI_SUBSPACE].concat();
    let mut records = Records::new(&[&[PART], &curves.columns, &phi, &largest]);
    records.experiment = Some(found.numbers.experiment.clone());
    for row in curves.rows {
        records.push([cells!["epoch"], row].concat());
    }
    for network in &found.numbers.networks {
        let (of, at) = (&network.training, &network.measures);
        let batch = found.numbers.experiment.batch(of.regime);
        let mut row = cells!["minimum", of.trial + 1, of.regime, batch, of.last_epoch()];
        row.extend(missing(curves.columns.len() + 1 - row.len()));
        let each =
            |phi: [Option<Phi>; 2], value: fn(&Phi) -> f64| phi.map(|phi| phi.as_ref().map(value));
        for both in [
            each(at.full, |phi| phi.value),
            each(at.full, |phi| phi.from_x),
            each(at.subspace, |phi| phi.value),
        ] {
            row.extend(cells![both[0], both[1]]);
        }
        row.extend(cells![
            at.largest.map(|l| l.value),
            at.largest.map(|l| l.error)
        ]);
        records.push(row);
    }
    records
}
