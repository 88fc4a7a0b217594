//! The initial parameters x₀.

use crate::network::Activation;
use crate::network::architecture::Architecture;
use crate::objective::Real;
use rand_distr::{Distribution, StandardNormal};
use sharp_minima_kernels::Generator;

/// Draws x₀: normal weights of variance 2/inputs before ReLU (He et al. 2015) and 1/inputs before
/// tanh and the output layer's softmax for tanh networks (LeCun et al. 1998); zero biases, γ = 1,
/// β = 0. The paper leaves the initialisation open: this is our choice.
pub fn initial_parameters<T: Real>(shape: &Architecture, generator: &mut Generator) -> Vec<T> {
    let gain = match shape.activation() {
        Activation::Relu => 2.0,
        Activation::Tanh => 1.0,
    };
    let mut x = vec![T::zero(); shape.dimension()];
    for layer in shape.layers() {
        let deviation = (gain / layer.inputs as f64).sqrt();
        for w in &mut x[layer.weights()] {
            let normal: f64 = StandardNormal.sample(generator);
            *w = T::of(deviation * normal);
        }
        x[layer.gamma()].fill(T::one());
    }
    x
}
