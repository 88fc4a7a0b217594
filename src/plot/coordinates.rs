//! One panel: a coordinate system over a rectangle of the drawing, with its grid, axes and data.

use crate::plot::PanelGeometry;
use crate::plot::axis::{Axis, number};
use crate::plot::brush::{Brush, Pixel, Stroke};
use crate::plot::spread::Spread;
use crate::plot::theme::{Hue, Theme};
use crate::settings::Regime;
use plotters::coord::CoordTranslate;
use plotters::coord::cartesian::Cartesian2d;
use plotters::style::text_anchor::HPos;
use plotters::style::{Color as _, RGBAColor as Color};

/// A rectangle of pixels; never empty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub left: i32,
    pub right: i32,
    pub top: i32,
    pub bottom: i32,
}

impl Frame {
    /// The rectangle between these sides, at least a pixel wide and high.
    pub fn new(left: i32, right: i32, top: i32, bottom: i32) -> Self {
        Self {
            left,
            right: right.max(left.saturating_add(1)),
            top,
            bottom: bottom.max(top.saturating_add(1)),
        }
    }

    /// Whether the two have a place in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether all of the other lies in it.
    pub fn holds(&self, other: &Self) -> bool {
        other.left >= self.left
            && other.right <= self.right
            && other.top >= self.top
            && other.bottom <= self.bottom
    }

    /// The same, so far to the right and down.
    pub fn moved_by(&self, (right, down): Pixel) -> Self {
        Self::new(
            self.left + right,
            self.right + right,
            self.top + down,
            self.bottom + down,
        )
    }

    /// Its width.
    pub fn width(&self) -> i32 {
        self.right - self.left
    }

    /// Its height.
    pub fn height(&self) -> i32 {
        self.bottom - self.top
    }
}

/// On which side of the frame a label stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Side {
    Left,
    Right,
}

/// A coordinate system on a frame.
pub(super) struct Plot<'a> {
    pub brush: &'a dyn Brush,
    pub theme: &'a Theme,
    pub frame: Frame,
    space: Cartesian2d<Axis, Axis>,
}

impl<'a> Plot<'a> {
    /// Puts the axes on a frame.
    pub fn new(brush: &'a dyn Brush, theme: &'a Theme, frame: Frame, x: Axis, y: Axis) -> Self {
        let pixels = (frame.left..frame.right, frame.bottom..frame.top);
        Self {
            brush,
            theme,
            frame,
            space: Cartesian2d::new(x, y, pixels),
        }
    }

    /// The pixel of a point.
    pub fn at(&self, x: f64, y: f64) -> Pixel {
        self.space.translate(&(x, y))
    }

    /// The pixels of a mean line.
    pub fn means(&self, spreads: &[Spread]) -> Vec<Pixel> {
        spreads.iter().map(|s| self.at(s.x, s.mean)).collect()
    }

    /// Horizontal grid lines, with short ticks between them on a logarithmic ordinate.
    pub fn grid(&self, most: usize) {
        let Frame { left, right, .. } = self.frame;
        let stroke = self.theme.stroke(self.theme.grid, 1.0);
        for tick in self.space.y_spec().ticks(most) {
            let (_, y) = self.at(0.0, tick);
            self.brush.path(&[(left, y), (right, y)], &stroke);
        }
        for tick in self.space.y_spec().minor_ticks() {
            let (_, y) = self.at(0.0, tick);
            let end = left + self.theme.px(4.0);
            self.brush.path(&[(left, y), (end, y)], &stroke);
        }
    }

    /// Labels of the ordinate's ticks beside the frame.
    pub fn label_ordinate(&self, most: usize, side: Side, color: Color) {
        let gap = self.theme.px(8.0);
        let (x, anchor) = match side {
            Side::Left => (self.frame.left - gap, HPos::Right),
            Side::Right => (self.frame.right + gap, HPos::Left),
        };
        let mut words = self.theme.tick(anchor);
        words.color = color;
        for tick in self.space.y_spec().ticks(most) {
            let (_, y) = self.at(0.0, tick);
            self.brush.words(&number(tick), (x, y), &words);
        }
    }

    /// The line the data stand on, with ticks and their labels. What it shows stands at one end.
    pub fn abscissa(&self, most: usize, name: &str, side: Side) {
        let Frame {
            left,
            right,
            bottom,
            ..
        } = self.frame;
        let stroke = self.theme.stroke(self.theme.axis, 1.0);
        self.brush.path(&[(left, bottom), (right, bottom)], &stroke);
        let y = bottom + self.theme.px(16.0);
        for tick in self.space.x_spec().ticks(most) {
            let (x, _) = self.at(tick, 0.0);
            let end = bottom + self.theme.px(4.0);
            self.brush.path(&[(x, bottom), (x, end)], &stroke);
            let words = self.theme.tick(HPos::Center);
            self.brush.words(&number(tick), (x, y), &words);
        }
        let gap = self.theme.px(12.0);
        let (x, anchor) = match side {
            Side::Left => (left - gap, HPos::Right),
            Side::Right => (right + gap, HPos::Left),
        };
        self.brush.words(name, (x, y), &self.theme.tick(anchor));
    }

    /// Mean ± standard deviation as a translucent band, wherever there are two trials or more.
    pub fn band(&self, spreads: &[Spread], hue: Hue) {
        for run in spreads.chunk_by(|a, b| (a.n > 1) == (b.n > 1)) {
            if run.len() < 2 || run[0].n < 2 {
                continue;
            }
            let upper = run.iter().map(|s| self.at(s.x, s.mean + s.std));
            let lower = run.iter().rev().map(|s| self.at(s.x, s.mean - s.std));
            let outline: Vec<_> = upper.chain(lower).collect();
            self.brush.area(&outline, hue.line.mix(0.2));
        }
    }

    /// The mean line.
    pub fn line(&self, spreads: &[Spread], stroke: &Stroke) {
        if !spreads.is_empty() {
            self.brush.path(&self.means(spreads), stroke);
        }
    }

    /// The mark of a regime: a disc for SB, a diamond for LB.
    pub fn mark(&self, regime: Regime, centre: Pixel, size: f64, color: Color) {
        mark(self.brush, self.theme, regime, centre, size, color);
    }

    /// Bold and then plain text from the left end of a line.
    pub fn title(&self, bold: &str, plain: &[&str], color: Color) {
        self.title_at(self.frame.top - self.theme.px(19.0), bold, plain, color);
    }

    /// The same at this height.
    pub fn title_at(&self, y: i32, bold: &str, plain: &[&str], color: Color) {
        let words = self.theme.title(color, HPos::Left);
        let mut x = self.frame.left;
        self.brush.words(bold, (x, y), &words);
        x += self.brush.width(bold, &words) + self.theme.px(7.0);
        let words = self.theme.tick(HPos::Left);
        let fits = |text: &&&str| x + self.brush.width(text, &words) <= self.frame.right;
        if let Some(text) = plain.iter().find(fits) {
            self.brush.words(text, (x, y), &words);
        }
    }

    /// What is said in place of data.
    pub fn note(&self, text: &str) {
        let frame = self.frame;
        let at = (
            frame.left + frame.width() / 2,
            frame.top + frame.height() / 2,
        );
        self.brush.words(text, at, &self.theme.tick(HPos::Center));
    }

    /// The panel as the page needs it.
    pub fn geometry(&self, name: &'static str) -> PanelGeometry {
        let (x, y) = (self.space.x_spec(), self.space.y_spec());
        PanelGeometry {
            x: [self.frame.left, self.frame.right].map(f64::from),
            y: [self.frame.top, self.frame.bottom].map(f64::from),
            x_range: x.ends(),
            y_range: y.ends(),
            x_log: x.is_log(),
            y_log: y.is_log(),
            name,
        }
    }
}

/// The widest label of an axis' ticks.
pub(super) fn label_width(brush: &dyn Brush, theme: &Theme, axis: &Axis, most: usize) -> i32 {
    let words = theme.tick(HPos::Right);
    let ticks = axis.ticks(most).into_iter();
    ticks
        .map(|tick| brush.width(&number(tick), &words))
        .max()
        .unwrap_or(0)
}

/// The mark of a regime: a disc for SB, a diamond for LB. `size` is the disc's radius in CSS pixels.
pub(super) fn mark(
    brush: &dyn Brush,
    theme: &Theme,
    regime: Regime,
    centre: Pixel,
    size: f64,
    color: Color,
) {
    match regime {
        Regime::Small => brush.disc(centre, theme.px(size), color),
        Regime::Large => {
            // Of about the disc's area.
            let half = theme.px(size * 1.3);
            let (x, y) = centre;
            let corners = [(x - half, y), (x, y - half), (x + half, y), (x, y + half)];
            brush.area(&corners, color);
        }
    }
}
