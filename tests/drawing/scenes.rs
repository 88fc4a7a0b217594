//! Made-up landscapes that look like real ones.

use sharp_minima::jobs::Waypoint;
use sharp_minima::landscape::Grid;
use sharp_minima::plot::landscape::{Line, Lines, Map, MapPanel, Mark, Quantity, Trail, Width};
use sharp_minima::settings::Regime;

/// A wide and a narrow valley and walls that rise far above guessing.
pub fn loss(a: f64, b: f64) -> f64 {
    let wide = 0.16 * (a * a + 2.2 * (b - 0.05 * a * a).powi(2)) + 0.012;
    let (x, y) = (a - 5.0, b - 0.6);
    let narrow = 1.6 * x * x + 1.1 * (y + 0.25 * x).powi(2) + 0.018;
    let mix = 1.0 / (1.0 / wide + 1.0 / narrow);
    mix * (1.0 + 0.1 * (1.3 * a).sin() * (1.7 * b).cos()) + 0.002 * (a * a + b * b)
}

/// The values of a function over a rectangle.
pub fn grid(n: usize, a: [f64; 2], b: [f64; 2], value: impl Fn(f64, f64) -> f64) -> Grid {
    let places = |[lower, upper]: [f64; 2], n: usize| -> Vec<f64> {
        let step = (upper - lower) / (n.max(2) - 1) as f64;
        (0..n).map(|k| lower + k as f64 * step).collect()
    };
    let rows = ((n as f64 * (b[1] - b[0]) / (a[1] - a[0])).round() as usize).max(n.min(2));
    let (a, b) = (places(a, n), places(b, rows));
    let values = b.iter().flat_map(|b| a.iter().map(move |a| (*a, *b)));
    Grid {
        values: values.map(|(a, b)| value(a, b)).collect(),
        a,
        b,
    }
}

/// From x₀ to a minimum in 40 epochs.
pub fn trail(regime: Regime, from: [f64; 2], to: [f64; 2], off: f64) -> Trail {
    let waypoints = (0..=40).map(|epoch| {
        let t = f64::from(epoch) / 40.0;
        let share = 1.0 - (-4.0 * t).exp() * (1.0 - t);
        let bow = (std::f64::consts::PI * share).sin();
        let noise = (f64::from(epoch) * 2.4).sin() * 0.06 * (1.0 - t);
        Waypoint {
            epoch,
            a: from[0] + (to[0] - from[0]) * share + 0.4 * bow + noise,
            b: from[1] + (to[1] - from[1]) * share - 0.5 * bow - noise,
            off: off * bow,
        }
    });
    Trail {
        regime,
        waypoints: waypoints.collect(),
    }
}

fn mark(name: &str, regime: Option<Regime>, place: [f64; 2]) -> Mark {
    Mark {
        name: name.into(),
        regime,
        place,
    }
}

/// One slice through both minima and x₀.
pub fn one(n: usize) -> Map {
    let (small, large, start) = ([0.0, 0.0], [5.0, 0.6], [2.3, 3.6]);
    Map {
        quantity: Quantity::Loss,
        title: "training loss, nats".into(),
        panels: vec![MapPanel {
            regime: None,
            name: String::new(),
            grid: grid(n, [-3.0, 8.0], [-3.0, 5.0], loss),
            axes: [
                "from x_S towards x_L, distance".into(),
                "from x_S towards x₀, distance".into(),
            ],
            isometric: true,
            trails: vec![
                trail(Regime::Small, start, small, 1.0),
                trail(Regime::Large, start, large, 5.0),
            ],
            marks: vec![
                mark("SB", Some(Regime::Small), small),
                mark("LB", Some(Regime::Large), large),
                mark("x₀", None, start),
            ],
        }],
    }
}

/// A slice at each minimum.
pub fn two(n: usize) -> Map {
    let panel = |regime, curvature: f64| MapPanel {
        regime: Some(regime),
        name: String::new(),
        grid: grid(n, [-1.0, 1.0], [-1.0, 1.0], |a, b| {
            let r = a * a * curvature + b * b * curvature * 0.6 + 0.3 * curvature * a * b;
            let loss = 0.02 + r * (1.0 + 0.3 * (3.0 * a + b).sin());
            if loss > 60.0 { f64::INFINITY } else { loss }
        }),
        axes: ["first", "second"].map(|name| format!("{name} direction, filter norms")),
        isometric: false,
        trails: vec![trail(regime, [3.0, 2.0], [0.0, 0.0], 4.0)],
        marks: vec![
            mark(
                if regime == Regime::Small { "SB" } else { "LB" },
                Some(regime),
                [0.0, 0.0],
            ),
            mark("A", None, [0.5, -0.4]),
        ],
    };
    Map {
        quantity: Quantity::Loss,
        title: "training loss, nats".into(),
        panels: vec![panel(Regime::Small, 2.0), panel(Regime::Large, 30.0)],
    }
}

/// Lines through both minima with their widths.
pub fn lines() -> Lines {
    let line = |regime, curvature: f64, testing: bool| {
        let floor = if testing { 0.9 } else { 0.02 };
        let points = (-40..=40).map(|k| {
            let x = f64::from(k) / 20.0;
            (x, floor + curvature * x * x * (1.0 + 0.2 * x))
        });
        let end = (0.5 / curvature).sqrt();
        Line {
            regime: Some(regime),
            name: String::new(),
            testing,
            points: points.collect(),
            width: (!testing).then_some(Width {
                ends: [
                    if curvature < 0.1 {
                        f64::NEG_INFINITY
                    } else {
                        -end
                    },
                    end,
                ],
                level: floor + 0.5,
                rise: 0.5,
            }),
        }
    };
    Lines {
        quantity: Quantity::Loss,
        axis: "along the first direction, filter norms".into(),
        lines: vec![
            line(Regime::Small, 0.8, false),
            line(Regime::Small, 0.9, true),
            line(Regime::Large, 9.0, false),
            line(Regime::Large, 10.0, true),
        ],
    }
}
