//! Sharpness.
