//! Which networks are looked at: those of every figure that trains several of one experiment.

use crate::figures::{Context, grid, remedies, tip};
use crate::jobs::TrainJob;
use crate::plot::predict::Mark;

/// Trainings that differ in the settings that it names, beside the trial.
pub(super) struct Source {
    /// What they are called.
    pub name: &'static str,
    /// What differs, as a clause.
    pub varies: &'static str,
    /// Their mark; the networks of the first are marked as SB's and LB's.
    pub mark: Mark,
    /// All of them, known or not.
    pub trainings: fn(&Context) -> Vec<TrainJob>,
}

/// All sources. A training that several have is of the first for its mark, and in the group of each.
pub(super) const SOURCES: [Source; 5] = [
    Source {
        name: "SB and LB",
        varies: "batch size varies",
        mark: Mark::Disc,
        trainings: pairs,
    },
    Source {
        name: "strategies",
        varies: "the strategy varies",
        mark: Mark::Square,
        trainings: remedies::trainings,
    },
    Source {
        name: "batch sizes",
        varies: "batch size varies",
        mark: Mark::Triangle,
        trainings: |context| tip::trainings(context.experiment),
    },
    Source {
        name: "batches and rates",
        varies: "batch size and learning rate vary",
        mark: Mark::Ring,
        trainings: |context| grid::trainings(context.experiment),
    },
    Source {
        name: "warm starts",
        varies: "the warm start varies",
        mark: Mark::Wedge,
        trainings: |context| tip::warm_starts(context.experiment),
    },
];

fn pairs(context: &Context) -> Vec<TrainJob> {
    let trials = 0..context.experiment.trials;
    trials
        .flat_map(|trial| TrainJob::pair(context.experiment, trial))
        .collect()
}
