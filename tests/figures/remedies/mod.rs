//! The remedies side by side: what is wanted, what is said, what is drawn.

mod budget;
mod figures;
mod preview;
mod real;
mod results;
mod table;
mod wanted;
mod words;
