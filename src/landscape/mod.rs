//! Landscape.
