//! Epochs of SB before a whole run of LB, the paper's *piggyback* training (figure 5).

mod claims;
mod headline;
mod picture;
mod words;

use super::records;
use super::trend::Trend;
use crate::figures::remedies::train_job;
use crate::figures::{Context, Figure, Panel, Reading, Records};
use crate::jobs::TrainJob;
use crate::plot::Picture;
use crate::results::{Wanted, by_urgency};
use crate::settings::{Experiment, Regime};
use crate::strategy::{Strategy, remedies};

/// The epochs of SB before LB, as shares of the experiment's.
const SHARES: [f64; 8] = [0.0, 0.04, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0];

/// The numbers of epochs of SB that LB starts after, ascending, each once: from none, which is LB itself, to
/// all of the experiment's. The one of the remedies' warm start takes the place of the nearest to it, so
/// that both have the same training.
pub fn epochs_before(experiment: &Experiment) -> Vec<usize> {
    let all = experiment.epochs;
    let share = |share: f64| libm::round(share * all as f64) as usize;
    let mut epochs = SHARES.map(share).to_vec();
    let remedy = remedies::WARM_START.min(all);
    let after_some = epochs.iter_mut().filter(|k| **k > 0);
    if let Some(nearest) = after_some.min_by_key(|k| k.abs_diff(remedy)) {
        *nearest = remedy;
    }
    epochs.sort_unstable();
    epochs.dedup();
    epochs
}

/// A whole run of LB after `epochs` of SB; after none LB's own.
pub(super) fn after(experiment: &Experiment, epochs: usize, trial: u32) -> TrainJob {
    let strategy = Strategy {
        warm_start: epochs,
        ..Strategy::PLAIN
    };
    train_job(experiment, strategy, Regime::Large, trial)
}

/// All trainings with a warm start, by its epochs and trial; the first are LB's own.
pub fn warm_starts(experiment: &Experiment) -> Vec<TrainJob> {
    let trials = |epochs| (0..experiment.trials).map(move |trial| (epochs, trial));
    let networks = epochs_before(experiment).into_iter().flat_map(trials);
    networks
        .map(|(epochs, trial)| after(experiment, epochs, trial))
        .collect()
}

/// LB after more and more epochs of SB, and SB itself.
#[derive(Clone, Debug)]
struct WarmStart<'a> {
    experiment: &'a Experiment,
    /// By the epochs of SB.
    trend: Trend<'a>,
    /// SB alone, one column.
    small: Trend<'a>,
}

impl<'a> WarmStart<'a> {
    fn of(context: &Context<'a>) -> Self {
        let experiment = context.experiment;
        let job = |epochs, trial| after(experiment, epochs, trial);
        let small = |_, trial| TrainJob::plain(experiment, Regime::Small, trial);
        Self {
            experiment,
            trend: Trend::of(context, epochs_before(experiment), &job),
            small: Trend::of(context, vec![experiment.epochs], &small),
        }
    }
}

/// Warm starts (the paper's figure 5).
pub struct WarmStartFigure;

/// See `WarmStartFigure`.
pub static WARM_START: WarmStartFigure = WarmStartFigure;

impl Figure for WarmStartFigure {
    fn name(&self) -> &'static str {
        "warmstart"
    }

    fn comes_later(&self) -> bool {
        true
    }

    fn title(&self) -> &'static str {
        "A large batch after a small one’s first epochs"
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        let warm = WarmStart::of(context);
        by_urgency([warm.small.wanted(), warm.trend.wanted()].concat())
    }

    fn expected(&self, context: &Context) -> f64 {
        let warm = WarmStart::of(context);
        warm.small.expected() + warm.trend.expected()
    }

    fn has(&self, context: &Context) -> bool {
        let is_runs = |column| column == 0;
        WarmStart::of(context).trend.has(&is_runs)
    }

    fn panel(&self, context: &Context) -> Panel {
        words::panel(&WarmStart::of(context))
    }

    fn records(&self, context: &Context) -> Records {
        records::warm_starts(context)
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        Some(Box::new(picture::chart(&WarmStart::of(context))))
    }

    fn readings(&self, context: &Context) -> Vec<Reading> {
        words::readings(&WarmStart::of(context))
    }
}
