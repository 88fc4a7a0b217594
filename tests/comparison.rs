//! The remedies side by side: what is wanted, what is said, what is drawn.

#[path = "comparison/budget.rs"]
mod budget;
#[path = "comparison/figures.rs"]
mod figures;
#[path = "comparison/life.rs"]
mod life;
#[path = "comparison/preview.rs"]
mod preview;
#[path = "comparison/real.rs"]
mod real;
#[path = "comparison/results.rs"]
mod results;
#[path = "comparison/table.rs"]
mod table;
#[path = "comparison/words.rs"]
mod words;
