//! All measures of a network as a worker takes them, held against each one taken by itself, and
//! against those of the same network from files.

#[path = "../common/laboratory.rs"]
mod laboratory;

mod edge;
mod files;
mod inquiries;
mod minimum;
mod reference;
mod trained;
