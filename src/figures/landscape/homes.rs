//! Windows worth going to: around SB and around LB.

use crate::figures::landscape::{Shown, Slices};
use serde::Serialize;

/// Halvings of the window around a minimum: its basin fills it.
const NEAR: f64 = 2.0;

/// A window of the plane, in the words of a view.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Home {
    /// Such as "SB".
    pub name: &'static str,
    /// The window's centre, first coordinate, in half-widths of the whole map.
    pub x: f64,
    /// Second coordinate.
    pub y: f64,
    /// The window is 2^zoom times smaller than the whole.
    pub zoom: f64,
}

impl Slices<'_> {
    pub(super) fn homes(&self) -> Vec<Home> {
        let extents = super::extent::extents(self, Shown::Plane);
        let ids = self.ids(Shown::Plane);
        let [(id, extent)] = ids.iter().zip(extents).collect::<Vec<_>>()[..] else {
            return Vec::new();
        };
        let minima = self.minima(*id).into_iter();
        let homes = minima.map(|(regime, place)| {
            let [x, y] = [0, 1].map(|axis| (place[axis] - extent.centre[axis]) / extent.half[axis]);
            Home {
                name: regime.name(),
                x,
                y,
                zoom: NEAR,
            }
        });
        homes.collect()
    }
}
