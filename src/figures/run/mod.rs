//! The figures of a run: both networks while they train, how sharp their minima are, and the line
//! between them.

pub mod claims;
mod curves;
mod headline;
pub mod metric;
mod pairs;
mod path;
mod reading;
mod records;
mod remarks;
mod sharpness;
mod summary;

pub use curves::CURVES;
pub use pairs::Pairs;
pub use path::PATH;
pub(super) use reading::evaluation;
pub use sharpness::SHARPNESS;
pub use summary::TABLE;
