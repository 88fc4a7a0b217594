//! The colours of cells, and of what is written on them.

use crate::plot::axis::extent;
use crate::plot::cells::{Cell, CellMap, Colors, State};
use crate::plot::landscape::ramp::{Rgb, paint, tone};
use crate::plot::theme::Theme;
use plotters::style::RGBAColor as Color;

/// Values below are shown as this one by their logarithm.
const SMALLEST: f64 = 1e-12;

/// The colours of one map.
pub(super) struct Shades {
    colors: Colors,
    lowest: f64,
    span: f64,
    dark: bool,
}

impl Shades {
    /// The colours between the values of all cells that are compared.
    pub fn new(map: &CellMap, theme: &Theme) -> Self {
        let compared = map.cells.iter().filter(|c| c.state == State::Compared);
        let levels = compared.filter_map(|cell| Some(level(map.colors, cell.value?)));
        let (lowest, highest) = extent(levels).unwrap_or((0.0, 0.0));
        Self {
            colors: map.colors,
            lowest,
            span: highest - lowest,
            dark: theme.dark,
        }
    }

    /// The colour of a cell; `None` if it has none.
    pub fn of(&self, cell: &Cell) -> Option<Rgb> {
        let value = cell.value.filter(|_| cell.state == State::Compared)?;
        let above = (level(self.colors, value) - self.lowest) / self.span;
        let height = if above.is_nan() { 0.0 } else { above };
        Some(tone(self.dark, height.clamp(0.0, 1.0)))
    }
}

/// How far a value is from the best.
fn level(colors: Colors, value: f64) -> f64 {
    match colors {
        Colors::High => -value,
        Colors::LowLog => libm::log(value.max(SMALLEST)),
    }
}

/// What can be read on a colour: black or white, whichever stands out more.
pub(super) fn ink_on(color: Rgb) -> Color {
    const INKS: [Rgb; 2] = [[0; 3], [0xff; 3]];
    let [dark, light] = INKS.map(|ink| contrast(ink, color));
    paint(INKS[usize::from(light > dark)])
}

/// The ratio of two colours' luminances (WCAG 2.2), from 1 to 21.
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance of an sRGB colour, in [0, 1].
fn luminance(color: Rgb) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            libm::pow((part + 0.055) / 1.055, 2.4)
        }
    };
    0.2126 * linear(color[0]) + 0.7152 * linear(color[1]) + 0.0722 * linear(color[2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_and_white_differ_most() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        assert!((contrast([255; 3], [255; 3]) - 1.0).abs() < 1e-9);
        // The darkest grey that is readable on white (W3C's example).
        assert!((contrast([0x76; 3], [255; 3]) - 4.54).abs() < 0.01);
    }

    #[test]
    fn numbers_are_readable_on_every_colour() {
        for dark in [false, true] {
            for step in 0..=100 {
                let color = tone(dark, f64::from(step) / 100.0);
                let Color(r, g, b, _) = ink_on(color);
                let readable = contrast([r, g, b], color);
                assert!(readable >= 4.5, "{dark} {step}: {readable}");
            }
        }
    }
}
