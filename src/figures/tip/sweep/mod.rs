//! The sweep over batch sizes (the paper's figure 4).

mod claims;
mod headline;
mod jobs;
mod knee;
mod picture;
mod table;
mod words;

pub use jobs::trainings;
pub(super) use picture::point;
pub(super) use table::{HEADS, cells, in_words};

use super::records;
use super::sizes::sizes;
use super::trend::Trend;
use crate::figures::{Context, Figure, Offered, Panel, Reading, Records};
use crate::jobs::TrainJob;
use crate::plot::Picture;
use crate::results::Wanted;
use crate::settings::{EqualSweep, Experiment, Regime, View};
use knee::Knee;

/// The trainings of all batch sizes, with the knee of their testing accuracy.
#[derive(Clone, Debug)]
struct Sweep<'a> {
    experiment: &'a Experiment,
    equal: EqualSweep,
    /// By batch size.
    trend: Trend<'a>,
    knee: Option<Knee>,
}

impl<'a> Sweep<'a> {
    fn of(context: &Context<'a>) -> Self {
        let mut sweep = Self::known(context);
        sweep.knee = Knee::of(&sweep.trend);
        sweep
    }

    /// Without the knee, which takes a while.
    fn known(context: &Context<'a>) -> Self {
        let experiment = context.experiment;
        let equal = context.view.sweep;
        Self {
            experiment,
            equal,
            trend: Trend::of(context, sizes(experiment), &job(context)),
            knee: None,
        }
    }

    /// The regime whose batch size a column has.
    fn regime(&self, column: usize) -> Option<Regime> {
        let size = self.trend.values[column];
        let own = |regime: &Regime| self.experiment.batch(*regime) == size;
        [Regime::Small, Regime::Large].into_iter().find(own)
    }

    /// The columns beyond SB's that fitted the training set in every trial, ascending.
    fn fitted_beyond_small(&self) -> Vec<usize> {
        let small = self.experiment.small_batch;
        let fitted = |&column: &usize| {
            let (fitted, all) = self.trend.fitted(column);
            all > 0 && fitted == all && self.trend.values[column] > small
        };
        self.trend.columns().filter(fitted).collect()
    }
}

/// The training of a batch size and trial.
fn job(context: &Context) -> impl Fn(usize, u32) -> TrainJob {
    let (experiment, equal) = (context.experiment, context.view.sweep);
    move |size, trial| match equal {
        EqualSweep::Epochs => jobs::training(experiment, size, trial),
        EqualSweep::Loss => jobs::to_the_loss(experiment, size, trial),
    }
}

/// Testing accuracy and sharpness against the batch size (the paper's figure 4).
pub struct SweepFigure;

/// See `SweepFigure`.
pub static SWEEP: SweepFigure = SweepFigure;

impl Figure for SweepFigure {
    fn name(&self) -> &'static str {
        "sweep"
    }

    fn comes_later(&self) -> bool {
        true
    }

    fn shipped_views(&self, _experiment: &Experiment, view: &View) -> Vec<View> {
        let sweep = EqualSweep::Loss;
        vec![View {
            sweep,
            ..view.clone()
        }]
    }

    fn title(&self) -> &'static str {
        "From small batches to the whole training set"
    }

    fn offered(&self) -> Offered {
        Offered {
            main: &["sweep"],
            more: &[],
        }
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        Sweep::known(context).trend.wanted()
    }

    fn expected(&self, context: &Context) -> f64 {
        Sweep::known(context).trend.expected()
    }

    fn has(&self, context: &Context) -> bool {
        let sweep = Sweep::known(context);
        let is_runs = |column| sweep.regime(column).is_some();
        sweep.trend.has(&is_runs)
    }

    fn panel(&self, context: &Context) -> Panel {
        words::panel(&Sweep::of(context))
    }

    fn records(&self, context: &Context) -> Records {
        records::sweep(context, &job(context))
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        Some(Box::new(picture::chart(&Sweep::of(context))))
    }

    fn readings(&self, context: &Context) -> Vec<Reading> {
        table::readings(&Sweep::known(context))
    }
}
