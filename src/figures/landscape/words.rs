//! What is said under the map and the lines.

use crate::figures::landscape::headline;
use crate::figures::landscape::lines::width;
use crate::figures::landscape::{Shown, SliceId, Slices};
use crate::figures::panel::{Panel, Row, Table};
use crate::format::{fixed, grouped, list as list_of, significant};
use crate::jobs::{Probe, Slice};
use crate::landscape::Axes;
use crate::plot::landscape::{Lines, Map};
use crate::settings::REGIMES;
use crate::settings::Regime;
use crate::settings::view::{Along, Measure, Sample, SampleSet, Shape};

pub(super) fn landscape(slices: &Slices) -> Panel {
    // Made once: this is said anew with every drawing.
    let map = super::map::map(slices);
    let shares = basin_shares(slices, &map);
    let basins = shares.as_deref().map(|shares| basins(slices, shares));
    Panel {
        headline: headline::plane(slices, shares.as_deref()),
        caption: map_caption(slices),
        alternative: map_alternative(slices, &map, basins.as_deref()),
        verdicts: Vec::new(),
        remarks: basins
            .into_iter()
            .chain(remarks(slices, Shown::Plane))
            .collect(),
        table: places(slices),
    }
}

pub(super) fn lines(slices: &Slices) -> Panel {
    let lines = super::lines::lines(slices);
    Panel {
        headline: headline::lines(slices, &lines),
        caption: line_caption(slices),
        alternative: line_alternative(slices, &lines),
        verdicts: Vec::new(),
        remarks: remarks(slices, Shown::Lines),
        table: crate::figures::landscape::table::lines(slices),
    }
}

/// "training loss" and the like.
fn shown(slices: &Slices) -> String {
    let measure = match slices.view.measure {
        Measure::Loss => "loss",
        Measure::Accuracy => "accuracy",
    };
    match slices.view.set {
        SampleSet::Training => format!("training {measure}"),
        SampleSet::Testing => format!("testing {measure}"),
        SampleSet::Gap => format!("testing minus training {measure}"),
    }
}

fn map_caption(slices: &Slices) -> String {
    let shown = shown(slices);
    let scene = match slices.view.plane {
        Axes::Eigenvectors => format!(
            "The {shown} around each minimum along the first two eigenvectors of its Hessian: SB’s and LB’s maps have the same size and the same colours."
        ),
        Axes::Filter => format!(
            "The {shown} around each minimum along two random directions, each filter as long as the network’s own. The same random numbers, the same size, the same colours for SB and LB."
        ),
        Axes::Random => format!(
            "The {shown} around each minimum along two random directions of length 1, not normalised. A wide basin is a flat minimum, a narrow one a sharp one; but larger weights alone can make a network look flatter here."
        ),
        Axes::Points => format!(
            "The {shown} on the plane through both minima and the start x₀ they share, with the shadows of both paths. How large is the basin that each has ended in? Only the start and the ends of the paths lie on the plane itself."
        ),
        Axes::Components => format!(
            "The {shown} on the plane that holds most of both paths’ movement, their first two principal components."
        ),
        Axes::Ends => String::new(),
    };
    let gap = match slices.view.set {
        SampleSet::Gap => {
            " The paper argues that the testing surface is shifted against the training surface, and that the difference is large where the surface is steep."
        }
        _ => "",
    };
    format!("{scene}{gap}")
}

/// Notes on how a figure was made.
fn remarks(slices: &Slices, shown: Shown) -> Vec<String> {
    let ids = slices.ids(shown);
    let mut remarks: Vec<String> = Vec::new();
    let lost = slices.lost.iter().map(|regime| regime.name().to_owned());
    let lost: Vec<String> = lost.collect();
    if !lost.is_empty() {
        remarks.push(format!(
            "The training of {} diverged: there is no minimum to look around.",
            list_of(&lost)
        ));
        return remarks;
    }
    remarks.extend(chosen(slices, &ids));
    remarks.extend(hidden(slices, shown, &ids));
    let normalised = slices.experiment.batch_norm;
    let frozen = slices.evaluated(shown).frozen;
    let along = ids.iter().any(|id| id.axes == Axes::Eigenvectors);
    if normalised && frozen {
        remarks.push("Batch normalisation’s statistics are frozen at each slice’s centre, as where sharpness is measured. Far from it they are those of another network, and the walls look steeper than those of any network one would use.".into());
    } else if normalised {
        remarks.push("Batch normalisation’s statistics are re-estimated on the training samples at every point.".into());
    }
    if normalised && !frozen && along {
        remarks.push("The Hessian is that of the loss with statistics frozen at the minimum, as sharpness is measured. Re-estimated at every point, batch normalisation takes back part of such a step: here the curvature is less than λ, and LB’s may be no larger than SB’s. Freeze the statistics to see λ itself.".into());
    }
    if slices.view.sample == Sample::Thousand {
        remarks.push(
            "Evaluated on the first 1,000 samples only: the values differ from the networks’ own."
                .into(),
        );
    }
    remarks.push(format!(
        "Trial {} alone: a picture has no spread. Look at other trials{} before believing it.",
        slices.view.trial,
        if ids.iter().any(|id| id.axes.is_random()) {
            " and other slices"
        } else {
            ""
        }
    ));
    remarks
}

/// How the directions were chosen.
fn chosen(slices: &Slices, ids: &[SliceId]) -> Option<String> {
    let axes = ids.first()?.axes;
    let slice = ids.first().and_then(|id| slices.slices.get(id));
    Some(match axes {
        Axes::Eigenvectors => {
            let values: Vec<String> = ids
                .iter()
                .filter_map(|id| Some((id, slices.slices.get(id)?)))
                .map(|(id, slice)| format!("{} for {}", list(&slice.values), id.at.name()))
                .collect();
            format!("The directions are the eigenvectors of the two largest eigenvalues of each minimum’s Hessian, found by Lanczos on the whole training set: λ = {}. Lengths are distances in weight space, not normalised.", values.join("; "))
        }
        Axes::Filter => "Each direction is drawn from a normal distribution; then every unit’s incoming weights are scaled to the length of the network’s own, biases and batch norm’s γ and β are left alone (Li et al. 2018). Rescaling a layer does not change this picture.".into(),
        Axes::Random => "Each direction is drawn from a normal distribution and scaled to length 1, the second at right angles to the first. Rescaling a layer changes this picture without changing the network (Dinh et al. 2017).".into(),
        Axes::Points => "The first axis runs from x_S to x_L, the second at right angles to it towards x₀. Lengths are distances in weight space, the same on both axes.".into(),
        Axes::Components => {
            let share: f64 = slice.map_or(f64::NAN, |slice| slice.values.iter().sum());
            format!("Both paths’ points after each epoch, taken together; the two components hold {} % of their variance. Lengths are distances in weight space.", fixed(100.0 * share, 0))
        }
        Axes::Ends => "The curved path is sin(απ/2) x_L + cos(απ/2) x_S, the paper’s figure 7: it keeps farther from 0 than the straight line (figure 3). It is a fixed curve, not one that was optimised to stay low: a ridge on it does not mean that no way leads around (Garipov et al. 2018 look for one).".into(),
    })
}

fn list(values: &[f64]) -> String {
    let texts: Vec<String> = values.iter().map(|value| significant(*value, 3)).collect();
    texts.join(" and ")
}

/// What a figure does not show.
fn hidden(slices: &Slices, shown: Shown, ids: &[SliceId]) -> Option<String> {
    let n = slices.experiment.parameters();
    if shown == Shown::Lines {
        let hidden = grouped(n.saturating_sub(1));
        return Some(format!("A line hides the other {hidden} dimensions."));
    }
    let slice = slices.slices.get(ids.first()?)?;
    let off = REGIMES.map(|regime| {
        let trail = slice.trail(regime).iter();
        let farthest = trail.map(|waypoint| waypoint.off).fold(0.0, f64::max);
        format!("{} {}", regime.name(), significant(farthest, 2))
    });
    Some(format!(
        "A slice hides the other {} dimensions. What is drawn of the paths is their shadow on it: they run as far as {} off the slice{}.",
        grouped(n.saturating_sub(2)),
        off.join(" and "),
        if ids.len() > 1 {
            " at SB’s minimum"
        } else {
            ""
        }
    ))
}

/// How much of each viewport is low: what tells a wide basin from a narrow one, as a number.
fn basins(slices: &Slices, shares: &[(&str, f64)]) -> String {
    let texts: Vec<String> = shares
        .iter()
        .map(|(name, share)| format!("{} % of {name}’s map", fixed(100.0 * share, 0)))
        .collect();
    format!(
        "{} lies less than {} nats above its minimum.",
        texts.join(" and "),
        significant(slices.view.rise, 3)
    )
}

/// Of two maps side by side, the share of known points less than the rise above the lowest.
fn basin_shares(slices: &Slices, map: &Map) -> Option<Vec<(&'static str, f64)>> {
    let view = &slices.view;
    if !view.plane.at_a_minimum() || view.measure != Measure::Loss || view.set == SampleSet::Gap {
        return None;
    }
    let shares = map.panels.iter().filter_map(|panel| {
        let values: Vec<f64> = panel
            .grid
            .values
            .iter()
            .copied()
            .filter(|v| !v.is_nan())
            .collect();
        let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
        let low = values.iter().filter(|&&v| v < lowest + view.rise).count();
        (!values.is_empty()).then(|| {
            (
                panel.regime.unwrap_or(Regime::Small).name(),
                low as f64 / values.len() as f64,
            )
        })
    });
    Some(shares.collect::<Vec<_>>()).filter(|shares| shares.len() == 2)
}

fn map_alternative(slices: &Slices, map: &Map, basins: Option<&str>) -> String {
    let kind = match slices.view.shape {
        Shape::Map => "A contour map",
        Shape::Surface => "A surface in perspective",
    };
    let panels: Vec<String> = map
        .panels
        .iter()
        .map(|panel| {
            let known = || panel.grid.values.iter().copied().filter(|v| v.is_finite());
            let lowest = known().fold(f64::INFINITY, f64::min);
            let highest = known().fold(f64::NEG_INFINITY, f64::max);
            let whose = panel.regime.map_or("On the plane".to_owned(), |regime| {
                format!("Around {}", regime.name())
            });
            format!(
                "{whose} from {} to {}.",
                significant(lowest, 3),
                significant(highest, 3)
            )
        })
        .collect();
    if panels.is_empty() {
        return format!(
            "{kind} of the {}. Nothing has been evaluated yet.",
            shown(slices)
        );
    }
    let basins = basins.map_or(String::new(), |text| format!(" {text}"));
    format!(
        "{kind} of the {}. {}{basins}",
        shown(slices),
        panels.join(" ")
    )
}

fn line_caption(slices: &Slices) -> String {
    match slices.view.along {
        Along::Curve => "From SB’s minimum at α = 0 to LB’s at α = 1 and beyond, on a curve and on the straight line; training solid, testing dashed.".into(),
        along => {
            let direction = match along {
                Along::Eigenvector => "the direction in which its loss curves most",
                Along::Filter => "one random filter-normalised direction",
                _ => "one random direction of length 1",
            };
            format!("Through each minimum along {direction}, laid over each other at 0; training solid, testing dashed. The brackets give the width in which the training loss stays less than {} nats above the minimum.", significant(slices.view.rise, 3))
        }
    }
}

fn line_alternative(slices: &Slices, lines: &Lines) -> String {
    if lines.lines.is_empty() {
        return "A chart of the loss on lines through both minima. Nothing has been evaluated yet."
            .into();
    }
    let mut texts = vec![line_caption(slices)];
    for line in lines.lines.iter().filter(|line| !line.testing) {
        let name = match line.regime {
            Some(regime) => regime.name(),
            None => &line.name,
        };
        let highest = line
            .points
            .iter()
            .map(|p| p.1)
            .fold(f64::NEG_INFINITY, f64::max);
        let wide = width(&line.points, slices.view.rise)
            .filter(|_| line.width.is_some())
            .map(|w| w.ends[1] - w.ends[0])
            .map_or(String::new(), |w| {
                if w.is_finite() {
                    format!(", {} wide", significant(w, 3))
                } else {
                    ", wider than the line".into()
                }
            });
        texts.push(format!("{name}: up to {}{wide}.", significant(highest, 3)));
    }
    texts.join(" ")
}

/// Named and measured places.
fn places(slices: &Slices) -> Table {
    let mut rows = Vec::new();
    for id in slices.ids(Shown::Plane) {
        let Some(slice) = slices.slices.get(&id) else {
            continue;
        };
        let measured = slices.measured(id);
        let sharpness = |regime: Regime| measured.iter().find(|(_, of, _)| *of == Some(regime));
        for (regime, place) in slices.minima(id) {
            let probe = sharpness(regime).map(|(_, _, probe)| *probe);
            rows.push(place_row(regime.name(), slice, place, probe));
        }
        for (letter, regime, probe) in &measured {
            if regime.is_none() {
                rows.push(place_row(letter, slice, probe.place, Some(probe)));
            }
        }
    }
    for row in &mut rows {
        row.cells.resize(7, "–".into());
    }
    Table {
        caption: "Places on the map and their distances; the sharpness where it was measured. The file holds every point.".into(),
        head: ["Place", "First axis", "Second axis", "From SB", "From LB", "Training loss", "φ at ε = 0.001", "Largest eigenvalue"]
            .map(String::from)
            .to_vec(),
        rows,
    }
}

/// Weights are kept in single precision: what is less than a few of its roundings of 1 is 0.
const ROUNDING: f64 = 4.0 * f32::EPSILON as f64;

/// A number in the table of something of that size.
fn told(value: f64, size: f64) -> String {
    let rounding = value.abs() <= ROUNDING * size;
    significant(if rounding { 0.0 } else { value }, 3)
}

fn place_row(name: &str, slice: &Slice, place: [f64; 2], probe: Option<&Probe>) -> Row {
    let size = place.iter().fold(1.0, |size: f64, x| size.max(x.abs()));
    let mut cells: Vec<String> = place.iter().map(|x| told(*x, size)).collect();
    let both = distances(slice, place);
    let farther = both[0].max(both[1]);
    cells.extend(both.map(|distance| told(distance, farther)));
    if let Some(probe) = probe {
        cells.extend([probe.loss, probe.phi, probe.eigenvalue].map(|value| significant(value, 3)));
    }
    Row {
        head: name.into(),
        cells,
    }
}

/// How far a place is from SB's and from LB's minimum.
pub(super) fn distances(slice: &Slice, place: [f64; 2]) -> [f64; 2] {
    REGIMES.map(|regime| {
        let last = slice.trail(regime).last();
        last.map_or(f64::NAN, |last| slice.distance(place, last))
    })
}
