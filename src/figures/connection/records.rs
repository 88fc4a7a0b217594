//! The ways as data.

use super::Ways;
use crate::figures::records::columns::{EVALUATION, TRIAL};
use crate::figures::records::network::evaluation;
use crate::figures::records::{Records, cells, column};

/// A row a trial, way and place.
pub(super) fn records(ways: &Ways) -> Records {
    let own = [
        column(
            "way",
            "",
            "straight line, curve of the paper's figure 7, or trained curve: straight, paper, trained",
        ),
        column("t", "1", "place on the way: 0 and 1 are its ends"),
    ];
    let mut records = Records::new(&[&[TRIAL], &own, &EVALUATION]);
    for (trial, connection) in &ways.known {
        let all = ["straight", "paper", "trained"].into_iter();
        for (name, way) in all.zip(connection.ways()) {
            for (place, at) in way.iter().enumerate() {
                let before = cells![trial + 1, name, connection.t(place)];
                records.push([before, evaluation(at)].concat());
            }
        }
    }
    records
}
