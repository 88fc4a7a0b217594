//! Colours and sizes: a quiet ground, strong data.

use crate::plot::brush::{Stroke, Words};
use crate::settings::Regime;
use plotters::style::RGBAColor as Color;
use plotters::style::text_anchor::HPos;
use serde::{Deserialize, Serialize};

/// The page's fonts and what stands in for them where they are not, without quotation marks.
pub const FONTS: &str =
    "Inter, Noto Sans Math, system-ui, -apple-system, Roboto, Arial, sans-serif";

/// Beyond this scale lengths are no longer multiplied: no screen is as fine.
const LARGEST_SCALE: f64 = 256.0;

/// How a figure is to look.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Look {
    /// Light strokes for a dark ground.
    pub dark: bool,
    /// Pixels of the drawing area in a CSS pixel: strokes, fonts and margins are multiplied by it.
    pub scale: f64,
    /// Whether it is drawn again in a moment, as while a surface is turned: less finely, and sooner. It is not, where
    /// nothing is said.
    #[serde(default)]
    #[cfg_attr(not(target_arch = "wasm32"), ts(optional, as = "Option<bool>"))]
    pub moving: bool,
}

impl Look {
    /// A drawing that will stand.
    pub const fn still(dark: bool, scale: f64) -> Self {
        Self {
            dark,
            scale,
            moving: false,
        }
    }
}

/// One colour as a stroke and, dark enough to be read, as text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hue {
    pub line: Color,
    pub text: Color,
}

impl Hue {
    const fn new(line: u32, text: u32) -> Self {
        Self {
            line: opaque(line),
            text: opaque(text),
        }
    }
}

/// The palette and the measure of a drawing.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    /// Whether the ground is dark.
    pub dark: bool,
    /// What the figure lies on: drawn by exports only.
    pub ground: Color,
    /// Titles and neutral data.
    pub ink: Hue,
    /// Axis labels.
    pub muted: Color,
    /// Grid lines.
    pub grid: Color,
    /// The axis the data stand on.
    pub axis: Color,
    /// Accuracy where it shares a panel with the loss.
    pub accuracy: Hue,
    /// Whether the drawing will be replaced in a moment.
    pub moving: bool,
    small: Hue,
    large: Hue,
    scale: f64,
}

impl Theme {
    /// The theme of a look. A scale that is no positive number counts as 1.
    pub fn new(look: &Look) -> Self {
        let scale = match look.scale {
            scale if scale > 0.0 => scale.min(LARGEST_SCALE),
            _ => 1.0,
        };
        if look.dark {
            Self {
                dark: true,
                ground: opaque(0x14_171c),
                ink: Hue::new(0xe6_e9ee, 0xe6_e9ee),
                muted: opaque(0x9a_a5b1),
                grid: veil(0xff_ffff, 0.10),
                axis: veil(0xff_ffff, 0.35),
                accuracy: Hue::new(0x2f_c79e, 0x2f_c79e),
                small: Hue::new(0x56_b4e9, 0x6c_bfee),
                large: Hue::new(0xe6_9f00, 0xf0_ad1c),
                moving: look.moving,
                scale,
            }
        } else {
            Self {
                dark: false,
                ground: opaque(0xff_ffff),
                ink: Hue::new(0x2b_323b, 0x1c_2128),
                muted: opaque(0x5a_6572),
                grid: veil(0x14_2030, 0.10),
                axis: veil(0x14_2030, 0.40),
                accuracy: Hue::new(0x00_9e73, 0x00_7a58),
                small: Hue::new(0x00_72b2, 0x00_68a3),
                large: Hue::new(0xd5_5e00, 0xb4_4d00),
                moving: look.moving,
                scale,
            }
        }
    }

    /// The colour of a regime.
    pub fn regime(&self, regime: Regime) -> Hue {
        match regime {
            Regime::Small => self.small,
            Regime::Large => self.large,
        }
    }

    /// A length in CSS pixels as pixels of the drawing, at least one.
    pub fn px(&self, length: f64) -> i32 {
        ((length * self.scale).round() as i32).max(1)
    }

    /// Pixels of the drawing in CSS pixels.
    pub fn css(&self, pixels: i32) -> f64 {
        f64::from(pixels) / self.scale
    }

    /// A solid stroke `width` CSS pixels wide.
    pub fn stroke(&self, color: Color, width: f64) -> Stroke {
        Stroke {
            color,
            width: self.px(width),
            dash: None,
        }
    }

    /// The stroke of training data, or of testing data, which are dashed.
    pub fn data(&self, color: Color, testing: bool) -> Stroke {
        Stroke {
            dash: testing.then(|| (self.px(4.0), self.px(4.5))),
            ..self.stroke(color, if testing { 1.75 } else { 2.0 })
        }
    }

    /// Text of the axes.
    pub fn tick(&self, anchor: HPos) -> Words {
        self.words(self.muted, 14.0, false, anchor)
    }

    /// Text at the data.
    pub fn label(&self, color: Color, bold: bool, anchor: HPos) -> Words {
        self.words(color, 14.5, bold, anchor)
    }

    /// Small text on the data.
    pub fn small(&self, color: Color) -> Words {
        self.words(color, 14.0, false, HPos::Center)
    }

    /// A panel's title.
    pub fn title(&self, color: Color, anchor: HPos) -> Words {
        self.words(color, 15.0, true, anchor)
    }

    /// Text of any size, in CSS pixels.
    pub fn sized(&self, color: Color, size: f64, bold: bool, anchor: HPos) -> Words {
        self.words(color, size, bold, anchor)
    }

    fn words(&self, color: Color, size: f64, bold: bool, anchor: HPos) -> Words {
        Words {
            color,
            size: size * self.scale,
            bold,
            anchor,
        }
    }
}

const fn opaque(rgb: u32) -> Color {
    veil(rgb, 1.0)
}

const fn veil(rgb: u32, alpha: f64) -> Color {
    Color((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8, alpha)
}
