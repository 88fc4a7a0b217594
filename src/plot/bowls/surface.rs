//! One bowl as a surface, painted from the back to the front: smooth shades in the network's own colour, and
//! lines of equal loss.

use super::shape::{FINE, Shape};
use super::{measure, round_below};
use crate::plot::brush::{Brush, Pixel};
use crate::plot::coordinates::{Frame, mark};
use crate::plot::faces::{lit, widened};
use crate::plot::landscape::Turn;
use crate::plot::landscape::ramp::{Rgb, mixed, paint};
use crate::plot::theme::Theme;
use crate::settings::Regime;
use plotters::style::RGBAColor as Color;
use plotters::style::text_anchor::HPos;
use std::f64::consts::TAU;

/// Rings of faces.
const RINGS: usize = 14;
/// Height of the rim in radii of the wider bowl.
const HEIGHT: f64 = 0.62;
/// How much of the ground is mixed into the colour at the minimum and at the rim.
const GROUND: [f64; 2] = [0.08, 0.78];
/// Light on a face turned away from it, and in full.
const SHADES: [f64; 2] = [0.66, 1.06];
/// How much darker the outside is.
const OUTSIDE: f64 = 0.84;
/// Faces overlap by so many CSS pixels, so that no seam shows.
const OVERLAP: f64 = 0.35;

/// A point: two coordinates on the ground in weight space, and the rise in nats.
type Point = [f64; 3];

/// How one bowl is seen.
pub(super) struct Surface<'a> {
    theme: &'a Theme,
    frame: Frame,
    /// Pixels for a unit of weight space, and for a nat.
    scales: [f64; 2],
    azimuth: (f64, f64),
    elevation: (f64, f64),
    reach: f64,
    level: f64,
}

struct Face {
    depth: f64,
    outline: [Pixel; 4],
    color: Rgb,
    /// Lines of equal loss on it.
    lines: Vec<[Pixel; 2]>,
}

impl<'a> Surface<'a> {
    /// In a frame, from a direction; the wider bowl has this reach and both are cut at this level.
    pub fn new(theme: &'a Theme, frame: Frame, turn: Turn, (reach, level): (f64, f64)) -> Self {
        let radians = |degrees: f64| match degrees.is_finite() {
            true => degrees.to_radians(),
            false => 0.0,
        };
        let azimuth = radians(turn.azimuth);
        let elevation = radians(turn.elevation).clamp(0.0, std::f64::consts::FRAC_PI_2);
        let (up, flat) = (libm::sin(elevation), libm::cos(elevation));
        let (width, height) = (f64::from(frame.width()), f64::from(frame.height()));
        // Radius in pixels: the ellipse of the rim and the depth below it have to fit.
        let radius = (0.45 * width).min(height / (2.0 * up + HEIGHT * flat + 0.12));
        let reach = if reach > 0.0 { reach } else { 1.0 };
        Self {
            theme,
            frame,
            scales: [radius / reach, HEIGHT * radius / level.max(1e-9)],
            azimuth: (libm::sin(azimuth), libm::cos(azimuth)),
            elevation: (up, flat),
            reach,
            level,
        }
    }

    /// Along the ground to the right, away from the viewer, and up, in pixels.
    fn turned(&self, [a, b, rise]: Point) -> Point {
        let (sin, cos) = self.azimuth;
        let [ground, high] = self.scales;
        [
            (a * cos - b * sin) * ground,
            (a * sin + b * cos) * ground,
            rise * high,
        ]
    }

    /// Where a point is seen.
    fn at(&self, point: Point) -> Pixel {
        let [right, away, high] = self.turned(point);
        let (up, flat) = self.elevation;
        let middle = f64::from(self.frame.left + self.frame.right) / 2.0;
        let centre = f64::from(self.frame.top + self.frame.bottom) / 2.0;
        let rim = self.level * self.scales[1];
        (
            (middle + right).round() as i32,
            (centre - away * up - (high - rim / 2.0) * flat).round() as i32,
        )
    }

    pub fn draw(&self, brush: &dyn Brush, regime: Regime, shape: &Shape) {
        let theme = self.theme;
        let hue = theme.regime(regime);
        let mut faces = self.faces(shape, rgb(hue.line));
        faces.sort_by(|a, b| b.depth.total_cmp(&a.depth));
        let overlap = OVERLAP * f64::from(theme.px(1.0));
        let line = theme.stroke(veiled(theme.ground, 0.75), 0.8);
        for face in &faces {
            brush.area(&widened(&face.outline, overlap), paint(face.color));
            for ends in &face.lines {
                brush.path(ends, &line);
            }
        }
        let rim: Vec<Pixel> = (0..=FINE)
            .map(|direction| {
                let share = shape.reaches(self.level, direction % FINE);
                self.at(self.place(shape, share, direction))
            })
            .collect();
        brush.path(&rim, &theme.stroke(hue.line, 2.0));
        let minimum = self.at([0.0; 3]);
        mark(brush, theme, regime, minimum, 7.5, theme.ground);
        mark(brush, theme, regime, minimum, 5.5, hue.line);
    }

    fn place(&self, shape: &Shape, share: f64, direction: usize) -> Point {
        let angle = TAU * direction as f64 / FINE as f64;
        let distance = share * shape.radius;
        [
            distance * libm::cos(angle),
            distance * libm::sin(angle),
            shape.rise(share, direction),
        ]
    }

    fn faces(&self, shape: &Shape, hue: Rgb) -> Vec<Face> {
        let cuts: Vec<f64> = (0..FINE)
            .map(|direction| shape.reaches(self.level, direction))
            .collect();
        let point = |ring: usize, direction: usize| {
            let share = cuts[direction % FINE] * ring as f64 / RINGS as f64;
            self.place(shape, share, direction)
        };
        let step = round_below(self.level / 2.5);
        let levels: Vec<f64> = (1..)
            .map(|k| f64::from(k) * step)
            .take_while(|level| *level < 0.97 * self.level)
            .collect();
        let mut faces = Vec::with_capacity(RINGS * FINE);
        for ring in 0..RINGS {
            for direction in 0..FINE {
                let corners = [
                    point(ring, direction),
                    point(ring + 1, direction),
                    point(ring + 1, direction + 1),
                    point(ring, direction + 1),
                ];
                faces.push(self.face(corners, hue, &levels));
            }
        }
        faces
    }

    fn face(&self, corners: [Point; 4], hue: Rgb, levels: &[f64]) -> Face {
        let turned = corners.map(|corner| self.turned(corner));
        let middle = [0, 1, 2].map(|axis| turned.iter().map(|p| p[axis]).sum::<f64>() / 4.0);
        let (up, flat) = self.elevation;
        let normal = upward(turned);
        let inside = normal[2] * up - normal[1] * flat > 0.0;
        let height = middle[2] / (self.level * self.scales[1]);
        let shade = SHADES[0] + (SHADES[1] - SHADES[0]) * light(normal, inside);
        let mix = GROUND[0] + (GROUND[1] - GROUND[0]) * libm::pow(height.clamp(0.0, 1.0), 0.8);
        let color = mixed(hue, rgb(self.theme.ground), mix);
        let crossed = |&level: &f64| {
            let end = |from: usize, to: usize| {
                let (low, high) = (corners[from][2], corners[to][2]);
                let share = (level - low) / (high - low);
                let part = |axis: usize| {
                    corners[from][axis] + share * (corners[to][axis] - corners[from][axis])
                };
                (0.0..1.0)
                    .contains(&share)
                    .then(|| self.at([part(0), part(1), level]))
            };
            Some([end(0, 1)?, end(3, 2)?])
        };
        Face {
            depth: middle[1] * flat - middle[2] * up,
            outline: corners.map(|corner| self.at(corner)),
            color: lit(color, stepped(if inside { shade } else { OUTSIDE * shade })),
            lines: levels.iter().filter_map(crossed).collect(),
        }
    }

    /// A length in weight space and a height in nats, both round, in the lower left corner.
    pub fn rule(&self, brush: &dyn Brush) {
        let theme = self.theme;
        let [ground, high] = self.scales;
        let (length, rise) = (round_below(self.reach * 0.6), round_below(self.level * 0.6));
        let across = (length * ground).round() as i32;
        let upward = (rise * high * self.elevation.1).round() as i32;
        let corner = (
            self.frame.left + theme.px(14.0),
            self.frame.bottom - theme.px(20.0),
        );
        let ends = [
            (corner.0, corner.1 - upward),
            corner,
            (corner.0 + across, corner.1),
        ];
        brush.path(&ends, &theme.stroke(theme.muted, 1.25));
        let words = theme.tick(HPos::Left);
        let name = format!("{} nats", measure(rise));
        let above = (corner.0 - theme.px(6.0), corner.1 - upward - theme.px(10.0));
        brush.words(&name, above, &words);
        let below = (corner.0 - theme.px(2.0), corner.1 + theme.px(11.0));
        brush.words(
            &format!("{} in weight space", measure(length)),
            below,
            &words,
        );
    }
}

/// The normal of a face on the side where it looks up.
fn upward([a, b, c, d]: [Point; 4]) -> Point {
    let [p, q] = [[c, a], [d, b]].map(|[to, from]| [0, 1, 2].map(|axis| to[axis] - from[axis]));
    let cross = [
        p[1] * q[2] - p[2] * q[1],
        p[2] * q[0] - p[0] * q[2],
        p[0] * q[1] - p[1] * q[0],
    ];
    let length = cross.iter().map(|x| x * x).sum::<f64>().sqrt().max(1e-12);
    let sign = if cross[2] < 0.0 { -1.0 } else { 1.0 };
    cross.map(|x| sign * x / length)
}

/// Lambert's law for light from the viewer's upper left, in [0, 1].
fn light(normal: Point, inside: bool) -> f64 {
    let from = [-0.52, 0.30, 0.80];
    let side = if inside { 1.0 } else { -1.0 };
    let light: f64 = normal.iter().zip(from).map(|(n, l)| side * n * l).sum();
    if inside {
        light.max(0.0)
    } else {
        0.5 + 0.5 * light
    }
}

/// In steps, so that a picture has few colours.
fn stepped(brightness: f64) -> f64 {
    libm::round(brightness * 60.0) / 60.0
}

fn rgb(Color(red, green, blue, _): Color) -> Rgb {
    [red, green, blue]
}

fn veiled(Color(red, green, blue, _): Color, alpha: f64) -> Color {
    Color(red, green, blue, alpha)
}
