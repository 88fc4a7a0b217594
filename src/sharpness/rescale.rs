//! The rescaling T_α of Dinh et al. 2017, *Sharp Minima Can Generalize For Deep Nets*, definition
//! 5: W_l → αW_l, b_l → αb_l, W_{l+1} → W_{l+1}/α leaves a ReLU network's function as it is, since
//! max(0, αz) = α max(0, z) for α > 0, and multiplies its sharpness: H(T_αx) = D H(x) D with
//! D = diag(α⁻¹, α).
//!
//! In a layer with batch norm γ and β take the place of W_l and b_l, which is our extension: what enters its
//! units is γ ẑ + β, and no statistic of any layer changes.

use crate::network::Activation;
use crate::network::Architecture;
use crate::objective::Real;
use std::fmt;

/// Why a network cannot be rescaled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum RescaleError {
    /// Its hidden units are not positively homogeneous, as ReLU's are.
    Activation,
    /// The layer has batch norm without γ or β, which would be scaled.
    BatchNorm,
    /// There is no hidden layer of this index.
    Layer(usize),
    /// α is not a positive finite number.
    Alpha(f64),
}

impl fmt::Display for RescaleError {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Activation => {
                write!(
                    out,
                    "only networks of ReLU units can be rescaled without changing what they compute"
                )
            }
            Self::BatchNorm => write!(
                out,
                "a layer whose batch norm lacks γ or β cannot be rescaled"
            ),
            Self::Layer(layer) => write!(out, "there is no hidden layer {layer} to rescale"),
            Self::Alpha(alpha) => write!(out, "α must be positive and finite, not {alpha}"),
        }
    }
}

impl std::error::Error for RescaleError {}

/// T_α x: the weights and biases of hidden layer `layer` (from 0), or its γ and β if it has batch norm, times
/// α, the weights of the next over α.
///
/// # Errors
/// Where the rescaled network would not compute the same function; see [`RescaleError`].
///
/// # Panics
/// If `x` is shorter than the network's parameter vector: a programming error.
pub fn rescaled<T: Real>(
    shape: &Architecture,
    x: &[T],
    layer: usize,
    alpha: f64,
) -> Result<Vec<T>, RescaleError> {
    if shape.activation() != Activation::Relu {
        return Err(RescaleError::Activation);
    }
    if !(alpha.is_finite() && alpha > 0.0) {
        return Err(RescaleError::Alpha(alpha));
    }
    let (Some(scaled), Some(next)) = (shape.layers().get(layer), shape.layers().get(layer + 1))
    else {
        return Err(RescaleError::Layer(layer));
    };
    let factors = match scaled.normalized {
        None => scaled.weights().start..scaled.bias().end,
        Some(_) if scaled.gamma().is_empty() || scaled.beta().is_empty() => {
            return Err(RescaleError::BatchNorm);
        }
        Some(_) => scaled.gamma().start..scaled.beta().end,
    };
    let mut x = x.to_vec();
    for value in &mut x[factors] {
        *value = T::of(alpha * value.wide());
    }
    for value in &mut x[next.weights()] {
        *value = T::of(value.wide() / alpha);
    }
    Ok(x)
}
