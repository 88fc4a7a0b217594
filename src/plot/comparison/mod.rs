//! The comparison's pictures: testing accuracy against sharpness, and changed samples.

mod names;
mod samples;
mod scatter;

pub(super) use names::Names;

use crate::plot::brush::Brush;
use crate::plot::theme::Theme;
use crate::plot::{Geometry, Picture};
use crate::settings::Regime;

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

/// The chart; its panel is named "remedies".
impl Picture for Scatter {
    fn paint(&self, brush: &dyn Brush, theme: &Theme) -> Geometry {
        scatter::draw(brush, theme, self)
    }
}
