//! The maps' data.

use super::known::{Grid, Number};
use super::noise;
use crate::format::{NOTHING, fixed, significant};
use crate::plot::cells::{Cell, CellMap, CellMaps, Colors, Column, Rule, State};
use crate::settings::REGIMES;

pub(super) fn maps(grid: &Grid) -> CellMaps {
    let e = &grid.experiment;
    let column = |&batch: &usize| Column {
        at: batch as f64,
        regime: REGIMES.into_iter().find(|&regime| e.batch(regime) == batch),
    };
    let rule = |exponent: f64, label, thin| Rule {
        from: (e.small_batch as f64, e.learning_rate),
        exponent,
        label,
        thin,
    };
    CellMaps {
        columns: grid.batches.iter().map(column).collect(),
        rows: grid.rates.clone(),
        names: ["batch", "rate η"],
        maps: vec![accuracy(grid), sharpness(grid)],
        rules: vec![rule(1.0, "linear η", false), rule(0.5, "√ η", true)],
        beside: Some(noise::panel(grid)),
    }
}

fn accuracy(grid: &Grid) -> CellMap {
    let best: Vec<Option<usize>> = (0..grid.batches.len()).map(|b| grid.best(b)).collect();
    let texts = |value: f64| vec![fixed(value, 1), fixed(value, 0)];
    let cell = |place: (usize, usize)| Cell {
        ring: best[place.0] == Some(place.1),
        ..cell(grid, Number::TestAccuracy, place, texts)
    };
    CellMap {
        title: "Testing accuracy, %",
        units: vec!["best rate ringed", "best ringed"],
        colors: Colors::High,
        cells: grid.places().map(cell).collect(),
    }
}

fn sharpness(grid: &Grid) -> CellMap {
    let texts = |value: f64| vec![significant(value, 2), significant(value, 1)];
    CellMap {
        title: "Sharpness φ",
        units: vec!["at the end, log colours", "log colours"],
        colors: Colors::LowLog,
        cells: grid
            .places()
            .map(|place| cell(grid, Number::Phi, place, texts))
            .collect(),
    }
}

/// The mean over a cell's trials.
fn cell(
    grid: &Grid,
    number: Number,
    place: (usize, usize),
    texts: impl Fn(f64) -> Vec<String>,
) -> Cell {
    let value = grid.summary(number, place).map(|summary| summary.mean);
    let lost = grid.is_known(place) && grid.summary(Number::TestAccuracy, place).is_none();
    let state = match value {
        None if !lost => State::Unknown,
        Some(_) if grid.is_fitted(place) => State::Compared,
        _ => State::Apart,
    };
    let nothing = if lost {
        vec![NOTHING.into()]
    } else {
        Vec::new()
    };
    Cell {
        state,
        value,
        texts: value.map_or(nothing, texts),
        ring: false,
    }
}
