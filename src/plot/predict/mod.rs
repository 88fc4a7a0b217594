//! Testing error against a measure, and how well every measure predicts it: side by side or, in a
//! narrow figure, one above the other.

mod cloud;
mod taus;

use crate::plot::brush::{Brush, Pixel};
use crate::plot::coordinates::{Frame, Plot};
use crate::plot::theme::{Hue, Theme};
use crate::plot::{Geometry, Picture};
use crate::settings::Regime;
use plotters::style::RGBAColor as Color;
use plotters::style::text_anchor::HPos;

/// The chart; its panels are named "error" and "tau".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PredictChart {
    /// What the abscissa of the marks shows.
    pub measure: &'static str,
    /// The networks by groups, the last ones on top.
    pub clouds: Vec<Cloud>,
    /// The measures, from the top.
    pub rows: Vec<TauRow>,
    /// The groups within which τ is told, with their marks.
    pub groups: Vec<(&'static str, Mark)>,
}

/// The networks of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct Cloud {
    /// Its name in the legend.
    pub name: &'static str,
    /// Its mark.
    pub mark: Mark,
    /// The measure and the testing error in per cent; both finite.
    pub points: Vec<(f64, f64)>,
}

/// A mark: its shape, and its colour where it is that of a regime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// SB's disc or LB's diamond.
    Regime(Regime),
    /// Neutral ones.
    Disc,
    /// A square.
    Square,
    /// A triangle that stands on its side.
    Triangle,
    /// A square on its corner with an open middle.
    Ring,
    /// A triangle that stands on its tip.
    Wedge,
}

/// How well a measure predicts.
#[derive(Clone, Debug, PartialEq)]
pub struct TauRow {
    /// The measure.
    pub name: &'static str,
    /// Whether the marks beside it are of this measure.
    pub chosen: bool,
    /// τ over all networks, in [−1, 1].
    pub tau: Option<f64>,
    /// Both ends of its interval.
    pub interval: Option<(f64, f64)>,
    /// τ within groups, each with the group's mark.
    pub within: Vec<(Mark, f64)>,
}

/// Below this width in CSS pixels the panels stand one above the other.
const NARROW: f64 = 620.0;

impl Picture for PredictChart {
    fn paint(&self, brush: &dyn Brush, theme: &Theme) -> Geometry {
        let (width, height) = brush.size();
        let [first, second] = if theme.css(width) < NARROW {
            let middle = height * 46 / 100;
            [
                Frame::new(0, width, 0, middle),
                Frame::new(0, width, middle, height),
            ]
        } else {
            let middle = width * 49 / 100;
            [
                Frame::new(0, middle, 0, height),
                Frame::new(middle, width, 0, height),
            ]
        };
        let error = cloud::draw(brush, theme, self, first);
        let tau = taus::draw(brush, theme, self, second);
        Geometry {
            panels: vec![error, tau],
        }
    }
}

/// The marks with their names in a line from `x` on, as far as there is room.
fn legend(plot: &Plot, entries: &[(&'static str, Mark)], size: f64, (mut x, y): Pixel) {
    let theme = plot.theme;
    for &(name, shape) in entries {
        let hue = hue(theme, shape);
        let words = theme.label(hue.text, false, HPos::Left);
        let width = plot.brush.width(name, &words);
        if x + theme.px(12.0) + width > plot.frame.right {
            break;
        }
        mark(plot, shape, (x, y), size, hue.line);
        plot.brush.words(name, (x + theme.px(9.0), y), &words);
        x += theme.px(25.0) + width;
    }
}

fn hue(theme: &Theme, mark: Mark) -> Hue {
    match mark {
        Mark::Regime(regime) => theme.regime(regime),
        _ => theme.ink,
    }
}

/// Draws a mark of about the area of a disc of this radius in CSS pixels.
fn mark(plot: &Plot, mark: Mark, centre: Pixel, size: f64, color: Color) {
    let (theme, (x, y)) = (plot.theme, centre);
    let area = |corners: [(f64, f64); 3], last: Option<(f64, f64)>| {
        let corners = corners.into_iter().chain(last);
        let pixels: Vec<Pixel> = corners
            .map(|(right, down)| {
                let step = |share: f64| (share * size * f64::from(theme.px(64.0)) / 64.0).round();
                (x + step(right) as i32, y + step(down) as i32)
            })
            .collect();
        pixels
    };
    match mark {
        Mark::Regime(regime) => plot.mark(regime, centre, size, color),
        Mark::Disc => plot.brush.disc(centre, theme.px(size), color),
        Mark::Square => {
            let corners = area([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9)], Some((-0.9, 0.9)));
            plot.brush.area(&corners, color);
        }
        Mark::Triangle => {
            let corners = area([(-1.2, 0.8), (0.0, -1.3), (1.2, 0.8)], None);
            plot.brush.area(&corners, color);
        }
        Mark::Wedge => {
            let corners = area([(-1.2, -0.8), (1.2, -0.8), (0.0, 1.3)], None);
            plot.brush.area(&corners, color);
        }
        Mark::Ring => {
            let mut corners = area([(-1.2, 0.0), (0.0, -1.2), (1.2, 0.0)], Some((0.0, 1.2)));
            corners.push(corners[0]);
            plot.brush.path(&corners, &theme.stroke(color, 1.25));
        }
    }
}
