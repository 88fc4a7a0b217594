//! Two bowls side by side: the loss around both minima under one scale, cut where both have risen equally.

mod shape;
mod surface;

pub use shape::Shape;

use super::brush::{Brush, Words};
use super::coordinates::{Frame, mark};
use super::landscape::Turn;
use super::theme::Theme;
use super::{Geometry, PanelGeometry, Picture};
use crate::format::significant;
use crate::jobs::Bowl;
use crate::settings::Regime;
use plotters::style::text_anchor::HPos;
use surface::Surface;

/// Room for the names above the bowls, and for the numbers below, in CSS pixels.
const ABOVE: f64 = 34.0;
const BELOW: f64 = 62.0;
/// A bowl that is not closed to this rise, in nats, is cut here all the same.
const LEAST: f64 = 1e-3;

/// Both bowls.
pub struct Bowls {
    /// SB's and LB's.
    pub parts: Vec<Part>,
    /// From where they are seen.
    pub turn: Turn,
}

/// One network's bowl and what stands with it.
pub struct Part {
    /// Whose.
    pub regime: Regime,
    /// What stands behind its name, such as "batches of 32".
    pub batches: String,
    /// Numbers with what they are, such as "58.7 %" and "right on new data".
    pub facts: Vec<(String, String)>,
    /// The bowl; `None` as long as it is not known.
    pub bowl: Option<Bowl>,
}

/// The rise, in nats, where both bowls are cut: up to there both are closed.
pub fn level<'a>(bowls: impl Iterator<Item = &'a Bowl>) -> Option<f64> {
    let edges = bowls.map(|bowl| Shape::new(bowl).edge());
    edges.reduce(f64::min).map(|edge| edge.max(LEAST))
}

/// How wide a bowl is at a rise, along v₁ and along v₂, in weight space.
pub fn widths(bowl: &Bowl, level: f64) -> [f64; 2] {
    let shape = Shape::new(bowl);
    [0, shape::FINE / 4].map(|direction| {
        let ends = [direction, direction + shape::FINE / 2];
        let halves = ends.map(|end| shape.reaches(level, end));
        shape.radius * (halves[0] + halves[1])
    })
}

impl Picture for Bowls {
    fn paint(&self, brush: &dyn Brush, theme: &Theme) -> Geometry {
        let known = self.parts.iter().filter_map(|part| part.bowl.as_ref());
        let level = level(known.clone()).unwrap_or(LEAST);
        let shapes: Vec<Option<Shape>> = self
            .parts
            .iter()
            .map(|part| part.bowl.as_ref().map(Shape::new))
            .collect();
        let reach = shapes.iter().flatten().map(|shape| reach(shape, level));
        let reach = reach.fold(0.0, f64::max);
        let mut geometry = Geometry::default();
        for (index, (part, shape)) in self.parts.iter().zip(&shapes).enumerate() {
            let frame = self.frame(brush, theme, index);
            head(brush, theme, part, frame);
            facts(brush, theme, part, frame);
            match shape {
                Some(shape) => {
                    let surface = Surface::new(theme, frame, self.turn, (reach, level));
                    surface.draw(brush, part.regime, shape);
                    if index == 0 {
                        surface.rule(brush);
                    }
                }
                None => {
                    let middle = (
                        i32::midpoint(frame.left, frame.right),
                        i32::midpoint(frame.top, frame.bottom),
                    );
                    brush.words("not computed yet", middle, &theme.tick(HPos::Center));
                }
            }
            geometry.panels.push(panel(frame));
        }
        geometry
    }
}

impl Bowls {
    fn frame(&self, brush: &dyn Brush, theme: &Theme, index: usize) -> Frame {
        let (width, height) = brush.size();
        let each = width / (self.parts.len().max(1) as i32);
        Frame::new(
            each * index as i32,
            each * (index as i32 + 1),
            theme.px(ABOVE),
            height - theme.px(BELOW),
        )
    }
}

/// The farthest that a bowl reaches below a level, in weight space.
fn reach(shape: &Shape, level: f64) -> f64 {
    let shares = (0..shape::FINE).map(|direction| shape.reaches(level, direction));
    shape.radius * shares.fold(0.0, f64::max)
}

/// The network's name in the middle above its bowl.
fn head(brush: &dyn Brush, theme: &Theme, part: &Part, frame: Frame) {
    let hue = theme.regime(part.regime);
    let name = theme.sized(hue.text, 17.0, true, HPos::Left);
    let plain = theme.sized(theme.muted, 15.0, false, HPos::Left);
    let (gap, dot) = (theme.px(7.0), theme.px(6.0));
    let text = part.regime.name();
    let widths = [brush.width(text, &name), brush.width(&part.batches, &plain)];
    let all = 2 * dot + gap + widths[0] + gap + widths[1];
    let y = frame.top - theme.px(18.0);
    let mut x = i32::midpoint(frame.left, frame.right) - all / 2;
    mark(brush, theme, part.regime, (x + dot, y), 5.5, hue.line);
    x += 2 * dot + gap;
    brush.words(text, (x, y), &name);
    brush.words(&part.batches, (x + widths[0] + gap, y), &plain);
}

/// The numbers side by side below the bowl.
fn facts(brush: &dyn Brush, theme: &Theme, part: &Part, frame: Frame) {
    let hue = theme.regime(part.regime);
    let columns = part.facts.len().max(1) as i32;
    let each = (frame.width() / columns).min(theme.px(170.0));
    let from = i32::midpoint(frame.left, frame.right) - each * (columns - 1) / 2;
    let number: Words = theme.sized(hue.text, 22.0, true, HPos::Center);
    let what: Words = theme.sized(theme.muted, 13.5, false, HPos::Center);
    for (k, (value, words)) in part.facts.iter().enumerate() {
        let x = from + each * k as i32;
        brush.words(value, (x, frame.bottom + theme.px(20.0)), &number);
        brush.words(words, (x, frame.bottom + theme.px(43.0)), &what);
    }
}

fn panel(frame: Frame) -> PanelGeometry {
    PanelGeometry {
        x: [frame.left, frame.right].map(f64::from),
        y: [frame.top, frame.bottom].map(f64::from),
        x_range: [0.0, 1.0],
        y_range: [0.0, 1.0],
        x_log: false,
        y_log: false,
        name: "bowl",
    }
}

/// A round number not above a value: 1, 2 or 5 times a power of ten.
fn round_below(value: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(value)));
    let round = [5.0, 2.0, 1.0].into_iter().map(|digit| digit * power);
    round
        .into_iter()
        .find(|round| *round <= value * 1.000_001)
        .unwrap_or(power)
}

/// A length or a height as it stands at the rule.
fn measure(value: f64) -> String {
    significant(value, 1)
}
