//! The few strokes every figure is made of, and plotters as their painter. The figures see the
//! trait object alone: only this file is compiled anew for each backend.

use crate::plot::coordinates::Frame;
use crate::plot::theme::{FONTS, Look, Theme};
use crate::plot::{Geometry, Picture};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{
    Circle, DashedPathElement, Drawable, PathElement, PointCollection, Polygon,
};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    Color as _, FontDesc, FontFamily, FontStyle, RGBAColor as Color, ShapeStyle, TextStyle,
};
use plotters_backend::{BackendCoord, DrawingErrorKind};
use std::cell::RefCell;

/// A place in the drawing area, from its top left.
pub type Pixel = (i32, i32);

/// plotters' SVG backend divides font sizes by this; ours for the canvas does the same.
pub(crate) const FONT_SIZE_UNIT: f64 = 1.24;

/// plotters centres text at half its x-height; figures are centred at half the height of capitals.
const CAPITALS: f64 = 0.09;

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Stroke {
    pub color: Color,
    pub width: i32,
    /// Lengths of dash and gap.
    pub dash: Option<(i32, i32)>,
}

/// How text is drawn.
#[derive(Clone, Copy)]
pub struct Words {
    pub color: Color,
    /// Font size in pixels.
    pub size: f64,
    pub bold: bool,
    pub anchor: HPos,
}

/// What a figure needs of a backend.
pub trait Brush {
    /// Width and height of the drawing area.
    fn size(&self) -> (i32, i32);
    /// A line through all the points; a single point becomes a dot.
    fn path(&self, points: &[Pixel], stroke: &Stroke);
    /// A filled polygon.
    fn area(&self, outline: &[Pixel], color: Color);
    /// A filled circle.
    fn disc(&self, centre: Pixel, radius: i32, color: Color);
    /// One line of text, its height centred at the point.
    fn words(&self, text: &str, at: Pixel, words: &Words);
    /// The width of that text.
    fn width(&self, text: &str, words: &Words) -> i32;
    /// Puts a picture's top left corner there, over everything drawn so far.
    fn bitmap(&self, at: Pixel, bitmap: &Bitmap);
}

/// A part of a drawing, as a drawing of its own.
pub(super) struct Inset<'a> {
    /// The whole.
    pub brush: &'a dyn Brush,
    /// Which part.
    pub frame: Frame,
}

impl Inset<'_> {
    fn at(&self, (x, y): Pixel) -> Pixel {
        (x + self.frame.left, y + self.frame.top)
    }

    fn all(&self, points: &[Pixel]) -> Vec<Pixel> {
        points.iter().map(|&point| self.at(point)).collect()
    }

    /// Where the part's plots lie on the whole.
    pub fn placed(&self, mut geometry: Geometry) -> Geometry {
        let (left, top) = (f64::from(self.frame.left), f64::from(self.frame.top));
        for panel in &mut geometry.panels {
            panel.x = panel.x.map(|x| x + left);
            panel.y = panel.y.map(|y| y + top);
        }
        geometry
    }
}

impl Brush for Inset<'_> {
    fn size(&self) -> (i32, i32) {
        (self.frame.width(), self.frame.height())
    }

    fn path(&self, points: &[Pixel], stroke: &Stroke) {
        self.brush.path(&self.all(points), stroke);
    }

    fn area(&self, outline: &[Pixel], color: Color) {
        self.brush.area(&self.all(outline), color);
    }

    fn disc(&self, centre: Pixel, radius: i32, color: Color) {
        self.brush.disc(self.at(centre), radius, color);
    }

    fn words(&self, text: &str, at: Pixel, words: &Words) {
        self.brush.words(text, self.at(at), words);
    }

    fn width(&self, text: &str, words: &Words) -> i32 {
        self.brush.width(text, words)
    }

    fn bitmap(&self, at: Pixel, bitmap: &Bitmap) {
        self.brush.bitmap(self.at(at), bitmap);
    }
}

/// A picture whose every pixel is [`SUBPIXELS`](crate::plot::SUBPIXELS)² units of the area, that is, a
/// pixel of the device.
pub struct Bitmap {
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Red, green and blue of every pixel, row by row from the top.
    pub rgb: Vec<[u8; 3]>,
}

/// Draws a picture over the whole of `area`, whose ground is left as it is. The first failure ends the
/// drawing and is returned.
///
/// # Errors
/// Only what the backend reports.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    look: &Look,
    picture: &dyn Picture,
) -> Result<Geometry, DrawingAreaErrorKind<DB::ErrorType>> {
    paint(area, |brush| picture.paint(brush, &Theme::new(look)))
}

/// Draws anything over `area`. The first failure ends the drawing and is returned.
///
/// # Errors
/// Only what the backend reports.
pub fn paint<DB: DrawingBackend, R>(
    area: &DrawingArea<DB, Shift>,
    paint: impl FnOnce(&dyn Brush) -> R,
) -> Result<R, DrawingAreaErrorKind<DB::ErrorType>> {
    let brush = Plotters::new(area);
    let painted = paint(&brush);
    brush.finish(painted)
}

struct Plotters<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    failure: RefCell<Option<DrawingAreaErrorKind<DB::ErrorType>>>,
}

impl<'a, DB: DrawingBackend> Plotters<'a, DB> {
    fn new(area: &'a DrawingArea<DB, Shift>) -> Self {
        Self {
            area,
            failure: RefCell::new(None),
        }
    }

    fn finish<R>(self, painted: R) -> Result<R, DrawingAreaErrorKind<DB::ErrorType>> {
        match self.failure.into_inner() {
            Some(failure) => Err(failure),
            None => self.area.present().map(|()| painted),
        }
    }

    fn attempt<T>(
        &self,
        draw: impl FnOnce() -> Result<T, DrawingAreaErrorKind<DB::ErrorType>>,
    ) -> Option<T> {
        if self.failure.borrow().is_some() {
            return None;
        }
        draw()
            .map_err(|failure| *self.failure.borrow_mut() = Some(failure))
            .ok()
    }
}

impl<DB: DrawingBackend> Brush for Plotters<'_, DB> {
    fn size(&self) -> (i32, i32) {
        let (width, height) = self.area.dim_in_pixel();
        (clamped(width), clamped(height))
    }

    fn path(&self, points: &[Pixel], stroke: &Stroke) {
        let style = ShapeStyle {
            color: stroke.color,
            filled: false,
            stroke_width: stroke.width.unsigned_abs(),
        };
        if let &[point] = points {
            return self.disc(point, stroke.width, stroke.color);
        }
        self.attempt(|| match stroke.dash {
            Some((dash, gap)) => self.area.draw(&DashedPathElement::new(
                points.iter().copied(),
                dash,
                gap,
                style,
            )),
            None => self.area.draw(&PathElement::new(points, style)),
        });
    }

    fn area(&self, outline: &[Pixel], color: Color) {
        self.attempt(|| self.area.draw(&Polygon::new(outline, color.filled())));
    }

    fn disc(&self, centre: Pixel, radius: i32, color: Color) {
        self.attempt(|| self.area.draw(&Circle::new(centre, radius, color.filled())));
    }

    fn words(&self, text: &str, at: Pixel, words: &Words) {
        let at = (at.0, at.1 + (words.size * CAPITALS).round() as i32);
        self.attempt(|| self.area.draw_text(text, &style(words), at));
    }

    fn width(&self, text: &str, words: &Words) -> i32 {
        self.attempt(|| self.area.estimate_text_size(text, &style(words)))
            .map_or(0, |(width, _)| clamped(width))
    }

    fn bitmap(&self, at: Pixel, bitmap: &Bitmap) {
        self.attempt(|| self.area.draw(&Tile { at, bitmap }));
    }
}

/// plotters has an element for pictures only together with a backend we do not need.
struct Tile<'a> {
    at: Pixel,
    bitmap: &'a Bitmap,
}

impl<'a> PointCollection<'a, Pixel> for &'a Tile<'_> {
    type Point = &'a Pixel;
    type IntoIter = std::iter::Once<&'a Pixel>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::once(&self.at)
    }
}

impl<DB: DrawingBackend> Drawable<DB> for Tile<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut at: I,
        backend: &mut DB,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        match at.next() {
            Some(at) => backend.blit_bitmap(at, self.bitmap.size, self.bitmap.rgb.as_flattened()),
            None => Ok(()),
        }
    }
}

fn style(words: &Words) -> TextStyle<'static> {
    let weight = if words.bold {
        FontStyle::Bold
    } else {
        FontStyle::Normal
    };
    let size = words.size * FONT_SIZE_UNIT;
    FontDesc::new(FontFamily::Name(FONTS), size, weight)
        .color(&words.color)
        .pos(Pos::new(words.anchor, VPos::Center))
}

fn clamped(length: u32) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}
