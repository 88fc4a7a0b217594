//! The layout of the flat parameter vector.

use crate::network::Activation;
use std::ops::Range;

/// The constant that batch norm adds to the variance of every layer of ours.
pub const BATCH_NORM_EPSILON: f64 = 1e-5;

/// What a layer has, beside its inputs and its weights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LayerParts {
    /// Number of outputs.
    pub outputs: usize,
    /// Whether b is a parameter; without it nothing is added.
    pub bias: bool,
    /// Its batch norm, if any.
    pub normalized: Option<BatchNormParts>,
}

/// What a batch norm has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BatchNormParts {
    /// The constant under the root.
    pub epsilon: f64,
    /// Whether γ is a parameter; without it the factor is 1.
    pub gamma: bool,
    /// Whether β is a parameter; without it nothing is added.
    pub beta: bool,
}

impl LayerParts {
    /// A layer with b, and with γ and β where it is normalised with the constant `epsilon`.
    pub fn whole(outputs: usize, epsilon: Option<f64>) -> Self {
        Self {
            outputs,
            bias: true,
            normalized: epsilon.map(|epsilon| BatchNormParts {
                epsilon,
                gamma: true,
                beta: true,
            }),
        }
    }
}

/// One layer and where its parameters sit in x: W row-major (outputs × inputs), b, and with batch
/// norm γ and β. What the layer does not have is no part of x.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerShape {
    /// Number of inputs.
    pub inputs: usize,
    /// Number of outputs.
    pub outputs: usize,
    /// The constant under batch norm's root; `None` for a layer that is not normalised.
    pub normalized: Option<f64>,
    offset: usize,
    bias: bool,
    gamma: bool,
    beta: bool,
}

impl LayerShape {
    /// W's place in x, row-major, outputs × inputs.
    pub fn weights(&self) -> Range<usize> {
        self.offset..self.offset + self.outputs * self.inputs
    }

    /// b's place in x; empty where the layer has none.
    pub fn bias(&self) -> Range<usize> {
        self.after(self.weights(), self.bias)
    }

    /// γ's place in x; empty where the layer has none.
    pub fn gamma(&self) -> Range<usize> {
        self.after(self.bias(), self.gamma)
    }

    /// β's place in x; empty where the layer has none.
    pub fn beta(&self) -> Range<usize> {
        self.after(self.gamma(), self.beta)
    }

    /// All its parameters' place in x.
    pub fn parameters(&self) -> Range<usize> {
        self.offset..self.beta().end
    }

    fn after(&self, previous: Range<usize>, there: bool) -> Range<usize> {
        let length = if there { self.outputs } else { 0 };
        previous.end..previous.end + length
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
    /// The flat order is W₀, b₀, [γ₀, β₀], W₁, b₁, … Every layer has b, and γ and β where it is
    /// normalised.
    pub fn new(
        features: usize,
        hidden: &[usize],
        classes: usize,
        activation: Activation,
        batch_norm: bool,
    ) -> Self {
        let normalized = batch_norm.then_some(BATCH_NORM_EPSILON);
        let hidden = hidden.iter();
        let mut layers: Vec<_> = hidden
            .map(|&width| LayerParts::whole(width, normalized))
            .collect();
        layers.push(LayerParts::whole(classes, None));
        Self::of_layers(features, &layers, activation)
    }

    /// A network of `features` inputs whose layers, the output layer last, have these parts.
    pub fn of_layers(features: usize, parts: &[LayerParts], activation: Activation) -> Self {
        let mut layers = Vec::with_capacity(parts.len());
        let (mut inputs, mut offset) = (features, 0);
        for parts in parts {
            let layer = LayerShape {
                inputs,
                outputs: parts.outputs,
                normalized: parts.normalized.map(|bn| bn.epsilon),
                offset,
                bias: parts.bias,
                gamma: parts.normalized.is_some_and(|bn| bn.gamma),
                beta: parts.normalized.is_some_and(|bn| bn.beta),
            };
            offset = layer.parameters().end;
            inputs = parts.outputs;
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
        self.layers.last().map_or(0, |layer| layer.parameters().end)
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

    /// The layer's non-linearity; `None` of the output layer.
    pub fn activation_of(&self, index: usize) -> Option<Activation> {
        (!self.is_output(index)).then_some(self.activation)
    }
}
