//! Trajectories: one line each for SB, solid, and LB, dashed, on a casing of ground, with their
//! epochs as small marks.

use crate::plot::brush::{Brush, Pixel, Stroke};
use crate::plot::coordinates::mark;
use crate::plot::landscape::ramp::faded;
use crate::plot::landscape::{Mark, Trail};
use crate::plot::theme::Theme;
use crate::settings::Regime;
use plotters::style::RGBAColor as Color;

/// Width of a trajectory and of its casing.
const WIDTH: f64 = 3.0;
const CASING: f64 = 6.0;
/// The most of the ground that is mixed into a trajectory far off the slice, and in how many steps.
const PALEST: f64 = 0.5;
const STEPS: f64 = 5.0;
/// Epochs whose marks are as close as this are left out.
const APART: f64 = 24.0;

/// Where a trajectory is drawn.
pub(super) struct Route {
    pub regime: Regime,
    /// Where it is after each epoch, and how pale it is there, in [0, 1].
    pub stops: Vec<Stop>,
}

/// Where a trajectory is after an epoch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    pub epoch: u32,
    pub at: Pixel,
    pub pale: f64,
}

impl Route {
    /// A trajectory on a slice of which `extent` is to be seen; `place` gives a pixel for a place
    /// of the slice. What is nowhere is left out.
    pub fn new(trail: &Trail, extent: f64, place: &dyn Fn(f64, f64) -> Pixel) -> Self {
        let known = trail.waypoints.iter();
        let known = known.filter(|f| f.a.is_finite() && f.b.is_finite());
        let stops = known.map(|waypoint| Stop {
            epoch: waypoint.epoch,
            at: place(waypoint.a, waypoint.b),
            pale: paleness(waypoint.off, extent),
        });
        Self {
            regime: trail.regime,
            stops: stops.collect(),
        }
    }

    /// Its pixels.
    pub fn line(&self) -> Vec<Pixel> {
        self.stops.iter().map(|stop| stop.at).collect()
    }

    /// Runs of one paleness, each up to where the next begins.
    fn runs(&self) -> Vec<(f64, Vec<Pixel>)> {
        let mut runs: Vec<(f64, Vec<Pixel>)> = Vec::new();
        for ends in self.stops.windows(2) {
            let pale = (ends[0].pale + ends[1].pale) / 2.0;
            let pale = libm::round(pale * STEPS) / STEPS;
            match runs.last_mut() {
                Some((other, run)) if *other == pale => run.push(ends[1].at),
                _ => runs.push((pale, vec![ends[0].at, ends[1].at])),
            }
        }
        runs
    }
}

/// How pale a trajectory is at a distance off the slice: not at all on it, half at a quarter of
/// what is seen of the slice.
fn paleness(off: f64, extent: f64) -> f64 {
    let share = off / (0.25 * extent);
    if share.is_finite() && share > 0.0 {
        share / (1.0 + share)
    } else {
        0.0
    }
}

/// The strokes of a regime's trajectory.
pub(super) fn stroke(theme: &Theme, regime: Regime, color: Color) -> Stroke {
    Stroke {
        dash: (regime == Regime::Large).then(|| (theme.px(6.5), theme.px(5.5))),
        ..theme.stroke(color, WIDTH)
    }
}

/// The casing below any trajectory.
pub(super) fn casing(theme: &Theme) -> Stroke {
    let Color(red, green, blue, _) = theme.ground;
    theme.stroke(Color(red, green, blue, 0.85), CASING)
}

/// Draws a trajectory; `cut` gives the parts of a line that are to be seen.
pub(super) fn draw(
    brush: &dyn Brush,
    theme: &Theme,
    route: &Route,
    cut: &dyn Fn(&[Pixel]) -> Vec<Vec<Pixel>>,
) {
    for piece in cut(&route.line()) {
        brush.path(&piece, &casing(theme));
    }
    let color = theme.regime(route.regime).line;
    for (pale, run) in route.runs() {
        let color = faded(color, theme.ground, PALEST * pale);
        for piece in cut(&run) {
            brush.path(&piece, &stroke(theme, route.regime, color));
        }
    }
}

/// The epochs that are marked: not closer together than can be told apart, and not the ends.
pub(super) fn marked<'a>(theme: &Theme, route: &'a Route) -> Vec<&'a Stop> {
    let apart = i64::from(theme.px(APART));
    let mut marked: Vec<&Stop> = Vec::new();
    let ends = route.stops.first().into_iter().chain(route.stops.last());
    let ends: Vec<&Stop> = ends.collect();
    for stop in &route.stops {
        let clear = |other: &&Stop| squared(stop.at, other.at) >= apart * apart;
        if marked.iter().all(clear) && ends.iter().all(clear) {
            marked.push(stop);
        }
    }
    marked
}

fn squared(a: Pixel, b: Pixel) -> i64 {
    let (x, y) = (i64::from(a.0 - b.0), i64::from(a.1 - b.1));
    x * x + y * y
}

/// The small mark of an epoch.
pub(super) fn draw_epoch(brush: &dyn Brush, theme: &Theme, regime: Regime, stop: &Stop) {
    let color = faded(theme.regime(regime).line, theme.ground, PALEST * stop.pale);
    mark(brush, theme, regime, stop.at, 2.9, theme.ground);
    mark(brush, theme, regime, stop.at, 1.9, color);
}

/// A named place: SB's disc, LB's diamond, a small ring for any other.
pub(super) fn draw_mark(brush: &dyn Brush, theme: &Theme, named: &Mark, at: Pixel) {
    match named.regime {
        Some(regime) => {
            mark(brush, theme, regime, at, 9.5, theme.ground);
            mark(brush, theme, regime, at, 7.0, theme.regime(regime).line);
        }
        None => {
            brush.disc(at, theme.px(6.0), theme.ground);
            brush.disc(at, theme.px(4.5), theme.ink.line);
            brush.disc(at, theme.px(2.6), theme.ground);
        }
    }
}
