//! The numbers of a run as data.

use crate::figures::records::columns::{
    BATCH, DISTANCE, EPOCH, EVALUATION, NETWORK, TRAIN_LOSS, TRIAL,
};
use crate::figures::records::network::evaluation;
use crate::figures::records::{Records, cells, column, network};
use crate::figures::run::Pairs;
use crate::jobs::EPSILONS;
use crate::settings::Regime;
use crate::sharpness::Search;

/// A row a trial, network and epoch.
pub(super) fn curves(pairs: &Pairs) -> Records {
    let mut records = Records::new(&[&NETWORK, &[BATCH, EPOCH], &EVALUATION, &[DISTANCE]]);
    for training in pairs.trainings() {
        let batch = pairs.experiment().batch(training.regime);
        for point in &training.points {
            let before = cells![training.trial + 1, training.regime, batch, point.epoch];
            let after = cells![point.distance];
            records.push([before, evaluation(&point.evaluation), after].concat());
        }
    }
    records
}

/// A row a trial and α.
pub(super) fn path(pairs: &Pairs) -> Records {
    let alpha = column(
        "alpha",
        "1",
        "the place alpha x_LB + (1 - alpha) x_SB: 0 is SB, 1 is LB",
    );
    let mut records = Records::new(&[&[TRIAL, alpha], &EVALUATION]);
    for path in pairs.paths() {
        for point in &path.points {
            let before = cells![path.trial + 1, point.alpha];
            records.push([before, evaluation(&point.evaluation)].concat());
        }
    }
    records
}

/// A row a trial, network and ε.
pub(super) fn sharpness(pairs: &Pairs) -> Records {
    let mut records = Records::new(&[
        &NETWORK,
        &[
            column("epsilon", "1", "relative half-width of the box"),
            column(
                "phi",
                "per cent",
                "sharpness by the paper's Metric 2.1, the best of all searches, in per cent of 1 + f(x)",
            ),
            column(
                "phi_paper",
                "per cent",
                "the same by the paper's own search: ten iterations of L-BFGS-B from x",
            ),
            column(
                "search",
                "",
                "which search was best: ascent, paper or refined",
            ),
            column(
                "iterations",
                "iterations",
                "L-BFGS-B iterations of the search from x",
            ),
            column(
                "at_bound",
                "1",
                "share of the weights at the box's edge, 0 to 1",
            ),
            TRAIN_LOSS,
            column(
                "gradients",
                "gradients",
                "gradient evaluations of all searches together",
            ),
        ],
    ]);
    for found in pairs.sharpness() {
        let search = match found.search {
            Search::Ascent => "ascent",
            Search::Paper => "paper",
            Search::Refined => "refined",
        };
        records.push(cells![
            found.trial + 1,
            found.regime,
            found.epsilon,
            found.value,
            found.from_x,
            search,
            found.iterations,
            found.at_bound,
            found.loss,
            found.gradients,
        ]);
    }
    records
}

/// A row a trial and network that has ended.
pub(super) fn summary(pairs: &Pairs) -> Records {
    let measured = [
        column(
            "phi_half",
            "per cent",
            "the same in the box half as wide, epsilon = 5e-4",
        ),
        column("steps", "steps", "optimiser steps"),
    ];
    let mut columns = network::columns();
    // λ₁ is no number of a run.
    columns.pop();
    let mut records = Records::new(&[&NETWORK, &[BATCH], &columns, &measured]);
    for training in pairs.trainings() {
        let (regime, trial) = (training.regime, training.trial);
        let Some(mut row) = network::ended(Some(training), None) else {
            continue;
        };
        row.truncate(columns.len() - 1);
        let [wide, narrow] = EPSILONS.map(|epsilon| phi(pairs, regime, trial, epsilon));
        let before = cells![trial + 1, regime, pairs.experiment().batch(regime)];
        records.push([before, row, cells![wide, narrow, training.steps]].concat());
    }
    records
}

fn phi(pairs: &Pairs, regime: Regime, trial: u32, epsilon: f64) -> Option<f64> {
    let mut all = pairs.sharpness().iter();
    let own = all.find(|s| s.regime == regime && s.trial == trial && s.epsilon == epsilon);
    own.map(|found| found.value)
}
