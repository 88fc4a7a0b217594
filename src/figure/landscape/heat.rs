//! The filled bands of a map, pixel by pixel.

use super::field::{Field, Place};
use super::ramp::{Ramp, Rgb, mixed};
use crate::figure::SUBPIXELS;
use crate::figure::theme::Theme;
use plotters::style::RGBAColor as Color;

/// The colours of all pixels. What is unknown is hatched.
pub(super) fn rgb(
    field: &Field,
    ramp: &Ramp,
    theme: &Theme,
    (width, height): (i32, i32),
) -> Vec<u8> {
    let table = ramp.table();
    let centre = |k: i32, of: i32| (f64::from(k) + 0.5) / f64::from(of);
    let columns: Vec<Option<Place>> = (0..width)
        .map(|x| Place::new(centre(x, width), field.columns))
        .collect();
    let hatch = Hatch::new(theme);
    let mut rgb = Vec::with_capacity(3 * columns.len() * height.unsigned_abs() as usize);
    for y in 0..height {
        let row = Place::new(1.0 - centre(y, height), field.rows);
        for (x, column) in (0..).zip(&columns) {
            let position = match (column, row) {
                (Some(column), Some(row)) => field.between(*column, row),
                _ => f64::NAN,
            };
            rgb.extend(if position.is_nan() {
                hatch.color(x, y)
            } else {
                table[Ramp::step(position)]
            });
        }
    }
    rgb
}

/// Fine slanted lines on the ground.
struct Hatch {
    ground: Rgb,
    line: Rgb,
    period: i32,
}

impl Hatch {
    fn new(theme: &Theme) -> Self {
        let rgb = |Color(red, green, blue, _): Color| [red, green, blue];
        let ground = rgb(theme.ground);
        let unit = SUBPIXELS.cast_signed();
        Self {
            ground,
            line: mixed(ground, rgb(theme.muted), 0.22),
            period: (theme.px(7.0) / unit).max(2),
        }
    }

    fn color(&self, x: i32, y: i32) -> Rgb {
        if (x + y).rem_euclid(self.period) * 7 < self.period {
            self.line
        } else {
            self.ground
        }
    }
}
