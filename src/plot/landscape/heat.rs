//! The filled bands of a map, pixel by pixel.

use crate::plot::SUBPIXELS;
use crate::plot::landscape::field::{Field, Place, between_nodes};
use crate::plot::landscape::ramp::{Rgb, mixed};
use crate::plot::landscape::scale::TOP;
use crate::plot::landscape::shades::{ON_MAPS, Shades, light};
use crate::plot::theme::Theme;
use plotters::style::RGBAColor as Color;
use sharp_minima_kernels::picture::{UNKNOWN, steps};

/// Heights of the relief in widths of the map: enough to see which way it slopes.
const RELIEF: f64 = 0.22;

/// The light on a map, by the positions at its computed places; `proportion` is its height over its width.
pub(super) fn lights(computed: &Field, proportion: f64) -> Field {
    computed.lit(|[across, up]| {
        light(
            ON_MAPS,
            [RELIEF * across, RELIEF * up / proportion],
            (0.0, 1.0),
        )
    })
}

/// The colours of all pixels. What is unknown is hatched.
pub(super) fn rgb(
    [heights, lights]: [&Field; 2],
    shades: &Shades,
    theme: &Theme,
    (width, height): (i32, i32),
) -> Vec<u8> {
    let centre = |k: i32, of: i32| (f64::from(k) + 0.5) / f64::from(of);
    // Without a cell there is no place at all.
    let columns: Vec<Place> = (0..width)
        .filter_map(|x| between_nodes(centre(x, width), heights.columns))
        .collect();
    let hatch = Hatch::new(theme);
    let mut rgb = Vec::with_capacity(3 * width.max(0) as usize * height.max(0) as usize);
    let mut line = [vec![UNKNOWN; columns.len()], vec![0; columns.len()]];
    let steps_of = [shades.tones(), shades.lights()].map(|steps| steps as u16 - 1);
    for y in 0..height {
        let row = between_nodes(1.0 - centre(y, height), heights.rows);
        for ((field, line), (most, top)) in [heights, lights]
            .into_iter()
            .zip(&mut line)
            .zip(steps_of.into_iter().zip([TOP, 1.0]))
        {
            let scale = f64::from(most) / top;
            match row {
                Some(row) => steps(field.lines(row), row.beyond, &columns, scale, most, line),
                None => line.fill(UNKNOWN),
            }
        }
        let [tones, lights] = &line;
        for (x, (&tone, &light)) in (0..).zip(tones.iter().zip(lights)) {
            let color = match (tone, light) {
                (UNKNOWN, _) | (_, UNKNOWN) => hatch.color(x, y),
                (tone, light) => shades.lit(tone, light),
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
