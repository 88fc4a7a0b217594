//! The only place that knows of JavaScript: a thin shell over the core.
//!
//! The page's thread uses [`page`] to read links, to follow a study and to draw; a worker uses
//! [`worker`] to run jobs. Plain data crosses the border in serde's form.

#[cfg(feature = "benchmark")]
mod benchmark;
mod border;
mod canvas;
mod page;
mod worker;

pub use page::{check, controls, presets, read_link, write_link};
pub use page::WebStudy;
pub use worker::{Laboratory, WebTask};
