//! The pictures.
//!
//! `FIGURE_PICTURES=folder cargo test --test comparison` writes them there, to be looked at.

use crate::results::full;
use plotters::backend::SVGBackend;
use plotters::drawing::IntoDrawingArea;
use sharp_minima::comparison::Comparison;
use sharp_minima::experiment::Regime;
use sharp_minima::figure::comparison::{Picture, Scatter, Series};
use sharp_minima::figure::{Drawing, Look, svg};

pub fn keep(name: &str, document: &str) {
    if let Ok(folder) = std::env::var("FIGURE_PICTURES") {
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(format!("{folder}/{name}.svg"), document).expect("a file");
    }
}

fn chart(comparison: &Comparison) -> Picture {
    comparison.picture("remedies").expect("the chart")
}

#[test]
fn the_chart_names_every_row_once() {
    for rows in ["default", "all"] {
        let mut comparison = full(5);
        if rows == "all" {
            let names: Vec<&str> = comparison.rows().iter().map(|row| row.name).collect();
            comparison.choose(&names);
            while crate::results::work(&mut comparison, crate::results::typical) > 0 {}
        }
        let picture = chart(&comparison);
        let Picture::Remedies(scatter) = &picture else {
            panic!("the chart");
        };
        for (width, height) in [(340, 320), (720, 420), (1100, 520)] {
            for dark in [false, true] {
                let document = svg(&picture, width, height, dark);
                assert_eq!(document, svg(&picture, width, height, dark));
                let named = |series: &&Series| document.contains(series.name);
                let known = scatter.series.iter().filter(named).count();
                if rows == "default" {
                    assert_eq!(known, scatter.series.len(), "{width}");
                }
                let theme = if dark { "dark" } else { "light" };
                keep(&format!("remedies-{rows}-{width}-{theme}"), &document);
            }
        }
    }
}

#[test]
fn marks_are_where_the_numbers_are() {
    let series = |name, reference, points: &[(f64, f64)]| Series {
        name,
        reference,
        points: points.to_vec(),
    };
    let picture = Picture::Remedies(Scatter {
        series: vec![
            series("SB", Some(Regime::Small), &[(0.1, 70.0)]),
            series("LB", Some(Regime::Large), &[(10.0, 60.0)]),
        ],
    });
    let mut document = String::new();
    let geometry = {
        let area = SVGBackend::with_string(&mut document, (800, 400)).into_drawing_area();
        let look = Look {
            dark: false,
            scale: 1.0,
        };
        picture.draw(&area, &look).expect("a string takes all")
    };
    let [panel] = geometry.panels.as_slice() else {
        panic!("one panel");
    };
    assert_eq!(
        (panel.name, panel.x_log, panel.y_log),
        ("remedies", true, false)
    );
    let share = |value: f64, [lower, upper]: [f64; 2]| (value - lower) / (upper - lower);
    let log = panel.x_range.map(f64::log10);
    let x = panel.x[0] + share(-1.0, log) * (panel.x[1] - panel.x[0]);
    let y = panel.y[1] + share(70.0, panel.y_range) * (panel.y[0] - panel.y[1]);
    let disc = format!("<circle cx=\"{}\" cy=\"{}\" r=\"5\"", x.round(), y.round());
    assert!(document.contains(&disc), "{disc} {document}");
}

#[test]
fn odd_numbers_and_sizes_break_nothing() {
    let odd = [
        (f64::NAN, 50.0),
        (1.0, f64::NAN),
        (0.0, 50.0),
        (-1.0, 50.0),
        (f64::INFINITY, 50.0),
        (1e300, 1e300),
        (1e-300, -1e300),
    ];
    let all = [
        vec![],
        odd[..5].to_vec(),
        odd.to_vec(),
        vec![(1.0, 50.0); 3],
    ];
    for points in all {
        let series = Series {
            name: "odd",
            reference: None,
            points,
        };
        let picture = Picture::Remedies(Scatter {
            series: vec![series; 12],
        });
        for (width, height) in [(0, 0), (1, 1), (40, 500), (500, 30), (4000, 3000)] {
            let document = svg(&picture, width, height, false);
            assert!(!document.contains("NaN"), "{width}");
        }
    }
    let empty = svg(&Picture::Remedies(Scatter::default()), 600, 300, false);
    assert!(empty.contains("no data yet"));
}

#[test]
fn every_strategy_has_a_sketch_of_its_step() {
    let comparison = full(1);
    let mut different: Vec<String> = Vec::new();
    for row in comparison.rows() {
        let name = format!("step:{}", row.name);
        let picture = comparison.picture(&name).expect("a sketch");
        for (width, height) in [(1, 1), (30, 200), (220, 120), (900, 400)] {
            let document = svg(&picture, width, height, true);
            assert!(!document.contains("NaN"), "{name}");
        }
        let document = svg(&picture, 220, 120, false);
        keep(&format!("step-{}", row.name), &document);
        if !different.contains(&document) {
            different.push(document);
        }
    }
    assert_eq!(different.len(), 12);
    assert!(comparison.picture("step:none").is_none());
    assert!(comparison.picture("steps").is_none());
}
