//! The measures of an experiment: what is wanted, what is said, what is drawn.

#[path = "common/answers.rs"]
mod answers;
#[path = "dossier/figures.rs"]
mod figures;
