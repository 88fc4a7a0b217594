//! The sweep's picture.

use super::Sweep;
use super::knee::Knee;
use crate::figures::tip::trend::{Number, Trend};
use crate::format::{grouped, significant};
use crate::plot::spread::{Spread, mean_and_std};
use crate::plot::trend::{KneeMark, TrendChart, TrendKind, TrendLine, TrendPanel, TrendPoint};

/// Testing accuracy at the left, φ and λ₁ at the right, each with the knee.
pub(super) fn chart(sweep: &Sweep) -> TrendChart {
    let accuracy = TrendPanel {
        name: "accuracy",
        title: "Testing accuracy, %".into(),
        units: vec!["mean ± std over the trials", "mean ± std"],
        y_log: false,
        lines: vec![line(
            sweep,
            Number::TestAccuracy,
            TrendKind::Solid,
            "",
            true,
        )],
        ..panel(sweep, true)
    };
    let sharpness = TrendPanel {
        name: "sharpness",
        title: "Sharpness".into(),
        units: vec!["φ solid, λ₁ dashed, log scale", "log scale"],
        y_log: true,
        lines: vec![
            line(sweep, Number::Phi, TrendKind::Solid, "φ", true),
            line(sweep, Number::Eigenvalue, TrendKind::Dashed, "λ₁", false),
        ],
        ..panel(sweep, false)
    };
    TrendChart {
        panels: vec![accuracy, sharpness],
    }
}

/// What both panels have.
fn panel(sweep: &Sweep, labelled: bool) -> TrendPanel {
    TrendPanel {
        name: "",
        title: String::new(),
        units: Vec::new(),
        along: "batch size B, log scale",
        x_log: true,
        y_log: true,
        lines: Vec::new(),
        knee: sweep
            .knee
            .as_ref()
            .filter(|knee| knee.falls())
            .map(|knee| KneeMark {
                at: knee.size(),
                interval: knee.sizes(),
                label: if labelled { label(knee) } else { String::new() },
            }),
    }
}

/// "knee at about 128, 95 %: 64–230".
fn label(knee: &Knee) -> String {
    let size = |value: f64| significant(value, 2);
    let interval = knee.sizes().map_or_else(String::new, |(low, high)| {
        format!(", 95 %: {}–{}", size(low), size(high))
    });
    format!("knee at about {}{interval}", size(knee.size()))
}

fn line(sweep: &Sweep, number: Number, kind: TrendKind, name: &str, labelled: bool) -> TrendLine {
    let point = |column: usize| {
        let regime = sweep.regime(column);
        let size = grouped(sweep.trend.values[column]);
        let label = regime.filter(|_| labelled);
        Some(TrendPoint {
            regime,
            label: label.map_or_else(String::new, |r| format!("{} {size}", r.name())),
            ..point(&sweep.trend, number, column)?
        })
    };
    TrendLine {
        name: name.to_owned(),
        regime: None,
        kind,
        points: sweep.trend.columns().filter_map(point).collect(),
    }
}

/// The trials' mean and spread in a column; hollow if any of them has not fitted.
pub(in crate::figures::tip) fn point(
    trend: &Trend,
    number: Number,
    column: usize,
) -> Option<TrendPoint> {
    let values = trend.numbers(number, column);
    let (mean, std) = mean_and_std(&values)?;
    let (fitted, all) = trend.fitted(column);
    Some(TrendPoint {
        spread: Spread {
            x: trend.values[column] as f64,
            mean,
            std,
            n: values.len(),
        },
        regime: None,
        hollow: fitted < all,
        label: String::new(),
    })
}
