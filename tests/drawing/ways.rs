//! Ways between two minima.

use crate::document::{all_inside, assert_near, lines, pixel};
use crate::svg::{LB, SB, attribute, drawn, elements, points};
use sharp_minima::jobs::Connection;
use sharp_minima::plot::{WaysChart, svg};
use sharp_minima::settings::Regime;
use sharp_minima::training::Evaluation;

/// Ways with these rises in the middle.
fn chart(rises: [f64; 3]) -> WaysChart {
    let way = |rise: f64| {
        let place = |k: i32| {
            let t = f64::from(k) / 20.0;
            let train_loss = 0.02 + 0.01 * t + rise * 4.0 * t * (1.0 - t);
            Evaluation {
                train_loss,
                train_accuracy: 1.0 - 0.3 * rise * t * (1.0 - t),
                test_loss: 1.1 + 0.4 * t + rise * t * (1.0 - t),
                test_accuracy: 0.7 - 0.1 * t,
            }
        };
        (0..21).map(place).collect::<Vec<_>>()
    };
    let [straight, curved, bent] = rises.map(way);
    WaysChart {
        connection: Some(Connection {
            trial: 0,
            straight,
            curved,
            bent,
            improved: true,
            steps: 600,
            distance: 20.0,
            length: 22.0,
        }),
        ends: [(Regime::Small, "SB"), (Regime::Large, "LB")],
    }
}

#[test]
fn ways_pass_through_the_data() {
    let chart = chart([0.2, 0.25, -0.005]);
    for (width, height) in [(830, 371), (360, 500)] {
        let (document, geometry) = drawn(&chart, width, height);
        let [loss, accuracy] = geometry.panels.as_slice() else {
            panic!("two panels")
        };
        assert_eq!((loss.name, accuracy.name), ("loss", "accuracy"));
        assert!(loss.y_log && !accuracy.y_log);
        // Muted, the accuracy's green, ink.
        let ways = chart.connection.as_ref().expect("ways").ways();
        for (way, color) in ways.into_iter().zip(["#5A6572", "#009E73", "#2B323B"]) {
            let solid = lines(&document, color, 21);
            assert_eq!(solid.len(), 2, "{color}");
            for (k, place) in way.iter().enumerate() {
                let t = k as f64 / 20.0;
                assert_near(solid[0][k], pixel(loss, t, place.train_loss));
                let percent = 100.0 * place.train_accuracy;
                assert_near(solid[1][k], pixel(accuracy, t, percent));
            }
        }
    }
}

#[test]
fn the_ends_have_their_marks_and_the_ways_their_barriers() {
    let both = chart([0.223, 0.263, -0.005]);
    let (document, geometry) = drawn(&both, 830, 371);
    let of = |name: &str, color: &str| {
        let all = elements(&document, name).into_iter();
        all.filter(|e| attribute(e, "fill") == color).count()
    };
    assert_eq!((of("circle", SB), of("polygon", LB)), (4, 4));
    let diamonds = elements(&document, "polygon").into_iter();
    let diamond = diamonds.filter(|e| attribute(e, "fill") == LB).map(points);
    let first = diamond.into_iter().next().expect("a diamond");
    let at = pixel(&geometry.panels[0], 1.0, 1.5);
    assert!(
        (first[0].1 - at.1).abs() < 1.0
            || (first[0].1 - pixel(&geometry.panels[0], 1.0, 0.03).1).abs() < 1.0
    );
    for words in [
        "straight line, barrier 0.22",
        "the paper’s curve, barrier 0.26",
        "trained curve, no barrier",
        "training",
        "testing",
        "LB",
    ] {
        assert!(document.contains(words), "{words}");
    }
    let same = WaysChart {
        ends: [
            (Regime::Small, "SB"),
            (Regime::Small, "SB from another start"),
        ],
        ..both
    };
    let (document, _) = drawn(&same, 830, 371);
    assert!(!document.contains(LB) && document.contains("SB from another start"));
}

#[test]
fn no_number_breaks_them() {
    for value in [0.0, f64::INFINITY, f64::NAN, -1.0, 1e300] {
        let chart = chart([value, 0.1, 0.0]);
        for (width, height) in [(830, 371), (360, 500), (20, 10)] {
            all_inside(
                &svg(&chart, width, height, true),
                f64::from(width),
                f64::from(height),
            );
        }
    }
    let nothing = WaysChart {
        connection: None,
        ends: [(Regime::Small, "SB"), (Regime::Large, "LB")],
    };
    assert!(svg(&nothing, 600, 300, false).contains("no data yet"));
}
