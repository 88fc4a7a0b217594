//! Data augmentation (appendix E of the paper): inputs that are changed at random in every batch in
//! ways that should not change their class.
//!
//! - Images: translation by up to .2 of their size, rotation by up to 10°, horizontal reflection, as in
//!   the paper, and shearing, which it names without a number. A mirror changes most digits, so
//!   reflection is off by default.
//! - Signals, which the paper does not have: a shift of up to 2 of 40 points, a scale, a shear (a
//!   slope added) and smooth noise. The sizes are ours, a fraction of how MNIST-1D itself varies.
//!
//! - Points, which the paper does not have either: a rotation by up to 10° about the training inputs'
//!   mean, and jitter, a tenth of the inputs' deviation. The sizes are ours.
//!
//! All draws but jitter, which is Gaussian, are uniform and symmetric. Sizes of 0 are the identity. Cost: no gradient evaluation.

mod image;
mod points;
mod signal;

pub use image::{ImageDraw, ImageWarp};
pub use points::PointDraw;
pub use signal::{SignalDraw, SignalWarp};

use crate::allowed::{Bounds, NotAllowed};
use crate::data::DataSet;
use crate::data::spirals::COORDINATES;
use crate::data::{Dataset, Shape};
use rand::{Rng, RngExt};
use sharp_minima_kernels::Generator;

/// How far inputs are changed at most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Augmentation {
    /// Signals: points they are rolled by to either side, 0 to 20.
    pub shift: u32,
    /// Signals: s of the factor 1 ± s, in [0, 0.9].
    pub scale: f64,
    /// Signals: rise or fall over the whole length, in deviations of the inputs. Images: columns a row
    /// is shifted by for each row from the middle. In [0, 2].
    pub shear: f64,
    /// Signals: deviation of the smooth noise, in deviations of the inputs, in [0, 2].
    pub noise: f64,
    /// Images: translation along each axis as a share of the size, in [0, 0.5].
    pub translation: f64,
    /// Images and points: angle in degrees, in [0, 45].
    pub rotation: f64,
    /// Images: whether half of them are mirrored, left to right.
    pub reflection: bool,
    /// Points: deviation of the Gaussian noise on each coordinate, in deviations of the inputs, in
    /// [0, 2].
    pub jitter: f64,
}

impl Augmentation {
    /// The identity.
    pub const NONE: Self = Self {
        shift: 0,
        scale: 0.0,
        shear: 0.0,
        noise: 0.0,
        translation: 0.0,
        rotation: 0.0,
        reflection: false,
        jitter: 0.0,
    };

    /// The defaults for a data set.
    pub fn of(data: DataSet) -> Self {
        match data.about().shape {
            Shape::Signal(_) => Self {
                shift: 2,
                scale: 0.2,
                shear: 0.2,
                noise: 0.2,
                ..Self::NONE
            },
            Shape::Image { .. } => Self {
                translation: 0.2,
                rotation: 10.0,
                shear: 0.1,
                ..Self::NONE
            },
            Shape::Point => Self {
                rotation: 10.0,
                jitter: 0.1,
                ..Self::NONE
            },
        }
    }

    /// Whether it changes nothing.
    pub fn is_identity(&self) -> bool {
        *self == Self::NONE
    }

    /// Whether it can be applied to this data set.
    pub(crate) fn check(&self, data: DataSet) -> Result<(), NotAllowed> {
        Bounds::whole(0, 20).check("shift", f64::from(self.shift))?;
        Bounds::number(0.0, 0.9).check("scale", self.scale)?;
        Bounds::number(0.0, 2.0).check("shear", self.shear)?;
        Bounds::number(0.0, 2.0).check("noise", self.noise)?;
        Bounds::number(0.0, 0.5).check("translation", self.translation)?;
        Bounds::number(0.0, 45.0).check("rotation", self.rotation)?;
        Bounds::number(0.0, 2.0).check("jitter", self.jitter)?;
        let kind = match data.about().shape {
            Shape::Signal(_) => "signals",
            Shape::Image { .. } => "images",
            Shape::Point => "points",
        };
        let mut foreign = self.owners().into_iter();
        let foreign = foreign.find(|(_, size, owners)| *size != 0.0 && !owners.contains(&kind));
        match foreign {
            Some((field, size, owners)) => {
                let owners = owners.join(" and ");
                let allowed = format!("0: it is for {owners}, and these are {kind}");
                Err(NotAllowed::new(field, size, allowed))
            }
            None => Ok(()),
        }
    }

    /// All settings with their names and what they are for.
    fn owners(&self) -> [(&'static str, f64, &'static [&'static str]); 8] {
        let reflection = f64::from(u8::from(self.reflection));
        [
            ("translation", self.translation, &["images"]),
            ("rotation", self.rotation, &["images", "points"]),
            ("reflection", reflection, &["images"]),
            ("shift", f64::from(self.shift), &["signals"]),
            ("scale", self.scale, &["signals"]),
            ("noise", self.noise, &["signals"]),
            ("shear", self.shear, &["signals", "images"]),
            ("jitter", self.jitter, &["points"]),
        ]
    }
}

enum Warp {
    Signal(SignalWarp),
    Image(ImageWarp),
    Points,
}

/// Augments inputs of one data set.
pub struct Augmenter {
    settings: Augmentation,
    warp: Warp,
}

impl Augmenter {
    /// For the inputs of `data`.
    pub fn new(settings: Augmentation, data: &Dataset) -> Self {
        let warp = match data.shape {
            Shape::Signal(length) => Warp::Signal(SignalWarp::new(length)),
            Shape::Image { rows, columns } => {
                let inputs = data.train.flat().iter().copied();
                let background = inputs.reduce(f32::min).unwrap_or(0.0);
                Warp::Image(ImageWarp::new(rows, columns, background))
            }
            Shape::Point => Warp::Points,
        };
        Self { settings, warp }
    }

    /// Changes every input of `inputs` (samples × features, row-major) in place.
    pub fn apply(&mut self, inputs: &mut [f32], rng: &mut Generator) {
        match &mut self.warp {
            Warp::Signal(warp) => {
                for signal in inputs.chunks_exact_mut(warp.length()) {
                    warp.draw(&self.settings, rng);
                    warp.apply(signal);
                }
            }
            Warp::Image(warp) => {
                for image in inputs.chunks_exact_mut(warp.features()) {
                    let draw = ImageDraw::new(&self.settings, warp, rng);
                    warp.apply(&draw, image);
                }
            }
            Warp::Points => {
                for point in inputs.chunks_exact_mut(COORDINATES) {
                    PointDraw::new(&self.settings, rng).apply(point);
                }
            }
        }
    }
}

/// Uniform in [−size, size).
fn symmetric(size: f64, rng: &mut impl Rng) -> f64 {
    size * (2.0 * rng.random::<f64>() - 1.0)
}
