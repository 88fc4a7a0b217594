//! From settings to verdicts, without training anything.

mod check;
mod claims;
mod link;
mod panel;
mod reports;
mod statistics;
mod study;
mod verdict;
