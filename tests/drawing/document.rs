//! Reading an SVG document.

use plotters::backend::SVGBackend;
use plotters::drawing::IntoDrawingArea;
use sharp_minima::plot::{Geometry, Look, PanelGeometry, Picture, draw};

/// SB's and LB's colours on a light ground, as the contract of the page's look has them.
pub const SB: &str = "#0072B2";
pub const LB: &str = "#D55E00";

/// Draws on plotters' own SVG backend at scale 1, with the geometry.
pub fn drawn(picture: &dyn Picture, width: u32, height: u32) -> (String, Geometry) {
    let mut document = String::new();
    let geometry = {
        let area = SVGBackend::with_string(&mut document, (width, height)).into_drawing_area();
        let look = Look {
            dark: false,
            scale: 1.0,
        };
        draw(&area, &look, picture).expect("a string takes everything")
    };
    (document, geometry)
}

/// The elements of one name.
pub fn elements<'a>(document: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!("<{name} ");
    document
        .lines()
        .filter(|line| line.starts_with(&start))
        .collect()
}

/// The value of an attribute.
pub fn attribute<'a>(element: &'a str, name: &str) -> &'a str {
    let start = format!(" {name}=\"");
    element
        .split_once(&start)
        .and_then(|(_, rest)| rest.split_once('"'))
        .map_or("", |(value, _)| value)
}

/// The points of a polyline or polygon.
pub fn points(element: &str) -> Vec<(f64, f64)> {
    attribute(element, "points")
        .split_whitespace()
        .map(|pair| {
            let (x, y) = pair.split_once(',').expect("a pair");
            (x.parse().expect("x"), y.parse().expect("y"))
        })
        .collect()
}

/// Solid lines of a colour with that many points.
pub fn lines(document: &str, color: &str, count: usize) -> Vec<Vec<(f64, f64)>> {
    elements(document, "polyline")
        .into_iter()
        .filter(|line| attribute(line, "stroke") == color)
        .map(points)
        .filter(|points| points.len() == count)
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
