//! The pictures.
//!
//! `FIGURE_PICTURES=folder cargo test --test figures` writes them there, to be looked at.

use super::results::{choose, full, names, typical, work};
use crate::known::Known;
use plotters::backend::SVGBackend;
use plotters::drawing::IntoDrawingArea;
use sharp_minima::plot::comparison::{Scatter, Series};
use sharp_minima::plot::{Look, draw, svg};
use sharp_minima::settings::Regime;

pub fn keep(name: &str, document: &str) {
    if let Ok(folder) = std::env::var("FIGURE_PICTURES") {
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(format!("{folder}/{name}.svg"), document).expect("a file");
    }
}

fn chart(known: &Known) -> Scatter {
    known.picture("remedies")
}

#[test]
fn the_chart_names_every_row_once() {
    for rows in ["default", "all"] {
        let mut known = full(5);
        if rows == "all" {
            let names = names(&known);
            choose(&mut known, &names);
            while work(&mut known, typical) > 0 {}
        }
        let picture = chart(&known);
        for (width, height) in [(340, 320), (720, 420), (1100, 520)] {
            for dark in [false, true] {
                let document = svg(&picture, width, height, dark);
                assert_eq!(document, svg(&picture, width, height, dark));
                let named = |series: &&Series| document.contains(series.name);
                let named = picture.series.iter().filter(named).count();
                if rows == "default" {
                    assert_eq!(named, picture.series.len(), "{width}");
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
    let picture = Scatter {
        series: vec![
            series("SB", Some(Regime::Small), &[(0.1, 70.0)]),
            series("LB", Some(Regime::Large), &[(10.0, 60.0)]),
        ],
    };
    let mut document = String::new();
    let geometry = {
        let area = SVGBackend::with_string(&mut document, (800, 400)).into_drawing_area();
        draw(&area, &Look::still(false, 1.0), &picture).expect("a string takes all")
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
        let picture = Scatter {
            series: vec![series; 12],
        };
        for (width, height) in [(0, 0), (1, 1), (40, 500), (500, 30), (4000, 3000)] {
            let document = svg(&picture, width, height, false);
            assert!(!document.contains("NaN"), "{width}");
        }
    }
    let empty = svg(&Scatter::default(), 600, 300, false);
    assert!(empty.contains("no data yet"));
}
