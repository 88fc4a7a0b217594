//! The landscape as data: every known point of a figure's slices, the trajectories over them and the places
//! that were measured.

use super::lines::Track;
use super::{Shown, SliceId, Slices};
use crate::figures::records::columns::{EIGENVALUE, EPOCH, EVALUATION, PART, PHI, REGIME, TRIAL};
use crate::figures::records::network::evaluation;
use crate::figures::records::{Column, Records, Value, cells, column, missing};
use crate::order::sorted;
use crate::settings::REGIMES;

const MINIMUM: Column = column(
    "minimum",
    "",
    "at whose minimum the slice is: SB, LB, or both where it is at none in particular",
);
const PLACE: [Column; 2] = [
    column("a", "axes", "first coordinate on the slice"),
    column("b", "axes", "second coordinate"),
];

/// A plane.
pub(super) fn plane(slices: &Slices) -> Records {
    let mut records = planes();
    add(&mut records, slices);
    records
}

/// Planes, of which none is there yet.
pub(super) fn planes() -> Records {
    let trail = [
        column(
            "off",
            "1",
            "the trajectory's distance from the slice, in weight space",
        ),
        PHI,
        EIGENVALUE,
    ];
    Records::new(&[
        &[PART, TRIAL, MINIMUM],
        &PLACE,
        &EVALUATION,
        &[REGIME, EPOCH],
        &trail,
    ])
}

/// Adds a plane: points in the order of their places, then trajectories, then measured places.
pub(super) fn add(records: &mut Records, slices: &Slices) {
    for id in slices.ids(Shown::Plane) {
        let start = |part| [cells![part], begun(id)].concat();
        if let Some(store) = slices.stores.get(&(id, slices.evaluated(Shown::Plane))) {
            let rows = sorted(store.all().collect(), |(place, _)| place[1]);
            for (place, at) in sorted(rows, |(place, _)| place[0]) {
                records.push([start("point"), on(place), evaluation(at)].concat());
            }
        }
        let none = || missing(EVALUATION.len()).collect::<Vec<Value>>();
        for regime in REGIMES {
            let slice = slices.slices.get(&id);
            for at in slice.map_or(&[][..], |slice| slice.trail(regime)) {
                let after = cells![regime, at.epoch, at.off];
                records.push([start("trajectory"), on([at.a, at.b]), none(), after].concat());
            }
        }
        for (_, probe) in slices.probes.iter().filter(|(of, _)| *of == id) {
            let mut measured = none();
            measured[0] = probe.loss.into();
            measured.extend(missing(3));
            measured.extend(cells![probe.phi, probe.eigenvalue]);
            records.push([start("probe"), on(probe.place), measured].concat());
        }
    }
}

/// The lines: every known point, way by way.
pub(super) fn lines(slices: &Slices) -> Records {
    let own = [
        column(
            "way",
            "",
            "straight or curved between the minima; empty on a line through one",
        ),
        column(
            "t",
            "1",
            "the abscissa: alpha between the minima, else the distance from the minimum",
        ),
    ];
    let mut records = Records::new(&[&[TRIAL, MINIMUM], &own, &PLACE, &EVALUATION]);
    let evaluated = slices.evaluated(Shown::Lines);
    for id in slices.ids(Shown::Lines) {
        for track in &slices.tracks() {
            let Track {
                name,
                abscissae,
                places,
            } = track;
            for (&t, &place) in abscissae.iter().zip(places) {
                if let Some(at) = slices.at(id, evaluated, place) {
                    let way = cells![Some(*name).filter(|name| !name.is_empty()), t];
                    records.push([begun(id), way, on(place), evaluation(at)].concat());
                }
            }
        }
    }
    records
}

fn begun(id: SliceId) -> Vec<Value> {
    let minimum = if id.axes.at_a_minimum() {
        id.at.name()
    } else {
        "both"
    };
    cells![id.trial + 1, minimum]
}

/// A place. What is less than the rounding of its coordinates, which are of size 1, is 0: cos ½π on the curve.
fn on(place: [f64; 2]) -> Vec<Value> {
    let exact = |x: f64| if x.abs() < f64::EPSILON { 0.0 } else { x };
    place.map(exact).map(Value::from).to_vec()
}
