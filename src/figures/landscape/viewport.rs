//! The points of a viewport: a regular grid whose places are exactly the same numbers after panning
//! and zooming, so that what is known need not be computed again, and the order in which they come,
//! coarse first.

use crate::order::sorted;
use crate::settings::view::{Resolution, View};

/// Where a slice is looked at as a whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The middle.
    pub centre: [f64; 2],
    /// Half the lengths of the sides.
    pub half: [f64; 2],
}

/// A rectangular viewport of a slice, of the same proportions as its extent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    extent: Extent,
    /// Points along a side, odd.
    points: usize,
    /// Half a side is so many steps of the extent's whole grid,
    half: i64,
    zoom: i32,
    /// and its middle is so many steps from the extent's.
    middle: [i64; 2],
}

/// Points of a tile, at most: a worker looks at its messages between any two points, but reports
/// only whole tiles.
const TILE: usize = 25;

impl Viewport {
    /// The viewport of a view.
    pub fn new(extent: Extent, view: &View) -> Self {
        let points = view.grid.points();
        let half = (points / 2) as i64;
        let steps = |x: f64| libm::round(x * half as f64 * libm::exp2(view.zoom)) as i64;
        Self {
            extent,
            points,
            half,
            zoom: view.zoom as i32,
            middle: [steps(view.x), steps(view.y)],
        }
    }

    /// The length of the longer side.
    pub fn size(&self) -> f64 {
        let [a, b] = self.extent.half;
        2.0 * a.max(b) * libm::exp2(-f64::from(self.zoom))
    }

    /// Coordinates along one axis, ascending. A quotient of whole numbers is the same number in
    /// lowest terms, which makes places comparable to the bit.
    pub fn coordinates(&self, axis: usize) -> Vec<f64> {
        let divisor = self.half as f64 * libm::exp2(f64::from(self.zoom));
        (-self.half..=self.half)
            .map(|step| {
                let share = (self.middle[axis] + step) as f64 / divisor;
                self.extent.centre[axis] + self.extent.half[axis] * share
            })
            .collect()
    }

    /// Tiles of indices (row, column), the coarsest grid first, each grid's from the middle
    /// outwards; every point is in one tile.
    pub fn tiles(&self) -> Vec<Vec<(usize, usize)>> {
        let mut seen = vec![false; self.points * self.points];
        let mut tiles = Vec::new();
        for &stride in strides(self.points) {
            let places: Vec<(usize, usize)> = (0..self.points)
                .step_by(stride)
                .flat_map(|row| {
                    (0..self.points)
                        .step_by(stride)
                        .map(move |column| (row, column))
                })
                .filter(|&(row, column)| !seen[row * self.points + column])
                .collect();
            for &(row, column) in &places {
                seen[row * self.points + column] = true;
            }
            let places = sorted(places, |&(row, column)| self.ring(row, column) as f64);
            tiles.extend(places.chunks(TILE).map(<[_]>::to_vec));
        }
        tiles
    }

    /// How far from the middle, along the farther axis.
    fn ring(&self, row: usize, column: usize) -> i64 {
        let off = |index: usize| (index as i64 - self.half).abs();
        off(row).max(off(column))
    }
}

/// Grids within a grid, the coarsest first.
fn strides(points: usize) -> &'static [usize] {
    if points == Resolution::Coarse.points() {
        &[8, 4, 2, 1]
    } else if points == Resolution::Medium.points() {
        &[10, 5, 1]
    } else {
        &[20, 10, 5, 1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const HOME: Extent = Extent {
        centre: [0.3, -1.7],
        half: [2.3, 1.7],
    };

    fn bits(viewport: &Viewport) -> BTreeSet<u64> {
        viewport
            .coordinates(0)
            .iter()
            .map(|a| a.to_bits())
            .collect()
    }

    fn view(grid: Resolution) -> View {
        View {
            grid,
            ..View::default()
        }
    }

    #[test]
    fn a_finer_or_nearer_grid_holds_the_coarser_ones_places_to_the_bit() {
        let medium = bits(&Viewport::new(HOME, &view(Resolution::Medium)));
        let fine = bits(&Viewport::new(HOME, &view(Resolution::Fine)));
        assert!(medium.is_subset(&fine));
        for zoom in 1..=10 {
            let near = |zoom| View {
                zoom: f64::from(zoom),
                ..view(Resolution::Medium)
            };
            let inner = bits(&Viewport::new(HOME, &near(zoom)));
            let outer = bits(&Viewport::new(HOME, &near(zoom - 1)));
            // Of the 51 places of the outer viewport 25 or 26 lie in the inner one.
            assert_eq!(inner.intersection(&outer).count(), 25, "zoom {zoom}");
        }
    }

    #[test]
    fn panning_keeps_the_places_that_stay_in_sight() {
        let still = bits(&Viewport::new(HOME, &view(Resolution::Medium)));
        let moved = View {
            x: 10.0 / 25.0,
            ..view(Resolution::Medium)
        };
        let moved = bits(&Viewport::new(HOME, &moved));
        assert_eq!(still.intersection(&moved).count(), 41);
    }

    #[test]
    fn the_middle_is_home_and_the_tiles_cover_every_point_once() {
        for grid in [Resolution::Coarse, Resolution::Medium, Resolution::Fine] {
            let viewport = Viewport::new(HOME, &view(grid));
            let n = viewport.coordinates(0).len();
            assert_eq!(viewport.coordinates(1)[n / 2], HOME.centre[1]);
            assert!((viewport.coordinates(0)[n - 1] - (0.3 + 2.3)).abs() < 1e-12);
            let tiles = viewport.tiles();
            assert!(tiles.iter().all(|tile| tile.len() <= TILE));
            let all: BTreeSet<_> = tiles.iter().flatten().collect();
            assert_eq!(all.len(), n * n);
            assert_eq!(tiles.iter().map(Vec::len).sum::<usize>(), n * n);
        }
    }
}
