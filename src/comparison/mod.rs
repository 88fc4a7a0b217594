//! The remedies side by side, as far as they are trained and measured: which work is still wanted,
//! and what can be said and shown of its results. The page's side, as
//! [`Study`](crate::experiment::Study) is of jobs.
//!
//! ```text
//! remedies → Wanted trainings → Training → Wanted inquiries → AtEpoch → table, verdicts, chart
//! ```
//!
//! Reports do not say which strategy they are of, so every result comes with the name of its row.

mod budget;
mod card;
mod chart;
mod claims;
mod column;
mod evidence;
mod kept;
pub mod preview;
mod reading;
mod remarks;
mod table;
mod wanted;

pub use budget::Equal;
pub use card::Card;
pub use column::Column;
pub use kept::{Kept, KeptAnswer, KeptTraining};
pub use wanted::{Counts, Wanted};

use crate::experiment::report::{Ending, Training};
use crate::experiment::{Experiment, Panel, Regime};
use crate::figure::comparison::{Picture, Step};
use crate::measures::AtEpoch;
use crate::strategy::{Remedy, Strategy, remedies};
use std::collections::BTreeMap;
use std::fmt;

/// A result that is of nothing in this comparison, or a name that nothing here has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignResult(String);

impl fmt::Display for ForeignResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ForeignResult {}

/// One network: of which row, trained for how long, and of which trial.
type Network = (usize, Equal, u32);

/// See the [module](self).
#[derive(Clone, Debug)]
pub struct Comparison {
    experiment: Experiment,
    rows: Vec<Remedy>,
    chosen: Vec<bool>,
    equal: Equal,
    order: (Column, bool),
    trainings: BTreeMap<Network, Training>,
    answers: BTreeMap<(Network, u32), AtEpoch>,
}

impl Comparison {
    /// A comparison without any result, of the default rows at equal epochs; the experiment must be
    /// checked.
    pub fn new(experiment: Experiment) -> Self {
        let rows = remedies(&experiment);
        Self {
            experiment,
            chosen: rows.iter().map(|row| row.default).collect(),
            rows,
            equal: Equal::Epochs,
            order: (Column::Strategy, false),
            trainings: BTreeMap::new(),
            answers: BTreeMap::new(),
        }
    }

    /// The settings.
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// All rows that this experiment may have, chosen or not, SB and LB first.
    pub fn rows(&self) -> &[Remedy] {
        &self.rows
    }

    /// The names of the chosen rows, in the order of [`rows`](Self::rows).
    pub fn chosen(&self) -> Vec<&'static str> {
        self.selected().map(|row| self.rows[row].name).collect()
    }

    /// Compares these rows and no others; results of the others are kept. Names that no row has are
    /// passed over: a row may make no sense for this experiment.
    pub fn choose<S: AsRef<str>>(&mut self, names: &[S]) {
        let named = |row: &Remedy| names.iter().any(|name| name.as_ref() == row.name);
        self.chosen = self.rows.iter().map(named).collect();
    }

    /// What the rows have equal.
    pub fn equal(&self) -> Equal {
        self.equal
    }

    /// Compares at something else equal; results of the other way are kept.
    pub fn set_equal(&mut self, equal: Equal) {
        self.equal = equal;
    }

    /// Sorts the table by the means of a column, rows without one last; by
    /// [`Column::Strategy`] it has the order of [`rows`](Self::rows).
    pub fn sort(&mut self, column: Column, descending: bool) {
        self.order = (column, descending);
    }

    /// Takes over how a training of a row goes or went, instead of what was known of it.
    ///
    /// # Errors
    /// If it is of no row, regime or trial of this comparison, or an ended one did not have the epochs
    /// that are compared now; nothing is changed then.
    pub fn accept_training(
        &mut self,
        row: &str,
        trial: u32,
        training: Training,
    ) -> Result<(), ForeignResult> {
        let network = self.network(row, trial, (training.regime, training.trial))?;
        let last = training.points.last().map_or(0, |point| point.epoch);
        let most = self.epochs(network.0);
        let all = training.ending != Some(Ending::Epochs) || last == most;
        let mut pairs = training.points.windows(2);
        let ascending = pairs.all(|two| two[0].epoch < two[1].epoch);
        if last > most || !all || !ascending {
            let problem = format!("training: {row} is compared after {most} epochs, not {last}");
            return Err(ForeignResult(problem));
        }
        let known = self.trainings.get(&network);
        if known.is_none_or(|known| known.fingerprint != training.fingerprint) {
            self.answers.retain(|(of, _), _| *of != network);
        }
        self.trainings.insert(network, training);
        Ok(())
    }

    /// Takes over what was measured of a row: after `epoch`, or at the end.
    ///
    /// # Errors
    /// If it is of no row, regime or trial of this comparison, or of another epoch, or of one that the
    /// row's training has not; nothing is changed then.
    pub fn accept_answer(
        &mut self,
        row: &str,
        trial: u32,
        epoch: Option<u32>,
        answer: AtEpoch,
    ) -> Result<(), ForeignResult> {
        let network = self.network(row, trial, (answer.regime, answer.trial))?;
        let last = self.ended(network).and_then(|t| t.points.last());
        let last = last.map(|point| point.epoch);
        let asked = epoch.or(last);
        if asked != Some(answer.epoch) || last.is_none_or(|last| answer.epoch > last) {
            let problem = format!(
                "answer: of {row} nothing is asked after epoch {}",
                answer.epoch
            );
            return Err(ForeignResult(problem));
        }
        self.answers.insert((network, answer.epoch), answer);
        Ok(())
    }

    /// Whether the chart shows any mark.
    pub fn has(&self) -> bool {
        let trials = 0..self.experiment.trials;
        self.selected().any(|row| {
            let value = |trial| Column::Phi.at(self, row, trial);
            trials.clone().any(|trial| value(trial).is_some())
        })
    }

    /// Words and numbers for the table and the chart.
    pub fn panel(&self) -> Panel {
        table::panel(self)
    }

    /// A picture by its name: "remedies" is the chart, "step:" and a row's name the sketch of what
    /// that row does to a step. `None` if it is neither.
    pub fn picture(&self, name: &str) -> Option<Picture> {
        if name == "remedies" {
            return Some(Picture::Remedies(chart::scatter(self)));
        }
        let row = self.row(name.strip_prefix("step:")?)?;
        Some(Picture::Step(self.step_sketch(row)))
    }

    /// What a row does to a step.
    fn step_sketch(&self, row: usize) -> Step {
        let remedy = &self.rows[row];
        Step::of(&remedy.strategy, remedy.regime)
    }

    /// The chosen rows, in the order of all.
    fn selected(&self) -> impl Iterator<Item = usize> {
        let chosen = self.chosen.iter().enumerate();
        chosen.filter(|(_, chosen)| **chosen).map(|(row, _)| row)
    }

    fn row(&self, name: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.name == name)
    }

    /// Where results of a row are kept: once for both ways of comparing if they train the same.
    fn place(&self, row: usize, trial: u32) -> Network {
        let same = self.strategy_at(row, Equal::Epochs) == self.strategy_at(row, Equal::Gradients);
        let equal = if same { Equal::Epochs } else { self.equal };
        (row, equal, trial)
    }

    fn network(
        &self,
        name: &str,
        trial: u32,
        (regime, of): (Regime, u32),
    ) -> Result<Network, ForeignResult> {
        let Some(row) = self.row(name) else {
            let names: Vec<&str> = self.rows.iter().map(|row| row.name).collect();
            let names = names.join(", ");
            let problem = format!("row: {name} is not allowed; allowed are {names}");
            return Err(ForeignResult(problem));
        };
        if trial >= self.experiment.trials || of != trial || regime != self.rows[row].regime {
            let problem = format!("result: it is not of trial {} of {name}", trial + 1);
            return Err(ForeignResult(problem));
        }
        Ok(self.place(row, trial))
    }

    /// How a row is trained as things are compared now.
    fn strategy(&self, row: usize) -> Strategy {
        self.strategy_at(row, self.equal)
    }

    /// A training that has ended, well or not.
    fn ended(&self, network: Network) -> Option<&Training> {
        let training = self.trainings.get(&network);
        training.filter(|training| training.ending.is_some())
    }

    /// A training that has ended in a minimum.
    fn minimum(&self, row: usize, trial: u32) -> Option<&Training> {
        let training = self.ended(self.place(row, trial))?;
        let diverged = matches!(training.ending, Some(Ending::Diverged { .. }));
        (!diverged && !training.points.is_empty()).then_some(training)
    }

    /// What was measured of a row after its last epoch.
    fn at_end(&self, row: usize, trial: u32) -> Option<&AtEpoch> {
        let last = self.minimum(row, trial)?.points.last()?.epoch;
        self.answers.get(&(self.place(row, trial), last))
    }

    /// What was measured where a row's training first came to the loss that φ is compared at.
    fn at_level(&self, row: usize, trial: u32) -> Option<&AtEpoch> {
        let epoch = self.level_epoch(row, trial)?;
        self.answers.get(&(self.place(row, trial), epoch))
    }
}
