//! What is to be computed for the comparison.

use super::Comparison;
use crate::figures::{AFTERWARDS, AN_EPOCH, Context};
use crate::jobs::{LEVELS, TrainJob, Training};
use crate::results::{Wanted, by_urgency};
use crate::settings::{Experiment, Regime};
use crate::strategy::{Plan, Remedy, Strategy, remedies};
use serde::Serialize;

/// The training loss at which φ is compared, in nats.
pub(super) const LEVEL: f64 = LEVELS[0];

/// More pieces of work than any trial has.
const A_TRIAL: u32 = 256;
/// A trial's trainings come first, then what is measured at their ends, then at equal loss.
const A_KIND: u32 = 64;

/// Iterates of one training are kept after so many epochs, at most.
const MOST_KEPT: usize = 41;
/// Rows of the default comparison. What is kept must not depend on the rows that are chosen, or the
/// same training would be another job.
const DEFAULT_ROWS: usize = 10;

/// The names of the rows that are compared: those that are named, or those that are proposed, in the
/// order of all. A strategy that has a control never goes without it.
pub fn chosen(rows: &[Remedy], names: Option<&[String]>) -> Vec<&'static str> {
    let own = |row: &Remedy| match names {
        Some(names) => names.iter().any(|name| name == row.name),
        None => row.default,
    };
    let own: Vec<&Remedy> = rows.iter().filter(|row| own(row)).collect();
    let controls = controls(&own);
    let chosen = |row: &&Remedy| {
        own.iter().any(|other| other.name == row.name) || controls.contains(&row.name)
    };
    rows.iter().filter(chosen).map(|row| row.name).collect()
}

/// A strategy that can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct StrategyChoice {
    /// Its name in links.
    pub name: &'static str,
    /// Its name on the page.
    pub label: &'static str,
    /// Whether it is compared.
    pub chosen: bool,
    /// Whether it is as the control of another.
    pub control: bool,
}

/// All strategies that can be compared.
pub fn choices(context: &Context) -> Vec<StrategyChoice> {
    let rows = remedies(context.experiment);
    let names = chosen(&rows, context.view.strategies.as_deref());
    let own: Vec<&Remedy> = rows
        .iter()
        .filter(|row| names.contains(&row.name))
        .collect();
    let controls = controls(&own);
    let choice = |row: &Remedy| StrategyChoice {
        name: row.name,
        label: row.label,
        chosen: names.contains(&row.name),
        control: controls.contains(&row.name),
    };
    rows.iter().map(choice).collect()
}

/// The names of the controls that run beside these rows.
fn controls(rows: &[&Remedy]) -> Vec<&'static str> {
    rows.iter().filter_map(|row| row.beside).collect()
}

impl Comparison {
    /// All jobs for the chosen rows, trial by trial, trainings before what is measured of them. Rows may
    /// share a job, such as LB and longer training at equal gradient evaluations.
    pub(super) fn wanted(&self) -> Vec<Wanted> {
        let mut wanted: Vec<Wanted> = Vec::new();
        for trial in 0..self.experiment.trials {
            for row in self.selected() {
                let job = self.train_job((row, trial));
                for (kind, epoch) in self.asked(row, trial).into_iter().enumerate() {
                    let urgency = urgency(trial, kind as u32 + 1, row);
                    wanted.push(Wanted::new(self.epoch_job(&job, epoch), urgency));
                }
                wanted.push(Wanted::new(job, urgency(trial, 0, row)));
            }
        }
        by_urgency(wanted)
    }

    /// What will be measured of trainings that have not ended, after two epochs each.
    pub(super) fn expected(&self) -> f64 {
        let networks = self.selected().count() * self.experiment.trials as usize;
        let ended = self
            .trainings
            .values()
            .filter(|t| t.ending.is_some())
            .count();
        2.0 * AN_EPOCH * networks.saturating_sub(ended) as f64
    }

    /// The epochs after which a minimum's training is measured: the last, and where it came to
    /// [`LEVEL`] if that is another.
    pub(super) fn asked(&self, row: usize, trial: u32) -> Vec<u32> {
        let Some(last) = self.minimum(row, trial).and_then(Training::last_epoch) else {
            return Vec::new();
        };
        let level = self.level_epoch(row, trial);
        let level = level.filter(|&epoch| epoch != last);
        std::iter::once(last).chain(level).collect()
    }

    /// The first epoch that is kept and after which the training loss is at most [`LEVEL`].
    pub(super) fn level_epoch(&self, row: usize, trial: u32) -> Option<u32> {
        self.minimum(row, trial)?.first_kept(LEVEL, &self.kept(row))
    }

    /// The epochs after which an iterate of a row's trainings is kept, ascending. Plain training keeps
    /// what a run keeps, so that it is the same job.
    pub(super) fn kept(&self, row: usize) -> Vec<u32> {
        kept(&self.experiment, &self.strategy(row), self.rows[row].regime)
    }
}

fn kept(experiment: &Experiment, strategy: &Strategy, regime: Regime) -> Vec<u32> {
    if strategy.canonical(experiment, regime).is_plain() {
        return experiment.kept_epochs();
    }
    let networks = DEFAULT_ROWS * experiment.trials as usize;
    let epochs = Plan::new(strategy, experiment, regime).all();
    experiment.spread_epochs(epochs, MOST_KEPT, networks)
}

/// The training of one trial by a strategy, the same job wherever it is shown.
pub(in crate::figures) fn train_job(
    experiment: &Experiment,
    strategy: Strategy,
    regime: Regime,
    trial: u32,
) -> TrainJob {
    let kept = kept(experiment, &strategy, regime);
    TrainJob::new(experiment, strategy, regime, trial, kept)
}

fn urgency(trial: u32, kind: u32, row: usize) -> u32 {
    let place = kind * A_KIND + (row as u32).min(A_KIND - 1);
    AFTERWARDS.saturating_add(trial.saturating_mul(A_TRIAL).saturating_add(place))
}
