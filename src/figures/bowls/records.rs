//! The bowls as data: every place of both.

use super::Both;
use crate::figures::records::columns::{NETWORK, TRAIN_LOSS};
use crate::figures::records::{Records, cells, column};
use crate::jobs::Bowl;
use crate::jobs::bowl::{RINGS, SPOKES};
use std::f64::consts::TAU;

/// A row a place, the minimum first, then ring by ring.
pub(super) fn records(both: &Both) -> Records {
    let mut records = Records::new(&[
        &NETWORK,
        &[
            column("ring", "", "from the minimum (0) outwards"),
            column(
                "spoke",
                "",
                "from 0 at the first eigenvector on towards the second",
            ),
            column(
                "a",
                "1",
                "place along the first eigenvector, in weight space",
            ),
            column("b", "1", "place along the second eigenvector"),
            TRAIN_LOSS,
            column(
                "lambda_1",
                "1",
                "largest eigenvalue of the Hessian at the minimum",
            ),
            column("lambda_2", "1", "second largest eigenvalue"),
        ],
    ]);
    for bowl in both.bowls.into_iter().flatten() {
        let mut push = |ring: usize, spoke: usize, [a, b]: [f64; 2], loss: f64| {
            let eigenvalue = |k: usize| bowl.eigenvalues.get(k).copied();
            let (trial, regime) = (bowl.trial + 1, bowl.regime);
            let (first, second) = (eigenvalue(0), eigenvalue(1));
            records.push(cells![
                trial, regime, ring, spoke, a, b, loss, first, second
            ]);
        };
        push(0, 0, [0.0; 2], bowl.loss);
        for (index, &loss) in bowl.values.iter().enumerate() {
            let (ring, spoke) = (index / SPOKES + 1, index % SPOKES);
            push(ring, spoke, place(bowl, ring, spoke), loss);
        }
    }
    records
}

/// Where a place is: the same arithmetic as where it was evaluated.
fn place(bowl: &Bowl, ring: usize, spoke: usize) -> [f64; 2] {
    let distance = bowl.radius * ring as f64 / RINGS as f64;
    let angle = TAU * spoke as f64 / SPOKES as f64;
    [distance * libm::cos(angle), distance * libm::sin(angle)]
}
