//! Lines through the minima, from what is known.

use super::extent::extents;
use crate::figures::landscape::reading::values;
use crate::figures::landscape::{Shown, SliceId, Slices};
use crate::figures::reading::{ReadValue, Reading};
use crate::format::significant;
use crate::landscape::curved;
use crate::plot::landscape::{Line, Lines, Quantity, Width};
use crate::settings::view::{Along, Measure};
use crate::training::Evaluation;

/// Half the number of steps of a line; so many places and the middle on each.
const HALF: i32 = 24;
/// Places of a coarse line are so many steps apart.
const COARSE: usize = 8;
/// Places of a tile, at most.
const TILE: usize = 13;

impl Slices<'_> {
    /// Places of the lines, in tiles, coarse ones first.
    pub(super) fn line_tiles(&self) -> Vec<Vec<[f64; 2]>> {
        let places: Vec<[f64; 2]> = self.tracks().into_iter().flat_map(|t| t.places).collect();
        let coarse = places.iter().copied().step_by(COARSE);
        let fine = places.iter().copied().enumerate();
        let fine = fine.filter(|(index, _)| index % COARSE != 0);
        let (coarse, fine): (Vec<_>, Vec<_>) = (coarse.collect(), fine.map(|(_, p)| p).collect());
        let tiles = coarse.chunks(TILE).chain(fine.chunks(TILE));
        tiles.map(<[_]>::to_vec).collect()
    }

    /// The ways that are walked on each slice.
    pub(super) fn tracks(&self) -> Vec<Track> {
        if self.view.along == Along::Curve {
            let alphas: Vec<f64> = (0..=2 * HALF).map(|k| f64::from(k) / 16.0 - 1.0).collect();
            return vec![
                Track {
                    name: "curved",
                    places: alphas.iter().map(|&alpha| curved(alpha)).collect(),
                    abscissae: alphas.clone(),
                },
                Track {
                    name: "straight",
                    places: alphas.iter().map(|&alpha| [alpha, 1.0 - alpha]).collect(),
                    abscissae: alphas,
                },
            ];
        }
        let Some(extent) = extents(self, Shown::Lines).into_iter().next() else {
            return Vec::new();
        };
        let at = |k: i32| extent.half[0] * f64::from(k) / f64::from(HALF);
        let abscissae: Vec<f64> = (-HALF..=HALF).map(at).collect();
        vec![Track {
            name: "",
            places: abscissae.iter().map(|&a| [a, 0.0]).collect(),
            abscissae,
        }]
    }
}

/// A way over a slice.
pub(super) struct Track {
    /// Empty where there is one way alone.
    pub name: &'static str,
    pub abscissae: Vec<f64>,
    pub places: Vec<[f64; 2]>,
}

pub(super) fn lines(slices: &Slices) -> Lines {
    let tracks = slices.tracks();
    let mut all = Vec::new();
    for id in slices.ids(Shown::Lines) {
        for track in &tracks {
            for testing in [false, true] {
                all.extend(line(slices, id, track, testing));
            }
        }
    }
    let quantity = match slices.view.line {
        Measure::Loss => Quantity::Loss,
        Measure::Accuracy => Quantity::Accuracy,
    };
    Lines {
        quantity,
        axis: axis(slices.view.along).into(),
        lines: all,
    }
}

/// What the abscissa measures.
fn axis(along: Along) -> &'static str {
    match along {
        Along::Curve => "α",
        Along::Eigenvector | Along::Random => "distance from the minimum",
        Along::Filter => "filter norms from the minimum",
    }
}

fn line(slices: &Slices, id: SliceId, track: &Track, testing: bool) -> Option<Line> {
    let points = walked(slices, id, track, |at| match (slices.view.line, testing) {
        (Measure::Loss, false) => at.train_loss,
        (Measure::Loss, true) => at.test_loss,
        (Measure::Accuracy, false) => 100.0 * at.train_accuracy,
        (Measure::Accuracy, true) => 100.0 * at.test_accuracy,
    });
    let through_one = id.axes.at_a_minimum();
    let loss = slices.view.line == Measure::Loss && !testing;
    (!points.is_empty()).then(|| Line {
        regime: through_one.then_some(id.at),
        name: track.name.into(),
        testing,
        width: (through_one && loss)
            .then(|| width(&points, slices.view.rise))
            .flatten(),
        points,
    })
}

/// The known points of a way.
fn walked(
    slices: &Slices,
    id: SliceId,
    track: &Track,
    value: impl Fn(&Evaluation) -> f64,
) -> Vec<(f64, f64)> {
    let evaluated = slices.view.line_evaluated();
    let ways = track.abscissae.iter().zip(&track.places);
    ways.filter_map(|(&t, &place)| Some((t, value(slices.at(id, evaluated, place)?))))
        .collect()
}

impl Slices<'_> {
    /// What can be read along the lines, by ascending abscissa.
    pub(super) fn line_readings(&self) -> Vec<Reading> {
        let evaluated = self.view.line_evaluated();
        let tracks = self.tracks();
        let ids = self.ids(Shown::Lines);
        let Some(first) = tracks.first() else {
            return Vec::new();
        };
        let reading = |index: usize, t: f64| {
            let mut lines = Vec::new();
            for id in &ids {
                for track in &tracks {
                    let place = track.places.get(index);
                    let at = place.and_then(|&place| self.at(*id, evaluated, place));
                    lines.extend(at.map(|at| ReadValue {
                        regime: id.axes.at_a_minimum().then_some(id.at),
                        text: format!("{} {}", track.name, values(at)).trim().to_owned(),
                    }));
                }
            }
            (!lines.is_empty()).then(|| Reading {
                at: Some(t),
                head: format!("{} = {}", symbol(self.view.along), significant(t, 3)),
                lines,
            })
        };
        let abscissae = first.abscissae.iter().enumerate();
        abscissae
            .filter_map(|(index, &t)| reading(index, t))
            .collect()
    }
}

/// The letter of the abscissa.
pub(super) fn symbol(along: Along) -> &'static str {
    match along {
        Along::Curve => "α",
        Along::Eigenvector | Along::Random => "distance",
        Along::Filter => "filter norms",
    }
}

/// How far the values stay within `rise` of that at 0, on straight lines between the points;
/// `None` where 0 is not among them.
pub(super) fn width(points: &[(f64, f64)], rise: f64) -> Option<Width> {
    let middle = points.iter().position(|&(t, _)| t == 0.0)?;
    let level = points[middle].1 + rise;
    let left = points[..=middle].iter().rev();
    let right = points[middle..].iter();
    Some(Width {
        ends: [
            crossing(left, level).unwrap_or(f64::NEG_INFINITY),
            crossing(right, level).unwrap_or(f64::INFINITY),
        ],
        level,
        rise,
    })
}

/// Where values walked from below first reach a level.
fn crossing<'a>(points: impl Iterator<Item = &'a (f64, f64)>, level: f64) -> Option<f64> {
    let mut before: Option<(f64, f64)> = None;
    for &(t, value) in points {
        if value >= level {
            let (last, low) = before?;
            let share = (level - low) / (value - low);
            return Some(last + if share.is_nan() { 1.0 } else { share } * (t - last));
        }
        before = Some((t, value));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_width_of_a_parabola_is_that_of_its_polygon() {
        let points: Vec<(f64, f64)> = (-8..=8)
            .map(|k| f64::from(k) / 4.0)
            .map(|t| (t, 0.1 + t * t))
            .collect();
        let width = width(&points, 0.5).expect("0 is a point");
        // Between ½ and ¾ the polygon rises from .25 to .5625.
        let end = 0.5 + 0.25 * (0.5 - 0.25) / (0.5625 - 0.25);
        assert!((width.ends[1] - end).abs() < 1e-12);
        assert!((width.ends[0] + end).abs() < 1e-12);
        assert!((width.level - 0.6).abs() < 1e-12);
    }

    #[test]
    fn a_rise_that_is_not_reached_has_no_end() {
        let points = [(-1.0, 9.0), (0.0, 0.0), (1.0, 0.2)];
        let width = width(&points, 0.5).expect("0 is a point");
        assert!(width.ends[0] > -0.1 && width.ends[0] < 0.0);
        assert_eq!(width.ends[1], f64::INFINITY);
        assert_eq!(super::width(&[(1.0, 0.0)], 0.5), None);
    }
}
