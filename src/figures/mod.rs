//! Figures: each a pure function of what is asked for, what is looked at and what is known. A figure
//! says which jobs it wants, draws its picture, and gives its words with verdicts and its numbers, as a table for eyes
//! and as records for programs.
//!
//! To add one is a file and a line in [`FIGURES`]: links, embedding, the page's controls, saving,
//! scheduling and tests follow.

pub mod augmentation;
mod bowls;
pub mod claims;
pub mod comparable;
pub mod connection;
pub mod f1;
pub mod grid;
mod headline;
mod info;
pub mod landscape;
pub mod measures;
pub mod panel;
mod predict;
pub mod reading;
pub mod records;
pub mod remedies;
pub mod run;
pub(crate) mod search;
mod sketch;
mod spaced;
pub mod tip;
pub mod verdict;

pub use info::{FigureInfo, infos};
pub use measures::{files_panel, files_records};
pub use panel::{Panel, Row, Table};
pub use reading::{PlaceReading, ReadValue, Reading};
pub use records::Records;
pub use verdict::{Outcome, Verdict};

use crate::format::count;
use crate::plot::Picture;
use crate::results::{Results, Wanted};
use crate::settings::{Experiment, View};

/// What is as urgent as this comes after the jobs of a run.
pub(crate) const AFTERWARDS: u32 = 1_000_000;

/// About what φ and λ₁ after one epoch take, in gradients.
pub(crate) const AN_EPOCH: f64 = 100.0;

/// What a figure is a function of.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What is asked for; checked.
    pub experiment: &'a Experiment,
    /// What is looked at.
    pub view: &'a View,
    /// What is known.
    pub results: &'a Results,
    /// Whether more is on its way: until then claims stay undecided.
    pub active: bool,
    /// What a run computes anew, while figures may move with it; `None` where they stand still.
    pub live: Option<&'a Results>,
}

/// How a figure is pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointing {
    /// There is nothing to read.
    Nothing,
    /// Values along the abscissa.
    Abscissa,
    /// Places of maps.
    Places,
}

/// The settings of a view that a figure offers, by their names in [`View`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// At once.
    pub main: &'static [&'static str],
    /// On demand.
    pub more: &'static [&'static str],
}

/// One figure.
pub trait Figure: Sync {
    /// Its name in links.
    fn name(&self) -> &'static str;

    /// Its title.
    fn title(&self) -> &'static str;

    /// Whether it has a picture; else it is a table alone.
    fn is_drawn(&self) -> bool {
        true
    }

    /// Whether its shipped results come in the second file, when it is first seen: what many trainings are
    /// behind is left to those who come to it.
    fn comes_later(&self) -> bool {
        false
    }

    /// Other views of it than `view` whose results are shipped as well.
    fn shipped_views(&self, _experiment: &Experiment, _view: &View) -> Vec<View> {
        Vec::new()
    }

    /// What the button says that computes it, before how long it takes.
    fn verb(&self) -> &'static str {
        "Compute"
    }

    /// What can be changed about the view of it.
    fn offered(&self) -> Offered {
        Offered::default()
    }

    /// How it is pointed at.
    fn pointing(&self) -> Pointing {
        Pointing::Abscissa
    }

    /// The figures whose trials it judges: as long as one of them is computed, its claims are undecided.
    fn made_of(&self) -> &'static [&'static dyn Figure] {
        &[]
    }

    /// All jobs that it is made of, known or not, the most urgent first, as far as can be told now.
    fn wanted(&self, context: &Context) -> Vec<Wanted>;

    /// About what will be wanted besides once more is known, in gradients of the whole training set.
    fn expected(&self, _context: &Context) -> f64 {
        0.0
    }

    /// Whether it shows anything but words.
    fn has(&self, context: &Context) -> bool;

    /// Words and numbers.
    fn panel(&self, context: &Context) -> Panel;

    /// The verdicts alone.
    fn verdicts(&self, context: &Context) -> Vec<Verdict> {
        self.panel(context).verdicts
    }

    /// Its picture; `None` where it is a table alone.
    fn picture(&self, _context: &Context) -> Option<Box<dyn Picture>> {
        None
    }

    /// What can be read along the abscissa, ascending.
    fn readings(&self, _context: &Context) -> Vec<Reading> {
        Vec::new()
    }

    /// The numbers as data, for files.
    fn records(&self, context: &Context) -> Records;

    /// How many pictures of the same size stand side by side.
    fn parts(&self, _context: &Context) -> usize {
        1
    }

    /// The last epoch of its trajectories, if it has any.
    fn last_epoch(&self, _context: &Context) -> Option<u32> {
        None
    }

    /// Whether it shows a run that is under way instead of what that lacks.
    fn is_live(&self, _context: &Context) -> bool {
        false
    }

    /// Which trial alone it shows, from 1; `None` where it shows all.
    fn trial(&self, _context: &Context) -> Option<u32> {
        None
    }

    /// Of what it shows results, in words.
    fn shows(&self, context: &Context) -> String {
        match self.trial(context) {
            Some(trial) => format!("trial {trial}"),
            None => count(context.experiment.trials as usize, "trial"),
        }
    }
}

/// All figures, in the order of the page.
pub static FIGURES: [&dyn Figure; 22] = [
    &bowls::BOWLS,
    &run::CURVES,
    &sketch::SKETCH,
    &run::SHARPNESS,
    &run::TABLE,
    &run::PATH,
    &landscape::LANDSCAPE,
    &landscape::TRIALS,
    &landscape::LINES,
    &measures::MEASURES,
    &measures::SPECTRUM,
    &measures::ALONG,
    &tip::SWEEP,
    &grid::GRID,
    &tip::WARM_START,
    &remedies::REMEDIES,
    &augmentation::AUGMENTATION,
    &measures::RESCALING,
    &predict::PREDICT,
    &connection::CONNECTION,
    &claims::CLAIMS,
    &f1::F1,
];

/// The figure of this name.
pub fn figure(name: &str) -> Option<&'static dyn Figure> {
    FIGURES.into_iter().find(|figure| figure.name() == name)
}
