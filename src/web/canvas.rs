//! A drawing backend for the page's canvas.
//!
//! It draws with plotters' own canvas backend and corrects what that lacks: positions finer than a
//! device pixel, crisp horizontal and vertical lines, round joins and caps, an empty canvas to begin
//! with, and text that is measured by the canvas instead of by a styled element put into the page,
//! which a strict content security policy forbids.

use super::convert::{failure, from_js, to_js};
use crate::plot::brush::FONT_SIZE_UNIT;
use crate::plot::{self, Geometry, Look, Picture, SUBPIXELS, Sheet, Theme};
use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle, FontTransform,
};
use plotters_canvas::CanvasBackend;
use sharp_minima_kernels::picture;
use std::cell::RefCell;
use std::f64::consts::FRAC_PI_2;
use std::fmt;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// Half the height of small letters, in ems.
const HALF_X_HEIGHT: f64 = 0.26;
/// Height of capitals, in ems.
const CAPITALS: f64 = 0.76;

/// Clears the canvas and draws a figure over the whole of it; returns its [`Geometry`]. The canvas'
/// width and height are those it has in device pixels, and the [`Look`]'s scale is the device pixel
/// ratio; the geometry is in device pixels as well.
///
/// # Errors
/// If `look` is none, the canvas has no 2-D context or a call to it fails, in words.
pub fn draw(
    canvas: &HtmlCanvasElement,
    picture: &dyn Picture,
    look: JsValue,
) -> Result<JsValue, JsValue> {
    to_js(&drawn(canvas, picture, from_js(look)?).map_err(failure)?)
}

fn drawn(
    canvas: &HtmlCanvasElement,
    picture: &dyn Picture,
    look: Look,
) -> Result<Geometry, CanvasFailure> {
    if canvas.width() == 0 || canvas.height() == 0 {
        return Ok(Geometry::default());
    }
    let factor = f64::from(SUBPIXELS);
    let area = Canvas::cleared(canvas)?.into_drawing_area();
    let look = Look {
        scale: look.scale * factor,
        ..look
    };
    plot::draw(&area, &look, picture)
        .map(|geometry| geometry.reduced(factor))
        .map_err(|failure| CanvasFailure(failure.to_string()))
}

/// Makes the canvas as large as a sheet and draws that on it, on an opaque ground.
///
/// # Errors
/// If `look` is none, the canvas has no 2-D context or a call to it fails, in words.
pub fn draw_sheet(canvas: &HtmlCanvasElement, sheet: &Sheet, look: JsValue) -> Result<(), JsValue> {
    sheet_drawn(canvas, sheet, from_js(look)?).map_err(failure)
}

fn sheet_drawn(canvas: &HtmlCanvasElement, sheet: &Sheet, look: Look) -> Result<(), CanvasFailure> {
    let theme = Theme::new(&Look {
        scale: look.scale * f64::from(SUBPIXELS),
        ..look
    });
    let told = |failure: DrawingAreaErrorKind<CanvasFailure>| CanvasFailure(failure.to_string());
    // Only what is written is measured here.
    let area = Canvas::cleared(canvas)?.into_drawing_area();
    let layout = plot::paint(&area, |brush| sheet.layout(brush, &theme)).map_err(told)?;
    canvas.set_width(layout.size.0.unsigned_abs() / SUBPIXELS);
    canvas.set_height(layout.size.1.unsigned_abs() / SUBPIXELS);
    let area = Canvas::cleared(canvas)?.into_drawing_area();
    area.fill(&theme.ground).map_err(told)?;
    plot::paint(&area, |brush| sheet.paint(&layout, brush, &theme)).map_err(told)
}

/// What the canvas reported.
#[derive(Clone, Debug, PartialEq)]
pub struct CanvasFailure(String);

impl fmt::Display for CanvasFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "the figure could not be drawn: {}", self.0)
    }
}

impl std::error::Error for CanvasFailure {}

impl From<JsValue> for CanvasFailure {
    fn from(value: JsValue) -> Self {
        let message = value
            .dyn_ref::<js_sys::Error>()
            .map(|error| String::from(error.message()));
        Self(message.unwrap_or_else(|| format!("{value:?}")))
    }
}

type Drawn = Result<(), DrawingErrorKind<CanvasFailure>>;

/// The backend: an area [`SUBPIXELS`] times as large as the canvas, which is scaled down by it.
struct Canvas {
    strokes: CanvasBackend,
    context: CanvasRenderingContext2d,
    size: (u32, u32),
    /// The colour that areas are filled with, where it is known: thousands in a row have it.
    fill: Option<BackendColor>,
    /// The font, as it was set last.
    font: RefCell<String>,
}

impl Canvas {
    fn cleared(canvas: &HtmlCanvasElement) -> Result<Self, CanvasFailure> {
        let missing = || CanvasFailure("this browser gives no 2-D context".into());
        let context: CanvasRenderingContext2d = canvas
            .get_context("2d")?
            .and_then(|context| context.dyn_into().ok())
            .ok_or_else(missing)?;
        let (width, height) = (canvas.width(), canvas.height());
        context.reset_transform()?;
        context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
        let shrink = 1.0 / f64::from(SUBPIXELS);
        context.scale(shrink, shrink)?;
        context.set_line_join("round");
        context.set_line_cap("round");
        let strokes = CanvasBackend::with_canvas_object(canvas.clone()).ok_or_else(missing)?;
        Ok(Self {
            strokes,
            context,
            size: (
                width.saturating_mul(SUBPIXELS),
                height.saturating_mul(SUBPIXELS),
            ),
            fill: None,
            font: RefCell::default(),
        })
    }

    fn set_fill(&mut self, color: BackendColor) {
        let same = |other: BackendColor| other.rgb == color.rgb && other.alpha == color.alpha;
        if !self.fill.is_some_and(same) {
            self.context.set_fill_style_str(&css_color(color));
            self.fill = Some(color);
        }
    }

    fn set_font<S: BackendTextStyle>(&self, style: &S) -> f64 {
        let size = style.size() / FONT_SIZE_UNIT;
        let family = style.family();
        let (weight, family) = (css_weight(style.style()), family.as_str());
        let font = format!("{weight} {size}px {family}");
        if *self.font.borrow() != font {
            self.context.set_font(&font);
            self.font.replace(font);
        }
        size
    }
}

impl DrawingBackend for Canvas {
    type ErrorType = CanvasFailure;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.fill = None;
        self.strokes.draw_pixel(point, color).map_err(inner)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.fill = None;
        self.strokes
            .draw_rect(upper_left, bottom_right, style, fill)
            .map_err(inner)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let mut points: Vec<BackendCoord> = path.into_iter().collect();
        if let [from, to] = points.as_mut_slice() {
            align(from, to, style.stroke_width());
        }
        self.strokes.draw_path(points, style).map_err(inner)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.fill = None;
        self.strokes
            .draw_circle(center, radius, style, fill)
            .map_err(inner)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        outline: I,
        style: &S,
    ) -> Drawn {
        let color = style.color();
        let mut outline = outline.into_iter();
        if let Some((x, y)) = outline.next().filter(|_| color.alpha > 0.0) {
            self.set_fill(color);
            self.context.begin_path();
            self.context.move_to(f64::from(x), f64::from(y));
            for (x, y) in outline {
                self.context.line_to(f64::from(x), f64::from(y));
            }
            self.context.fill();
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> Drawn {
        // Before the state is saved, so that the font stays.
        let size = self.set_font(style);
        let context = &self.context;
        context.save();
        context.set_fill_style_str(&css_color(style.color()));
        context.set_text_baseline("alphabetic");
        context.set_text_align(match style.anchor().h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        });
        let down = size
            * match style.anchor().v_pos {
                VPos::Top => CAPITALS,
                VPos::Center => HALF_X_HEIGHT,
                VPos::Bottom => -HALF_X_HEIGHT,
            };
        let turn = FRAC_PI_2
            * match style.transform() {
                FontTransform::None => 0.0,
                FontTransform::Rotate90 => 1.0,
                FontTransform::Rotate180 => 2.0,
                FontTransform::Rotate270 => 3.0,
            };
        let drawn = context
            .translate(f64::from(x), f64::from(y))
            .and_then(|()| context.rotate(turn))
            .and_then(|()| context.fill_text(text, 0.0, down));
        context.restore();
        drawn.map_err(outer)
    }

    /// In whole device pixels, which is what the browser's call takes: it knows of no scale.
    fn blit_bitmap(
        &mut self,
        (x, y): BackendCoord,
        (width, height): (u32, u32),
        rgb: &[u8],
    ) -> Drawn {
        let rgba = picture::opaque(rgb.as_chunks().0);
        let data = ImageData::new_with_u8_clamped_array_and_sh(Clamped(&rgba), width, height);
        let unit = f64::from(SUBPIXELS);
        data.and_then(|data| {
            self.context
                .put_image_data(&data, f64::from(x) / unit, f64::from(y) / unit)
        })
        .map_err(outer)
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<CanvasFailure>> {
        let size = self.set_font(style);
        let width = self.context.measure_text(text).map_err(outer)?.width();
        Ok((width.ceil() as u32, size.ceil() as u32))
    }
}

/// Moves a horizontal or vertical line so that it fills whole device pixels instead of parts of
/// two: to a pixel's centre if its width is an odd number of pixels, else to an edge.
fn align(from: &mut BackendCoord, to: &mut BackendCoord, width: u32) {
    let unit = SUBPIXELS.cast_signed();
    let odd = (width + SUBPIXELS / 2) / SUBPIXELS % 2 == 1;
    let snap = |place: i32| {
        if odd {
            place.div_euclid(unit) * unit + unit / 2
        } else {
            (place + unit / 2).div_euclid(unit) * unit
        }
    };
    if from.0 == to.0 {
        from.0 = snap(from.0);
        to.0 = from.0;
    }
    if from.1 == to.1 {
        from.1 = snap(from.1);
        to.1 = from.1;
    }
}

/// Opaque colours, of which a surface has thousands, without the slow printing of a fraction.
fn css_color(BackendColor { alpha, rgb }: BackendColor) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let (red, green, blue) = rgb;
    if alpha < 1.0 {
        return format!("rgba({red},{green},{blue},{alpha})");
    }
    let mut text = String::with_capacity(7);
    text.push('#');
    for byte in [red, green, blue] {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from(DIGITS[usize::from(digit)]));
        }
    }
    text
}

fn css_weight(style: FontStyle) -> &'static str {
    match style {
        FontStyle::Normal => "normal",
        FontStyle::Bold => "600",
        FontStyle::Italic => "italic",
        FontStyle::Oblique => "oblique",
    }
}

fn inner(
    failure: DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>,
) -> DrawingErrorKind<CanvasFailure> {
    DrawingErrorKind::DrawingError(CanvasFailure(failure.to_string()))
}

fn outer(failure: JsValue) -> DrawingErrorKind<CanvasFailure> {
    DrawingErrorKind::DrawingError(failure.into())
}
