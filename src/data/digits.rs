//! Images of digits, from archives that `cargo xtask data` makes; README.md says where they come from.

use crate::choice::choice;
use crate::data::Shape;
use crate::data::name::{About, Source};

/// MNIST (LeCun, Cortes and Burges 1998), averaged over 2 × 2 pixels.
pub(super) const MNIST: About = About {
    choice: choice("mnist", "MNIST digits, 14 × 14"),
    shape: Shape::Image {
        rows: 14,
        columns: 14,
    },
    classes: 10,
    samples: (4000, 2000),
    source: Source::Archive("mnist14.bin"),
};

/// All of MNIST as it was published. Its archive of 11 MB stands in no repository; `cargo xtask data
/// whole` makes it.
pub(super) const MNIST_28: About = About {
    choice: choice("mnist28", "All MNIST digits, 28 × 28"),
    shape: Shape::Image {
        rows: 28,
        columns: 28,
    },
    classes: 10,
    samples: (60_000, 10_000),
    source: Source::Archive("mnist28.bin"),
};

/// Optical digits (Alpaydin and Kaynak 1998).
pub(super) const OPTDIGITS: About = About {
    choice: choice("optdigits", "Optical digits, 8 × 8"),
    shape: Shape::Image {
        rows: 8,
        columns: 8,
    },
    classes: 10,
    samples: (1297, 500),
    source: Source::Archive("optdigits.bin"),
};
