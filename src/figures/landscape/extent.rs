//! Where a slice is looked at as a whole. Slices at the two minima have one common size, so that
//! they can be compared at a glance.

use super::viewport::Extent;
use crate::figures::landscape::{Shown, Slices};
use crate::jobs::{Slice, Waypoint};
use crate::landscape::Axes;

/// Room around the trajectories, as a share of the longer side of the rectangle around them.
const ROOM: f64 = 0.15;
/// Room around each minimum, as a share of the distance between the two: both basins are wholly in sight.
const BASIN: f64 = 0.5;
/// The width of a map that holds both minima, in heights: that of a page.
const WIDE: f64 = 1.5;
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
        half: [radius; 2],
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

/// A wide rectangle around both trajectories and both basins.
fn around(slice: &Slice) -> Extent {
    let all = || slice.small.iter().chain(&slice.large);
    let minima = || slice.small.last().into_iter().chain(slice.large.last());
    let of: [fn(&Waypoint) -> f64; 2] = [|f| f.a, |f| f.b];
    let ends = of.map(|of| reach(all().map(of)));
    let between = of.map(|of| length(reach(minima().map(of))));
    let room = ROOM * length(ends[0]).max(length(ends[1]));
    let basin = BASIN * libm::hypot(between[0], between[1]);
    let sides = [0, 1].map(|axis| {
        let [low, high] = reach(minima().map(of[axis]));
        let [first, last] = ends[axis];
        [
            (first - room).min(low - basin),
            (last + room).max(high + basin),
        ]
    });
    let [wide, high] = sides.map(length);
    let high = high.max(wide / WIDE);
    if !(high > 0.0 && high.is_finite()) {
        return Extent {
            centre: ends.map(middle),
            half: [1.0; 2],
        };
    }
    Extent {
        centre: sides.map(middle),
        half: [0.5 * WIDE * high, 0.5 * high],
    }
}

fn reach(values: impl Iterator<Item = f64>) -> [f64; 2] {
    values.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], value| {
        [low.min(value), high.max(value)]
    })
}

fn length([low, high]: [f64; 2]) -> f64 {
    high - low
}

fn middle([low, high]: [f64; 2]) -> f64 {
    0.5 * (low + high)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn waypoint(a: f64, b: f64) -> Waypoint {
        Waypoint {
            epoch: 0,
            a,
            b,
            off: 0.0,
        }
    }

    fn slice(small: Vec<Waypoint>, large: Vec<Waypoint>) -> Slice {
        Slice {
            axes: Axes::Points,
            at: crate::settings::Regime::Small,
            draw: 0,
            trial: 0,
            gram: [1.0, 0.0, 1.0],
            small,
            large,
            values: Vec::new(),
        }
    }

    #[test]
    fn paths_and_basins_are_wholly_in_sight() {
        for (small, large, start) in [
            ([0.0, 0.0], [20.0, 0.0], [18.0, 15.0]),
            ([0.0, 0.0], [3.0, 0.0], [-40.0, 90.0]),
            ([5.0, -2.0], [5.0, 11.0], [5.0, 4.0]),
        ] {
            let trail = |to: [f64; 2]| vec![waypoint(start[0], start[1]), waypoint(to[0], to[1])];
            let slice = slice(trail(small), trail(large));
            let Extent { centre, half } = around(&slice);
            assert!((half[0] / half[1] - WIDE).abs() < 1e-12);
            let reach = BASIN * libm::hypot(large[0] - small[0], large[1] - small[1]);
            for (place, room) in [(small, reach), (large, reach), (start, 0.0)] {
                for axis in [0, 1] {
                    let off = (place[axis] - centre[axis]).abs() + room;
                    assert!(
                        off <= half[axis] * (1.0 + 1e-12),
                        "{place:?} {centre:?} {half:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn where_nothing_has_moved_there_is_still_something_to_see() {
        let still = vec![waypoint(2.0, 3.0)];
        assert_eq!(around(&slice(still.clone(), still)).half, [1.0; 2]);
    }
}
