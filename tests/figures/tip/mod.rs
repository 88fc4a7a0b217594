//! Where it tips: the sweep over batch sizes, and warm starts.

mod jobs;
mod knee;
mod made_up;
mod pictures;
mod words;
