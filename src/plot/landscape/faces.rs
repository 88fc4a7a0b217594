//! What painted surfaces have in common: light on a colour, and faces without seams.

use crate::plot::brush::Pixel;
use crate::plot::landscape::ramp::{Rgb, mixed};

/// A face's outline, moved outwards by so many pixels: faces that overlap show no seam.
pub(super) fn widened(outline: &[Pixel], overlap: f64) -> Vec<Pixel> {
    let count = outline.len();
    let (mut area, mut normals) = (0_i64, Vec::with_capacity(count));
    for (k, from) in outline.iter().enumerate() {
        let to = outline[(k + 1) % count];
        area += i64::from(from.0) * i64::from(to.1) - i64::from(to.0) * i64::from(from.1);
        let (x, y) = (f64::from(to.0 - from.0), f64::from(to.1 - from.1));
        let length = libm::sqrt(x * x + y * y).max(1.0);
        normals.push((y / length, -x / length));
    }
    let overlap = overlap * area.signum() as f64;
    let moved = outline.iter().enumerate().map(|(k, (x, y))| {
        let (before, behind) = (normals[(k + count - 1) % count], normals[k]);
        let along = |a: f64, b: f64| (overlap * (a + b)).round() as i32;
        (x + along(before.0, behind.0), y + along(before.1, behind.1))
    });
    moved.collect()
}

/// A colour in a light: mixed with black below 1, with white above.
pub(super) fn lit(color: Rgb, brightness: f64) -> Rgb {
    if brightness <= 1.0 {
        mixed(color, [0, 0, 0], 1.0 - brightness)
    } else {
        mixed(color, [255, 255, 255], (brightness - 1.0) * 2.0)
    }
}
