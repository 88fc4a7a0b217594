//! From settings to figures: what a visitor asks for ([`Experiment`]), the plain-data jobs it is
//! split into ([`Job`]), what the jobs report ([`Report`]), and what the reports say ([`Study`]).

mod check;
pub mod choices;
pub mod claims;
pub mod comparable;
pub mod controls;
pub mod field;
mod fields;
pub mod job;
pub mod link;
pub mod metric;
pub mod panel;
pub(crate) mod plan;
pub mod presets;
pub mod report;
pub(crate) mod search;
pub(crate) mod setting;
pub mod settings;
pub mod statistics;
pub mod student;
pub mod study;
pub mod task;
pub mod verdict;
pub(crate) mod wire;
pub mod words;

pub use check::SettingError;
pub use controls::{Control, controls, controls_of};
pub use job::{Job, Regime};
pub use link::{Link, read_link, write_link};
pub use panel::{Panel, Row, Table, Topic};
pub use presets::{Preset, presets};
pub use report::Report;
pub use settings::Experiment;
pub use study::{ForeignReport, Study, urgency};
pub use verdict::{Outcome, Verdict};
