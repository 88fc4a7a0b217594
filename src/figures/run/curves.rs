//! Loss and accuracy against epochs.

use crate::figures::panel::{Panel, Row, Table, head};
use crate::figures::reading::Reading;
use crate::figures::run::Pairs;
use crate::figures::run::claims;
use crate::figures::run::headline;
use crate::figures::run::metric::Metric;
use crate::figures::run::pairs::wanted;
use crate::figures::run::reading;
use crate::figures::run::records;
use crate::figures::run::remarks;
use crate::figures::{Context, Figure, Records, Verdict};
use crate::format::{NOTHING, count, fixed, significant, with_spread};
use crate::plot::Curves;
use crate::plot::Picture;
use crate::results::Wanted;
use crate::settings::Experiment;
use crate::settings::REGIMES;
use crate::settings::Regime;
use crate::statistics::summary;
use crate::training::{EpochPoint, Evaluation};

/// More rows than this are thinned to every k-th epoch.
const MOST_ROWS: u32 = 100;

/// Loss and accuracy against epochs (the paper's figure 2).
pub struct CurvesFigure;

/// See `CurvesFigure`.
pub static CURVES: CurvesFigure = CurvesFigure;

impl Figure for CurvesFigure {
    fn name(&self) -> &'static str {
        "curves"
    }

    fn title(&self) -> &'static str {
        "Loss and accuracy while training"
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        wanted(context, false, false)
    }

    fn has(&self, context: &Context) -> bool {
        Pairs::of(context)
            .trainings()
            .iter()
            .any(|t| !t.points.is_empty())
    }

    fn panel(&self, context: &Context) -> Panel {
        panel(&Pairs::of(context))
    }

    fn records(&self, context: &Context) -> Records {
        records::curves(&Pairs::of(context))
    }

    fn verdicts(&self, context: &Context) -> Vec<Verdict> {
        verdicts(&Pairs::of(context))
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        let pairs = Pairs::of(context);
        Some(Box::new(Curves(pairs.trainings().to_vec())))
    }

    fn readings(&self, context: &Context) -> Vec<Reading> {
        reading::curves(&Pairs::of(context))
    }
}

fn panel(pairs: &Pairs) -> Panel {
    let e = pairs.experiment();
    Panel {
        headline: headline::curves(&claims::tests_worse(pairs)),
        caption: format!(
            "Training solid, testing dashed, SB with batches of {} and LB with batches of {}, mean ± standard deviation over {}. {}",
            e.small_batch,
            e.large_batch,
            count(e.trials as usize, "trial"),
            steps(e),
        ),
        alternative: alternative(pairs),
        verdicts: verdicts(pairs),
        remarks: remarks::training(pairs),
        table: table(pairs),
    }
}

fn verdicts(pairs: &Pairs) -> Vec<Verdict> {
    vec![
        claims::trains_the_same(pairs),
        claims::tests_worse(pairs),
        claims::does_not_peak(pairs),
    ]
}

/// How many steps an epoch is for SB and for LB.
fn steps(experiment: &Experiment) -> String {
    let [small, large] = REGIMES.map(|regime| experiment.steps_in_epoch(regime));
    let ratio = small as f64 / large.max(1) as f64;
    if small == large {
        return format!("An epoch is {} for both.", count(small, "step"));
    }
    format!(
        "An epoch is {} for SB and {} for LB, so SB makes {} times as many in equal epochs.",
        count(small, "step"),
        count(large, "step"),
        significant(ratio, 2)
    )
}

fn alternative(pairs: &Pairs) -> String {
    let describe = |regime: Regime| {
        let name = regime.name();
        let value = |metric: Metric| with_spread(summary(&metric.values(pairs, regime)));
        match Metric::Epochs.values(pairs, regime).len() {
            0 => format!("No {name} network has finished training yet."),
            n => format!(
                "{name} after training, {}: training accuracy in per cent {}, testing accuracy {}, training loss {}, testing loss {}.",
                count(n, "network"),
                value(Metric::TrainAccuracy),
                value(Metric::TestAccuracy),
                value(Metric::TrainLoss),
                value(Metric::TestLoss),
            ),
        }
    };
    format!(
        "Line charts of loss and accuracy against epochs for SB and LB. {} {}",
        describe(Regime::Small),
        describe(Regime::Large)
    )
}

/// The points of `regime` at `epoch` over the trials, diverged ones included up to their end.
fn points(pairs: &Pairs, regime: Regime, epoch: u32) -> Vec<&EpochPoint> {
    let trainings = pairs
        .trainings()
        .iter()
        .filter(|training| training.regime == regime);
    trainings
        .filter_map(|t| t.points.iter().find(|point| point.epoch == epoch))
        .collect()
}

fn table(pairs: &Pairs) -> Table {
    let ends = pairs
        .trainings()
        .iter()
        .filter_map(|training| training.points.last());
    let last = ends.map(|point| point.epoch).max();
    let stride = last.map_or(1, |last| last.div_ceil(MOST_ROWS).max(1));
    let epochs = (0..=last.unwrap_or(0))
        .filter(|epoch| last.is_some() && (epoch % stride == 0 || Some(*epoch) == last));
    let thinned = if stride > 1 {
        format!(", every {stride} epochs")
    } else {
        String::new()
    };
    Table {
        caption: format!(
            "Means over the trials that have reached the epoch{thinned}; how many they are stands in brackets. Losses in nats, accuracies in per cent."
        ),
        head: head(&[
            "Epoch",
            "SB training loss",
            "SB testing loss",
            "SB training accuracy",
            "SB testing accuracy",
            "LB training loss",
            "LB testing loss",
            "LB training accuracy",
            "LB testing accuracy",
        ]),
        rows: epochs.map(|epoch| row(pairs, epoch)).collect(),
    }
}

fn row(pairs: &Pairs, epoch: u32) -> Row {
    let cells = REGIMES.iter().flat_map(|regime| {
        let points = points(pairs, *regime, epoch);
        let mean = |value: fn(&Evaluation) -> f64| {
            let values: Vec<f64> = points
                .iter()
                .map(|point| value(&point.evaluation))
                .collect();
            summary(&values).map(|summary| summary.mean)
        };
        let loss = |mean: Option<f64>| {
            mean.map_or_else(
                || NOTHING.to_owned(),
                |mean| format!("{} ({})", significant(mean, 3), points.len()),
            )
        };
        let accuracy = |mean: Option<f64>| {
            mean.map_or_else(
                || NOTHING.to_owned(),
                |mean| format!("{} ({})", fixed(100.0 * mean, 2), points.len()),
            )
        };
        [
            loss(mean(|e| e.train_loss)),
            loss(mean(|e| e.test_loss)),
            accuracy(mean(|e| e.train_accuracy)),
            accuracy(mean(|e| e.test_accuracy)),
        ]
    });
    Row {
        head: epoch.to_string(),
        cells: cells.collect(),
    }
}
