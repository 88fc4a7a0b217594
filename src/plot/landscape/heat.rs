//! The filled bands of a map, pixel by pixel.

use crate::plot::SUBPIXELS;
use crate::plot::landscape::field::{Field, Place, between_nodes};
use crate::plot::landscape::ramp::{Rgb, mixed};
use crate::plot::landscape::scale::TOP;
use crate::plot::landscape::shades::{ON_MAPS, Shades, light};
use crate::plot::theme::Theme;
use plotters::style::RGBAColor as Color;
use sharp_minima_kernels::picture::{UNKNOWN, blend, join, steps};

/// Squares of so many pixels have one colour: as smooth to the eye as single ones, at a quarter of the cost.
const SQUARE: i32 = 2;

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
) -> Vec<Rgb> {
    let [mut tones, mut brightness] = [
        Scan::new(heights, width, shades.tones(), TOP),
        Scan::new(lights, width, shades.lights(), 1.0),
    ];
    let hatch = Hatch::new(theme);
    let across = width.max(0) as usize;
    let mut rgb = vec![[0; 3]; across * height.max(0) as usize];
    let squares = rgb.chunks_mut((SQUARE as usize * across).max(1));
    for (y, lines) in (0..height).step_by(SQUARE as usize).zip(squares) {
        let up = 1.0 - centre(y, height);
        tones.go_to(up);
        brightness.go_to(up);
        join(&mut tones.steps, &brightness.steps, shades.tones() as u16);
        let (first, others) = lines.split_at_mut(across);
        hatch.fill(y, &tones.steps, first);
        shades.color(&tones.steps, SQUARE as usize, first);
        for (y, line) in (y + 1..).zip(others.chunks_exact_mut(across)) {
            line.copy_from_slice(first);
            if hatch.fill(y, &tones.steps, line) {
                shades.color(&tones.steps, SQUARE as usize, line);
            }
        }
    }
    rgb
}

/// The middle of a square that begins with a pixel, as a share of all.
fn centre(k: i32, of: i32) -> f64 {
    let end = (k + SQUARE).min(of);
    0.5 * f64::from(k + end) / f64::from(of)
}

/// A field along a line of squares.
struct Scan<'a> {
    field: &'a Field,
    /// Where the squares are between the nodes; without a cell there is no place at all.
    places: Vec<Place>,
    /// The nodes of the line.
    row: Vec<f64>,
    /// Steps in a unit of the field, and the last step.
    scale: f64,
    last: u16,
    /// The squares' steps.
    steps: Vec<u16>,
}

impl<'a> Scan<'a> {
    /// Of a field whose values up to `top` are told in so many steps.
    fn new(field: &'a Field, width: i32, steps: usize, top: f64) -> Self {
        let place = |x| between_nodes(centre(x, width), field.columns);
        let squares = (0..width).step_by(SQUARE as usize);
        let places: Vec<Place> = squares.filter_map(place).collect();
        let last = steps as u16 - 1;
        Self {
            field,
            row: vec![f64::NAN; field.columns],
            scale: f64::from(last) / top,
            last,
            steps: vec![UNKNOWN; places.len()],
            places,
        }
    }

    /// Reads the line at a share of the height, from below.
    fn go_to(&mut self, up: f64) {
        match between_nodes(up, self.field.rows) {
            Some(row) => blend(self.field.lines(row), row.beyond, &mut self.row),
            None => self.row.fill(f64::NAN),
        }
        steps(
            &self.row,
            &self.places,
            self.scale,
            self.last,
            &mut self.steps,
        );
    }
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

    /// Fills a line in which something is unknown; tells whether it is such a one.
    fn fill(&self, y: i32, steps: &[u16], to: &mut [Rgb]) -> bool {
        let any = steps.contains(&UNKNOWN);
        if any {
            for (x, to) in (0..).zip(to) {
                *to = self.color(x, y);
            }
        }
        any
    }

    fn color(&self, x: i32, y: i32) -> Rgb {
        if (x + y).rem_euclid(self.period) * 7 < self.period {
            self.line
        } else {
            self.ground
        }
    }
}
