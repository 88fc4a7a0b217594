//! How sharp a minimum is: Metric 2.1 and its cross-check.

mod ascent;
mod displaced;
mod metric;
mod subspace;

pub use ascent::signed_ascent;
pub use displaced::Displaced;
pub use metric::{Options, Outcome, SharpnessRun, half_widths, phi, sharpness};
pub use subspace::{Restricted, Subspace, Workspace};
