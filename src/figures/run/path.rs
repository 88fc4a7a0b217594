//! The linear path between the two minima.

use crate::figures::panel::{Panel, Row, Table, head};
use crate::figures::reading::Reading;
use crate::figures::run::Pairs;
use crate::figures::run::claims;
use crate::figures::run::headline;
use crate::figures::run::pairs::wanted;
use crate::figures::run::reading;
use crate::figures::run::records;
use crate::figures::run::remarks;
use crate::figures::{Context, Figure, Records};
use crate::format::{count, fixed, significant};
use crate::jobs::path::alphas;
use crate::plot::PathChart;
use crate::plot::Picture;
use crate::results::Wanted;
use crate::statistics::summary;
use crate::training::Evaluation;

/// The linear path between the minima (figure 3).
pub struct PathFigure;

/// See `PathFigure`.
pub static PATH: PathFigure = PathFigure;

impl Figure for PathFigure {
    fn name(&self) -> &'static str {
        "path"
    }

    fn title(&self) -> &'static str {
        "Loss and accuracy between the minima"
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        wanted(context, false, true)
    }

    fn has(&self, context: &Context) -> bool {
        !Pairs::of(context).paths().is_empty()
    }

    fn panel(&self, context: &Context) -> Panel {
        panel(&Pairs::of(context))
    }

    fn records(&self, context: &Context) -> Records {
        records::path(&Pairs::of(context))
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        let pairs = Pairs::of(context);
        Some(Box::new(PathChart(pairs.paths().to_vec())))
    }

    fn readings(&self, context: &Context) -> Vec<Reading> {
        reading::path(&Pairs::of(context))
    }
}

fn panel(pairs: &Pairs) -> Panel {
    let rises_faster = claims::rises_faster(pairs);
    Panel {
        headline: headline::path(&rises_faster),
        caption: "The straight line f(α x_L + (1 − α) x_S) through both minima: α = 0 is SB, α = 1 is LB. Training solid, testing dashed.".into(),
        alternative: alternative(pairs),
        verdicts: vec![rises_faster],
        remarks: remarks::path(pairs),
        table: table(pairs),
    }
}

/// The mean over the trials at the `index`-th α.
fn mean(pairs: &Pairs, index: usize, value: fn(&Evaluation) -> f64) -> Option<f64> {
    let points = pairs
        .paths()
        .iter()
        .filter_map(|path| path.points.get(index));
    let values: Vec<f64> = points.map(|point| value(&point.evaluation)).collect();
    summary(&values).map(|summary| summary.mean)
}

fn alternative(pairs: &Pairs) -> String {
    let n = pairs.paths().len();
    if n == 0 {
        return "A chart of loss and accuracy on the line through both minima. No pair has been measured yet.".into();
    }
    let losses: Vec<String> = alphas()
        .iter()
        .enumerate()
        .filter(|(_, alpha)| (*alpha * 2.0).fract() == 0.0)
        .filter_map(|(index, alpha)| {
            let loss = mean(pairs, index, |e| e.train_loss)?;
            Some(format!(
                "{} at α = {}",
                significant(loss, 3),
                significant(*alpha, 3)
            ))
        })
        .collect();
    format!(
        "A chart of loss and accuracy on the line through both minima, {}. Mean training loss: {}.",
        count(n, "pair"),
        losses.join(", ")
    )
}

fn table(pairs: &Pairs) -> Table {
    let row = |(index, alpha): (usize, &f64)| {
        let mean = |value: fn(&Evaluation) -> f64| mean(pairs, index, value).unwrap_or(f64::NAN);
        Row {
            head: significant(*alpha, 4),
            cells: vec![
                significant(mean(|e| e.train_loss), 3),
                significant(mean(|e| e.test_loss), 3),
                fixed(100.0 * mean(|e| e.train_accuracy), 1),
                fixed(100.0 * mean(|e| e.test_accuracy), 1),
            ],
        }
    };
    let alphas = if pairs.paths().is_empty() {
        Vec::new()
    } else {
        alphas()
    };
    Table {
        caption: format!(
            "Means over {}. Losses in nats, accuracies in per cent.",
            count(pairs.paths().len(), "pair")
        ),
        head: head(&[
            "α",
            "Training loss",
            "Testing loss",
            "Training accuracy",
            "Testing accuracy",
        ]),
        rows: alphas.iter().enumerate().map(row).collect(),
    }
}
