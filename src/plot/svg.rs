//! A figure as an SVG document, for download and for tests.

use crate::plot::brush::FONT_SIZE_UNIT;
use crate::plot::theme::Theme;
use crate::plot::{Look, Picture, SUBPIXELS, Sheet, draw, paint, png};
use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::prelude::DrawingBackend;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontStyle,
};
use std::cell::RefCell;
use std::fmt::Write as _;

/// The largest side, in CSS pixels, an export can have.
const LARGEST: u32 = 16_384;

/// Draws a figure `width` × `height` CSS pixels large on an opaque ground. The same figure gives
/// the same document, byte by byte, in the browser and elsewhere.
#[must_use]
pub fn svg(picture: &dyn Picture, width: u32, height: u32, dark: bool) -> String {
    let margin = 10.min(width / 8).min(height / 8);
    on_grid(picture, (width, height), (SUBPIXELS, margin), dark)
}

/// The same as the page has it: to the edges, and on a grid of `unit` places a CSS pixel. A coarser grid needs
/// fewer digits.
#[must_use]
pub fn svg_on_grid(picture: &dyn Picture, size: (u32, u32), unit: u32, dark: bool) -> String {
    on_grid(picture, size, (unit, 0), dark)
}

fn on_grid(
    picture: &dyn Picture,
    (width, height): (u32, u32),
    (unit, margin): (u32, u32),
    dark: bool,
) -> String {
    let (width, height) = (width.clamp(1, LARGEST), height.clamp(1, LARGEST));
    let look = Look::still(dark, f64::from(unit));
    document((width * unit, height * unit), &look, |area| {
        let margin = (margin * unit).cast_signed();
        let inside = area.margin(margin, margin, margin, margin);
        let _ = draw(&inside, &look, picture);
    })
}

/// A sheet as a document, as large as what is on it.
#[must_use]
pub fn sheet_svg(sheet: &Sheet, dark: bool) -> String {
    let look = Look::still(dark, f64::from(SUBPIXELS));
    let theme = Theme::new(&look);
    let (mut none, pictures) = (String::new(), RefCell::default());
    let area = TextMeasuring {
        strokes: SVGBackend::with_string(&mut none, (1, 1)),
        pictures: &pictures,
    };
    let layout = paint(&area.into_drawing_area(), |brush| {
        sheet.layout(brush, &theme)
    });
    let Ok(layout) = layout else {
        return String::new();
    };
    let side = |length: i32| length.unsigned_abs().clamp(1, LARGEST * SUBPIXELS);
    let size = (side(layout.size.0), side(layout.size.1));
    document(size, &look, |area| {
        let _ = paint(area, |brush| sheet.paint(&layout, brush, &theme));
    })
}

/// A document of so many units of the look's scale, on an opaque ground. Writing to a string does not fail.
fn document(
    size: (u32, u32),
    look: &Look,
    paint: impl FnOnce(&DrawingArea<TextMeasuring<'_>, Shift>),
) -> String {
    let (mut document, pictures) = (String::new(), RefCell::default());
    {
        let area = TextMeasuring {
            strokes: SVGBackend::with_string(&mut document, size),
            pictures: &pictures,
        };
        let area = area.into_drawing_area();
        let _ = area.fill(&Theme::new(look).ground);
        paint(&area);
    }
    let body = document.split_once('>').map_or("", |(_, body)| body);
    // Pictures lie on the ground, which is the first element, and below everything else.
    let (ground, body) = body.split_once('>').unwrap_or(("", body));
    let pictures = pictures.into_inner();
    let (width, height) = size;
    let [across, down] = [width, height].map(|side| f64::from(side) / look.scale);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{across}\" height=\"{down}\" \
         viewBox=\"0 0 {width} {height}\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\
         {ground}>\n{pictures}{body}"
    )
}

/// plotters' SVG backend with text measured by a table of average widths: its own estimate takes
/// all characters for equally wide, and asks the document for a styled element in the browser.
struct TextMeasuring<'a> {
    strokes: SVGBackend<'a>,
    /// The elements of pictures, which that backend cannot write.
    pictures: &'a RefCell<String>,
}

type Drawn<'a> = Result<(), DrawingErrorKind<<SVGBackend<'a> as DrawingBackend>::ErrorType>>;

impl<'a> DrawingBackend for TextMeasuring<'a> {
    type ErrorType = <SVGBackend<'a> as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.strokes.get_size()
    }

    fn ensure_prepared(&mut self) -> Drawn<'a> {
        self.strokes.ensure_prepared()
    }

    fn present(&mut self) -> Drawn<'a> {
        self.strokes.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn<'a> {
        self.strokes.draw_pixel(point, color)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn<'a> {
        self.strokes
            .draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn<'a> {
        self.strokes.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn<'a> {
        self.strokes.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        outline: I,
        style: &S,
    ) -> Drawn<'a> {
        self.strokes.fill_polygon(outline, style)
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        pos: BackendCoord,
    ) -> Drawn<'a> {
        self.strokes.draw_text(text, style, pos)
    }

    fn blit_bitmap(
        &mut self,
        (x, y): BackendCoord,
        (width, height): (u32, u32),
        rgb: &[u8],
    ) -> Drawn<'a> {
        if let Some(url) = png::data_url((width, height), rgb) {
            let (width, height) = (width * SUBPIXELS, height * SUBPIXELS);
            // Writing to a string does not fail.
            let _ = writeln!(
                self.pictures.borrow_mut(),
                "<image x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
                 preserveAspectRatio=\"none\" href=\"{url}\"/>"
            );
        }
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Self::ErrorType>> {
        // The backend divides font sizes by this.
        let size = style.size() / FONT_SIZE_UNIT;
        let weight = match style.style() {
            FontStyle::Bold => 1.08,
            _ => 1.0,
        };
        let width: f64 = text.chars().map(character_width).sum();
        Ok(((width * weight * size).ceil() as u32, size.ceil() as u32))
    }
}

/// The width of a character in ems: rather wide than narrow, DejaVu's, so that no reader's fonts
/// are cut off.
fn character_width(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | '.' | ',' | '·' | '\'' => 0.32,
        'f' | 't' | 'r' | ' ' | '-' | '(' | ')' => 0.41,
        '⁰' | '¹' | '²' | '³' | '⁴' | '⁵' | '⁶' | '⁷' | '⁸' | '⁹' | '⁻' => 0.41,
        'm' | 'w' | '%' | 'M' | 'W' => 0.97,
        'A'..='Z' | '±' | '−' | '=' | 'φ' => 0.72,
        _ => 0.63,
    }
}
