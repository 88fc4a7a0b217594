//! The remedies side by side, as far as they are trained and measured.
//!
//! ```text
//! strategies → trainings → φ and λ₁ at their ends and at equal loss → table, verdicts, chart
//! ```

mod budget;
mod card;
mod chart;
mod claims;
mod column;
mod evidence;
mod headline;
mod reading;
mod records;
mod remarks;
mod step;
mod table;
mod wanted;

pub(super) use card::augmented;
pub use card::{Card, cards};
pub use column::Column;
pub use step::Steps;
pub(super) use wanted::train_job;
pub use wanted::{StrategyChoice, choices, chosen};

use super::{Context, Figure, Offered, Panel, Reading, Records, Verdict};
use crate::jobs::{AtEpoch, EpochJob, TrainJob, Training};
use crate::plot::Picture;
use crate::results::{Results, Wanted};
use crate::settings::{Equal, Experiment};
use crate::strategy::{Remedy, Strategy, remedies};
use litemap::LiteMap;

/// One network: of which row and of which trial.
type Network = (usize, u32);

/// The strategies of one experiment with what is known of them.
#[derive(Clone, Debug)]
pub struct Comparison {
    experiment: Experiment,
    rows: Vec<Remedy>,
    chosen: Vec<bool>,
    equal: Equal,
    order: (Column, bool),
    trainings: LiteMap<Network, Training>,
    measured: LiteMap<(Network, u32), AtEpoch>,
}

impl Comparison {
    /// What is known of the experiment and the strategies that are looked at.
    pub fn of(context: &Context) -> Self {
        let mut comparison = Self::named(context);
        let selected: Vec<usize> = comparison.selected().collect();
        for row in selected {
            for trial in 0..context.experiment.trials {
                comparison.take(context.results, (row, trial));
            }
        }
        comparison
    }

    /// The strategies alone, without what is known of them.
    fn named(context: &Context) -> Self {
        let Context {
            experiment, view, ..
        } = *context;
        let rows = remedies(experiment);
        let names = chosen(&rows, view.strategies.as_deref());
        let sort = Column::ALL.get(view.sort as usize).copied();
        Self {
            experiment: experiment.clone(),
            chosen: rows.iter().map(|row| names.contains(&row.name)).collect(),
            rows,
            equal: view.equal,
            order: (sort.unwrap_or(Column::Strategy), view.descending),
            trainings: LiteMap::new(),
            measured: LiteMap::new(),
        }
    }

    /// What is known of one network.
    fn take(&mut self, results: &Results, network: Network) {
        let job = self.train_job(network);
        let Some(training) = results.training(&job) else {
            return;
        };
        self.trainings.insert(network, training.clone());
        for epoch in self.asked(network.0, network.1) {
            let job = self.epoch_job(&job, epoch);
            if let Some(at) = results.epoch(&job) {
                self.measured.insert((network, epoch), *at);
            }
        }
    }

    /// The training of a network.
    fn train_job(&self, (row, trial): Network) -> TrainJob {
        let (strategy, regime) = (self.strategy(row), self.rows[row].regime);
        wanted::train_job(&self.experiment, strategy, regime, trial)
    }

    /// What is measured after an epoch of a training.
    fn epoch_job(&self, of: &TrainJob, epoch: u32) -> EpochJob {
        EpochJob::new(of, self.experiment.starts, epoch)
    }

    /// Whether the chart shows any mark.
    fn has(&self) -> bool {
        let trials = 0..self.experiment.trials;
        self.selected().any(|row| {
            let value = |trial| Column::Phi.at(self, row, trial);
            trials.clone().any(|trial| value(trial).is_some())
        })
    }

    /// The chosen rows, in the order of all.
    fn selected(&self) -> impl Iterator<Item = usize> {
        let chosen = self.chosen.iter().enumerate();
        chosen.filter(|(_, chosen)| **chosen).map(|(row, _)| row)
    }

    fn row(&self, name: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.name == name)
    }

    /// How a row is trained.
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
        self.trainings
            .get(&(row, trial))
            .filter(|t| t.has_minimum())
    }

    /// What was measured of a row after its last epoch.
    fn at_end(&self, row: usize, trial: u32) -> Option<&AtEpoch> {
        let last = self.minimum(row, trial)?.last_epoch()?;
        self.measured.get(&((row, trial), last))
    }

    /// What was measured where a row's training first came to the loss that φ is compared at.
    fn at_level(&self, row: usize, trial: u32) -> Option<&AtEpoch> {
        let epoch = self.level_epoch(row, trial)?;
        self.measured.get(&((row, trial), epoch))
    }
}

/// The trainings of all rows that are compared, trial by trial.
pub(super) fn trainings(context: &Context) -> Vec<TrainJob> {
    let comparison = Comparison::named(context);
    let trials = 0..context.experiment.trials;
    let of = |trial| {
        let rows = comparison.selected();
        rows.map(move |row| (row, trial))
    };
    let networks = trials.flat_map(of);
    networks
        .map(|network| comparison.train_job(network))
        .collect()
}

/// Every remedy, side by side.
pub struct RemediesFigure;

/// See `RemediesFigure`.
pub static REMEDIES: RemediesFigure = RemediesFigure;

impl Figure for RemediesFigure {
    fn name(&self) -> &'static str {
        "remedies"
    }

    fn title(&self) -> &'static str {
        "Every remedy, side by side"
    }

    fn comes_later(&self) -> bool {
        true
    }

    fn offered(&self) -> Offered {
        Offered {
            main: &["equal"],
            more: &[],
        }
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        Comparison::of(context).wanted()
    }

    fn expected(&self, context: &Context) -> f64 {
        Comparison::of(context).expected()
    }

    fn has(&self, context: &Context) -> bool {
        Comparison::of(context).has()
    }

    fn panel(&self, context: &Context) -> Panel {
        table::panel(&Comparison::of(context))
    }

    fn records(&self, context: &Context) -> Records {
        records::records(&Comparison::of(context))
    }

    fn verdicts(&self, context: &Context) -> Vec<Verdict> {
        let verdicts = claims::all(&Comparison::of(context));
        verdicts.into_iter().map(|(_, verdict)| verdict).collect()
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        Some(Box::new(chart::scatter(&Comparison::of(context))))
    }

    fn readings(&self, context: &Context) -> Vec<Reading> {
        Comparison::of(context).readings()
    }
}
