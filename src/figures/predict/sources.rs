//! Which networks are looked at: those of every figure that trains several of one experiment.

use crate::figures::{Context, grid, remedies, tip};
use crate::jobs::TrainJob;

/// Trainings that differ in one setting, beside the trial.
pub(super) struct Source {
    /// What they are called.
    pub name: &'static str,
    /// The setting.
    pub varies: &'static str,
    /// All of them, known or not.
    pub trainings: fn(&Context) -> Vec<TrainJob>,
}

/// All sources. A training that several have is of the first for its mark, and in the group of each.
pub(super) const SOURCES: [Source; 5] = [
    Source {
        name: "SB and LB",
        varies: "batch size",
        trainings: pairs,
    },
    Source {
        name: "strategies",
        varies: "strategy",
        trainings: remedies::trainings,
    },
    Source {
        name: "batch sizes",
        varies: "batch size",
        trainings: |context| tip::trainings(context.experiment),
    },
    Source {
        name: "batches and rates",
        varies: "batch size and learning rate",
        trainings: |context| grid::trainings(context.experiment),
    },
    Source {
        name: "warm starts",
        varies: "warm start",
        trainings: |context| tip::warm_starts(context.experiment),
    },
];

fn pairs(context: &Context) -> Vec<TrainJob> {
    let trials = 0..context.experiment.trials;
    trials
        .flat_map(|trial| TrainJob::pair(context.experiment, trial))
        .collect()
}
