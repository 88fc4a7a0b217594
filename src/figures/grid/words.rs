//! What stands around the maps.

use super::claims;
use super::headline::headline;
use super::known::{Grid, Number};
use super::{noise, remarks};
use crate::figures::panel::{Panel, Row, Table, head};
use crate::format::{NOTHING, fixed, grouped, list, significant, spread};
use crate::jobs::EPSILONS;

const COLUMNS: [Number; 5] = [
    Number::TestAccuracy,
    Number::Phi,
    Number::Eigenvalue,
    Number::TrainLoss,
    Number::TrainAccuracy,
];

pub(super) fn panel(grid: &Grid) -> Panel {
    let closes = claims::closes_the_gap(grid);
    Panel {
        headline: headline(&closes),
        caption: format!(
            "Left testing accuracy, then sharpness φ at ε = {}, means over the trials. A ring marks each batch’s best rate; what is hatched did not fit the training set. Solid, the rate grows as the batch (Goyal et al. 2017), dashed as its root. Beside the maps the gradient noise scale tr Σ / ‖G‖²: batches far above it waste samples.",
            EPSILONS[0]
        ),
        alternative: alternative(grid),
        verdicts: vec![closes],
        remarks: remarks::all(grid),
        table: table(grid),
    }
}

/// "batch 32, η = 0.005".
pub(super) fn name(grid: &Grid, (batch, rate): (usize, usize)) -> String {
    format!(
        "batch {}, η = {}",
        grouped(grid.batches[batch]),
        significant(grid.rates[rate], 3)
    )
}

fn table(grid: &Grid) -> Table {
    let known = grid.places().filter(|&place| grid.is_known(place));
    let row = |place: (usize, usize)| Row {
        head: name(grid, place),
        cells: COLUMNS
            .iter()
            .map(|&number| cell(grid, number, place))
            .chain([n(grid, place)])
            .collect(),
    };
    Table {
        caption: "Every batch and rate, mean ± standard deviation over the trials that have ended in a minimum; n is their number.".into(),
        head: head(&[
            "Batch and rate",
            "Testing accuracy, %",
            "φ at the end",
            "λ₁",
            "Training loss",
            "Training accuracy, %",
            "n",
        ]),
        rows: known.map(row).collect(),
    }
}

fn cell(grid: &Grid, number: Number, place: (usize, usize)) -> String {
    let summary = grid.summary(number, place);
    summary.map_or(NOTHING.into(), |summary| spread(&summary))
}

/// How many trials ended in a minimum, and how many diverged.
fn n(grid: &Grid, place: (usize, usize)) -> String {
    let n = grid.summary(Number::TestAccuracy, place);
    let n = n.map_or(0, |summary| summary.n);
    match grid.diverged(place) {
        0 => n.to_string(),
        lost => format!("{n} ({lost} diverged)"),
    }
}

fn alternative(grid: &Grid) -> String {
    let best = |batch: usize| {
        let place = (batch, grid.best(batch)?);
        let accuracy = grid.summary(Number::TestAccuracy, place)?;
        let phi = grid.summary(Number::Phi, place);
        let phi = phi.map_or(String::new(), |phi| {
            format!(" with φ = {}", significant(phi.mean, 2))
        });
        let (batch, rate) = (grid.batches[batch], grid.rates[place.1]);
        Some(format!(
            "for batches of {} η = {}, {} %{phi}",
            grouped(batch),
            significant(rate, 3),
            fixed(accuracy.mean, 1)
        ))
    };
    let best: Vec<String> = (0..grid.batches.len()).filter_map(best).collect();
    let best = if best.is_empty() {
        "No batch has a best rate yet.".to_owned()
    } else {
        format!("The best rates: {}.", best.join("; "))
    };
    let lost = grid.places().filter(|&place| grid.diverged(place) > 0);
    let lost: Vec<String> = lost.map(|place| name(grid, place)).collect();
    let lost = if lost.is_empty() {
        String::new()
    } else {
        format!(" Diverged: {}.", list(&lost))
    };
    format!(
        "Two maps of cells over batch size and learning rate: testing accuracy, and sharpness φ. {best}{lost}{}",
        noise::alternative(grid)
    )
}
