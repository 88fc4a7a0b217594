//! The measures' figures.
//!
//! `FIGURE_PICTURES=folder cargo test --test dossier` writes them there, to be looked at.

use crate::answers::{answer, experiment, full, trainings};
use plotters::backend::SVGBackend;
use plotters::drawing::IntoDrawingArea;
use sharp_minima::experiment::Regime;
use sharp_minima::experiment::report::Training;
use sharp_minima::figure::measures::{Chart, ChartPanel, Kind, Line, Scale};
use sharp_minima::figure::{Drawing, Geometry, Look, svg};
use sharp_minima::measures::Answer;
use sharp_minima::measures::dossier::{Dossier, Plate};

const FIGURES: [Plate; 3] = [Plate::Spectrum, Plate::Along, Plate::Rescaling];
/// SB's and LB's colours on a light ground, as the contract of the page's look has them.
const SB: &str = "#0072B2";
const LB: &str = "#D55E00";

/// Everything that is drawn, at scale 1, with the geometry.
fn drawn(chart: &Chart, width: u32, height: u32) -> (String, Geometry) {
    let mut document = String::new();
    let geometry = {
        let area = SVGBackend::with_string(&mut document, (width, height)).into_drawing_area();
        let look = Look {
            dark: false,
            scale: 1.0,
        };
        chart.draw(&area, &look).expect("a string takes everything")
    };
    (document, geometry)
}

fn attribute<'a>(element: &'a str, name: &str) -> &'a str {
    let start = format!(" {name}=\"");
    let rest = element.split_once(&start).map_or("", |(_, rest)| rest);
    rest.split_once('"').map_or("", |(value, _)| value)
}

fn elements<'a>(document: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!("<{name} ");
    let lines = document.lines();
    lines.filter(|line| line.starts_with(&start)).collect()
}

fn points(element: &str) -> Vec<(f64, f64)> {
    let pairs = attribute(element, "points").split_whitespace();
    pairs
        .map(|pair| {
            let (x, y) = pair.split_once(',').expect("a pair");
            (x.parse().expect("x"), y.parse().expect("y"))
        })
        .collect()
}

/// No line, mark or band leaves the picture.
#[track_caller]
fn all_inside(document: &str, width: u32, height: u32) {
    let inside = |x: f64, y: f64| {
        let inside =
            (0.0..=f64::from(width)).contains(&x) && (0.0..=f64::from(height)).contains(&y);
        assert!(inside, "{x}, {y} is not in {width} × {height}");
    };
    for name in ["polyline", "polygon"] {
        let all = elements(document, name).into_iter().flat_map(points);
        all.for_each(|(x, y)| inside(x, y));
    }
    for disc in elements(document, "circle") {
        let [x, y] = ["cx", "cy"].map(|name| attribute(disc, name).parse().expect("a number"));
        inside(x, y);
    }
}

/// A dossier whose every number is this one.
fn spoilt(number: f64) -> Dossier {
    let experiment = experiment("plain", 2);
    let mut trainings = trainings(&experiment);
    let mut dossier = Dossier::new(experiment);
    dossier.trainings(&trainings);
    for plate in FIGURES {
        for wanted in dossier.wanted(plate) {
            let mut answer = answer(&wanted.inquiry, &trainings);
            match &mut answer {
                Answer::Minimum(at) => {
                    let m = &mut at.measures;
                    m.eigenvalues.fill(Some(number));
                    m.density.iter_mut().for_each(|node| node[0] = number);
                }
                Answer::Epoch(at) => {
                    (at.loss, at.phi, at.eigenvalue) = (number, number, number);
                    at.batch.value = number;
                }
                Answer::Scale(at) => {
                    (at.phi, at.eigenvalue) = (number, number);
                    (at.relative, at.asam) = (number, number);
                }
                Answer::Files(_) => {}
            }
            dossier.accept(answer).expect("its own");
        }
    }
    let spoil = |training: &mut Training| {
        let points = training.points.iter_mut();
        points.for_each(|point| point.distance = number);
    };
    trainings.iter_mut().for_each(spoil);
    dossier.trainings(&trainings);
    dossier
}

#[test]
fn any_number_at_any_size_stays_in_the_picture() {
    let mut dossiers: Vec<Dossier> = [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        0.0,
        -1.0,
        1e300,
        1e-300,
    ]
    .map(spoilt)
    .to_vec();
    dossiers.push(Dossier::new(experiment("plain", 3)));
    dossiers.push(full(experiment("plain", 1), &FIGURES));
    dossiers.push(full(experiment("digits", 5), &FIGURES));
    for dossier in &dossiers {
        for plate in Plate::ALL {
            let chart = dossier.chart(plate);
            for (width, height) in [(340, 840), (620, 300), (1100, 380), (2600, 1400)] {
                let (document, geometry) = drawn(&chart, width, height);
                all_inside(&document, width, height);
                assert!(!document.contains("NaN") && !document.contains("inf"));
                for panel in &geometry.panels {
                    let ends = [panel.x_range, panel.y_range].concat();
                    assert!(ends.iter().all(|end| end.is_finite()), "{panel:?}");
                }
            }
            // Too small to show anything, but no failure.
            for (width, height) in [(1, 1), (30, 20), (16_000, 3)] {
                drawn(&chart, width, height);
                assert!(!svg(&chart, width, height, true).is_empty());
            }
            // Words, too, are made of any number.
            let panel = dossier.panel(plate);
            assert!(!panel.alternative.contains("NaN"));
            dossier.readings(plate);
        }
    }
}

#[test]
fn the_same_dossier_gives_the_same_document() {
    for plate in FIGURES {
        let document = || {
            svg(
                &full(experiment("plain", 3), &FIGURES).chart(plate),
                900,
                400,
                true,
            )
        };
        assert_eq!(document(), document());
    }
}

#[test]
fn nothing_known_is_said() {
    let dossier = Dossier::new(experiment("plain", 1));
    for (plate, notes) in [
        (Plate::Spectrum, 1),
        (Plate::Along, 3),
        (Plate::Rescaling, 2),
    ] {
        let (document, _) = drawn(&dossier.chart(plate), 1100, 380);
        assert_eq!(document.matches("no data yet").count(), notes, "{plate:?}");
    }
    let normed = Dossier::new(experiment("instant", 1)).chart(Plate::Rescaling);
    assert!(
        drawn(&normed, 1100, 380)
            .0
            .contains("only for ReLU networks without batch norm")
    );
    assert!(dossier.chart(Plate::Measures).panels.is_empty());
}

#[test]
fn panels_stand_above_each_other_where_it_is_narrow() {
    let chart = full(experiment("plain", 2), &FIGURES).chart(Plate::Rescaling);
    let panels = |width| drawn(&chart, width, 600).1.panels;
    let (narrow, wide) = (panels(400), panels(900));
    assert!(narrow[0].y[1] < narrow[1].y[0] && narrow[0].x == narrow[1].x);
    assert!(wide[0].x[1] < wide[1].x[0] && wide[0].y == wide[1].y);
    // One ordinate for what moves and what stays.
    assert_eq!(wide[0].y_range, wide[1].y_range);
}

#[test]
fn a_line_passes_its_points() {
    let line = |regime, points: &[(f64, f64)]| {
        Line::through(regime, "", Kind::First, points.iter().copied())
    };
    let panel = |abscissa| ChartPanel {
        name: "test",
        title: String::new(),
        units: Vec::new(),
        abscissa,
        along: "",
        ordinate: Scale::Log,
        floor: None,
        lines: vec![
            line(Regime::Small, &[(2.0, 0.5), (0.2, 5.0), (0.02, 0.1)]),
            line(Regime::Large, &[(1.0, 3.0), (0.1, f64::NAN), (0.05, 7.0)]),
        ],
        guides: Vec::new(),
        rugs: Vec::new(),
        note: String::new(),
    };
    for abscissa in [Scale::Log, Scale::Falling] {
        let chart = Chart {
            panels: vec![panel(abscissa)],
            shared: false,
        };
        let (document, geometry) = drawn(&chart, 800, 400);
        let frame = &geometry.panels[0];
        let pixel = |(x, y): (f64, f64)| {
            let share = |v: f64, [a, b]: [f64; 2]| (v / a).ln() / (b / a).ln();
            let across = share(x, frame.x_range) * (frame.x[1] - frame.x[0]);
            let up = share(y, frame.y_range) * (frame.y[1] - frame.y[0]);
            (frame.x[0] + across, frame.y[1] - up)
        };
        let polylines = elements(&document, "polyline").into_iter();
        let of = |color| {
            polylines
                .clone()
                .find(|line| attribute(line, "stroke") == color)
        };
        let (small, large) = (of(SB).expect("SB"), of(LB).expect("LB"));
        let expected = [
            (small, vec![(2.0, 0.5), (0.2, 5.0), (0.02, 0.1)]),
            // What is no number is left out.
            (large, vec![(1.0, 3.0), (0.05, 7.0)]),
        ];
        for (line, values) in expected {
            let found = points(line);
            assert_eq!(found.len(), values.len());
            for (found, value) in found.into_iter().zip(values) {
                let wanted = pixel(value);
                let far = (found.0 - wanted.0).abs().max((found.1 - wanted.1).abs());
                assert!(far <= 0.5 + 1e-9, "{found:?} is not {wanted:?}");
            }
        }
        let falls = frame.x_range[0] > frame.x_range[1];
        assert_eq!(falls, abscissa == Scale::Falling);
    }
}

#[test]
fn what_falls_below_the_floor_is_cut_there() {
    let points = [(1.0, 100.0), (10.0, 1e-4), (100.0, 1e-4), (1000.0, 1.0)];
    let chart = Chart {
        panels: vec![ChartPanel {
            name: "test",
            title: String::new(),
            units: Vec::new(),
            abscissa: Scale::Log,
            along: "",
            ordinate: Scale::Log,
            floor: Some(0.1),
            lines: vec![Line::through(Regime::Small, "", Kind::First, points)],
            guides: Vec::new(),
            rugs: Vec::new(),
            note: String::new(),
        }],
        shared: false,
    };
    let (document, geometry) = drawn(&chart, 800, 400);
    let frame = &geometry.panels[0];
    let lines: Vec<_> = elements(&document, "polyline")
        .into_iter()
        .filter(|line| attribute(line, "stroke") == SB)
        .map(self::points)
        .collect();
    assert_eq!(lines.len(), 2, "a piece on either side");
    // From 100 down six decades in one: it crosses .1 at half the way.
    let ln = |x: f64| (x / frame.x_range[0]).ln() / (frame.x_range[1] / frame.x_range[0]).ln();
    let crossing = frame.x[0] + ln(10f64.sqrt()) * (frame.x[1] - frame.x[0]);
    let end = lines
        .iter()
        .flatten()
        .filter(|point| point.0 < frame.x[1] / 2.0);
    let end = end.map(|point| point.0).fold(0.0, f64::max);
    assert!(
        (end - crossing).abs() <= 0.5 + 1e-9,
        "{end} is not {crossing}"
    );
    assert!(lines.iter().flatten().all(|point| point.1 <= frame.y[1]));
}

#[test]
fn the_edge_of_stability_is_drawn_for_plain_descent_alone() {
    let drawn = |experiment| {
        let chart = full(experiment, &[Plate::Along]).chart(Plate::Along);
        drawn(&chart, 1100, 380).0
    };
    let mut sgd = experiment("digits", 1);
    assert!(
        drawn(sgd.clone()).contains("2/η") && !drawn(sgd.clone()).contains("edge of stability")
    );
    sgd.large_batch = sgd.train;
    assert!(drawn(sgd.clone()).contains("edge of stability, 2/η"));
    sgd.momentum = 0.5;
    assert!(!drawn(sgd).contains("2/η"));
    assert!(!drawn(experiment("plain", 1)).contains("2/η"));
}

#[test]
fn readings_go_along_the_abscissa() {
    let dossier = full(experiment("plain", 2), &FIGURES);
    for plate in FIGURES {
        let readings = dossier.readings(plate);
        assert!(readings.windows(2).all(|r| r[0].at < r[1].at), "{plate:?}");
        assert!(readings.iter().any(|r| r.lines.len() == 2), "{plate:?}");
    }
    assert!(dossier.readings(Plate::Measures).is_empty());
    let scales = dossier.readings(Plate::Rescaling);
    assert_eq!(scales.len(), 13);
    assert_eq!(scales[12].head, "α = 10");
    assert!(scales[12].lines[0].text.contains("λ₁ 40 (× 50)"));
    let epochs = dossier.readings(Plate::Along);
    assert_eq!(
        (epochs[0].at, epochs[0].head.as_str()),
        (1.0, "after epoch 1")
    );
}

#[test]
fn pictures() {
    let Ok(folder) = std::env::var("FIGURE_PICTURES") else {
        return;
    };
    let preset = |plate, trials| match (plate, trials) {
        (Plate::Spectrum, _) => "convincing",
        // With 2/η.
        (Plate::Along, 1) => "digits",
        _ => "plain",
    };
    for plate in [Plate::Spectrum, Plate::Along, Plate::Rescaling] {
        for trials in [1, 5] {
            let dossier = full(experiment(preset(plate, trials), trials), &[plate]);
            let chart = dossier.chart(plate);
            let rows = chart.panels.len() as u32;
            for (width, height) in [(340, 280 * rows), (1100, 380)] {
                for dark in [false, true] {
                    let name = format!("{}-{trials}-{width}-{dark}.svg", plate.name());
                    let path = std::path::Path::new(&folder).join(name);
                    std::fs::write(path, svg(&chart, width, height, dark)).expect("a folder");
                }
            }
        }
    }
}

#[test]
fn scales_are_compared_with_one() {
    let chart = full(experiment("plain", 1), &[Plate::Rescaling]).chart(Plate::Rescaling);
    let value = |panel: usize, line: usize, alpha: f64| {
        let points = &chart.panels[panel].lines[line].points;
        let at = points.iter().find(|point| (point.x - alpha).abs() < 1e-9);
        at.expect("a value at this α").mean
    };
    for line in 0..4 {
        assert_eq!((value(0, line, 1.0), value(1, line, 1.0)), (1.0, 1.0));
        assert!((value(1, line, 10.0) - 1.0).abs() < 3e-3, "what stays");
    }
    // SB's λ₁ in the made-up answers: (α² + α⁻²)/2.
    assert_eq!(chart.panels[0].lines[1].name, "SB λ₁");
    for alpha in [0.1, 10.0] {
        assert!((value(0, 1, alpha) - 50.005).abs() < 1e-9);
    }
}

#[test]
fn without_the_value_at_one_there_is_nothing_to_compare_with() {
    let experiment = experiment("plain", 1);
    let mut dossier = Dossier::new(experiment);
    for wanted in dossier.wanted(Plate::Rescaling).into_iter().skip(2) {
        let answered = dossier.accept(answer(&wanted.inquiry, &[]));
        answered.expect("its own");
    }
    let chart = dossier.chart(Plate::Rescaling);
    let lines = chart.panels.iter().flat_map(|panel| &panel.lines);
    assert!(lines.flat_map(|line| &line.points).next().is_none());
}
