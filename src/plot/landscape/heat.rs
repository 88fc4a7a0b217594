//! The filled bands of a map, pixel by pixel.

use crate::plot::SUBPIXELS;
use crate::plot::landscape::field::{Field, Place, between_nodes};
use crate::plot::landscape::ramp::{Ramp, Rgb, mixed};
use crate::plot::theme::Theme;
use plotters::style::RGBAColor as Color;
use sharp_minima_kernels::picture::{UNKNOWN, steps};

/// The colours of all pixels. What is unknown is hatched.
pub(super) fn rgb(
    field: &Field,
    ramp: &Ramp,
    theme: &Theme,
    (width, height): (i32, i32),
) -> Vec<u8> {
    let table = ramp.table();
    let centre = |k: i32, of: i32| (f64::from(k) + 0.5) / f64::from(of);
    // Without a cell there is no place at all.
    let columns: Vec<Place> = (0..width)
        .filter_map(|x| between_nodes(centre(x, width), field.columns))
        .collect();
    let hatch = Hatch::new(theme);
    let mut rgb = Vec::with_capacity(3 * width.max(0) as usize * height.max(0) as usize);
    let mut line = vec![UNKNOWN; width.max(0) as usize];
    for y in 0..height {
        line.fill(UNKNOWN);
        if let Some(row) = between_nodes(1.0 - centre(y, height), field.rows) {
            let (scale, last) = Ramp::STEP;
            steps(
                field.lines(row),
                row.beyond,
                &columns,
                scale,
                last,
                &mut line,
            );
        }
        for (x, &step) in (0..).zip(&line) {
            let color = match step {
                UNKNOWN => hatch.color(x, y),
                step => table[usize::from(step)],
            };
            rgb.extend_from_slice(&color);
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
