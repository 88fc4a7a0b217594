//! How sharp a minimum is, by every measure of the argument about sharp minima: Metric 2.1,
//! the Hessian's spectrum, the average and the worst case around x, and the rescaling
//! that tells which of them mean something.
//!
//! A measure is a struct that is advanced one unit of work at a time, so that it can report its
//! progress and be given up at any moment.

mod ascent;
mod ascents;
mod ball;
mod batch_sharpness;
mod block;
mod bound;
mod displaced;
mod estimate;
mod gradient_noise;
mod krylov;
mod lanczos;
mod metric;
mod noise;
mod quadrature;
mod region;
mod rescale;
mod scaled;
mod spectrum;
mod subspace;
mod tolerance;
mod trace;
pub mod tridiagonal;
mod vectors;

pub use ball::{ASAM_ETA, ASAM_RADIUS, BallOptions, BallOutcome, BallRun, BallScale, SAM_RADIUS};
pub use batch_sharpness::BatchSharpness;
pub use block::Block;
pub use displaced::Displaced;
pub use estimate::Estimate;
pub use gradient_noise::GradientScatter;
pub use lanczos::Lanczos;
pub use metric::{Options, Search, SharpnessOutcome, SharpnessRun, half_widths, phi, sharpness};
pub use noise::{NoiseRise, NoiseScale};
pub use quadrature::Node;
pub use rescale::{RescaleError, rescaled};
pub use spectrum::{Eigenvalue, Spectrum, SpectrumOptions};
pub use subspace::{Restricted, Subspace, Workspace};
pub use tolerance::{NoiseTolerance, Tolerance, ToleranceOptions};
pub use trace::Trace;
pub use vectors::{norm, standard_normal};
