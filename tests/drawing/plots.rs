//! Curves, sharpness and the linear path.

use crate::document::{all_inside, assert_near, lines, pixel};
use crate::reports::{paths, sharpnesses, trainings};
use crate::svg::{LB, SB, attribute, drawn, elements, points};
use plotters::backend::SVGBackend;
use plotters::drawing::IntoDrawingArea;
use sharp_minima::plot::{Curves, Look, PathChart, Picture, SharpnessChart, draw, svg};
use sharp_minima::settings::Regime;
use sharp_minima::training::{Ending, Evaluation};

#[test]
fn curves_pass_through_the_data() {
    let one = trainings(1, 40);
    let (document, geometry) = drawn(&Curves(one.clone()), 1100, 420);
    let [loss, accuracy] = geometry.panels.as_slice() else {
        panic!("two panels")
    };
    assert_eq!((loss.name, accuracy.name), ("loss", "accuracy"));
    assert!(loss.y_log && !accuracy.y_log && !loss.x_log);
    assert_eq!(loss.x_range, [0.0, 40.0]);
    for (training, color) in one.iter().zip([SB, LB]) {
        // The training lines: one in each panel; the testing lines are dashes.
        let solid = lines(&document, color, 41);
        assert_eq!(solid.len(), 2);
        for (k, point) in training.points.iter().enumerate() {
            let epoch = f64::from(point.epoch);
            let evaluation = point.evaluation;
            assert_near(solid[0][k], pixel(loss, epoch, evaluation.train_loss));
            let percent = 100.0 * evaluation.train_accuracy;
            assert_near(solid[1][k], pixel(accuracy, epoch, percent));
        }
    }
}

#[test]
fn marks_of_both_sets_stand_on_the_data() {
    let one = trainings(1, 40);
    let (document, geometry) = drawn(&Curves(one.clone()), 1100, 420);
    let discs: Vec<(f64, f64)> = elements(&document, "circle")
        .into_iter()
        .map(|disc| {
            assert_eq!(attribute(disc, "fill"), SB);
            let [x, y] = ["cx", "cy"].map(|name| attribute(disc, name).parse().expect("a number"));
            (x, y)
        })
        .collect();
    // Every fifth epoch of 0 to 40, two sets, two panels.
    assert_eq!(discs.len(), 9 * 2 * 2);
    let at = |name: usize, value: f64| {
        let expected = pixel(&geometry.panels[name], 20.0, value);
        let near = |disc: &&(f64, f64)| {
            (disc.0 - expected.0).abs() <= 0.5 && (disc.1 - expected.1).abs() <= 0.5
        };
        discs.iter().filter(near).count()
    };
    let evaluation = one[0].points[20].evaluation;
    assert_eq!(at(0, evaluation.train_loss), 1);
    assert_eq!(at(0, evaluation.test_loss), 1);
    assert_eq!(at(1, 100.0 * evaluation.train_accuracy), 1);
    assert_eq!(at(1, 100.0 * evaluation.test_accuracy), 1);
}

#[test]
fn bands_span_one_standard_deviation() {
    let five = trainings(5, 40);
    let (document, geometry) = drawn(&Curves(five.clone()), 1100, 420);
    let is_band = |element: &&str| points(element).len() > 4;
    let bands: Vec<_> = elements(&document, "polygon")
        .into_iter()
        .filter(is_band)
        .collect();
    assert_eq!(bands.len(), 8);
    // SB's training loss after 10 epochs.
    let values = five.iter().filter(|t| t.regime == Regime::Small);
    let values: Vec<f64> = values.map(|t| t.points[10].evaluation.train_loss).collect();
    let mean = values.iter().sum::<f64>() / 5.0;
    let std = (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / 4.0).sqrt();
    let band = points(bands[0]);
    assert_eq!(band.len(), 82);
    assert_near(band[10], pixel(&geometry.panels[0], 10.0, mean + std));
    assert_near(band[81 - 10], pixel(&geometry.panels[0], 10.0, mean - std));
    // One trial has no spread.
    let one = trainings(1, 40);
    let (document, _) = drawn(&Curves(one.clone()), 1100, 420);
    assert_eq!(
        elements(&document, "polygon")
            .iter()
            .filter(|e| is_band(e))
            .count(),
        0
    );
}

#[test]
fn a_band_ends_where_one_trial_is_left() {
    let mut two = trainings(2, 40);
    for training in two.iter_mut().filter(|t| t.trial == 1) {
        training.points.truncate(11);
    }
    let (document, _) = drawn(&Curves(two.clone()), 1100, 420);
    let longest = elements(&document, "polygon")
        .into_iter()
        .map(|e| points(e).len())
        .max();
    assert_eq!(longest, Some(22));
    assert_eq!(lines(&document, SB, 41).len(), 2);
}

#[test]
fn the_epoch_axis_rests_while_training_goes_on() {
    let at = |epochs: u32, ending| {
        let mut growing = trainings(1, epochs);
        growing[0].ending = ending;
        drawn(&Curves(growing.clone()), 1100, 420).1.panels[0].x_range[1]
    };
    assert_eq!(
        [0, 7, 10, 11, 33, 41].map(|n| at(n, None)),
        [10.0, 10.0, 10.0, 20.0, 40.0, 50.0]
    );
    assert_eq!(at(33, Some(Ending::Fitted)), 33.0);
}

#[test]
fn panels_stand_above_each_other_on_a_phone() {
    let five = trainings(5, 40);
    let panels = drawn(&Curves(five.clone()), 360, 640).1.panels;
    assert!(panels[0].y[1] < panels[1].y[0] && panels[0].x == panels[1].x);
    let panels = drawn(&Curves(five.clone()), 1100, 420).1.panels;
    assert!(panels[0].x[1] < panels[1].x[0] && panels[0].y == panels[1].y);
}

#[test]
fn the_path_shows_loss_and_accuracy_between_two_minima() {
    let one = paths(1);
    let (document, geometry) = drawn(&PathChart(one.clone()), 1100, 420);
    let [loss, accuracy] = geometry.panels.as_slice() else {
        panic!("two panels")
    };
    assert_eq!(loss.x_range, [-1.0, 2.0]);
    assert_eq!((loss.x, loss.y), (accuracy.x, accuracy.y));
    for (color, panel, value) in [
        (
            "#2B323B",
            loss,
            (|e| e.train_loss) as fn(&Evaluation) -> f64,
        ),
        ("#009E73", accuracy, |e| 100.0 * e.train_accuracy),
    ] {
        let solid = lines(&document, color, 25);
        assert_eq!(solid.len(), 1);
        for (found, point) in solid[0].iter().zip(&one[0].points) {
            assert_near(*found, pixel(panel, point.alpha, value(&point.evaluation)));
        }
    }
    // The hairlines of the minima.
    for (color, alpha) in [(SB, 0.0), (LB, 1.0)] {
        let hairline = lines(&document, color, 2);
        assert_eq!(hairline.len(), 1);
        let (x, _) = pixel(loss, alpha, 1.0);
        assert!(hairline[0].iter().all(|end| (end.0 - x).abs() <= 0.5));
    }
}

#[test]
fn sharpness_has_a_mark_for_every_trial() {
    for trials in 1..=10 {
        let points = sharpnesses(trials);
        let (document, geometry) = drawn(&SharpnessChart(points.clone()), 1100, 420);
        let discs = elements(&document, "circle");
        assert_eq!(discs.len(), 2 * trials as usize);
        assert_eq!(elements(&document, "polygon").len(), 2 * trials as usize);
        let panel = &geometry.panels[0];
        let expected = pixel(panel, points[0].value, panel.y_range[0]).0;
        let at = |disc: &&str| {
            (attribute(disc, "cx").parse::<f64>().expect("cx") - expected).abs() <= 0.5
        };
        assert!(discs.iter().any(at));
    }
}

#[test]
fn the_same_data_give_the_same_document() {
    let (five, path, sharpness) = (trainings(5, 40), paths(5), sharpnesses(5));
    for picture in [
        &Curves(five.clone()) as &dyn Picture,
        &PathChart(path.clone()),
        &SharpnessChart(sharpness.clone()),
    ] {
        let [first, second] = [(); 2].map(|()| svg(picture, 800, 400, true));
        assert_eq!(first, second);
        assert!(
            first.starts_with(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\"400\""
            )
        );
        assert!(first.trim_end().ends_with("</svg>") && first.contains("#14171C"));
        // The order in which reports arrived leaves no trace.
        let mut shuffled = five.clone();
        shuffled.rotate_left(2);
        assert_eq!(
            svg(&Curves(five.clone()), 800, 400, false),
            svg(&Curves(shuffled.clone()), 800, 400, false)
        );
    }
}

#[test]
fn no_data_draw_axes_and_say_so() {
    for picture in [
        &Curves(Vec::new()) as &dyn Picture,
        &PathChart(Vec::new()),
        &SharpnessChart(Vec::new()),
    ] {
        let (document, geometry) = drawn(picture, 800, 400);
        assert!(document.contains("no data yet"));
        assert!(!geometry.panels.is_empty());
        assert!(elements(&document, "text").len() > 5);
    }
}

#[test]
fn values_that_cannot_be_shown_break_nothing() {
    let strange = [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        0.0,
        -1.0,
        1e300,
        5e-324,
    ];
    let (trainings, paths, sharpness) = (trainings(2, 6), paths(2), sharpnesses(2));
    for value in strange {
        let bad = Evaluation {
            train_loss: value,
            train_accuracy: value,
            test_loss: value,
            test_accuracy: value,
        };
        for all in [false, true] {
            let mut curves = trainings.clone();
            let mut path = paths.clone();
            let mut phi = sharpness.clone();
            let count = |length: usize| if all { length } else { 1 };
            for training in &mut curves {
                let n = count(training.points.len());
                training
                    .points
                    .iter_mut()
                    .rev()
                    .take(n)
                    .for_each(|p| p.evaluation = bad);
            }
            for path in &mut path {
                let n = count(path.points.len());
                path.points
                    .iter_mut()
                    .take(n)
                    .for_each(|p| p.evaluation = bad);
            }
            let n = count(phi.len());
            phi.iter_mut().take(n).for_each(|p| p.value = value);
            for picture in [
                &Curves(curves.clone()) as &dyn Picture,
                &PathChart(path.clone()),
                &SharpnessChart(phi.clone()),
            ] {
                let document = svg(picture, 700, 400, false);
                assert!(
                    !document.contains("NaN") && !document.contains("inf"),
                    "{value}"
                );
                all_inside(&document, 700.0, 400.0);
            }
        }
    }
}

#[test]
fn any_size_will_do() {
    let (five, path, sharpness) = (trainings(5, 40), paths(5), sharpnesses(5));
    for picture in [
        &Curves(five.clone()) as &dyn Picture,
        &PathChart(path.clone()),
        &SharpnessChart(sharpness.clone()),
    ] {
        for (width, height) in [(0, 0), (1, 1), (40, 30), (30, 2000), (5000, 20)] {
            assert!(svg(picture, width, height, false).contains("</svg>"));
        }
        for scale in [f64::NAN, 0.0, -1.0, 0.01, 1e6] {
            let mut document = String::new();
            let area = SVGBackend::with_string(&mut document, (300, 200)).into_drawing_area();
            assert!(draw(&area, &Look::still(true, scale), picture).is_ok());
        }
    }
}

#[test]
fn pictures() {
    let Ok(folder) = std::env::var("FIGURE_PICTURES") else {
        return;
    };
    let (five, one) = (trainings(5, 40), trainings(1, 40));
    let mut growing = trainings(5, 23);
    growing
        .iter_mut()
        .for_each(|training| training.ending = None);
    let mut early = trainings(3, 35);
    early
        .iter_mut()
        .step_by(2)
        .for_each(|training| training.points.truncate(9));
    let (many_paths, one_path) = (paths(5), paths(1));
    let (many_points, one_point) = (sharpnesses(5), sharpnesses(1));
    for (name, picture) in [
        ("curves-5", &Curves(five.clone()) as &dyn Picture),
        ("curves-1", &Curves(one.clone()) as &dyn Picture),
        ("curves-growing", &Curves(growing.clone()) as &dyn Picture),
        ("curves-early", &Curves(early.clone()) as &dyn Picture),
        ("curves-none", &Curves(Vec::new()) as &dyn Picture),
        ("path-5", &PathChart(many_paths.clone()) as &dyn Picture),
        ("path-1", &PathChart(one_path.clone()) as &dyn Picture),
        ("path-none", &PathChart(Vec::new()) as &dyn Picture),
        (
            "sharpness-5",
            &SharpnessChart(many_points.clone()) as &dyn Picture,
        ),
        (
            "sharpness-1",
            &SharpnessChart(one_point.clone()) as &dyn Picture,
        ),
        (
            "sharpness-none",
            &SharpnessChart(Vec::new()) as &dyn Picture,
        ),
    ] {
        for (width, height) in [(1100, 420), (360, 640)] {
            for (ground, dark) in [("light", false), ("dark", true)] {
                let file = format!("{folder}/{name}-{width}-{ground}.svg");
                std::fs::write(file, svg(picture, width, height, dark)).expect("written");
            }
        }
    }
}
