//! The colours of the bands between the levels: cividis, which all eyes read alike, on a quiet
//! ground.

use crate::plot::landscape::scale::{Scale, TOP};
use crate::plot::theme::Theme;
use plotters::style::RGBAColor as Color;

/// Positions are looked up this finely.
const STEPS: usize = 4096;
/// How much lighter a band is at its lower end than at its upper, in bands.
const GRADIENT: f64 = 0.35;

/// A colour as red, green and blue.
pub(in crate::plot) type Rgb = [u8; 3];

/// The colours of a scale.
pub(super) struct Ramp {
    positions: Vec<f64>,
    dark: bool,
    descending: bool,
    ground: Rgb,
}

impl Ramp {
    /// The colours of the bands of a scale.
    pub fn new(scale: &Scale, theme: &Theme) -> Self {
        Self {
            positions: scale.positions(),
            dark: theme.dark,
            descending: scale.descending(),
            ground: rgb(theme.ground),
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

    /// The colour of a band.
    pub fn color(&self, band: usize) -> Rgb {
        self.shade(band as f64)
    }

    /// The colours of the positions from 0 to [`TOP`], in even steps: flat bands with a slight
    /// gradient.
    pub fn table(&self) -> Vec<Rgb> {
        let last = (STEPS - 1) as f64;
        let colors = (0..STEPS).map(|step| {
            let position = TOP * step as f64 / last;
            let band = self.band(position);
            let ends = [
                band.checked_sub(1).map_or(0.0, |below| self.upper(below)),
                self.upper(band),
            ];
            let within = (position - ends[0]) / (ends[1] - ends[0]).max(1e-9);
            // In eighths, so that a picture has few colours.
            let within = libm::floor(8.0 * within) / 8.0 - 0.5;
            self.shade(band as f64 + GRADIENT * within)
        });
        colors.collect()
    }

    /// A position times the first is the index of its colour in the table, of which the second is the last.
    pub const STEP: (f64, u16) = ((STEPS - 1) as f64 / TOP, STEPS as u16 - 1);

    /// From the valley, 0, to the highest band.
    fn shade(&self, band: f64) -> Rgb {
        let share = (band / (self.bands() as f64 - 1.0).max(1.0)).clamp(0.0, 1.0);
        let height = if self.descending { 1.0 - share } else { share };
        tone(self.dark, self.ground, height)
    }
}

/// The colour of a height: 0 is the valley, 1 the highest.
pub(in crate::plot) fn tone(dark: bool, ground: Rgb, height: f64) -> Rgb {
    // Yellow valleys glow on light ground, blue ones sink into dark ground.
    let (from, to, mixes) = if dark {
        (0.0, 0.92, [0.10, 0.70])
    } else {
        (1.0, 0.08, [0.06, 0.62])
    };
    // The valley is what to see; the farther up, the more of the ground shows through.
    let mix = mixes[0] + (mixes[1] - mixes[0]) * libm::pow(height, 0.6);
    let color = colorous::CIVIDIS.eval_continuous(from + (to - from) * height);
    mixed([color.r, color.g, color.b], ground, mix)
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
