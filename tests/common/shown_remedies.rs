//! The comparison of the remedies that the page shows before any click.

use serde::Deserialize;
use sharp_minima::comparison::{Kept, KeptAnswer, KeptTraining};
use sharp_minima::experiment::Experiment;
use sharp_minima::measures::Answer;

/// What `cargo xtask precompute` wrote of the remedies.
#[derive(Deserialize)]
pub struct Shown {
    pub experiment: Experiment,
    pub trainings: Vec<KeptTraining>,
    pub answers: Vec<KeptAnswer>,
}

impl Shown {
    /// Of one row what is of trial 0.
    pub fn of_first(&self, row: &str) -> Kept {
        let training = |one: &&KeptTraining| one.row == row && one.training.trial == 0;
        let answer = |one: &&KeptAnswer| one.row == row && trial(&one.answer) == Some(0);
        Kept {
            trainings: self.trainings.iter().filter(training).cloned().collect(),
            answers: self.answers.iter().filter(answer).cloned().collect(),
        }
    }
}

/// Which trial an answer along a training is of.
fn trial(answer: &Answer) -> Option<u32> {
    match answer {
        Answer::Epoch(at) => Some(at.trial),
        _ => None,
    }
}

/// www/remedies.json.
pub fn shown_remedies() -> Shown {
    serde_json::from_str(include_str!("../../www/remedies.json")).expect("it fits the types")
}
