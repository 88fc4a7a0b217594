//! The only place that knows of JavaScript: a thin shell over the core.
//!
//! The page's thread reads links, follows a study and draws with what is in `page`, the landscape
//! with what is in `landscape`, the measures with what is in `measures`, the remedies with what is in
//! `remedies`; a worker runs jobs with what is in `worker`. Plain data crosses the border in serde's form.

#[cfg(feature = "benchmark")]
mod benchmark;
#[cfg(any(
    feature = "laboratory",
    feature = "landscape",
    feature = "measures",
    feature = "page",
    feature = "remedies"
))]
mod border;
#[cfg(any(
    feature = "landscape",
    feature = "measures",
    feature = "page",
    feature = "remedies"
))]
mod canvas;
#[cfg(feature = "landscape")]
mod landscape;
#[cfg(feature = "measures")]
mod measures;
#[cfg(feature = "page")]
mod page;
#[cfg(feature = "remedies")]
mod preview;
#[cfg(feature = "remedies")]
mod remedies;
#[cfg(feature = "laboratory")]
mod worker;

#[cfg(feature = "landscape")]
pub use landscape::{WebAtlas, WebSketch, read_view, study_svg, view_controls, write_view};
#[cfg(feature = "measures")]
pub use measures::{WebDossier, files_panel};
#[cfg(feature = "page")]
pub use page::{WebStudy, check, controls, presets, read_link, write_link};
#[cfg(feature = "remedies")]
pub use preview::{WebPreview, preview_job};
#[cfg(feature = "remedies")]
pub use remedies::WebComparison;
#[cfg(feature = "laboratory")]
pub use worker::{Laboratory, WebTask};
