//! Two bowls side by side: the loss around both minima under one scale, cut where both have risen equally.

mod shape;
mod surface;

pub use shape::{Cut, Shape};

use super::{Turn, layout};
use crate::jobs::Bowl;
use crate::plot::brush::{Brush, Words};
use crate::plot::coordinates::{Frame, mark};
use crate::plot::theme::Theme;
use crate::plot::{Geometry, Picture};
use crate::settings::Regime;
use plotters::style::text_anchor::HPos;
use surface::Surface;

/// Room for the names above the bowls, and for the numbers below, in CSS pixels.
const ABOVE: f64 = 36.0;
const BELOW: f64 = 62.0;
/// A number with what it is needs so much room, in CSS pixels; with less the numbers stand one below another,
/// so far apart.
const FACT: f64 = 128.0;
const LINE: f64 = 50.0;
/// The share of a frame that the wider bowl may take.
const FILLED: f64 = 0.96;
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
    pub cut: Option<Cut>,
}

/// Both bowls cut at the rise up to which both are closed.
pub fn cut(bowls: [Option<&Bowl>; 2]) -> [Option<Cut>; 2] {
    let shapes = bowls.map(|bowl| bowl.map(Shape::new));
    let edges = shapes.iter().flatten().map(Shape::edge);
    let level = edges.fold(f64::INFINITY, f64::min).max(LEAST);
    shapes.map(|shape| shape.map(|shape| Cut::new(shape, level)))
}

impl Picture for Bowls {
    fn paint(&self, brush: &dyn Brush, theme: &Theme) -> Geometry {
        let cuts = || self.parts.iter().filter_map(|part| part.cut.as_ref());
        let reach = cuts().map(Cut::reach).fold(0.0, f64::max);
        let level = cuts().next().map_or(LEAST, |cut| cut.level);
        let surface = Surface::new(theme, self.turn, (reach, level));
        let seen = cuts().map(|cut| surface.extent(cut));
        let seen = seen.reduce(|a, b| [0, 1].map(|axis| union(a[axis], b[axis])));
        let width = |part: &Part| {
            let [from, to] = surface.extent(part.cut.as_ref()?)[0];
            Some(to - from)
        };
        let narrowest = self.parts.iter().filter_map(width).reduce(f64::min);
        let mut geometry = Geometry::default();
        for (index, part) in self.parts.iter().enumerate() {
            let frame = self.frame(brush, theme, index);
            head(brush, theme, part, frame);
            facts(brush, theme, part, frame);
            match part.cut.as_ref().zip(seen) {
                Some((cut, seen)) => {
                    let (scale, middle) = fit(frame, seen, surface.extent(cut)[0]);
                    let surface = surface.placed(scale, middle);
                    surface.draw(brush, part.regime, cut);
                    // Beside the narrower bowl there is room.
                    if width(part) == narrowest {
                        surface.rule(brush, frame);
                    }
                }
                None => layout::note(brush, theme, frame),
            }
            geometry
                .panels
                .push(layout::geometry(frame, [[0.0, 1.0]; 2], "bowl"));
        }
        geometry
    }
}

impl Bowls {
    fn frame(&self, brush: &dyn Brush, theme: &Theme, index: usize) -> Frame {
        let (width, height) = brush.size();
        let each = width / (self.parts.len().max(1) as i32);
        let facts = self.parts.iter().map(|part| part.facts.len()).max();
        let rows = rows(theme, each, facts.unwrap_or(0));
        let below = BELOW + LINE * (rows.max(1) - 1) as f64;
        Frame::new(
            each * index as i32,
            each * (index as i32 + 1),
            theme.px(ABOVE),
            height - theme.px(below),
        )
    }
}

/// In how many rows so many facts stand.
fn rows(theme: &Theme, width: i32, facts: usize) -> usize {
    if width >= theme.px(FACT) * facts as i32 {
        1
    } else {
        facts
    }
}

fn union(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0].min(b[0]), a[1].max(b[1])]
}

/// Pixels for a unit of what is seen, so that the wider bowl fills the frame, and where the minimum comes to: at
/// the same height for both, and the bowl in the middle of its frame.
fn fit(frame: Frame, seen: [[f64; 2]; 2], own: [f64; 2]) -> (f64, [f64; 2]) {
    let [across, down] = seen.map(|[from, to]| (to - from).max(1e-9));
    let room = [frame.width(), frame.height()].map(|side| FILLED * f64::from(side));
    let scale = (room[0] / across).min(room[1] / down);
    let middle = |from: i32, to: i32, [low, high]: [f64; 2]| {
        f64::from(from + to) / 2.0 - scale * (low + high) / 2.0
    };
    let x = middle(frame.left, frame.right, own);
    (scale, [x, middle(frame.top, frame.bottom, seen[1])])
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
    let rows = rows(theme, frame.width(), part.facts.len());
    let columns = part.facts.len().max(1).div_ceil(rows.max(1)) as i32;
    let each = (frame.width() / columns).min(theme.px(170.0));
    let from = i32::midpoint(frame.left, frame.right) - each * (columns - 1) / 2;
    let number: Words = theme.sized(hue.text, 22.0, true, HPos::Center);
    let what: Words = theme.sized(theme.muted, 13.5, false, HPos::Center);
    for (k, (value, words)) in part.facts.iter().enumerate() {
        let x = from + each * (k as i32 % columns);
        let y = frame.bottom + theme.px(LINE * (k / columns as usize) as f64 + 0.1);
        brush.words(value, (x, y + theme.px(20.0)), &number);
        brush.words(words, (x, y + theme.px(42.0)), &what);
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
