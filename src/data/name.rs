//! The data sets: their names, and where each says what it is.

use crate::choice::{Choice, Named};
use crate::data::{Samples, Shape, digits, mnist1d, spirals};
use serde::{Deserialize, Serialize};
use sharp_minima_kernels::Generator;

/// Where the samples come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum DataSet {
    /// MNIST-1D (Greydanus & Kobak 2020): signals of 40 points, ten classes.
    Mnist1d,
    /// MNIST digits, 14 × 14 by 2 × 2 means.
    Mnist,
    /// MNIST digits, 28 × 28, all 60,000 and 10,000 of them.
    Mnist28,
    /// UCI optical digits, 8 × 8.
    Optdigits,
    /// Three interleaved spirals in the plane, three classes.
    Spirals,
}

/// What a data set is.
#[derive(Clone, Copy)]
pub struct About {
    /// Its name in links and archives, and on the page.
    pub choice: Choice,
    /// What one input is.
    pub shape: Shape,
    /// The number of classes.
    pub classes: usize,
    /// The most training samples, and the testing samples, which are always all there.
    pub samples: (usize, usize),
    /// Where they come from.
    pub source: Source,
}

/// Where samples come from.
#[derive(Clone, Copy)]
pub enum Source {
    /// So many are made of random numbers.
    Generated(fn(usize, &mut Generator) -> Samples),
    /// The archive of this file name.
    Archive(&'static str),
}

impl DataSet {
    /// What it is.
    pub const fn about(self) -> &'static About {
        match self {
            Self::Mnist1d => &mnist1d::ABOUT,
            Self::Mnist => &digits::MNIST,
            Self::Mnist28 => &digits::MNIST_28,
            Self::Optdigits => &digits::OPTDIGITS,
            Self::Spirals => &spirals::ABOUT,
        }
    }

    /// The file name of the archive that its samples come from; `None` where they are generated.
    pub const fn archive(self) -> Option<&'static str> {
        match self.about().source {
            Source::Archive(file) => Some(file),
            Source::Generated(_) => None,
        }
    }
}

impl Named for DataSet {
    const ALL: &'static [(Self, Choice)] = &[
        (Self::Mnist1d, mnist1d::ABOUT.choice),
        (Self::Mnist, digits::MNIST.choice),
        (Self::Mnist28, digits::MNIST_28.choice),
        (Self::Optdigits, digits::OPTDIGITS.choice),
        (Self::Spirals, spirals::ABOUT.choice),
    ];
}
