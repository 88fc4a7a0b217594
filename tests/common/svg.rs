//! Reading an SVG document.

use plotters::backend::SVGBackend;
use plotters::drawing::IntoDrawingArea;
use sharp_minima::plot::{Geometry, Look, Picture, draw};

/// SB's and LB's colours on a light ground, as the contract of the page's look has them.
pub const SB: &str = "#0072B2";
pub const LB: &str = "#D55E00";

/// Draws on plotters' own SVG backend at scale 1, with the geometry.
pub fn drawn(picture: &dyn Picture, width: u32, height: u32) -> (String, Geometry) {
    let mut document = String::new();
    let geometry = {
        let area = SVGBackend::with_string(&mut document, (width, height)).into_drawing_area();
        draw(&area, &Look::still(false, 1.0), picture).expect("a string takes everything")
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
