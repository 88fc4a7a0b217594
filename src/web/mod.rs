//! The only place that knows of JavaScript: a thin shell over the core.
//!
//! The page's thread reads links, follows a study and draws with what is in `page`; a worker runs
//! jobs with what is in `worker`. Plain data crosses the border in serde's form.

#[cfg(feature = "benchmark")]
mod benchmark;
#[cfg(any(feature = "laboratory", feature = "page"))]
mod border;
#[cfg(feature = "page")]
mod canvas;
#[cfg(feature = "page")]
mod page;
#[cfg(feature = "laboratory")]
mod worker;

#[cfg(feature = "page")]
pub use page::{WebStudy, check, controls, presets, read_link, write_link};
#[cfg(feature = "laboratory")]
pub use worker::{Laboratory, WebTask};
