//! The layout of the flat parameter vector.

use crate::experiment::settings::Activation;
use std::ops::Range;

/// The constant that batch norm adds to the variance of every layer of ours.
pub const BATCH_NORM_EPSILON: f64 = 1e-5;

/// One layer and where its parameters sit in x: W row-major (outputs × inputs), b, and with batch
/// norm γ and β.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerShape {
    /// Number of inputs.
    pub inputs: usize,
    /// Number of outputs.
    pub outputs: usize,
    /// The constant under batch norm's root; `None` for a layer that is not normalised.
    pub normalized: Option<f64>,
    offset: usize,
}

impl LayerShape {
    /// W's place in x, row-major, outputs × inputs.
    pub fn weights(&self) -> Range<usize> {
        self.offset..self.offset + self.outputs * self.inputs
    }

    /// b's place in x.
    pub fn bias(&self) -> Range<usize> {
        self.after(self.weights())
    }

    /// γ's place in x; empty unless the layer is normalised.
    pub fn gamma(&self) -> Range<usize> {
        self.scale_after(self.bias())
    }

    /// β's place in x; empty unless the layer is normalised.
    pub fn beta(&self) -> Range<usize> {
        self.scale_after(self.gamma())
    }

    fn after(&self, previous: Range<usize>) -> Range<usize> {
        previous.end..previous.end + self.outputs
    }

    fn scale_after(&self, previous: Range<usize>) -> Range<usize> {
        if self.normalized.is_some() {
            self.after(previous)
        } else {
            previous.end..previous.end
        }
    }
}

/// The shape of a network: its layers in order, the last one being the output layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Architecture {
    layers: Vec<LayerShape>,
    activation: Activation,
}

impl Architecture {
    /// A network of `features` inputs, hidden layers of the given widths and `classes` outputs.
    /// The flat order is W₀, b₀, [γ₀, β₀], W₁, b₁, …
    pub fn new(
        features: usize,
        hidden: &[usize],
        classes: usize,
        activation: Activation,
        batch_norm: bool,
    ) -> Self {
        let normalized = batch_norm.then_some(BATCH_NORM_EPSILON);
        let mut sizes: Vec<_> = hidden.iter().map(|&width| (width, normalized)).collect();
        sizes.push((classes, None));
        Self::of_layers(features, &sizes, activation)
    }

    /// A network of `features` inputs whose layers, the output layer last, have these numbers of
    /// outputs, and batch norm with the constant given under the root where there is one.
    pub fn of_layers(
        features: usize,
        sizes: &[(usize, Option<f64>)],
        activation: Activation,
    ) -> Self {
        let mut layers = Vec::with_capacity(sizes.len());
        let (mut inputs, mut offset) = (features, 0);
        for &(outputs, normalized) in sizes {
            let layer = LayerShape {
                inputs,
                outputs,
                normalized,
                offset,
            };
            offset = layer.beta().end;
            inputs = outputs;
            layers.push(layer);
        }
        Self { layers, activation }
    }

    /// The layers, the output layer last.
    pub fn layers(&self) -> &[LayerShape] {
        &self.layers
    }

    /// The hidden units' non-linearity.
    pub fn activation(&self) -> Activation {
        self.activation
    }

    /// The number of parameters n.
    pub fn dimension(&self) -> usize {
        self.layers.last().map_or(0, |layer| layer.beta().end)
    }

    /// The number of classes.
    pub fn classes(&self) -> usize {
        self.layers.last().map_or(0, |layer| layer.outputs)
    }

    /// The widest layer's number of outputs.
    pub fn widest(&self) -> usize {
        self.layers
            .iter()
            .map(|layer| layer.outputs)
            .max()
            .unwrap_or(0)
    }

    /// Whether any layer is batch-normalised.
    pub fn has_batch_norm(&self) -> bool {
        self.layers.iter().any(|layer| layer.normalized.is_some())
    }

    /// Whether the layer of this index is the output layer.
    pub fn is_output(&self, index: usize) -> bool {
        index + 1 == self.layers.len()
    }
}
