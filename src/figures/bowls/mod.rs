//! The finding at a glance: both minima's bowls side by side, what each network gets right on new data, and
//! how sharp its minimum is.

mod headline;
mod live;
mod records;

use super::panel::{Panel, Row, Table, head};
use super::run::Pairs;
use super::run::metric::Metric;
use super::{Context, Figure, Pointing, Records};
use crate::format::{NOTHING, count, fixed, grouped, significant};
use crate::jobs::{Bowl, BowlJob, EPSILONS, TrainJob, Training};
use crate::plot::Picture;
use crate::plot::landscape::Turn;
use crate::plot::landscape::bowls::{Bowls, Cut, Part, cut};
use crate::results::Wanted;
use crate::settings::{Experiment, REGIMES, Regime};
use crate::statistics::summary;
use live::Live;

/// After a run's first pair of trainings.
const FIRST: u32 = 2;

/// Both bowls of one trial, as far as they are known.
struct Both<'a> {
    experiment: &'a Experiment,
    /// From 0.
    trial: u32,
    bowls: [Option<&'a Bowl>; 2],
    /// Whether a training has ended in no minimum.
    lost: bool,
}

impl<'a> Both<'a> {
    fn of(context: &Context<'a>) -> Self {
        let Context {
            experiment,
            view,
            results,
            ..
        } = *context;
        let trial = view.trial_of(experiment);
        let trainings = TrainJob::pair(experiment, trial);
        let lost = |of: &TrainJob| results.training(of).is_some_and(Training::is_lost);
        Self {
            experiment,
            trial,
            lost: trainings.iter().any(lost),
            bowls: trainings.map(|of| results.bowl(&BowlJob { of })),
        }
    }

    fn wanted(&self) -> Vec<Wanted> {
        if self.lost {
            return Vec::new();
        }
        let jobs = TrainJob::pair(self.experiment, self.trial).map(|of| BowlJob { of });
        jobs.map(|job| Wanted::new(job, FIRST)).to_vec()
    }
}

/// Two bowls side by side.
pub struct BowlsFigure;

/// See `BowlsFigure`.
pub static BOWLS: BowlsFigure = BowlsFigure;

impl Figure for BowlsFigure {
    fn name(&self) -> &'static str {
        "bowls"
    }

    fn title(&self) -> &'static str {
        "Two minima, one scale"
    }

    fn pointing(&self) -> Pointing {
        Pointing::Nothing
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        Both::of(context).wanted()
    }

    fn has(&self, context: &Context) -> bool {
        let both = Both::of(context);
        both.bowls.iter().all(Option::is_some)
    }

    fn panel(&self, context: &Context) -> Panel {
        let usual = panel(&Both::of(context), &Pairs::of(context));
        match Live::of(context) {
            Some(live) => live.panel(usual),
            None => usual,
        }
    }

    fn records(&self, context: &Context) -> Records {
        records::records(&Both::of(context))
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        if let Some(live) = Live::of(context) {
            return Some(Box::new(live.picture()));
        }
        let (both, pairs, view) = (Both::of(context), Pairs::of(context), context.view);
        let part = |(regime, cut): (Regime, Option<Cut>)| Part {
            regime,
            batches: format!("batches of {}", grouped(both.experiment.batch(regime))),
            facts: facts(&pairs, regime),
            cut,
        };
        Some(Box::new(Bowls {
            parts: REGIMES.into_iter().zip(cut(both.bowls)).map(part).collect(),
            turn: Turn {
                azimuth: view.azimuth,
                elevation: view.elevation,
            },
        }))
    }

    fn is_live(&self, context: &Context) -> bool {
        Live::of(context).is_some()
    }

    fn trial(&self, context: &Context) -> Option<u32> {
        Some(context.view.trial)
    }
}

/// What stands below a bowl: means over the trials.
fn facts(pairs: &Pairs, regime: Regime) -> Vec<(String, String)> {
    let mean = |metric: Metric| {
        let summary = summary(&metric.values(pairs, regime));
        summary.map(|summary| summary.mean)
    };
    let test = mean(Metric::TestAccuracy);
    let phi = mean(Metric::Sharpness(EPSILONS[0]));
    let unknown = || NOTHING.to_owned();
    vec![
        (
            test.map_or_else(unknown, |test| format!("{} %", fixed(test, 1))),
            "right on new data".into(),
        ),
        (
            phi.map_or_else(unknown, |phi| significant(phi, 2)),
            "sharpness φ".into(),
        ),
    ]
}

fn panel(both: &Both, pairs: &Pairs) -> Panel {
    let trial = both.trial + 1;
    let cuts = cut(both.bowls);
    let wide = match &cuts {
        [Some(small), Some(large)] => format!(
            " At a rise of {} nats SB’s bowl is {} wide, LB’s {}.",
            significant(small.level, 2),
            significant(small.widths()[0], 2),
            significant(large.widths()[0], 2)
        ),
        _ => String::new(),
    };
    let caption = format!(
        "The training loss around both minima, along the two steepest directions of each (trial {trial}).{wide}{}",
        numbers(pairs)
    );
    Panel {
        headline: headline::headline(pairs),
        alternative: format!("Two bowls side by side, SB’s and LB’s. {caption}"),
        caption,
        verdicts: Vec::new(),
        remarks: remarks(both),
        table: table(both, &cuts),
    }
}

/// How many trials the numbers below the bowls are of: fewer than asked for while a run is under way, and where a
/// training diverged.
fn numbers(pairs: &Pairs) -> String {
    let all = pairs.experiment().trials as usize;
    match REGIMES.map(|regime| Metric::TestAccuracy.values(pairs, regime).len()) {
        [0, 0] => String::new(),
        [1, 1] if all == 1 => " Numbers are of this one trial.".into(),
        [small, large] if small != large => {
            format!(" Numbers are of {small} of SB’s and {large} of LB’s {all} trials.")
        }
        [both, _] if both == all => format!(" Numbers are means over {}.", count(all, "trial")),
        [both, _] => format!(" Numbers are of {both} of {all} trials."),
    }
}

fn remarks(both: &Both) -> Vec<String> {
    if both.lost {
        return vec!["A training diverged. There is no minimum to look around.".into()];
    }
    let mut remarks = Vec::new();
    if both.experiment.batch_norm {
        remarks.push("Batch normalisation’s statistics are kept as they are at the minimum, as they are where φ is measured.".into());
    }
    remarks.push(format!(
        "The other {} directions are not shown. Along most of them the loss rises far less.",
        grouped(both.experiment.parameters().saturating_sub(2))
    ));
    remarks
}

fn table(both: &Both, cuts: &[Option<Cut>; 2]) -> Table {
    let level = cuts.iter().flatten().next();
    let level = level.map_or_else(String::new, |cut| {
        let level = significant(cut.level, 2);
        format!(" Widths are those where the loss has risen by {level} nats.")
    });
    let row = |(regime, bowl, cut): (Regime, &Bowl, &Cut)| {
        let wide = cut.widths();
        let cells = [
            bowl.eigenvalues[0],
            bowl.eigenvalues[1],
            wide[0],
            wide[1],
            bowl.loss,
        ];
        Row {
            head: regime.name().to_owned(),
            cells: cells.map(|value| significant(value, 3)).to_vec(),
        }
    };
    let known = REGIMES.into_iter().zip(both.bowls).zip(cuts);
    let known = known.filter_map(|((regime, bowl), cut)| Some((regime, bowl?, cut.as_ref()?)));
    Table {
        caption: format!(
            "The two largest eigenvalues λ of the Hessian, and how wide the bowl is along their eigenvectors v, in weight space.{level}"
        ),
        head: head(&[
            "Minimum",
            "λ₁",
            "λ₂",
            "Width along v₁",
            "Width along v₂",
            "Training loss, nats",
        ]),
        rows: known.map(row).collect(),
    }
}
