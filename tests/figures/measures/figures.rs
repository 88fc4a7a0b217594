//! The measures' figures.
//!
//! `FIGURE_PICTURES=folder cargo test --test figures` writes them there, to be looked at.

use super::answers::{answer, experiment, full, trainings, with_trainings};
use crate::known::Known;
use crate::svg::{LB, SB, attribute, drawn, elements, points};
use sharp_minima::jobs::measures::Found;
use sharp_minima::jobs::{Report, Training};
use sharp_minima::network::Activation;
use sharp_minima::plot::measures::{Chart, ChartPanel, Dots, Line, LineKind, Scale};
use sharp_minima::plot::svg;
use sharp_minima::settings::{Experiment, Regime};

/// Those with a picture.
const FIGURES: [&str; 3] = ["spectrum", "along", "rescaling"];
/// All of them.
const ALL: [&str; 4] = ["measures", "spectrum", "along", "rescaling"];
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

/// A report whose every number is this one.
fn spoilt_report(mut report: Report, number: f64) -> Report {
    match &mut report {
        Report::Minimum(at) => {
            if let Found::Spectrum {
                eigenvalues,
                density,
                ..
            } = &mut at.taken.found
            {
                eigenvalues.fill(Some(number));
                density.iter_mut().for_each(|node| node[0] = number);
            }
        }
        Report::Epoch(at) => {
            (at.loss, at.phi, at.eigenvalue) = (number, number, number);
            at.batch.value = number;
        }
        Report::Scale(at) => {
            (at.phi, at.eigenvalue) = (number, number);
            (at.relative, at.asam) = (number, number);
        }
        _ => {}
    }
    report
}

/// An experiment whose every measured number is this one.
fn spoilt(number: f64) -> Known {
    let experiment = experiment("plain", 2);
    let mut trainings = trainings(&experiment);
    let mut known = with_trainings(experiment, &trainings);
    for figure in FIGURES {
        for job in known.missing(figure) {
            let report = answer(&job, &trainings);
            known.put(job, spoilt_report(report, number));
        }
    }
    let spoil = |training: &mut Training| {
        let points = training.points.iter_mut();
        points.for_each(|point| point.distance = number);
    };
    trainings.iter_mut().for_each(spoil);
    for training in trainings {
        known.take(Report::Training(training));
    }
    known
}

#[test]
fn any_number_at_any_size_stays_in_the_picture() {
    let mut all: Vec<Known> = [
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
    all.push(Known::new(experiment("plain", 3)));
    all.push(full(experiment("plain", 1), &FIGURES));
    all.push(full(experiment("digits", 5), &FIGURES));
    for known in &all {
        for figure in FIGURES {
            let chart = known.picture::<Chart>(figure);
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
        }
        // Words, too, are made of any number.
        for figure in ALL {
            let panel = known.panel(figure);
            assert!(!panel.alternative.contains("NaN"));
            known.readings(figure);
        }
    }
}

#[test]
fn the_same_results_give_the_same_document() {
    for figure in FIGURES {
        let document = || {
            svg(
                &full(experiment("plain", 3), &FIGURES).picture::<Chart>(figure),
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
    let known = Known::new(experiment("plain", 1));
    for (figure, notes) in [("spectrum", 1), ("along", 3), ("rescaling", 2)] {
        let (document, _) = drawn(&known.picture::<Chart>(figure), 1100, 380);
        assert_eq!(document.matches("no data yet").count(), notes, "{figure:?}");
    }
    let smooth = Experiment {
        activation: Activation::Tanh,
        ..experiment("plain", 1)
    };
    let smooth = Known::new(smooth).picture::<Chart>("rescaling");
    let (document, _) = drawn(&smooth, 1100, 380);
    assert!(document.contains("only for ReLU networks"));
    let (document, _) = drawn(&known.picture::<Dots>("measures"), 1100, 380);
    assert!(document.contains("no data yet"));
}

#[test]
fn panels_stand_above_each_other_where_it_is_narrow() {
    let chart = full(experiment("plain", 2), &FIGURES).picture::<Chart>("rescaling");
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
        Line::through(regime, "", LineKind::First, points.iter().copied())
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
            lines: vec![Line::through(Regime::Small, "", LineKind::First, points)],
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
        let chart = full(experiment, &["along"]).picture::<Chart>("along");
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
    let known = full(experiment("plain", 2), &FIGURES);
    for figure in FIGURES {
        let readings = known.readings(figure);
        assert!(readings.windows(2).all(|r| r[0].at < r[1].at), "{figure:?}");
        assert!(readings.iter().any(|r| r.lines.len() == 2), "{figure:?}");
    }
    // Of the measures every row is read.
    let rows = known.readings("measures");
    assert!(rows.len() > 5, "{rows:?}");
    assert!(rows.iter().all(|row| !row.lines.is_empty()), "{rows:?}");
    let scales = known.readings("rescaling");
    assert_eq!(scales.len(), 13);
    assert_eq!(scales[12].head, "α = 10");
    assert!(scales[12].lines[0].text.contains("λ₁ 40 (× 50)"));
    let epochs = known.readings("along");
    assert_eq!(
        (epochs[0].at, epochs[0].head.as_str()),
        (Some(1.0), "after epoch 1")
    );
}

#[test]
fn pictures() {
    let Ok(folder) = std::env::var("FIGURE_PICTURES") else {
        return;
    };
    let preset = |figure, trials| match (figure, trials) {
        ("spectrum", _) => "convincing",
        // With 2/η.
        ("along", 1) => "digits",
        _ => "plain",
    };
    for figure in ["spectrum", "along", "rescaling"] {
        for trials in [1, 5] {
            let known = full(experiment(preset(figure, trials), trials), &[figure]);
            let chart = known.picture::<Chart>(figure);
            let rows = chart.panels.len() as u32;
            for (width, height) in [(340, 280 * rows), (1100, 380)] {
                for dark in [false, true] {
                    let name = format!("{}-{trials}-{width}-{dark}.svg", figure);
                    let path = std::path::Path::new(&folder).join(name);
                    std::fs::write(path, svg(&chart, width, height, dark)).expect("a folder");
                }
            }
        }
    }
}

#[test]
fn scales_are_compared_with_one() {
    let chart = full(experiment("plain", 1), &["rescaling"]).picture::<Chart>("rescaling");
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
    let trainings = trainings(&experiment);
    let mut known = with_trainings(experiment, &trainings);
    for job in known.missing("rescaling").into_iter().skip(2) {
        known.put(job.clone(), answer(&job, &trainings));
    }
    let chart = known.picture::<Chart>("rescaling");
    let lines = chart.panels.iter().flat_map(|panel| &panel.lines);
    assert!(lines.flat_map(|line| &line.points).next().is_none());
}
