//! The step-wise trainer.
