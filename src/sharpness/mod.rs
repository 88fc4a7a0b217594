//! How sharp a minimum is: Metric 2.1 and its cross-check, and the Hessian.

mod ascent;
mod displaced;
mod krylov;
mod lanczos;
mod metric;
mod subspace;
pub mod tridiagonal;
mod vectors;

pub use ascent::signed_ascent;
pub use displaced::Displaced;
pub use lanczos::{Eigenvalue, Lanczos, Spectrum, SpectrumOptions};
pub use metric::{Options, Outcome, SharpnessRun, half_widths, phi, sharpness};
pub use subspace::{Restricted, Subspace, Workspace};
