//! The pictures, of any data and size.

use super::made_up::{done, experiment, kneed, warming};
use crate::known::Known;
use sharp_minima::plot::spread::Spread;
use sharp_minima::plot::svg;
use sharp_minima::plot::trend::{
    KneeMark, TrendChart, TrendKind, TrendLine, TrendPanel, TrendPoint,
};
use sharp_minima::settings::Regime;

#[test]
fn sizes_and_lines_have_their_names() {
    let known = done(Known::new(experiment("convincing", 5)), "sweep", kneed);
    let warm = done(
        Known::new(experiment("convincing", 5)),
        "warmstart",
        warming,
    );
    for (width, height) in [(360, 560), (830, 371)] {
        for dark in [false, true] {
            let document = svg(&known.picture::<TrendChart>("sweep"), width, height, dark);
            for text in ["SB 32", "LB 400", "knee at about 100", "φ", "λ₁"] {
                assert!(document.contains(text), "{text} at {width}");
            }
            let document = svg(
                &warm.picture::<TrendChart>("warmstart"),
                width,
                height,
                dark,
            );
            assert!(document.contains("LB after SB"));
        }
    }
}

#[test]
fn odd_numbers_and_sizes_break_nothing() {
    let point = |(x, mean, std): (f64, f64, f64)| TrendPoint {
        spread: Spread { x, mean, std, n: 3 },
        regime: Some(Regime::Large),
        hollow: x > 1.0,
        label: "here".into(),
    };
    let odd = [
        (1.0, 1e300, 0.0),
        (2.0, 0.0, 1e300),
        (3.0, -1.0, 1.0),
        (0.0, 1e-300, 0.0),
    ];
    for count in 0..=odd.len() {
        for log in [false, true] {
            let panel = TrendPanel {
                name: "odd",
                title: "Odd".into(),
                units: vec!["none"],
                along: "odd",
                x_log: log,
                y_log: log,
                lines: vec![TrendLine {
                    name: "line".into(),
                    regime: None,
                    kind: TrendKind::Dashed,
                    points: odd[..count].iter().copied().map(point).collect(),
                }],
                knee: Some(KneeMark {
                    at: f64::NAN,
                    interval: Some((0.0, f64::INFINITY)),
                    label: "knee".into(),
                }),
            };
            let chart = TrendChart {
                panels: vec![panel.clone(), panel],
            };
            for (width, height) in [(0, 0), (1, 1), (40, 500), (500, 30), (4000, 3000)] {
                let document = svg(&chart, width, height, false);
                assert!(!document.contains("NaN"), "{width}");
                assert!(count > 0 || document.contains("no data yet"));
            }
        }
    }
}
