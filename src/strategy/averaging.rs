//! Stochastic weight averaging (SWA, Izmailov et al. 2018): the network is the mean of the iterates
//! after each of the last epochs, its batch-norm statistics re-estimated as for every evaluation. The
//! rate is held at what it is when averaging begins, so that the iterates go on exploring. Izmailov
//! et al. begin at 75 % of the epochs, the default here.
//!
//! From its beginning on every evaluation, distance and kept iterate is that of the mean.
//!
//! Cost: 1 gradient evaluation a gradient.

use crate::allowed::{Bounds, NotAllowed};

/// The settings of weight averaging.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Averaging {
    /// The share of the epochs after which averaging begins, in [0, 1]. With 1 only the last iterate
    /// counts.
    pub from: f64,
    /// Whether the rate's schedule stops when averaging begins.
    pub hold: bool,
}

impl Default for Averaging {
    fn default() -> Self {
        Self {
            from: 0.75,
            hold: true,
        }
    }
}

impl Averaging {
    pub(super) fn check(&self) -> Result<(), NotAllowed> {
        Bounds::number(0.0, 1.0).check("averaging_from", self.from)
    }

    pub(super) fn is_plain(&self) -> bool {
        self.from == 1.0
    }

    /// The first of `epochs` epochs after which the iterate counts, at least 1.
    pub fn first(&self, epochs: usize) -> usize {
        (libm::ceil(self.from * epochs as f64) as usize).clamp(1, epochs.max(1))
    }
}

/// The arithmetic mean of vectors that come one by one.
#[derive(Clone, Debug, Default)]
pub struct Mean {
    sum: Vec<f64>,
    count: u32,
    mean: Vec<f32>,
}

impl Mean {
    /// Takes one more vector, of the same length as all others.
    pub fn add(&mut self, x: &[f32]) {
        self.sum.resize(x.len(), 0.0);
        self.mean.resize(x.len(), 0.0);
        self.count += 1;
        let count = f64::from(self.count);
        for ((sum, mean), &x) in self.sum.iter_mut().zip(&mut self.mean).zip(x) {
            *sum += f64::from(x);
            *mean = (*sum / count) as f32;
        }
    }

    /// The mean; `None` before the first vector.
    pub fn get(&self) -> Option<&[f32]> {
        (self.count > 0).then_some(&self.mean)
    }
}
