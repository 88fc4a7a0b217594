//! Maps of cells.

use crate::document::{all_inside, assert_near, pixel, texts};
use crate::svg::{attribute, drawn, elements, points};
use sharp_minima::plot::cells::{Cell, CellMap, CellMaps, Colors, Column, Rule, State};
use sharp_minima::plot::svg;
use sharp_minima::settings::Regime;

/// The stroke of rules, on a light ground.
const INK: &str = "#2B323B";

fn compared(value: f64) -> Cell {
    Cell {
        state: State::Compared,
        value: Some(value),
        texts: vec![format!("{value:.1}")],
        ring: false,
    }
}

/// Batches 32, 64 and 256, rates .01, .02 and .04; the value of cell k is 50 + k.
fn maps() -> CellMaps {
    let column = |(at, regime)| Column { at, regime };
    let columns = [
        (32.0, Some(Regime::Small)),
        (64.0, None),
        (256.0, Some(Regime::Large)),
    ];
    let map = |title, colors| CellMap {
        title,
        units: vec!["units"],
        colors,
        cells: (0..9).map(|k| compared(50.0 + f64::from(k))).collect(),
    };
    let rule = |exponent, label, thin| Rule {
        from: (32.0, 0.01),
        exponent,
        label,
        thin,
    };
    CellMaps {
        columns: columns.map(column).to_vec(),
        rows: vec![0.01, 0.02, 0.04],
        names: ["batch", "rate η"],
        maps: vec![map("first", Colors::High), map("second", Colors::LowLog)],
        rules: vec![rule(1.0, "linear η", false), rule(0.5, "√ η", true)],
        beside: None,
    }
}

#[test]
fn a_rule_starts_at_its_point_and_is_the_power() {
    let (document, geometry) = drawn(&maps(), 900, 380);
    let panels = &geometry.panels;
    assert_eq!(panels.len(), 2);
    let lines = elements(&document, "polyline").into_iter();
    let rules: Vec<_> = lines
        .filter(|line| attribute(line, "stroke") == INK && attribute(line, "opacity") == "1")
        .map(points)
        .filter(|line| line.len() == 2)
        .collect();
    assert_eq!(rules.len(), 2);
    for (rule, panel) in rules.iter().zip(panels) {
        assert!(panel.name == "map" && panel.x_log && panel.y_log);
        assert_near(rule[0], pixel(panel, 32.0, 0.01));
        // The upper edge is half a factor of 2 above .04, which is at .01 · B/32.
        let top = 0.04 * 2f64.sqrt();
        assert!((panel.y_range[1] / top - 1.0).abs() < 1e-12);
        assert_near(rule[1], pixel(panel, 32.0 * top / 0.01, top));
    }
}

#[test]
fn cells_surround_their_values_and_the_best_stand_out() {
    let (document, geometry) = drawn(&maps(), 900, 380);
    let panel = &geometry.panels[0];
    let cells: Vec<_> = elements(&document, "polygon")
        .into_iter()
        .map(|cell| (attribute(cell, "fill"), points(cell)))
        .take(9)
        .collect();
    let mut values = Vec::new();
    for batch in [32.0, 64.0, 256.0] {
        values.extend([0.01, 0.02, 0.04].map(|rate| (batch, rate)));
    }
    for ((_, corners), (batch, rate)) in cells.iter().zip(values) {
        let (x, y) = pixel(panel, batch, rate);
        let across: Vec<f64> = corners.iter().map(|corner| corner.0).collect();
        let up: Vec<f64> = corners.iter().map(|corner| corner.1).collect();
        let holds = |ends: &[f64], at: f64| {
            let low = ends.iter().copied().fold(f64::INFINITY, f64::min);
            let high = ends.iter().copied().fold(0.0, f64::max);
            low < at && at < high && high - low > 20.0
        };
        assert!(holds(&across, x) && holds(&up, y), "{batch} {rate}");
    }
    // High accuracy is yellow, and low φ as well: the best cell of each map has the same colour.
    let fills = elements(&document, "polygon").into_iter();
    let fills: Vec<&str> = fills.map(|cell| attribute(cell, "fill")).collect();
    let second = fills.len() / 2;
    assert_eq!(fills[8], fills[second]);
    assert_eq!(fills[0], fills[second + 8]);
    assert_ne!(fills[0], fills[8]);
}

#[test]
fn numbers_columns_and_rules_are_named() {
    for (width, height) in [(830, 371), (360, 800)] {
        let (document, geometry) = drawn(&maps(), width, height);
        let written = texts(&document);
        let count = |text: &str| written.iter().filter(|t| **t == text).count();
        for text in ["50.0", "58.0", "SB", "LB", "256", "linear η", "√ η"] {
            assert_eq!(count(text), 2, "{text} in {written:?}");
        }
        // Maps side by side share the names of rows.
        let beside = geometry.panels[0].y == geometry.panels[1].y;
        assert_eq!(beside, width == 830);
        assert_eq!(count("0.04"), if beside { 1 } else { 2 });
        all_inside(&document, f64::from(width), f64::from(height));
    }
}

#[test]
fn cells_apart_are_hatched_and_leave_the_colours_alone() {
    let before = drawn(&maps(), 900, 380).0;
    let mut apart = maps();
    for map in &mut apart.maps {
        let cell = &mut map.cells[4];
        (cell.state, cell.value) = (State::Apart, Some(1e9));
        cell.texts = vec!["–".into()];
        map.cells[0].ring = true;
    }
    let after = drawn(&apart, 900, 380).0;
    let fill = |document: &str, cell: usize| {
        let all = elements(document, "polygon");
        attribute(all[cell], "fill").to_owned()
    };
    assert_eq!(fill(&before, 0), fill(&after, 0));
    let lines = |document: &str| elements(document, "polyline").len();
    assert!(lines(&after) > lines(&before) + 10);
    assert!(texts(&after).contains(&"–"));
    let rings = elements(&after, "polyline").into_iter().map(points);
    let rings = rings.filter(|ring| ring.len() == 41 && ring.first() == ring.last());
    assert_eq!(rings.count(), 2);
}

#[test]
fn odd_values_and_sizes_break_nothing() {
    let odd = [f64::NAN, f64::INFINITY, -1.0, 0.0, 1e300, 1e-300];
    let empty = CellMaps {
        columns: Vec::new(),
        rows: Vec::new(),
        maps: maps().maps[..1].to_vec(),
        ..maps()
    };
    let mut all = vec![maps(), empty];
    for value in odd {
        let mut one = maps();
        one.maps.iter_mut().for_each(|map| {
            map.cells[3].value = Some(value);
            map.cells.truncate(7);
        });
        all.push(one);
    }
    for picture in all {
        for (width, height) in [(0, 0), (1, 1), (40, 500), (500, 30), (2000, 900)] {
            assert!(!svg(&picture, width, height, true).contains("NaN"));
        }
    }
    let mut unknown = maps();
    for map in &mut unknown.maps {
        map.cells = vec![Cell::default(); 9];
    }
    assert!(drawn(&unknown, 900, 380).0.contains("no data yet"));
}
