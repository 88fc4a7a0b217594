//! One bowl as a surface, painted from the back to the front: smooth shades in the network's own colour, and
//! lines of equal loss.

use super::round_below;
use super::shape::{Cut, FINE};
use crate::format::significant;
use crate::plot::brush::{Brush, Pixel};
use crate::plot::coordinates::{Frame, mark};
use crate::plot::landscape::Turn;
use crate::plot::landscape::faces::{lit, widened};
use crate::plot::landscape::projection::angles;
use crate::plot::landscape::ramp::{Rgb, mixed, paint, rgb};
use crate::plot::theme::Theme;
use crate::settings::Regime;
use plotters::style::Color as _;
use plotters::style::text_anchor::HPos;
use std::f64::consts::TAU;

/// Rings of faces, and every how many directions they have a corner: fine enough for a screen, or few enough
/// for a picture that is part of the page's text.
const FINEST: [usize; 2] = [14, 1];
const COARSE: [usize; 2] = [7, 2];
/// A drawing with fewer pixels in one of CSS is coarse.
const FINE_FROM: i32 = 4;
/// Height of the rim in radii of the wider bowl.
const HEIGHT: f64 = 0.62;
/// How much of the ground is mixed into the colour at the minimum and at the rim.
const GROUND: [f64; 2] = [0.08, 0.78];
/// Light on a face turned away from it, and in full.
const SHADES: [f64; 2] = [0.66, 1.06];
/// How much darker the outside is.
const OUTSIDE: f64 = 0.84;
/// Rings that are looked at for a bowl's outline.
const OUTLINE: u32 = 10;
/// Faces overlap by so many CSS pixels, so that no seam shows.
const OVERLAP: f64 = 0.35;

/// A point: two coordinates on the ground in weight space, and the rise in nats.
type Point = [f64; 3];

/// How one bowl is seen.
pub(super) struct Surface<'a> {
    theme: &'a Theme,
    /// Pixels for a unit of weight space, and for a nat.
    scales: [f64; 2],
    azimuth: (f64, f64),
    elevation: (f64, f64),
    reach: f64,
    level: f64,
    /// Where the middle of the ground at the minimum's height is seen.
    middle: [f64; 2],
}

struct Face {
    /// Whether its inner side is seen: that side is behind every outer one.
    inside: bool,
    depth: f64,
    outline: [Pixel; 4],
    color: Rgb,
}

impl<'a> Surface<'a> {
    /// From a direction; the wider bowl has this reach, which is the unit of length, and both are cut at this
    /// level.
    pub fn new(theme: &'a Theme, turn: Turn, (reach, level): (f64, f64)) -> Self {
        let reach = if reach > 0.0 { reach } else { 1.0 };
        let [azimuth, elevation] = angles(turn);
        Self {
            theme,
            scales: [1.0 / reach, HEIGHT / level],
            azimuth,
            elevation,
            reach,
            level,
            middle: [0.0; 2],
        }
    }

    /// Where a bowl is seen: from the left to the right end, and from the upper to the
    /// lower.
    pub fn extent(&self, cut: &Cut) -> [[f64; 2]; 2] {
        let mut extent = [[0.0_f64; 2]; 2];
        for direction in 0..FINE {
            let rim = cut.rim(direction);
            for ring in 1..=OUTLINE {
                let share = rim * f64::from(ring) / f64::from(OUTLINE);
                let seen = self.seen(place(cut, share, direction));
                for (ends, at) in extent.iter_mut().zip(seen) {
                    *ends = [ends[0].min(at), ends[1].max(at)];
                }
            }
        }
        extent
    }

    /// The same, with so many pixels for its unit of length, its minimum there.
    #[must_use]
    pub fn placed(&self, scale: f64, middle: [f64; 2]) -> Self {
        let scales = self.scales.map(|own| own * scale);
        Self {
            scales,
            middle,
            ..*self
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

    /// Where a point is seen, from where the minimum is: to the right, and down.
    fn seen(&self, point: Point) -> [f64; 2] {
        let [right, away, high] = self.turned(point);
        let (up, flat) = self.elevation;
        [right, -away * up - high * flat]
    }

    fn at(&self, point: Point) -> Pixel {
        let [right, down] = self.seen(point);
        let [x, y] = self.middle;
        ((x + right).round() as i32, (y + down).round() as i32)
    }

    pub fn draw(&self, brush: &dyn Brush, regime: Regime, cut: &Cut) {
        let theme = self.theme;
        let hue = theme.regime(regime);
        let mut faces = self.faces(cut, rgb(hue.line));
        faces.sort_by(|a, b| b.depth.total_cmp(&a.depth));
        let (inner, outer) = faces.into_iter().partition(|face: &Face| face.inside);
        let lines = self.lines(cut);
        for (faces, inside) in [(inner, true), (outer, false)] {
            self.paint(brush, faces);
            let own = lines.iter().filter(|line| line.0 == inside);
            let stroke = theme.stroke(theme.ground.mix(0.75), 0.9);
            own.for_each(|(_, ends)| brush.path(ends, &stroke));
        }
        let rim: Vec<Pixel> = (0..=FINE)
            .map(|direction| self.at(place(cut, cut.rim(direction), direction)))
            .collect();
        brush.path(&rim, &theme.stroke(hue.line, 2.0));
        let minimum = self.at([0.0; 3]);
        mark(brush, theme, regime, minimum, 7.5, theme.ground);
        mark(brush, theme, regime, minimum, 5.5, hue.line);
    }

    /// The pieces of the lines of equal loss, at round rises, and whether they are on the inner side.
    fn lines(&self, cut: &Cut) -> Vec<(bool, [Pixel; 2])> {
        let apart = round_below(self.level / 2.5);
        let levels = (1..).map(|k| f64::from(k) * apart);
        let mut lines = Vec::new();
        for level in levels.take_while(|level| *level < 0.97 * self.level) {
            let mut ring: Vec<(f64, Pixel)> = (0..FINE)
                .map(|direction| {
                    let share = cut.shape.reaches(level, direction);
                    (share, self.at(place(cut, share, direction)))
                })
                .collect();
            ring.extend(ring.first().copied());
            for (direction, ends) in ring.windows(2).enumerate() {
                let [(share, from), (_, to)] = [ends[0], ends[1]];
                let near = |share: f64, direction: usize| place(cut, share, direction);
                let around = [
                    near(0.96 * share, direction),
                    near(share, direction),
                    near(share, direction + 1),
                    near(0.96 * share, direction + 1),
                ];
                lines.push((
                    self.is_inside(upward(around.map(|at| self.turned(at)))),
                    [from, to],
                ));
            }
        }
        lines
    }

    /// Whether a face with this normal is seen from inside the bowl.
    fn is_inside(&self, normal: Point) -> bool {
        let (up, flat) = self.elevation;
        normal[2] * up - normal[1] * flat > 0.0
    }

    fn paint(&self, brush: &dyn Brush, faces: Vec<Face>) {
        let overlap = OVERLAP * f64::from(self.theme.px(1.0));
        for face in &faces {
            brush.area(&widened(&face.outline, overlap), paint(face.color));
        }
    }

    fn faces(&self, cut: &Cut, hue: Rgb) -> Vec<Face> {
        let [rings, step] = match self.theme.px(1.0) >= FINE_FROM {
            true => FINEST,
            false => COARSE,
        };
        let point = |ring: usize, direction: usize| {
            let share = cut.rim(direction) * ring as f64 / rings as f64;
            place(cut, share, direction)
        };
        let mut faces = Vec::with_capacity(rings * FINE);
        for ring in 0..rings {
            for direction in (0..FINE).step_by(step) {
                let corners = [
                    point(ring, direction),
                    point(ring + 1, direction),
                    point(ring + 1, direction + step),
                    point(ring, direction + step),
                ];
                faces.push(self.face(corners, hue));
            }
        }
        faces
    }

    fn face(&self, corners: [Point; 4], hue: Rgb) -> Face {
        let turned = corners.map(|corner| self.turned(corner));
        let middle = [0, 1, 2].map(|axis| turned.iter().map(|p| p[axis]).sum::<f64>() / 4.0);
        let (up, flat) = self.elevation;
        let normal = upward(turned);
        let inside = self.is_inside(normal);
        let height = middle[2] / (self.level * self.scales[1]);
        let shade = SHADES[0] + (SHADES[1] - SHADES[0]) * light(normal, inside);
        let mix = GROUND[0] + (GROUND[1] - GROUND[0]) * libm::pow(height.clamp(0.0, 1.0), 0.8);
        let color = mixed(hue, rgb(self.theme.ground), mix);
        Face {
            inside,
            depth: middle[1] * flat - middle[2] * up,
            outline: corners.map(|corner| self.at(corner)),
            color: lit(color, stepped(if inside { shade } else { OUTSIDE * shade })),
        }
    }

    /// A length in weight space and a height in nats, both round, in the lower left corner.
    pub fn rule(&self, brush: &dyn Brush, frame: Frame) {
        let theme = self.theme;
        let [ground, high] = self.scales;
        let (length, rise) = (round_below(self.reach * 0.6), round_below(self.level * 0.6));
        let across = (length * ground).round() as i32;
        let upward = (rise * high * self.elevation.1).round() as i32;
        let corner = (frame.left + theme.px(14.0), frame.bottom - theme.px(20.0));
        let ends = [
            (corner.0, corner.1 - upward),
            corner,
            (corner.0 + across, corner.1),
        ];
        brush.path(&ends, &theme.stroke(theme.muted, 1.25));
        let words = theme.tick(HPos::Left);
        let name = format!("{} nats", significant(rise, 1));
        let above = (corner.0 - theme.px(6.0), corner.1 - upward - theme.px(10.0));
        brush.words(&name, above, &words);
        let below = (corner.0 - theme.px(2.0), corner.1 + theme.px(11.0));
        brush.words(
            &format!("{} in weight space", significant(length, 1)),
            below,
            &words,
        );
    }
}

/// The point of a bowl at a share of its radius in a direction.
fn place(cut: &Cut, share: f64, direction: usize) -> Point {
    let angle = TAU * direction as f64 / FINE as f64;
    let distance = share * cut.shape.radius;
    [
        distance * libm::cos(angle),
        distance * libm::sin(angle),
        cut.shape.rise(share, direction),
    ]
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
    libm::round(brightness * 120.0) / 120.0
}
