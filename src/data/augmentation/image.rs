//! Changes to images.

use crate::data::augmentation::{Augmentation, symmetric};
use rand::RngExt;
use sharp_minima_kernels::Generator;

/// One image's change: mirrored, then sheared, rotated about its middle, and moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ImageDraw {
    /// Pixels down.
    pub down: f64,
    /// Pixels to the right.
    pub right: f64,
    /// Radians, anticlockwise as seen on the page.
    pub angle: f64,
    /// Columns to the right for each row below the middle.
    pub shear: f64,
    /// Left to right.
    pub mirrored: bool,
}

impl ImageDraw {
    /// No change.
    pub const NONE: Self = Self {
        down: 0.0,
        right: 0.0,
        angle: 0.0,
        shear: 0.0,
        mirrored: false,
    };

    /// Draws one.
    pub fn new(settings: &Augmentation, warp: &ImageWarp, rng: &mut Generator) -> Self {
        Self {
            down: symmetric(settings.translation * warp.rows as f64, rng),
            right: symmetric(settings.translation * warp.columns as f64, rng),
            angle: symmetric(settings.rotation, rng).to_radians(),
            shear: symmetric(settings.shear, rng),
            mirrored: rng.random::<bool>() && settings.reflection,
        }
    }
}

/// Changes images of one size.
pub struct ImageWarp {
    rows: usize,
    columns: usize,
    background: f32,
    source: Vec<f32>,
}

impl ImageWarp {
    /// For images of `rows` × `columns` pixels, row-major; beyond their edges they are `background`.
    pub fn new(rows: usize, columns: usize, background: f32) -> Self {
        Self {
            rows,
            columns,
            background,
            source: vec![0.0; rows * columns],
        }
    }

    /// Pixels of an image.
    pub fn features(&self) -> usize {
        self.rows * self.columns
    }

    /// Changes `image` in place; between pixels it is interpolated bilinearly.
    pub fn apply(&mut self, draw: &ImageDraw, image: &mut [f32]) {
        self.source.copy_from_slice(image);
        let middle = |size: usize| (size as f64 - 1.0) / 2.0;
        let (row, column) = (middle(self.rows), middle(self.columns));
        let (sine, cosine) = (libm::sin(draw.angle), libm::cos(draw.angle));
        for (at, pixel) in image.iter_mut().enumerate() {
            // Backwards: from where the pixel is to where it comes from.
            let y = (at / self.columns) as f64 - row - draw.down;
            let x = (at % self.columns) as f64 - column - draw.right;
            let (y, x) = (cosine * y + sine * x, cosine * x - sine * y);
            let x = x - draw.shear * y;
            let x = if draw.mirrored { -x } else { x };
            *pixel = self.at(y + row, x + column);
        }
    }

    fn at(&self, row: f64, column: f64) -> f32 {
        let (top, left) = (libm::floor(row), libm::floor(column));
        let (below, beside) = ((row - top) as f32, (column - left) as f32);
        let (top, left) = (top as isize, left as isize);
        let line = |row| {
            let (near, far) = (self.pixel(row, left), self.pixel(row, left + 1));
            near + beside * (far - near)
        };
        let (near, far) = (line(top), line(top + 1));
        near + below * (far - near)
    }

    fn pixel(&self, row: isize, column: isize) -> f32 {
        let place = |at: isize, size: usize| usize::try_from(at).ok().filter(|&at| at < size);
        match (place(row, self.rows), place(column, self.columns)) {
            (Some(row), Some(column)) => self.source[row * self.columns + column],
            _ => self.background,
        }
    }
}
