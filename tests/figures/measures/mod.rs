//! The figures of the measures: what is wanted, what is said, what is drawn.

pub mod answers;
mod density;
mod figures;
mod wanted;
mod words;
