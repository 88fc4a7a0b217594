//! From settings to verdicts, without training anything.

mod check;
mod link;
mod panel;
mod reports;
mod statistics;
mod study;
mod verdict;
