//! From settings to figures: what a visitor asks for ([`Experiment`]), the plain-data jobs it is
//! split into ([`Job`]), and what the jobs report ([`Report`]).

pub mod job;
pub mod report;
pub mod settings;
pub mod task;

pub use job::{Job, Regime};
pub use report::Report;
pub use settings::Experiment;
