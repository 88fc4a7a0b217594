//! The picture of warm starts.

use super::WarmStart;
use crate::figures::tip::sweep::point;
use crate::figures::tip::trend::Number;
use crate::plot::spread::{Spread, spread_over_trials};
use crate::plot::trend::{TrendChart, TrendKind, TrendLine, TrendPanel, TrendPoint};
use crate::settings::Regime;

/// Testing accuracy at the left, φ at the right, each with SB's own.
pub(super) fn chart(warm: &WarmStart) -> TrendChart {
    let panel = TrendPanel {
        name: "accuracy",
        title: "Testing accuracy, %".into(),
        units: vec!["mean ± std over the trials", "mean ± std"],
        along: "epochs of SB before LB",
        x_log: false,
        y_log: false,
        lines: [
            Some(warm_started(warm, Number::TestAccuracy)),
            alone(warm, Number::TestAccuracy),
            Some(along(warm)),
        ]
        .into_iter()
        .flatten()
        .collect(),
        knee: None,
    };
    let phi = warm_started(warm, Number::Phi);
    let sharpness = TrendPanel {
        name: "sharpness",
        title: "Sharpness φ".into(),
        units: vec!["at the end, log scale", "log scale"],
        y_log: true,
        lines: std::iter::once(phi)
            .chain(alone(warm, Number::Phi))
            .collect(),
        ..panel.clone()
    };
    TrendChart {
        panels: vec![panel, sharpness],
    }
}

fn warm_started(warm: &WarmStart, number: Number) -> TrendLine {
    let columns = warm.trend.columns();
    TrendLine {
        name: "LB after SB".into(),
        regime: Some(Regime::Large),
        kind: TrendKind::Solid,
        points: columns
            .filter_map(|column| point(&warm.trend, number, column))
            .map(|point| TrendPoint {
                regime: Some(Regime::Large),
                ..point
            })
            .collect(),
    }
}

/// SB's own value, level over all epochs.
fn alone(warm: &WarmStart, number: Number) -> Option<TrendLine> {
    let last = point(&warm.small, number, 0)?;
    let first = TrendPoint {
        spread: Spread {
            x: 0.0,
            ..last.spread
        },
        ..last.clone()
    };
    Some(TrendLine {
        name: "SB".into(),
        regime: Some(Regime::Small),
        kind: TrendKind::Reference,
        points: vec![first, last],
    })
}

/// SB's testing accuracy after as many epochs as LB starts after.
fn along(warm: &WarmStart) -> TrendLine {
    let points = warm
        .small
        .trainings(0)
        .flat_map(|training| &training.points);
    let shown = |epoch: u32| warm.trend.column(epoch as usize).is_some_and(|_| epoch > 0);
    let points = points.filter(|point| shown(point.epoch));
    let values = points.map(|p| (f64::from(p.epoch), 100.0 * p.evaluation.test_accuracy));
    let point = |spread| TrendPoint {
        spread,
        regime: Some(Regime::Small),
        hollow: false,
        label: String::new(),
    };
    TrendLine {
        name: "SB after as many epochs".into(),
        regime: Some(Regime::Small),
        kind: TrendKind::Dashed,
        points: spread_over_trials(values.collect())
            .into_iter()
            .map(point)
            .collect(),
    }
}
