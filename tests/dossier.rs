//! The measures of an experiment: what is wanted, what is said, what is drawn.

#[path = "common/answers.rs"]
mod answers;
#[path = "dossier/density.rs"]
mod density;
#[path = "common/diagonal_quadratic.rs"]
mod diagonal_quadratic;
#[path = "dossier/figures.rs"]
mod figures;
#[path = "dossier/life.rs"]
mod life;
#[path = "dossier/words.rs"]
mod words;
