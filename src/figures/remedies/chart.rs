//! The chart's data.

use crate::figures::remedies::{Column, Comparison};
use crate::plot::comparison::{Scatter, Series};

pub(super) fn scatter(comparison: &Comparison) -> Scatter {
    let series = |row: usize| {
        let trials = 0..comparison.experiment.trials;
        let at = |column: Column, trial| column.at(comparison, row, trial);
        let point = |trial| at(Column::Phi, trial).zip(at(Column::TestAccuracy, trial));
        let remedy = &comparison.rows[row];
        Series {
            name: short(remedy.name, remedy.label),
            reference: comparison.reference(row),
            points: trials.filter_map(point).collect(),
        }
    };
    Scatter {
        series: comparison.selected().map(series).collect(),
    }
}

/// A name of a few letters.
fn short(name: &str, label: &'static str) -> &'static str {
    match name {
        "augmentation" => "augmented",
        "conservative" => "conservative",
        "control" => "control, λ = 0",
        "conservative-fresh" => "cons. fresh",
        "fgsm" => "FGSM",
        "fgsm-small" => "FGSM .02",
        "pgd" => "PGD",
        "stability" => "stability",
        "sam" => "SAM",
        "sam-small" => "SAM .05",
        "sam-large" => "SAM .5",
        "asam" => "ASAM",
        "weight-noise" => "noise",
        "ghost" => "ghost BN",
        "warm-start" => "warm start",
        "linear-rate" => "linear η",
        "sqrt-rate" => "√ η",
        "rate-2" => "2 η",
        "rate-4" => "4 η",
        "rate-10" => "10 η",
        "longer" => "longer",
        "growing" => "growing",
        "swa" => "SWA",
        _ => label,
    }
}
