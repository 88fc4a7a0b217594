//! The comparison's pictures: testing accuracy against sharpness, and what each strategy does to a
//! step.

mod names;
mod samples;
mod scatter;
mod step;
mod steps;

pub use step::Step;

use super::brush::paint;
use super::{Drawing, Geometry, Look};
use crate::experiment::Regime;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::prelude::DrawingBackend;

/// One of the pictures with what it shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    /// The chart; its panel is named "remedies".
    Remedies(Scatter),
    /// A small drawing, for about 220 × 120 CSS pixels; its panel has no axes to read.
    Step(Step),
}

/// Testing accuracy against sharpness.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scatter {
    /// One for each strategy.
    pub series: Vec<Series>,
}

/// The trials of one strategy.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The direct label.
    pub name: &'static str,
    /// SB or LB plain, with its own mark and colour; all others have one neutral colour.
    pub reference: Option<Regime>,
    /// φ and testing accuracy in per cent of each trial. What is not finite, or no φ above 0, is left
    /// out: it has no place on a logarithmic abscissa.
    pub points: Vec<(f64, f64)>,
}

impl Drawing for Picture {
    fn draw<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        look: &Look,
    ) -> Result<Geometry, DrawingAreaErrorKind<DB::ErrorType>> {
        paint(area, look, &|brush, theme| match self {
            Self::Remedies(scatter) => scatter::draw(brush, theme, scatter),
            Self::Step(step) => step::draw(brush, theme, step),
        })
    }
}
