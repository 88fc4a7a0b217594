//! What is asked for ([`Experiment`]) and what is looked at ([`View`]): checked once, listed in
//! tables of fields, written into links.

pub mod check;
pub mod controls;
mod derived;
pub mod describe;
mod experiment;
pub mod field;
pub mod fields;
pub mod link;
mod predictor;
mod presets;
mod regime;
pub(crate) mod setting;
pub mod view;

pub use controls::{Control, controls, controls_of};
pub use experiment::{Experiment, StopRule};
pub use link::{Link, nearest_preset, read_link, write_link};
pub use predictor::Predictor;
pub use presets::{Preset, presets};
pub use regime::{REGIMES, Regime};
pub use view::{Along, Between, Equal, EqualSweep, VIEW_FIELDS, View};
