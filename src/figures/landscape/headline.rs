//! What a slice shows, as a number. It is of one trial, and says so.

use super::{Shown, Slices};
use crate::format::{fixed, significant};
use crate::jobs::Slice;
use crate::landscape::Axes;
use crate::plot::landscape::{Line, Lines};
use crate::settings::view::{Along, Measure};
use crate::settings::{REGIMES, Regime};

/// How far both have come, or how much of either map is low; `shares` are those of SB's and LB's.
pub(super) fn plane(slices: &Slices, shares: Option<&[(&'static str, f64)]>) -> String {
    let trial = slices.view.trial;
    if let Some([(_, small), (_, large)]) = shares {
        return format!(
            "{} % of SB’s map is low, and {} % of LB’s (trial {trial}).",
            fixed(100.0 * small, 0),
            fixed(100.0 * large, 0)
        );
    }
    let slice = slices
        .ids(Shown::Plane)
        .first()
        .map(|id| slices.slices.get(id));
    match slice.flatten() {
        Some(slice) if slice.axes == Axes::Points => travelled(slice, trial).unwrap_or_default(),
        _ => String::new(),
    }
}

/// The plane through the start and both minima holds their distances as they are.
fn travelled(slice: &Slice, trial: u32) -> Option<String> {
    let distance = |regime: Regime| {
        let (first, last) = slice
            .trail(regime)
            .first()
            .zip(slice.trail(regime).last())?;
        Some(slice.distance([first.a, first.b], last)).filter(|distance| *distance > 0.0)
    };
    let [small, large] = REGIMES.map(distance);
    let (small, large) = (small?, large?);
    let (who, whom) = match small < large {
        false => (Regime::Small, Regime::Large),
        true => (Regime::Large, Regime::Small),
    };
    Some(format!(
        "{} ends {} times as far from their common start as {} (trial {trial}).",
        who.name(),
        significant(small.max(large) / small.min(large), 2),
        whom.name()
    ))
}

/// How high the ways between the minima are, or how wide both valleys.
pub(super) fn lines(slices: &Slices, lines: &Lines) -> String {
    if slices.view.line != Measure::Loss {
        return String::new();
    }
    let said = match slices.view.along {
        Along::Curve => ridge(&lines.lines),
        _ => widths(&lines.lines),
    };
    said.map_or_else(String::new, |said| {
        format!("{said} (trial {}).", slices.view.trial)
    })
}

/// The highest training loss between the minima.
fn ridge(lines: &[Line]) -> Option<String> {
    let highest = |name: &str| {
        let own = lines
            .iter()
            .find(|line| line.name == name && !line.testing)?;
        let between = own.points.iter().filter(|(at, _)| (0.0..=1.0).contains(at));
        let highest = between.map(|(_, loss)| *loss).reduce(f64::max)?;
        Some(significant(highest, 2))
    };
    Some(format!(
        "From SB to LB the training loss climbs to {} nats, on the paper’s curve to {}",
        highest("straight")?,
        highest("curved")?
    ))
}

/// How wide the valleys are, or that the whole line lies in one.
fn widths(lines: &[Line]) -> Option<String> {
    let width = |regime: Regime| {
        let own = |line: &&Line| line.regime == Some(regime) && !line.testing;
        let line = lines.iter().find(own)?;
        let [left, right] = line.width?.ends;
        let (first, last) = line.points.first().zip(line.points.last())?;
        let seen = right.min(last.0) - left.max(first.0);
        let more = if seen < right - left {
            "more than "
        } else {
            ""
        };
        Some(format!("{more}{}", significant(seen, 2)))
    };
    let [small, large] = REGIMES.map(width);
    Some(format!(
        "SB’s valley is {} wide and LB’s {}",
        small?, large?
    ))
}
