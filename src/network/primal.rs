//! Forward and backward passes that are kept between Hessian products at one point: most products
//! follow another at the same x, and without these passes they cost about a quarter less.

use crate::network::architecture::Architecture;
use crate::network::workspace::{LayerBuffers, Workspace};
use crate::objective::Real;

/// The most bytes that are kept; passes over more samples are not.
const ROOM: usize = 256 << 20;

/// The bytes that are kept of the passes over so many samples, in numbers of `size` bytes.
pub(crate) fn kept_bytes(shape: &Architecture, samples: usize, size: usize) -> usize {
    let numbers = shape.layers().iter().map(|layer| {
        let arrays = if layer.normalized.is_some() { 3 } else { 2 };
        arrays * layer.outputs
    });
    // On a machine of 32 bits the product can be more than a usize holds.
    let bytes = size.saturating_mul(samples).saturating_mul(numbers.sum());
    if bytes <= ROOM { bytes } else { 0 }
}

/// What a Hessian product knows of the backward pass at x: δ by every layer's activation, rows ×
/// outputs.
pub(super) enum Deltas<'a, T> {
    /// Nothing, and nothing is kept.
    Passing,
    /// Nothing, and all are kept.
    Keep(&'a mut Vec<Vec<T>>),
    /// All of them.
    Kept(&'a [Vec<T>]),
}

impl<T: Real> Deltas<'_, T> {
    /// Makes the δ of layer `index` the workspace's, or keeps the workspace's.
    pub fn exchange(&mut self, work: &mut Workspace<T>, index: usize) {
        let used = work.rows * work.shape.layers()[index].outputs;
        let delta = &mut work.delta[..used];
        match self {
            Self::Passing => {}
            Self::Keep(all) => all[index] = delta.to_vec(),
            Self::Kept(all) => delta.copy_from_slice(&all[index]),
        }
    }

    /// Whether the backward pass was done before.
    pub fn known(&self) -> bool {
        matches!(self, Self::Kept(_))
    }
}

/// The passes of one chunk of samples.
pub(super) struct Pass<T> {
    layers: Vec<LayerBuffers<T>>,
    deltas: Vec<Vec<T>>,
}

impl<T: Real> Pass<T> {
    /// Exchanges what the forward pass of these `rows` left in the workspace and what is kept.
    pub fn exchange(&mut self, work: &mut Workspace<T>, rows: usize) {
        std::mem::swap(&mut self.layers, &mut work.layers);
        work.rows = rows;
    }

    /// Its δ, `known` or to be kept.
    pub fn deltas(&mut self, known: bool) -> Deltas<'_, T> {
        if known {
            Deltas::Kept(&self.deltas)
        } else {
            Deltas::Keep(&mut self.deltas)
        }
    }
}

/// The passes of all chunks at one x.
pub(super) struct Primal<T> {
    /// Empty as long as no product has ended.
    x: Vec<T>,
    chunks: Vec<Pass<T>>,
}

impl<T: Real> Primal<T> {
    /// Room for `samples` in chunks of `capacity`; `None` where they are too many.
    pub fn new(shape: &Architecture, capacity: usize, samples: usize) -> Option<Self> {
        let pass = |_| Pass {
            layers: LayerBuffers::all(shape, capacity),
            deltas: vec![Vec::new(); shape.layers().len()],
        };
        let chunks = samples.div_ceil(capacity.max(1));
        let fits = samples == 0 || kept_bytes(shape, samples, size_of::<T>()) > 0;
        fits.then(|| Self {
            x: Vec::new(),
            chunks: (0..chunks).map(pass).collect(),
        })
    }

    /// Begins a product at `x`; whether the passes kept are those of `x`.
    pub fn begin(&mut self, x: &[T]) -> bool {
        let known = self.x == x;
        if !known {
            self.x.clear();
        }
        known
    }

    /// The passes of a chunk, counted from 0.
    pub fn chunk(&mut self, chunk: usize) -> &mut Pass<T> {
        &mut self.chunks[chunk]
    }

    /// Ends a product at `x`, of which all passes are kept now.
    pub fn end(&mut self, x: &[T]) {
        if self.x.is_empty() {
            self.x.extend_from_slice(x);
        }
    }
}
