//! Changes to signals.

use crate::data::augmentation::{Augmentation, symmetric};
use rand::RngExt;
use sharp_minima_kernels::Generator;
use sharp_minima_kernels::noise::{smooth, uniform};

/// The Gaussian's width in points, that of MNIST-1D's own noise on its longer canvas.
const SMOOTHING: f64 = 2.0;
/// Points to either side that it reaches: three widths.
const REACH: usize = 6;

/// One signal's change, without its noise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SignalDraw {
    /// Points it is rolled by to the right.
    pub shift: i32,
    /// The factor.
    pub factor: f32,
    /// The rise over the whole length, which is zero in the middle.
    pub slope: f32,
}

/// Changes signals of one length.
pub struct SignalWarp {
    /// This signal's change.
    pub draw: SignalDraw,
    /// Its noise, one value a point.
    pub noise: Vec<f32>,
    white: Vec<f32>,
    kernel: [f32; 2 * REACH + 1],
}

impl SignalWarp {
    /// For signals of `length` points; changes nothing yet.
    pub fn new(length: usize) -> Self {
        Self {
            draw: SignalDraw {
                shift: 0,
                factor: 1.0,
                slope: 0.0,
            },
            noise: vec![0.0; length],
            white: vec![0.0; length + 2 * REACH],
            kernel: kernel(),
        }
    }

    /// The signals' length.
    pub fn length(&self) -> usize {
        self.noise.len()
    }

    /// Draws the next signal's change.
    pub fn draw(&mut self, settings: &Augmentation, rng: &mut Generator) {
        let shift = i32::try_from(settings.shift).unwrap_or(0);
        self.draw = SignalDraw {
            shift: rng.random_range(-shift..=shift),
            factor: (1.0 + symmetric(settings.scale, rng)) as f32,
            slope: symmetric(settings.shear, rng) as f32,
        };
        if settings.noise != 0.0 {
            self.draw_noise(settings.noise as f32, rng);
        }
    }

    /// White noise on the signal and a margin, smoothed, of deviation `size`. Uniform numbers are
    /// cheaper than normal ones, and smoothed over so many points as good as normal.
    fn draw_noise(&mut self, size: f32, rng: &mut Generator) {
        // A uniform number's deviation is 1/√3 of its reach.
        let reach = size * libm::sqrtf(3.0);
        uniform(reach, &mut self.white, rng);
        smooth(&self.white, &self.kernel, &mut self.noise);
    }

    /// Rolls, scales, shears and disturbs `signal` in place.
    pub fn apply(&self, signal: &mut [f32]) {
        let SignalDraw {
            shift,
            factor,
            slope,
        } = self.draw;
        let length = signal.len().max(1);
        signal.rotate_right(shift.rem_euclid(length as i32) as usize);
        let last = (length - 1).max(1) as f32;
        for (at, (value, &noise)) in signal.iter_mut().zip(&self.noise).enumerate() {
            *value = factor * *value + slope * (at as f32 / last - 0.5) + noise;
        }
    }
}

/// Gaussian weights whose squares sum to 1, so that smoothed white noise keeps its deviation.
fn kernel() -> [f32; 2 * REACH + 1] {
    let mut weights = [0.0; 2 * REACH + 1];
    let mut squares = 0.0;
    for (at, weight) in weights.iter_mut().enumerate() {
        let z = (at as f64 - REACH as f64) / SMOOTHING;
        *weight = libm::exp(-0.5 * z * z);
        squares += *weight * *weight;
    }
    let length = libm::sqrt(squares);
    weights.map(|weight| (weight / length) as f32)
}
