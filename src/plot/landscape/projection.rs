//! How a turned surface is seen: plotters' projection matrix, and what hides what.

use crate::plot::brush::Pixel;
use crate::plot::coordinates::Frame;
use crate::plot::landscape::Turn;
use crate::plot::landscape::field::Field;
use crate::plot::landscape::scale::TOP;
use crate::plot::landscape::shades::{ON_SURFACES, light};
use plotters::coord::ranged3d::ProjectionMatrix;

/// Height of the highest level in sides of the box's ground.
const HEIGHT: f64 = 0.42;
/// Places looked at between a point and the viewer.
const STEPS: i32 = 64;

/// A point of the box: shares of the width and the depth of its ground, and a position on the scale
/// as its height, from 0 to [`TOP`].
pub(super) type Spot = [f64; 3];

/// An orthographic view of a box whose ground is a panel.
pub(super) struct Projection {
    matrix: ProjectionMatrix,
    /// Half of the ground's sides; the longer one is ½.
    half: [f64; 2],
    azimuth: (f64, f64),
    elevation: (f64, f64),
}

impl Projection {
    /// The box in the middle of a frame, as large as fits whichever way it is turned about its
    /// axis. `proportion` is the depth of the ground over its width.
    pub fn new(turn: Turn, frame: Frame, proportion: f64) -> Self {
        let [(sin, cos), (up, flat)] = angles(turn);
        let half = if proportion <= 1.0 {
            [0.5, 0.5 * proportion]
        } else {
            [0.5 / proportion, 0.5]
        };
        let reach = libm::hypot(half[0], half[1]);
        let (width, height) = (f64::from(frame.width()), f64::from(frame.height()));
        let scale = (width / (2.0 * reach)).min(height / (2.0 * reach * up + TOP * HEIGHT * flat));
        let middle = (
            f64::from(frame.left + frame.right) / 2.0,
            f64::from(frame.top + frame.bottom) / 2.0,
        );
        // The box stands on z = 0; its middle comes to the frame's.
        let lift = scale * flat * TOP * HEIGHT / 2.0;
        Self {
            matrix: ProjectionMatrix::from([
                [scale * cos, -scale * sin, 0.0, middle.0],
                [
                    -scale * sin * up,
                    -scale * cos * up,
                    -scale * flat,
                    middle.1 + lift,
                ],
                [sin * flat, cos * flat, -up, 0.0],
                [0.0, 0.0, 0.0, 1.0],
            ]),
            half,
            azimuth: (sin, cos),
            elevation: (up, flat),
        }
    }

    /// A point of the box in its own lengths.
    fn place(&self, [across, deep, high]: Spot) -> (f64, f64, f64) {
        (
            (2.0 * across - 1.0) * self.half[0],
            (2.0 * deep - 1.0) * self.half[1],
            high * HEIGHT,
        )
    }

    /// Where a point is seen.
    pub fn at(&self, spot: Spot) -> Pixel {
        self.matrix * self.place(spot)
    }

    /// Whether the ground's columns, and its rows, recede from the viewer as they ascend.
    pub fn recedes(&self) -> [bool; 2] {
        [self.azimuth.0 >= 0.0, self.azimuth.1 >= 0.0]
    }

    /// The way to the viewer as steps of the shares; its length means nothing.
    fn towards_viewer(&self) -> Spot {
        let (sin, cos) = self.azimuth;
        let (up, flat) = self.elevation;
        [
            -sin * flat / (2.0 * self.half[0]),
            -cos * flat / (2.0 * self.half[1]),
            up / HEIGHT,
        ]
    }

    /// Whether the surface lets a point be seen.
    pub fn sees(&self, field: &Field, spot: Spot) -> bool {
        let way = self.towards_viewer();
        let step = 1.5 / f64::from(STEPS);
        for k in 1..=STEPS {
            let [across, deep, high] =
                [0, 1, 2].map(|axis| spot[axis] + way[axis] * step * f64::from(k));
            // Above the highest place and beyond the edge nothing is in the way.
            if high > TOP || !(0.0..=1.0).contains(&across) || !(0.0..=1.0).contains(&deep) {
                return true;
            }
            if field.at(across, deep) > high {
                return false;
            }
        }
        true
    }

    /// The light on a piece of surface that rises by so many heights over the whole width and the whole depth.
    pub fn light(&self, rise: [f64; 2]) -> f64 {
        let slope = |axis: usize| rise[axis] * HEIGHT / (2.0 * self.half[axis]);
        light(ON_SURFACES, [slope(0), slope(1)], self.azimuth)
    }
}

/// Sine and cosine of a turn's azimuth, and of its elevation, which is from the horizon to the zenith.
pub(super) fn angles(turn: Turn) -> [(f64, f64); 2] {
    let radians = |degrees: f64| {
        let degrees = if degrees.is_finite() { degrees } else { 0.0 };
        degrees.to_radians()
    };
    let elevation = radians(turn.elevation).clamp(0.0, std::f64::consts::FRAC_PI_2);
    [radians(turn.azimuth), elevation].map(|angle| (libm::sin(angle), libm::cos(angle)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn projection(azimuth: f64, elevation: f64) -> Projection {
        let frame = Frame::new(0, 1000, 0, 1000);
        let turn = Turn { azimuth, elevation };
        Projection::new(turn, frame, 1.0)
    }

    #[test]
    fn from_above_it_is_a_map() {
        let above = projection(0.0, 90.0);
        let (left, low) = above.at([0.0, 0.0, 0.3]);
        let (right, high) = above.at([1.0, 1.0, 0.9]);
        assert!(left < right && high < low);
        assert!((right - left - (low - high)).abs() <= 1);
    }

    #[test]
    fn the_box_stays_in_the_frame() {
        for azimuth in 0..24 {
            for elevation in [-5.0, 0.0, 30.0, 60.0, 90.0, 200.0, f64::NAN] {
                let projection = projection(f64::from(azimuth) * 15.0, elevation);
                for corner in 0..8 {
                    let spot = [0, 1, 2].map(|axis| f64::from(corner >> axis & 1));
                    let (x, y) = projection.at(spot);
                    assert!((0..=1000).contains(&x) && (0..=1000).contains(&y));
                }
            }
        }
    }

    #[test]
    fn what_recedes_is_farther_from_the_viewer() {
        for azimuth in [10.0, 100.0, 190.0, 280.0] {
            let view = projection(azimuth, 30.0);
            let depth = |spot| {
                let (x, y, z) = view.place(spot);
                let row = view.matrix.as_ref()[2];
                row[0] * x + row[1] * y + row[2] * z
            };
            // What is nearer to the viewer hides what is on the same line of sight.
            let way = view.towards_viewer();
            assert!(depth(way) < depth([0.0; 3]));
            let (near, far) = (
                view.at([0.5, 0.5, 0.2]),
                view.at([0, 1, 2].map(|axis| [0.5, 0.5, 0.2][axis] + 0.3 * way[axis])),
            );
            assert!((near.0 - far.0).abs() <= 1 && (near.1 - far.1).abs() <= 1);
            let [columns, rows] = view.recedes();
            assert_eq!(columns, depth([1.0, 0.5, 0.0]) > depth([0.0, 0.5, 0.0]));
            assert_eq!(rows, depth([0.5, 1.0, 0.0]) > depth([0.5, 0.0, 0.0]));
        }
    }

    #[test]
    fn a_wall_hides_what_is_behind_it() {
        // A wall across the middle, seen from the front, where the depth is 0.
        let nodes = (0..11).flat_map(|row| (0..11).map(move |_| if row == 5 { 1.0 } else { 0.0 }));
        let field = Field {
            columns: 11,
            rows: 11,
            values: nodes.collect(),
        };
        let front = projection(0.0, 20.0);
        assert!(front.sees(&field, [0.5, 0.2, 0.02]));
        assert!(!front.sees(&field, [0.5, 0.8, 0.02]));
        assert!(projection(180.0, 20.0).sees(&field, [0.5, 0.8, 0.02]));
    }
}
