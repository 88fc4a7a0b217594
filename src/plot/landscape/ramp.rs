//! The colours of heights: one perceptual ramp on a light ground and one on a dark one, opaque.

use crate::plot::landscape::scale::{Scale, TOP};
use crate::plot::theme::Theme;
use plotters::style::RGBAColor as Color;

/// Positions are looked up this finely.
const STEPS: usize = 1024;

/// A colour as red, green and blue.
pub(in crate::plot) type Rgb = [u8; 3];

/// The colours of a scale.
pub(super) struct Ramp {
    positions: Vec<f64>,
    dark: bool,
    descending: bool,
}

impl Ramp {
    /// The colours of the bands of a scale.
    pub fn new(scale: &Scale, theme: &Theme) -> Self {
        Self {
            positions: scale.positions(),
            dark: theme.dark,
            descending: scale.descending(),
        }
    }

    /// The number of bands: one more than there are levels.
    pub fn bands(&self) -> usize {
        self.positions.len() + 1
    }

    /// The band of a position.
    pub fn band(&self, position: f64) -> usize {
        self.positions.partition_point(|level| *level <= position)
    }

    /// The position at the upper end of a band.
    pub fn upper(&self, band: usize) -> f64 {
        self.positions.get(band).copied().unwrap_or(TOP)
    }

    /// The colours of the positions from 0 to [`TOP`], in even steps.
    pub fn table(&self) -> Vec<Rgb> {
        let last = (STEPS - 1) as f64;
        let positions = (0..STEPS).map(|step| TOP * step as f64 / last);
        positions.map(|position| self.at(position)).collect()
    }

    /// The colour of a position: as many shades lie in one band as in another.
    pub fn at(&self, position: f64) -> Rgb {
        let band = self.band(position);
        let lower = band.checked_sub(1).map_or(0.0, |below| self.upper(below));
        let within = (position - lower) / (self.upper(band) - lower).max(1e-9);
        self.shade(band as f64 + within.clamp(0.0, 1.0))
    }

    /// What can be seen of a line at the upper end of a band: a dark veil on pale colours, a pale one on deep ones.
    pub fn line(&self, band: usize) -> Color {
        let [red, green, blue] = self.shade(band as f64 + 1.0).map(f64::from);
        let pale = 0.3 * red + 0.6 * green + 0.1 * blue > 120.0;
        if pale {
            Color(16, 28, 44, 0.40)
        } else {
            Color(255, 255, 255, 0.42)
        }
    }

    /// The colour so many bands above the lowest value.
    pub fn shade(&self, bands: f64) -> Rgb {
        let share = (bands / self.bands() as f64).clamp(0.0, 1.0);
        let height = if self.descending { 1.0 - share } else { share };
        tone(self.dark, height)
    }
}

/// The colour of a height: 0 is the valley, 1 the highest. On a light ground valleys are deep and hills pale; on a
/// dark one valleys glow and hills sink into the ground.
pub(in crate::plot) fn tone(dark: bool, height: f64) -> Rgb {
    let share = if dark {
        0.06 + 0.90 * height
    } else {
        0.98 - 0.93 * height
    };
    let color = colorous::YELLOW_GREEN_BLUE.eval_continuous(share);
    [color.r, color.g, color.b]
}

/// A share `mix` of the other colour in a colour.
pub(super) fn mixed(color: Rgb, other: Rgb, mix: f64) -> Rgb {
    let blend = |k: usize| {
        let (own, other) = (f64::from(color[k]), f64::from(other[k]));
        (own + (other - own) * mix).round() as u8
    };
    [blend(0), blend(1), blend(2)]
}

/// A theme's colour.
pub(super) fn rgb(Color(red, green, blue, _): Color) -> Rgb {
    [red, green, blue]
}

/// A colour for the brush.
pub(in crate::plot) fn paint([red, green, blue]: Rgb) -> Color {
    Color(red, green, blue, 1.0)
}

/// Two of the theme's colours mixed, as if opaque.
pub(super) fn faded(color: Color, ground: Color, mix: f64) -> Color {
    paint(mixed(rgb(color), rgb(ground), mix))
}
