//! The multilayer perceptron: where its parameters sit in x, its forward and backward passes, and
//! the R-operator for Hessian–vector products.
//!
//! A hidden layer is a ↦ act(BN(W a + b)), batch norm optional; the last layer is affine, under
//! softmax cross-entropy. Everything is generic over [`Real`](crate::objective::Real): `f32`
//! trains, `f64` lets tests compare digits.

mod activation;
mod architecture;
mod forward;
mod initialization;
mod layer;
mod passes;
mod per_sample;
mod predictions;
mod primal;
mod risk;
mod softmax;
mod statistics;
mod tangent;
mod workspace;

pub use activation::Activation;
pub use architecture::{Architecture, BATCH_NORM_EPSILON, BatchNormParts, LayerParts, LayerShape};
pub(crate) use forward::CHUNK;
pub use forward::{Forward, Score};
pub use initialization::initial_parameters;
pub use predictions::OutputCurvature;
pub(crate) use primal::kept_bytes;
pub use risk::{BatchRisk, EmpiricalRisk, Labelled};
pub use statistics::{LayerStatistics, Normalization, Statistics};
pub use workspace::Workspace;
