//! MNIST-1D, generated: Greydanus & Kobak 2020, *Scaling down deep learning* (arXiv 2011.14439).
//!
//! Templates, constants and the order of operations are those of the authors' Python package
//! `mnist1d` 0.0.2 (github.com/greydanus/mnist1d, Apache-2.0). The random numbers are our own, so
//! single samples differ from the published file while their distribution is the same.

use crate::choice::choice;
use crate::data::name::{About, Source};
use crate::data::{Samples, Shape};
use ndarray::Array2;
use rand::{Rng, RngExt};

pub(super) const ABOUT: About = About {
    choice: choice("mnist1d", "MNIST-1D signals"),
    shape: Shape::Signal(LENGTH),
    classes: CLASSES,
    samples: (4000, 1000),
    source: Source::Generated(samples),
};

/// Points of one finished signal.
pub const LENGTH: usize = 40;
/// The ten digits.
pub const CLASSES: usize = 10;
/// Points of a signal while it is being made.
pub const CANVAS: usize = TEMPLATE + PADDING.1 as usize;

const TEMPLATE: usize = 12;
/// Fewest and most zeros behind the template, both included.
const PADDING: (u32, u32) = (36, 60);
const SCALE: f64 = 0.4;
/// The roll is at least 0 and below this.
const SHIFT: u32 = 48;
const CORRELATED_NOISE: f64 = 0.25;
const SMOOTHING: f64 = 2.0;
const INDEPENDENT_NOISE: f64 = 0.02;
const SHEAR: f64 = 0.75;
/// Lifts the template off zero, so that exactly the padding counts as empty.
const LIFT: f64 = 1e-8;

/// The heights of the ten hand-drawn digits, one a row.
const TEMPLATES: [[f64; TEMPLATE]; CLASSES] = [
    [5.0, 6.0, 6.5, 6.75, 7.0, 7.0, 7.0, 7.0, 6.75, 6.5, 6.0, 5.0],
    [5.0, 3.0, 3.0, 3.4, 3.8, 4.2, 4.6, 5.0, 5.4, 5.8, 5.0, 5.0],
    [5.0, 6.0, 6.5, 6.5, 6.0, 5.25, 4.75, 4.0, 3.5, 3.5, 4.0, 5.0],
    [5.0, 6.0, 6.5, 6.5, 6.0, 5.0, 5.0, 6.0, 6.5, 6.5, 6.0, 5.0],
    [5.0, 4.4, 3.8, 3.2, 2.6, 2.6, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0],
    [5.0, 3.0, 3.0, 3.0, 3.0, 5.0, 6.0, 6.5, 6.5, 6.0, 4.5, 5.0],
    [5.0, 4.0, 3.5, 3.25, 3.0, 3.0, 3.0, 3.0, 3.25, 3.5, 4.0, 5.0],
    [5.0, 7.0, 7.0, 6.6, 6.2, 5.8, 5.4, 5.0, 4.6, 4.2, 5.0, 5.0],
    [5.0, 4.0, 3.5, 3.5, 4.0, 5.0, 5.0, 4.0, 3.5, 3.5, 4.0, 5.0],
    [5.0, 4.0, 3.5, 3.5, 4.0, 5.0, 5.0, 5.0, 5.0, 4.7, 4.3, 5.0],
];

/// Everything random in one signal.
#[derive(Clone, Debug, PartialEq)]
pub struct Draws {
    /// Zeros put behind the template, 36 to 60.
    pub padding: usize,
    /// Uniform in [0, 1): the amplitude is 1 + .4 (scale − ½).
    pub scale: f64,
    /// Points the signal is rolled to the right by, 0 to 47.
    pub shift: usize,
    /// Standard normal; smoothed and put where the signal is empty.
    pub correlated: [f64; CANVAS],
    /// Standard normal; added everywhere.
    pub independent: [f64; CANVAS],
    /// Uniform in [0, 1): the slope is .75 (shear − ½) over the whole signal, downwards.
    pub shear: f64,
}

impl Draws {
    /// Draws them all.
    pub fn new(rng: &mut impl Rng) -> Self {
        Self {
            padding: rng.random_range(PADDING.0..=PADDING.1) as usize,
            scale: rng.random(),
            shift: rng.random_range(0..SHIFT) as usize,
            correlated: normals(rng),
            independent: normals(rng),
            shear: rng.random(),
        }
    }
}

/// Standard normal numbers by Marsaglia's polar method. With `libm` they have the same bits
/// natively and in a browser, and so has the data set.
fn normals(rng: &mut impl Rng) -> [f64; CANVAS] {
    let mut values = [0.0; CANVAS];
    for pair in values.chunks_exact_mut(2) {
        let (x, y, square) = point_in_disc(rng);
        let factor = libm::sqrt(-2.0 * libm::log(square) / square);
        pair.copy_from_slice(&[x * factor, y * factor]);
    }
    values
}

/// A uniform point of the unit disc without its centre, and its squared distance from there.
fn point_in_disc(rng: &mut impl Rng) -> (f64, f64, f64) {
    loop {
        let x = 2.0 * rng.random::<f64>() - 1.0;
        let y = 2.0 * rng.random::<f64>() - 1.0;
        let square = x * x + y * y;
        if square > 0.0 && square < 1.0 {
            return (x, y, square);
        }
    }
}

/// The template of `class`: zero mean and unit deviation, moved to start at zero, then a sixth.
fn template(class: usize) -> [f64; TEMPLATE] {
    let raw = &TEMPLATES[class];
    let mean = raw.iter().sum::<f64>() / TEMPLATE as f64;
    let variance = raw.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / TEMPLATE as f64;
    let unit = 6.0 * libm::sqrt(variance);
    raw.map(|x| (x - raw[0]) / unit)
}

/// Linear interpolation of `from` at equally spaced places, first and last point kept.
fn resample(from: &[f64], to: &mut [f64]) {
    let last = from.len() - 1;
    let step = last as f64 / (to.len() - 1) as f64;
    for (i, to) in to.iter_mut().enumerate() {
        let place = i as f64 * step;
        let left = (place as usize).min(last - 1);
        let part = place - left as f64;
        *to = from[left] + part * (from[left + 1] - from[left]);
    }
}

/// Gaussian smoothing cut off at four deviations; beyond its ends the signal is mirrored, the end
/// points doubled (scipy's `gaussian_filter` with its defaults).
fn smooth(from: &[f64; CANVAS]) -> [f64; CANVAS] {
    const REACH: usize = (4.0 * SMOOTHING) as usize;
    let mut mirrored = [0.0; CANVAS + 2 * REACH];
    mirrored[REACH..REACH + CANVAS].copy_from_slice(from);
    for i in 0..REACH {
        mirrored[i] = from[REACH - 1 - i];
        mirrored[REACH + CANVAS + i] = from[CANVAS - 1 - i];
    }
    let mut smoothed = [0.0; CANVAS];
    let mut total = 0.0;
    for k in 0..=2 * REACH {
        let z = (k as f64 - REACH as f64) / SMOOTHING;
        let weight = libm::exp(-0.5 * z * z);
        total += weight;
        for (to, from) in smoothed.iter_mut().zip(&mirrored[k..]) {
            *to += weight * from;
        }
    }
    smoothed.map(|x| x / total)
}

/// The signal of `class` (below [`CLASSES`]) made of `draws`, not yet standardised.
pub fn signal(class: usize, draws: &Draws) -> [f64; LENGTH] {
    let mut padded = [0.0; CANVAS];
    for (to, from) in padded.iter_mut().zip(template(class)) {
        *to = from + LIFT;
    }
    let mut canvas = [0.0; CANVAS];
    resample(&padded[..TEMPLATE + draws.padding], &mut canvas);
    canvas.rotate_right(draws.shift);

    let amplitude = 1.0 + SCALE * (draws.scale - 0.5);
    let slope = SHEAR * (draws.shear - 0.5);
    let background = smooth(&draws.correlated);
    for (i, x) in canvas.iter_mut().enumerate() {
        *x = if *x == 0.0 {
            CORRELATED_NOISE * background[i]
        } else {
            *x * amplitude
        };
        *x += INDEPENDENT_NOISE * draws.independent[i];
        *x -= slope * (i as f64 / (CANVAS - 1) as f64 - 0.5);
    }
    let mut signal = [0.0; LENGTH];
    resample(&canvas, &mut signal);
    signal
}

/// `count` signals drawn from `rng`, not yet standardised. Classes take turns, so that every
/// beginning of the samples is balanced to within one, and the first ones do not depend on
/// `count`.
pub fn samples(count: usize, rng: &mut impl Rng) -> Samples {
    let mut inputs = Array2::zeros((count, LENGTH));
    let labels: Vec<u8> = (0..count).map(|i| (i % CLASSES) as u8).collect();
    for (mut row, &label) in inputs.rows_mut().into_iter().zip(&labels) {
        let signal = signal(usize::from(label), &Draws::new(rng));
        for (to, from) in row.iter_mut().zip(signal) {
            *to = from as f32;
        }
    }
    Samples { inputs, labels }
}
