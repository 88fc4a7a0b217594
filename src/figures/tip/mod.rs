//! Where does it tip? One setting is varied, all else stays: the batch size (the paper's figure 4), and
//! the epochs of SB that a large batch starts from (figure 5).

mod records;
mod sizes;
mod sweep;
mod trend;
mod warm_start;

pub use sizes::sizes;
pub use sweep::{SWEEP, trainings};
pub use warm_start::{WARM_START, epochs_before, warm_starts};
