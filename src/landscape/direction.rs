//! Random directions in weight space.

use crate::network::Architecture;
use crate::random::{Purpose, stream};
use crate::sharpness::standard_normal;

/// Two directions of independent standard normal entries, a function of seed, trial and draw alone:
/// the minima of a trial share them.
pub fn random(n: usize, seed: u32, trial: u32, draw: u32) -> [Vec<f64>; 2] {
    // Trials are few: each draw has its own stream above them.
    let mut generator = stream(seed, trial | draw << 16, Purpose::Directions);
    [(); 2].map(|()| standard_normal(n, &mut generator))
}

/// Filter normalisation (Li et al. 2018, section 4) for a multilayer perceptron, whose filters are
/// the units' incoming weights: every row of every W is scaled to the length of the same row of x;
/// biases, γ and β become zero.
///
/// # Panics
/// If a vector's length is not the architecture's dimension: a programming error.
pub fn filter_normalize(direction: &mut [f64], x: &[f32], shape: &Architecture) {
    assert!(
        direction.len() == shape.dimension() && x.len() == direction.len(),
        "vectors of another network"
    );
    for layer in shape.layers() {
        let filters = layer.weights();
        let rows = direction[filters.clone()].chunks_exact_mut(layer.inputs);
        for (row, weights) in rows.zip(x[filters.clone()].chunks_exact(layer.inputs)) {
            let own = row.iter().map(|d| d * d).sum::<f64>().sqrt();
            let length = weights.iter().map(|&w| f64::from(w).powi(2)).sum::<f64>();
            let factor = if own > 0.0 { length.sqrt() / own } else { 0.0 };
            row.iter_mut().for_each(|d| *d *= factor);
        }
        direction[filters.end..layer.parameters().end].fill(0.0);
    }
}

/// The Gram–Schmidt process for two vectors, the second orthogonalised twice so that rounding does
/// not show. A vector that vanishes stays zero.
pub fn orthonormalize([first, second]: &mut [Vec<f64>; 2]) {
    normalize(first);
    for _ in 0..2 {
        let along: f64 = first.iter().zip(second.iter()).map(|(a, b)| a * b).sum();
        for (b, a) in second.iter_mut().zip(first.iter()) {
            *b -= along * a;
        }
    }
    normalize(second);
}

fn normalize(vector: &mut [f64]) {
    let length = vector.iter().map(|x| x * x).sum::<f64>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|x| *x /= length);
    }
}
