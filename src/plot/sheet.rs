//! A picture to be kept: without the empty margins that it has on the page, on its own ground, and if it is
//! asked for with a title above and small lines below that say what it is of.

use crate::plot::brush::{Bitmap, Brush, Inset, Pixel, Stroke, Words};
use crate::plot::coordinates::Frame;
use crate::plot::theme::Theme;
use crate::plot::wrap::wrapped;
use crate::plot::{Picture, SUBPIXELS};
use plotters::style::RGBAColor as Color;
use plotters::style::text_anchor::HPos;
use std::cell::Cell;

/// Around the picture, in CSS pixels.
const MARGIN: f64 = 10.0;
/// Font sizes of title and lines, and from one line to the next.
const TITLE: f64 = 15.0;
const SMALL: f64 = 10.5;
const LEADING: f64 = 1.4;
/// No narrower, so that words have room.
const NARROWEST: f64 = 260.0;

/// What is to be kept.
pub struct Sheet {
    /// The picture.
    pub picture: Box<dyn Picture>,
    /// Width and height that it is drawn for, in CSS pixels.
    pub size: (u32, u32),
    /// What stands above it; may be empty.
    pub title: String,
    /// What stands below it.
    pub lines: Vec<String>,
}

/// Where everything is on a sheet, in pixels of the drawing.
pub struct Layout {
    /// Of the whole sheet.
    pub size: (i32, i32),
    /// Where the area that the picture is drawn for begins; it may begin outside.
    origin: Pixel,
    title: Vec<String>,
    lines: Vec<String>,
    /// Where the lines begin.
    below: i32,
}

impl Sheet {
    /// The area that the picture is drawn for.
    fn area(&self, theme: &Theme) -> (i32, i32) {
        let px = |length: u32| theme.px(f64::from(length.max(1)));
        (px(self.size.0), px(self.size.1))
    }

    /// Draws nothing and says where all is.
    pub fn layout(&self, brush: &dyn Brush, theme: &Theme) -> Layout {
        let drawn = Tracer {
            brush,
            size: self.area(theme),
            traced: Cell::new(None),
        };
        self.picture.paint(&drawn, theme);
        let [left, top, right, bottom] = drawn.bounds();
        let margin = whole(theme.px(MARGIN));
        let words = !self.title.is_empty() || !self.lines.is_empty();
        let least = if words { theme.px(NARROWEST) } else { 0 };
        let inside = whole((right - left).max(least));
        let wrap = |text: &str, words: &Words| wrapped(brush, text, words, inside);
        let title = wrap(&self.title, &heading(theme));
        let lines: Vec<String> = self
            .lines
            .iter()
            .flat_map(|line| wrap(line, &note(theme)))
            .collect();
        let above = match title.len() {
            0 => margin,
            count => margin + height(theme, TITLE, count) + margin / 2,
        };
        let above = whole(above);
        let below = above + whole(bottom - top) + if lines.is_empty() { 0 } else { margin / 2 };
        let end = below + height(theme, SMALL, lines.len()) + margin;
        Layout {
            size: (inside + 2 * margin, whole(end)),
            origin: (
                margin + whole((inside - (right - left)) / 2) - left,
                above - top,
            ),
            title,
            lines,
            below,
        }
    }

    /// Draws all of it.
    pub fn paint(&self, layout: &Layout, brush: &dyn Brush, theme: &Theme) {
        let ((left, top), size) = (layout.origin, self.area(theme));
        let frame = Frame::new(left, left + size.0, top, top + size.1);
        self.picture.paint(&Inset { brush, frame }, theme);
        let margin = whole(theme.px(MARGIN));
        let write = |lines: &[String], from: i32, size: f64, words: &Words| {
            for (k, line) in lines.iter().enumerate() {
                let middle = height(theme, size, k) + height(theme, size, 1) / 2;
                brush.words(line, (margin, from + middle), words);
            }
        };
        write(&layout.title, margin, TITLE, &heading(theme));
        write(&layout.lines, layout.below, SMALL, &note(theme));
    }
}

fn heading(theme: &Theme) -> Words {
    theme.sized(theme.ink.text, TITLE, true, HPos::Left)
}

fn note(theme: &Theme) -> Words {
    theme.sized(theme.muted, SMALL, false, HPos::Left)
}

/// The height of so many lines.
fn height(theme: &Theme, size: f64, count: usize) -> i32 {
    count as i32 * theme.px(LEADING * size)
}

/// Up to a whole pixel of the device: bitmaps must not lie between two.
fn whole(length: i32) -> i32 {
    let unit = SUBPIXELS.cast_signed();
    length.div_euclid(unit) * unit + if length.rem_euclid(unit) > 0 { unit } else { 0 }
}

/// Draws nothing and takes in how far all would reach.
struct Tracer<'a> {
    brush: &'a dyn Brush,
    size: (i32, i32),
    /// Left, top, right and bottom of all so far.
    traced: Cell<Option<[i32; 4]>>,
}

impl Tracer<'_> {
    /// What was traced, within the area and from whole pixels to whole pixels; all of it without any.
    fn bounds(&self) -> [i32; 4] {
        let (width, height) = self.size;
        let [left, top, right, bottom] = self.traced.get().unwrap_or([0, 0, width, height]);
        let down = |at: i32| whole(at + 1) - SUBPIXELS.cast_signed();
        [
            down(left.max(0)),
            down(top.max(0)),
            whole(right.min(width)),
            whole(bottom.min(height)),
        ]
    }

    /// Something would be drawn from one corner to the other.
    fn trace(&self, [left, top, right, bottom]: [i32; 4]) {
        let all = self.traced.get().map_or([left, top, right, bottom], |all| {
            [
                all[0].min(left),
                all[1].min(top),
                all[2].max(right),
                all[3].max(bottom),
            ]
        });
        self.traced.set(Some(all));
    }

    fn trace_points(&self, points: &[Pixel], wide: i32) {
        for &(x, y) in points {
            self.trace([x - wide, y - wide, x + wide, y + wide]);
        }
    }
}

impl Brush for Tracer<'_> {
    fn size(&self) -> (i32, i32) {
        self.size
    }

    fn path(&self, points: &[Pixel], stroke: &Stroke) {
        self.trace_points(points, stroke.width / 2);
    }

    fn area(&self, outline: &[Pixel], _: Color) {
        self.trace_points(outline, 0);
    }

    fn disc(&self, centre: Pixel, radius: i32, _: Color) {
        self.trace_points(&[centre], radius);
    }

    fn words(&self, text: &str, at: Pixel, words: &Words) {
        let (width, half) = (self.width(text, words), (0.6 * words.size) as i32);
        let left = match words.anchor {
            HPos::Left => at.0,
            HPos::Center => at.0 - width / 2,
            HPos::Right => at.0 - width,
        };
        self.trace([left, at.1 - half, left + width, at.1 + half]);
    }

    fn width(&self, text: &str, words: &Words) -> i32 {
        self.brush.width(text, words)
    }

    fn bitmap(&self, at: Pixel, bitmap: &Bitmap) {
        let [width, height] =
            [bitmap.size.0, bitmap.size.1].map(|side| (side * SUBPIXELS).cast_signed());
        self.trace([at.0, at.1, at.0 + width, at.1 + height]);
    }
}
