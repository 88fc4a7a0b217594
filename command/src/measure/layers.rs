//! How much of the curvature is each layer's own: its diagonal block of the Hessian.

use super::summary::{PROBES, TraceEstimate, trace};
use serde::Serialize;
use sharp_minima::network::Architecture;
use sharp_minima::objective::Objective;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::sharpness::{Block, Lanczos, SpectrumOptions};

/// One layer's diagonal block of the Hessian: that of its weights and of its bias, γ and β, where it
/// has them.
#[derive(Debug, Serialize)]
pub struct LayerMeasures {
    /// The layer's index, from 0.
    pub layer: usize,
    /// The block's size.
    pub parameters: usize,
    /// The block's trace. Over all layers the traces add up to tr H.
    pub trace: TraceEstimate,
    /// The block's largest eigenvalue, at most λ₁; none where it cannot be told.
    pub largest_eigenvalue: Option<f64>,
}

/// Measures every layer of `shape` at `x`.
pub fn layers(
    f: &mut dyn Objective,
    x: &[f64],
    shape: &Architecture,
    seed: u32,
) -> Vec<LayerMeasures> {
    let layers = shape.layers().iter().enumerate();
    let measures = layers.map(|(layer, own)| {
        let range = own.parameters();
        let y = &x[range.clone()];
        let mut block = Block::new(f, x, range);
        LayerMeasures {
            layer,
            parameters: y.len(),
            trace: trace(&mut block, y, PROBES, seed),
            largest_eigenvalue: largest(&mut block, y, seed),
        }
    });
    measures.collect()
}

fn largest(block: &mut Block, y: &[f64], seed: u32) -> Option<f64> {
    let options = SpectrumOptions {
        eigenvalues: 1,
        smallest: None,
        ..SpectrumOptions::thorough(y.len())
    };
    let mut search = Lanczos::new(y.to_vec(), options, stream(seed, 0, Purpose::Probes));
    while !search.advance(block) {}
    let found = search.outcome()?.eigenvalues.first()?;
    found.told(SpectrumOptions::THOROUGHLY_TOLD)
}
