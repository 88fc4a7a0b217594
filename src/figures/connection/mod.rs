//! Is there a way around the ridge between two minima (Garipov et al. 2018)? And is there a ridge at all between SB's
//! from another start, or with another order of batches (Frankle et al. 2020)?

mod headline;
mod records;
mod table;
mod words;

use super::{AFTERWARDS, Context, Figure, Offered, Panel, ReadValue, Reading, Records};
use crate::choice::Named;
use crate::figures::run::evaluation;
use crate::format::significant;
use crate::jobs::connection::barrier;
use crate::jobs::{Connection, ConnectionJob, TrainJob, Training};
use crate::plot::{NAMES, Picture, WaysChart};
use crate::results::{Results, Wanted};
use crate::settings::{Between, Experiment, Regime, View};
use crate::strategy::Strategy;

/// Ways between two minima.
pub struct ConnectionFigure;

/// See `ConnectionFigure`.
pub static CONNECTION: ConnectionFigure = ConnectionFigure;

/// What is known of the ways between the minima that are looked at.
struct Ways<'a> {
    experiment: &'a Experiment,
    between: Between,
    /// The trial that is looked at, from 0.
    trial: u32,
    /// By trial, as far as they are known.
    known: Vec<(u32, &'a Connection)>,
    /// The trial's barriers on the straight line between all such minima that are known.
    lines: Vec<(&'static str, f64)>,
    /// Whether a training of the trial has ended in no minimum.
    lost: bool,
}

/// The trainings whose minima are connected.
fn trainings(experiment: &Experiment, between: Between, trial: u32) -> [TrainJob; 2] {
    let small = TrainJob::plain(experiment, Regime::Small, trial);
    let second = match between {
        Between::Pair => TrainJob::plain(experiment, Regime::Large, trial),
        Between::Starts => TrainJob::plain(experiment, Regime::Small, trial + 1),
        Between::Orders => {
            let kept = Vec::new();
            let same = TrainJob::new(experiment, Strategy::PLAIN, Regime::Small, trial, kept);
            same.in_order_of(trial + 1)
        }
    };
    [small, second]
}

impl<'a> Ways<'a> {
    fn of(context: &Context<'a>) -> Self {
        let Context {
            experiment,
            view,
            results,
            ..
        } = *context;
        let trial = view.trial_of(experiment);
        let of = |between, trial| ConnectionJob::new(trainings(experiment, between, trial));
        let job = |trial| of(view.between, trial);
        let known = (0..experiment.trials)
            .filter_map(|trial| Some((trial, results.connection(&job(trial))?)));
        let lines = Between::ALL.iter().filter_map(|(between, choice)| {
            let connection = results.connection(&of(*between, trial))?;
            Some((choice.label, barrier(&connection.straight)))
        });
        Self {
            known: known.collect(),
            lines: lines.collect(),
            lost: is_lost(results, &job(trial)),
            between: view.between,
            experiment,
            trial,
        }
    }

    fn job(&self) -> ConnectionJob {
        ConnectionJob::new(trainings(self.experiment, self.between, self.trial))
    }

    /// Those of the trial that is looked at.
    fn shown(&self) -> Option<&'a Connection> {
        let own = self.known.iter().find(|(trial, _)| *trial == self.trial);
        own.map(|(_, connection)| *connection)
    }

    /// Whose minima they connect, and their names.
    const fn ends(&self) -> [(Regime, &'static str); 2] {
        let second = match self.between {
            Between::Pair => (Regime::Large, "LB"),
            Between::Starts => (Regime::Small, "SB from another start"),
            Between::Orders => (Regime::Small, "SB in another order"),
        };
        [(Regime::Small, "SB"), second]
    }
}

fn is_lost(results: &Results, job: &ConnectionJob) -> bool {
    let trainings = job.of.iter().filter_map(|of| results.training(of));
    trainings.into_iter().any(Training::is_lost)
}

impl Figure for ConnectionFigure {
    fn name(&self) -> &'static str {
        "connection"
    }

    fn comes_later(&self) -> bool {
        true
    }

    fn shipped_views(&self, experiment: &Experiment, view: &View) -> Vec<View> {
        let trials = |&(between, _): &_| {
            (1..=experiment.trials).map(move |trial| View {
                between,
                trial,
                ..view.clone()
            })
        };
        Between::ALL.iter().flat_map(trials).collect()
    }

    fn title(&self) -> &'static str {
        "Ways around the ridge"
    }

    fn offered(&self) -> Offered {
        Offered {
            main: &["between", "trial"],
            more: &[],
        }
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        let ways = Ways::of(context);
        let job = (!ways.lost).then(|| Wanted::new(ways.job(), AFTERWARDS));
        job.into_iter().collect()
    }

    fn has(&self, context: &Context) -> bool {
        Ways::of(context).shown().is_some()
    }

    fn panel(&self, context: &Context) -> Panel {
        words::panel(&Ways::of(context))
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        let ways = Ways::of(context);
        Some(Box::new(WaysChart {
            connection: ways.shown().cloned(),
            ends: ways.ends(),
        }))
    }

    fn readings(&self, context: &Context) -> Vec<Reading> {
        let ways = Ways::of(context);
        let shown = ways.shown().into_iter();
        shown.flat_map(readings).collect()
    }

    fn records(&self, context: &Context) -> Records {
        records::records(&Ways::of(context))
    }

    fn trial(&self, context: &Context) -> Option<u32> {
        Some(context.view.trial)
    }
}

/// One at each place, a line for each way.
fn readings(connection: &Connection) -> Vec<Reading> {
    let ways = || NAMES.into_iter().zip(connection.ways());
    let reading = |place| {
        let t = connection.t(place);
        let line = |(name, way): (&str, &[_])| ReadValue {
            regime: None,
            text: format!("{name}: {}", evaluation(&[&way[place]])),
        };
        Reading {
            at: Some(t),
            head: format!("t = {}, training / testing", significant(t, 3)),
            lines: ways().map(line).collect(),
        }
    };
    (0..connection.straight.len()).map(reading).collect()
}
