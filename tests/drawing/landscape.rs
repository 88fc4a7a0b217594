//! The landscape's pictures.

use crate::document::{all_inside, assert_near, labels, texts};
use crate::scenes;
use crate::svg::{LB, SB, attribute, drawn, elements, points};
use plotters::backend::SVGBackend;
use plotters::drawing::IntoDrawingArea;
use sharp_minima::landscape::{Grid, sketch};
use sharp_minima::plot::landscape::{Descent, Map, MapPanel, Quantity, Scene, Sketch, Turn};
use sharp_minima::plot::{Geometry, Look, PanelGeometry, SUBPIXELS, draw, svg};

const TURN: Turn = Turn {
    azimuth: 32.0,
    elevation: 34.0,
};
/// The margin around an exported figure, in its units.
const MARGIN: f64 = 80.0;
const QUANTITIES: [Quantity; 4] = [
    Quantity::Loss,
    Quantity::Accuracy,
    Quantity::LossGap,
    Quantity::AccuracyGap,
];

/// The geometry in the units of the exported document of that size.
fn geometry(scene: &Scene, width: u32, height: u32) -> Geometry {
    let mut unused = String::new();
    let size = (width * SUBPIXELS, height * SUBPIXELS);
    let area = SVGBackend::with_string(&mut unused, size).into_drawing_area();
    let margin = MARGIN as i32;
    let area = area.margin(margin, margin, margin, margin);
    // As wide text as the export's is wanted, so it is drawn on the export's own backend there; the
    // frames depend on the widths of ticks alone.
    let look = Look::still(false, f64::from(SUBPIXELS));
    draw(&area, &look, scene).expect("a string takes everything")
}

/// The place of a slice at a point of the document.
fn place(panel: &PanelGeometry, (x, y): (f64, f64)) -> (f64, f64) {
    let share = |at: f64, ends: [f64; 2]| (at - ends[0]) / (ends[1] - ends[0]);
    let between = |share: f64, ends: [f64; 2]| ends[0] + share * (ends[1] - ends[0]);
    let across = share(x - MARGIN, panel.x);
    let up = 1.0 - share(y - MARGIN, panel.y);
    (between(across, panel.x_range), between(up, panel.y_range))
}

fn map(quantity: Quantity, grids: Vec<Grid>) -> Map {
    let panel = |grid| MapPanel {
        regime: None,
        name: String::new(),
        grid,
        axes: ["a".into(), "b".into()],
        isometric: true,
        trails: Vec::new(),
        marks: Vec::new(),
    };
    Map {
        quantity,
        title: "something, unit".into(),
        panels: grids.into_iter().map(panel).collect(),
    }
}

#[test]
fn contours_of_a_cone_are_circles_of_the_levels_radii() {
    let cone = scenes::grid(51, [-2.0, 2.0], [-2.0, 2.0], |a, b| 10.0 * a.hypot(b));
    let map = map(Quantity::Accuracy, vec![cone]);
    let scene = Scene::Map(map.clone());
    let document = svg(&scene, 700, 600, false);
    // The frame is the picture's.
    let picture = elements(&document, "image")[0];
    let [x, y, width, height] = ["x", "y", "width", "height"]
        .map(|name| attribute(picture, name).parse::<f64>().expect("a number"));
    let panel = PanelGeometry {
        x: [x - MARGIN, x + width - MARGIN],
        y: [y - MARGIN, y + height - MARGIN],
        ..geometry(&scene, 700, 600).panels[0].clone()
    };
    let mut radii: Vec<f64> = Vec::new();
    for line in elements(&document, "polyline") {
        let line = points(line);
        // Closed lines of many points are contours that do not leave the frame.
        if line.len() < 20 || line.first() != line.last() {
            continue;
        }
        let places = line.iter().map(|point| place(&panel, *point));
        let radius: Vec<f64> = places.map(|(a, b)| a.hypot(b)).collect();
        let mean = radius.iter().sum::<f64>() / radius.len() as f64;
        let level = (10.0 * mean).round();
        for r in radius {
            assert!((10.0 * r - level).abs() < 0.1, "{r} at level {level}");
        }
        radii.push(level);
    }
    radii.sort_by(f64::total_cmp);
    radii.dedup();
    assert!(
        radii.len() >= 4 && radii.iter().all(|r| r % 2.0 == 0.0),
        "{radii:?}"
    );
}

#[test]
fn the_picture_is_lowest_where_the_loss_is() {
    let map = map(
        Quantity::Loss,
        vec![scenes::grid(25, [-1.0, 1.0], [-1.0, 1.0], |a, b| {
            0.01 + (a - 0.5).powi(2) + (b - 0.5).powi(2)
        })],
    );
    let document = svg(&Scene::Map(map.clone()), 500, 500, false);
    assert_eq!(elements(&document, "image").len(), 1);
    // The picture lies right on the ground.
    let first: Vec<&str> = document
        .lines()
        .filter(|line| line.starts_with('<'))
        .collect();
    assert!(first[1].starts_with("<rect") && first[2].starts_with("<image"));
    assert!(first[1].contains("#FFFFFF"));
}

#[test]
fn the_cross_hair_stands_at_its_epoch_below_the_map() {
    let drawn_at = |at| {
        let descent = Descent {
            scene: Some(Scene::Map(scenes::one(25))),
            trainings: Vec::new(),
            epochs: 40,
            at: Some(at),
        };
        drawn(&descent, 900, 700)
    };
    let mut places = Vec::new();
    for at in [0, 10, 40] {
        let (document, geometry) = drawn_at(at);
        let [map, accuracy] = &geometry.panels[..] else {
            panic!("a map, and the accuracy below");
        };
        assert_eq!(accuracy.name, "accuracy");
        assert!(accuracy.y[0].min(accuracy.y[1]) > map.y[0].max(map.y[1]));
        assert_eq!(accuracy.x_range, [0.0, 40.0]);
        let share = f64::from(at) / 40.0;
        let x = accuracy.x[0] + share * (accuracy.x[1] - accuracy.x[0]);
        let [top, bottom] = accuracy.y;
        let is_cross_hair = |line: &&str| {
            let line = points(line);
            let near = |(a, b): (f64, f64), y: f64| (a - x).abs() < 1.5 && (b - y).abs() < 1.5;
            line.len() == 2 && near(line[0], top) && near(line[1], bottom)
        };
        let lines = elements(&document, "polyline");
        assert!(lines.iter().any(is_cross_hair), "at epoch {at}");
        places.push(x);
    }
    assert!(places[0] < places[1] && places[1] < places[2]);
}

#[test]
fn a_low_frame_is_left_to_the_map() {
    let descent = Descent {
        scene: Some(Scene::Map(scenes::one(25))),
        trainings: Vec::new(),
        epochs: 40,
        at: Some(10),
    };
    assert_eq!(drawn(&descent, 900, 390).1.panels.len(), 1);
}

#[test]
fn panels_share_their_levels_and_their_bar() {
    let two = scenes::two(25);
    let document = svg(&Scene::Map(two.clone()), 1000, 560, false);
    assert_eq!(elements(&document, "image").len(), 2);
    assert_eq!(document.matches("training loss, nats").count(), 1);
    let panels = geometry(&Scene::Map(two.clone()), 1000, 560).panels;
    assert_eq!(panels.len(), 2);
    assert!(panels.iter().all(|panel| panel.name == "map"));
    assert!(panels[0].x[1] < panels[1].x[0] && panels[0].y == panels[1].y);
    // A level's label on a panel is also one of the bar's.
    let written = texts(&document);
    let levels = written.iter().filter(|text| text.starts_with("0."));
    let twice = levels.filter(|level| written.iter().filter(|text| text == level).count() >= 2);
    assert!(twice.count() >= 4, "{written:?}");
    let narrow = geometry(&Scene::Map(two.clone()), 340, 700).panels;
    assert!(narrow[0].y[1] < narrow[1].y[0] && narrow[0].x == narrow[1].x);
}

#[test]
fn the_bars_labels_stay_in_a_narrow_picture() {
    let mut map = scenes::one(25);
    for value in &mut map.panels[0].grid.values {
        *value += 0.010_68;
    }
    let document = svg(&Scene::Surface(map, TURN), 300, 420, false);
    let mut seen = 0;
    for (element, text) in labels(&document) {
        if attribute(element, "text-anchor") != "middle" || !text.starts_with("0.") {
            continue;
        }
        let number = |name| -> f64 { attribute(element, name).parse().expect("a number") };
        // No figure is narrower than half its height.
        let half = 0.25 * number("font-size") * text.len() as f64;
        let x = number("x") - MARGIN;
        assert!(x >= half && x + half <= 8.0 * 300.0, "{text} at {x}");
        seen += 1;
    }
    assert!(seen > 0);
}

#[test]
fn equal_distances_look_equal() {
    let one = scenes::one(25);
    for (width, height) in [(1000, 560), (340, 480), (300, 900)] {
        let panel = &geometry(&Scene::Map(one.clone()), width, height).panels[0];
        let unit =
            |pixels: [f64; 2], range: [f64; 2]| (pixels[1] - pixels[0]) / (range[1] - range[0]);
        let ratio = unit(panel.x, panel.x_range) / unit(panel.y, panel.y_range);
        assert!((ratio - 1.0).abs() < 0.02, "{ratio}");
    }
}

#[test]
fn marks_stand_on_their_places() {
    let one = scenes::one(25);
    let scene = Scene::Map(one.clone());
    let document = svg(&scene, 1000, 560, false);
    let picture = elements(&document, "image")[0];
    let [x, y, width, height] = ["x", "y", "width", "height"]
        .map(|name| attribute(picture, name).parse::<f64>().expect("a number"));
    let panel = &geometry(&scene, 1000, 560).panels[0];
    let at = |a: f64, b: f64| {
        let share = |value: f64, ends: [f64; 2]| (value - ends[0]) / (ends[1] - ends[0]);
        (
            x + share(a, panel.x_range) * width,
            y + (1.0 - share(b, panel.y_range)) * height,
        )
    };
    let discs = elements(&document, "circle").into_iter();
    let largest = discs
        .filter(|disc| attribute(disc, "fill") == SB)
        .max_by_key(|disc| attribute(disc, "r").parse::<i32>().unwrap_or(0))
        .expect("SB's mark");
    let centre = ["cx", "cy"].map(|name| attribute(largest, name).parse::<f64>().expect("x"));
    assert_near((centre[0], centre[1]), at(0.0, 0.0));
    let diamonds = elements(&document, "polygon").into_iter();
    let diamonds: Vec<_> = diamonds
        .filter(|diamond| attribute(diamond, "fill") == LB)
        .map(points)
        .filter(|corners| corners.len() == 4)
        .collect();
    let near = |corners: &&Vec<(f64, f64)>| {
        let (x, y) = at(5.0, 0.6);
        (corners[1].0 - x).abs() <= 1.0 && (corners[0].1 - y).abs() <= 1.0
    };
    assert_eq!(diamonds.iter().filter(near).count(), 1);
    for name in ["SB", "LB", "x₀"] {
        assert!(texts(&document).contains(&name), "{name}");
    }
}

#[test]
fn trajectories_differ_by_more_than_colour_and_stay_in_the_frame() {
    let mut one = scenes::one(25);
    one.panels[0].trails[0]
        .waypoints
        .iter_mut()
        .for_each(|f| f.off = 0.0);
    one.panels[0].trails[1]
        .waypoints
        .iter_mut()
        .for_each(|f| f.off = 0.0);
    one.panels[0].trails[0].waypoints[20].a = 1e9;
    one.panels[0].trails[0].waypoints[21].b = f64::NAN;
    let document = svg(&Scene::Map(one.clone()), 700, 500, false);
    all_inside(&document, 700.0, 500.0);
    let strokes = |color: &str| {
        let lines = elements(&document, "polyline").into_iter();
        lines
            .filter(|line| attribute(line, "stroke") == color)
            .count()
    };
    // SB's two pieces, and the many dashes of LB.
    assert_eq!(strokes(SB), 2);
    assert!(strokes(LB) > 12, "{}", strokes(LB));
}

#[test]
fn awkward_values_are_drawn_at_any_size() {
    let values: [&[f64]; 8] = [
        &[],
        &[f64::NAN],
        &[f64::INFINITY],
        &[f64::NEG_INFINITY, 1.0],
        &[0.0],
        &[0.3],
        &[1e-300, 1e300, -1e300],
        &[f64::NAN, 0.1, 7.0, f64::INFINITY, -2.0],
    ];
    for quantity in QUANTITIES {
        for (a, b) in [(0, 0), (1, 1), (1, 3), (2, 2), (7, 5)] {
            for values in values {
                let count = if values.is_empty() { 0 } else { a * b };
                let grid = Grid {
                    a: (0..a).map(f64::from).collect(),
                    b: (0..b).map(f64::from).collect(),
                    values: values
                        .iter()
                        .copied()
                        .cycle()
                        .take(count as usize)
                        .collect(),
                };
                let map = map(quantity, vec![grid.clone(), grid]);
                for scene in [Scene::Map(map.clone()), Scene::Surface(map.clone(), TURN)] {
                    for (width, height) in [(0, 0), (40, 30), (320, 240)] {
                        let document = svg(&scene, width, height, true);
                        let body = document.split("base64").last().unwrap_or_default();
                        assert!(document.contains("</svg>") && !body.contains("NaN"));
                        if width == 320 {
                            all_inside(&document, 320.0, 240.0);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn any_size_and_turn_will_do() {
    let (one, two, lines) = (scenes::one(25), scenes::two(7), scenes::lines());
    let sketch = Sketch::default();
    for (width, height) in [(1, 1), (30, 1500), (3000, 20), (1100, 700)] {
        for scene in [
            Scene::Map(one.clone()),
            Scene::Map(two.clone()),
            Scene::Surface(two.clone(), TURN),
            Scene::Lines(lines.clone()),
            Scene::Sketch(sketch),
        ] {
            assert!(svg(&scene, width, height, false).contains("</svg>"));
        }
    }
    for azimuth in [-720.0, 0.0, 90.0, 359.0, 1e9, f64::NAN, f64::INFINITY] {
        for elevation in [-90.0, 0.0, 45.0, 90.0, f64::NAN] {
            let turn = Turn { azimuth, elevation };
            let document = svg(&Scene::Surface(two.clone(), turn), 500, 400, false);
            all_inside(&document, 500.0, 400.0);
        }
    }
}

#[test]
fn what_is_unknown_is_said() {
    for map in [
        map(Quantity::Loss, Vec::new()),
        map(Quantity::Loss, vec![Grid::default()]),
    ] {
        for scene in [Scene::Map(map.clone()), Scene::Surface(map.clone(), TURN)] {
            assert!(svg(&scene, 500, 400, false).contains("no data yet"));
        }
    }
}

#[test]
fn the_same_scene_gives_the_same_document() {
    let (one, lines) = (scenes::one(25), scenes::lines());
    for scene in [
        Scene::Map(one.clone()),
        Scene::Surface(one.clone(), TURN),
        Scene::Lines(lines.clone()),
        Scene::Sketch(Sketch::default()),
    ] {
        let [first, second] = [(); 2].map(|()| svg(&scene, 700, 400, true));
        assert!(first == second);
        // Every element is closed and every text escaped.
        let (opened, closed) = (
            first.matches("<text").count(),
            first.matches("</text>").count(),
        );
        assert_eq!(opened, closed);
        let tags = first.split('<').skip(1);
        assert!(tags.clone().all(|tag| tag.contains('>')));
        let open = tags.filter(|tag| !tag.starts_with('/') && !tag.contains("/>"));
        assert_eq!(open.count(), opened + 1);
    }
}

#[test]
fn lines_show_their_widths() {
    let document = svg(&Scene::Lines(scenes::lines()), 800, 500, false);
    let written = texts(&document);
    assert!(written.contains(&"SB 1.58 wide") && written.contains(&"LB 0.471 wide"));
    let mut lines = scenes::lines();
    if let Some(width) = &mut lines.lines[0].width {
        width.ends[1] = f64::INFINITY;
    }
    let document = svg(&Scene::Lines(lines.clone()), 800, 500, false);
    assert!(texts(&document).contains(&"SB wider than shown"));
    all_inside(&document, 800.0, 500.0);
    lines.lines.iter_mut().for_each(|line| line.points.clear());
    assert!(svg(&Scene::Lines(lines.clone()), 800, 500, false).contains("no data yet"));
}

#[test]
fn the_sketch_says_its_gaps() {
    assert_eq!(Sketch::new(9.0).shift, sketch::LARGEST_SHIFT);
    assert_eq!(Sketch::new(f64::NAN).shift, 0.0);
    for shift in [-0.6, 0.0, 0.2] {
        let document = svg(&Scene::Sketch(Sketch::new(shift)), 360, 190, false);
        for gap in sketch::gaps(shift) {
            let text = format!("gap {gap:.2}");
            assert!(texts(&document).contains(&text.as_str()), "{text}");
        }
        for name in [
            "flat minimum",
            "sharp minimum",
            "training function",
            "testing function",
        ] {
            assert!(texts(&document).contains(&name), "{name}");
        }
        all_inside(&document, 360.0, 190.0);
    }
    let panels = geometry(&Scene::Sketch(Sketch::default()), 360, 190).panels;
    assert_eq!(
        (panels.len(), panels[0].name, panels[0].x_log),
        (1, "sketch", false)
    );
    assert_eq!(panels[0].x_range, sketch::RANGE);
}

#[test]
fn pictures() {
    let Ok(folder) = std::env::var("FIGURE_PICTURES") else {
        return;
    };
    let (one, two) = (scenes::one(51), scenes::two(25));
    let mut early = scenes::one(51);
    for (k, value) in early.panels[0].grid.values.iter_mut().enumerate() {
        if k % 51 > 33 && k / 51 > 14 {
            *value = f64::NAN;
        }
    }
    let lines = scenes::lines();
    let sketch = Sketch::default();
    for (name, scene) in [
        ("map-one", Scene::Map(one.clone())),
        ("map-two", Scene::Map(two.clone())),
        ("map-early", Scene::Map(early.clone())),
        ("surface-one", Scene::Surface(one.clone(), TURN)),
        ("surface-two", Scene::Surface(two.clone(), TURN)),
        ("lines", Scene::Lines(lines.clone())),
        ("sketch", Scene::Sketch(sketch)),
    ] {
        let small = if name == "sketch" {
            (360, 190)
        } else {
            (340, 480)
        };
        for (width, height) in [(1000, 560), small] {
            for (ground, dark) in [("light", false), ("dark", true)] {
                let file = format!("{folder}/{name}-{width}-{ground}.svg");
                std::fs::write(file, svg(&scene, width, height, dark)).expect("written");
            }
        }
    }
}
