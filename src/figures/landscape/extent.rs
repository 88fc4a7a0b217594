//! Where a slice is looked at as a whole. Slices at the two minima have one common size, so that
//! they can be compared at a glance.

use super::viewport::Extent;
use crate::figures::landscape::{Shown, Slices};
use crate::jobs::{Slice, Waypoint};
use crate::landscape::Axes;

/// Room around the trajectories, as a share of their extent.
const ROOM: f64 = 0.3;
/// Filter-normalised directions are looked at this far: at 1 a filter has moved by its own length.
const FILTERS: f64 = 1.0;
/// The size of a slice along eigenvectors: where the sharpest quadratic has risen by this, in nats.
const RISE: f64 = 2.0;
/// The size of a slice along random directions, as a share of the shorter of the minima's distances
/// from their start.
const STRETCH: f64 = 0.5;

/// The extent of each of a figure's slices; empty as long as not all of them are known.
pub fn extents(slices: &Slices, shown: Shown) -> Vec<Extent> {
    let ids = slices.ids(shown);
    let slices: Vec<&Slice> = ids
        .iter()
        .filter_map(|id| slices.slices.get(id).copied())
        .collect();
    if slices.len() < ids.len() {
        return Vec::new();
    }
    let at_minimum = |radius| Extent {
        centre: [0.0; 2],
        radius,
    };
    let radius = match slices.first().map(|slice| slice.axes) {
        None | Some(Axes::Points | Axes::Components | Axes::Ends) => {
            return slices.iter().map(|slice| around(slice)).collect();
        }
        Some(Axes::Filter) => FILTERS,
        Some(Axes::Eigenvectors) => steepest(&slices),
        Some(Axes::Random) => STRETCH * travelled(&slices),
    };
    slices.iter().map(|_| at_minimum(radius)).collect()
}

/// A square around both trajectories.
fn around(slice: &Slice) -> Extent {
    let all = || slice.small.iter().chain(&slice.large);
    let [a, b] = [|f: &Waypoint| f.a, |f: &Waypoint| f.b].map(|of| {
        let lowest = all().map(of).fold(f64::INFINITY, f64::min);
        let highest = all().map(of).fold(f64::NEG_INFINITY, f64::max);
        (lowest, highest)
    });
    let half = 0.5 * (a.1 - a.0).max(b.1 - b.0);
    Extent {
        centre: [0.5 * (a.0 + a.1), 0.5 * (b.0 + b.1)],
        radius: if half > 0.0 && half.is_finite() {
            half * (1.0 + ROOM)
        } else {
            1.0
        },
    }
}

/// The distance at which ½ λ r² reaches [`RISE`] for the largest eigenvalue of all.
fn steepest(slices: &[&Slice]) -> f64 {
    let largest = slices
        .iter()
        .flat_map(|slice| &slice.values)
        .copied()
        .fold(0.0, f64::max);
    if largest > 1e-9 {
        libm::sqrt(2.0 * RISE / largest)
    } else {
        1.0
    }
}

/// The shorter of the minima's distances from x₀.
fn travelled(slices: &[&Slice]) -> f64 {
    let starts = slices
        .iter()
        .filter_map(|slice| slice.small.first().map(|x| (slice, x)));
    let distances = starts.map(|(slice, start)| slice.distance([0.0; 2], start));
    let shortest = distances.fold(f64::INFINITY, f64::min);
    if shortest > 0.0 && shortest.is_finite() {
        shortest
    } else {
        1.0
    }
}
