//! Batch size × learning rate: does tuning the rate close the gap?
//!
//! ```text
//! batches × rates → trainings → φ and λ₁ at their ends → maps, best rates, verdict
//! ```
//!
//! The figure is ours: the paper states no learning rate. Linear scaling of the rate is Goyal et al.'s
//! (2017), square-root scaling Hoffer et al.'s (2017).

mod cells;
mod claims;
mod headline;
mod known;
mod noise;
mod picture;
mod reading;
mod records;
mod remarks;
mod wanted;
mod words;

pub use cells::trainings;

use super::{Context, Figure, Panel, Reading, Records};
use crate::plot::Picture;
use crate::results::Wanted;
use known::Grid;

/// Batch size × learning rate.
pub struct GridFigure;

/// See `GridFigure`.
pub static GRID: GridFigure = GridFigure;

impl Figure for GridFigure {
    fn name(&self) -> &'static str {
        "grid"
    }

    fn comes_later(&self) -> bool {
        true
    }

    fn title(&self) -> &'static str {
        "Batch size and learning rate"
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        wanted::wanted(context)
    }

    fn expected(&self, context: &Context) -> f64 {
        wanted::expected(context)
    }

    /// The cells that a run trains anyhow are no grid.
    fn has(&self, context: &Context) -> bool {
        let grid = Grid::of(context);
        let own = grid.own_rate();
        let mut tuned = grid.places().filter(|(_, rate)| *rate != own);
        tuned.any(|place| grid.is_known(place))
    }

    fn panel(&self, context: &Context) -> Panel {
        words::panel(&Grid::of(context))
    }

    fn records(&self, context: &Context) -> Records {
        records::records(context)
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        Some(Box::new(picture::maps(&Grid::of(context))))
    }

    fn readings(&self, context: &Context) -> Vec<Reading> {
        Grid::of(context).readings()
    }

    fn shows(&self, context: &Context) -> String {
        crate::format::count(cells::trials(context.experiment) as usize, "trial")
    }
}
