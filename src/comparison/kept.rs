//! What a file keeps of a comparison, so that its table, chart and verdicts can be shown without
//! computing anything.

use super::Comparison;
use crate::experiment::report::Training;
use crate::measures::Answer;
use serde::{Deserialize, Serialize};

/// The results of the chosen rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// Trainings that have ended, row by row.
    pub trainings: Vec<KeptTraining>,
    /// What was measured of them.
    pub answers: Vec<KeptAnswer>,
}

/// One training, for [`Comparison::accept_training`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptTraining {
    /// The name of its row.
    pub row: String,
    /// Of its points only those that something is said of: where it came to the loss that φ is compared
    /// at, and the last.
    pub training: Training,
}

/// One answer, for [`Comparison::accept_answer`] with its own epoch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptAnswer {
    /// The name of its row.
    pub row: String,
    /// What was measured; it is [`Answer::Epoch`].
    pub answer: Answer,
}

impl Comparison {
    /// What the chosen rows show as they are compared now; a comparison that accepts all of it shows the
    /// same.
    pub fn keep(&self) -> Kept {
        let mut kept = Kept::default();
        for row in self.selected() {
            for trial in 0..self.experiment.trials {
                self.keep_trial(row, trial, &mut kept);
            }
        }
        kept
    }

    fn keep_trial(&self, row: usize, trial: u32, kept: &mut Kept) {
        let network = self.place(row, trial);
        let Some(training) = self.ended(network) else {
            return;
        };
        let name = || self.rows[row].name.to_owned();
        let (last, level) = (training.points.len(), self.level_epoch(row, trial));
        let mut training = training.clone();
        let mut place = 0;
        training.points.retain(|point| {
            place += 1;
            place == last || Some(point.epoch) == level
        });
        kept.trainings.push(KeptTraining {
            row: name(),
            training,
        });
        for epoch in self.asked(row, trial) {
            let answer = self.answers.get(&(network, epoch)).copied();
            let answer = answer.map(|at| KeptAnswer {
                row: name(),
                answer: Answer::Epoch(at),
            });
            kept.answers.extend(answer);
        }
    }
}
