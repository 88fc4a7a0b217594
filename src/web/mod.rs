//! Web.
pub mod canvas;
