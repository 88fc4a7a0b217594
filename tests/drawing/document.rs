//! What a document has of lines, and where.

use crate::svg::{attribute, elements, points};
use sharp_minima::plot::PanelGeometry;

/// Solid lines of a colour with that many points.
pub fn lines(document: &str, color: &str, count: usize) -> Vec<Vec<(f64, f64)>> {
    elements(document, "polyline")
        .into_iter()
        .filter(|line| attribute(line, "stroke") == color)
        .map(points)
        .filter(|points| points.len() == count)
        .collect()
}

/// What is written in the document.
pub fn texts(document: &str) -> Vec<&str> {
    labels(document).into_iter().map(|(_, text)| text).collect()
}

/// The same, each behind its element.
pub fn labels(document: &str) -> Vec<(&str, &str)> {
    let lines: Vec<&str> = document.lines().collect();
    let pairs = lines.windows(2).map(|two| (two[0], two[1]));
    pairs
        .filter(|(element, _)| element.starts_with("<text "))
        .collect()
}

/// Where the geometry says a value is: the page reads pointers by the same rule.
pub fn pixel(panel: &PanelGeometry, x: f64, y: f64) -> (f64, f64) {
    let fraction = |value: f64, [lower, upper]: [f64; 2], log: bool| {
        if log {
            (value / lower).ln() / (upper / lower).ln()
        } else {
            (value - lower) / (upper - lower)
        }
    };
    let right = fraction(x, panel.x_range, panel.x_log);
    let up = fraction(y, panel.y_range, panel.y_log);
    (
        panel.x[0] + right * (panel.x[1] - panel.x[0]),
        panel.y[1] + up * (panel.y[0] - panel.y[1]),
    )
}

#[track_caller]
pub fn assert_near(found: (f64, f64), expected: (f64, f64)) {
    let far = (found.0 - expected.0)
        .abs()
        .max((found.1 - expected.1).abs());
    assert!(far <= 0.5 + 1e-9, "{found:?} is not {expected:?}");
}

/// No line or mark leaves the picture.
#[track_caller]
pub fn all_inside(document: &str, width: f64, height: f64) {
    for name in ["polyline", "polygon"] {
        for (x, y) in elements(document, name).into_iter().flat_map(points) {
            assert!(
                (0.0..=8.0 * width).contains(&x) && (0.0..=8.0 * height).contains(&y),
                "{x},{y}"
            );
        }
    }
}
