//! What is said under the map and the lines.

use super::lines::width;
use super::map::letter;
use super::{Atlas, Plate, Sheet};
use crate::experiment::Regime;
use crate::experiment::panel::{Panel, Row, Table};
use crate::experiment::study::REGIMES;
use crate::experiment::words::{fixed, grouped, significant};
use crate::figure::landscape::Map;
use crate::landscape::survey::{Axes, Slice};
use crate::landscape::{Along, Measure, Moments, Sample, Shape, Side};

pub(super) fn landscape(atlas: &Atlas) -> Panel {
    // Made once: this is said anew with every drawing.
    let map = atlas.map();
    let basins = basins(atlas, &map);
    Panel {
        caption: map_caption(atlas),
        alternative: map_alternative(atlas, &map, basins.as_deref()),
        verdicts: Vec::new(),
        remarks: basins
            .into_iter()
            .chain(remarks(atlas, Plate::Landscape))
            .collect(),
        table: places(atlas),
    }
}

pub(super) fn lines(atlas: &Atlas) -> Panel {
    Panel {
        caption: line_caption(atlas),
        alternative: line_alternative(atlas),
        verdicts: Vec::new(),
        remarks: remarks(atlas, Plate::Lines),
        table: super::table::full(atlas, Plate::Lines),
    }
}

/// "training loss" and the like.
fn shown(atlas: &Atlas) -> String {
    let measure = match atlas.view.measure {
        Measure::Loss => "loss",
        Measure::Accuracy => "accuracy",
    };
    match atlas.view.side {
        Side::Training => format!("training {measure}"),
        Side::Testing => format!("testing {measure}"),
        Side::Gap => format!("testing minus training {measure}"),
    }
}

fn map_caption(atlas: &Atlas) -> String {
    let shown = shown(atlas);
    let scene = match atlas.view.plane {
        Axes::Eigenvectors => format!(
            "The {shown} around each minimum along the first two eigenvectors of its Hessian: SB’s and LB’s maps have the same size and the same colours."
        ),
        Axes::Filter => format!(
            "The {shown} around each minimum along two random directions, each filter as long as the network’s own. The same random numbers, the same size, the same colours for SB and LB."
        ),
        Axes::Random => format!(
            "The {shown} around each minimum along two random directions of length 1, not normalised: SB’s and LB’s maps have the same size and the same colours. A wide basin is a flat minimum, a narrow one a sharp minimum; but larger weights alone can make a network look flatter here."
        ),
        Axes::Points => format!(
            "The {shown} on the plane through both minima and the start x₀ they share, with the shadows of both paths. How large is the basin that each has ended in? Only the start and the ends of the paths lie on the plane itself."
        ),
        Axes::Components => format!(
            "The {shown} on the plane that holds most of both paths’ movement, their first two principal components."
        ),
        Axes::Ends => String::new(),
    };
    let gap = match atlas.view.side {
        Side::Gap => {
            " The paper argues that the testing surface is shifted against the training surface, and that the difference is large where the surface is steep."
        }
        _ => "",
    };
    format!("{scene}{gap}")
}

/// Notes on how a plate was made.
fn remarks(atlas: &Atlas, plate: Plate) -> Vec<String> {
    let sheets = atlas.sheets(plate);
    let mut remarks: Vec<String> = Vec::new();
    remarks.extend(chosen(atlas, &sheets));
    remarks.extend(hidden(atlas, plate, &sheets));
    let normalised = atlas.experiment.batch_norm;
    match atlas.view.moments {
        Moments::Frozen if normalised => remarks.push("Careful: batch normalisation’s statistics are frozen at each slice’s centre. Away from it they are those of another network, and the walls look far steeper than those of any network one would use.".into()),
        Moments::Estimated if normalised => remarks.push("Batch normalisation’s statistics are re-estimated on the training samples at every point.".into()),
        _ => {}
    }
    let softened = normalised && atlas.view.moments == Moments::Estimated;
    if softened && sheets.iter().any(|sheet| sheet.axes == Axes::Eigenvectors) {
        remarks.push("The Hessian is that of the loss with statistics frozen at the minimum, as sharpness is measured. Re-estimated at every point, batch normalisation takes back part of such a step: here the curvature is less than λ, and LB’s may be no larger than SB’s. Freeze the statistics to see λ itself.".into());
    }
    if atlas.view.sample == Sample::Thousand {
        remarks.push(
            "Evaluated on the first 1,000 samples only: the values differ from the networks’ own."
                .into(),
        );
    }
    remarks.push(format!(
        "Trial {} alone: a picture has no spread. Look at other trials{} before believing it.",
        atlas.view.trial,
        if sheets.iter().any(|sheet| sheet.axes.is_random()) {
            " and other slices"
        } else {
            ""
        }
    ));
    remarks
}

/// How the directions were chosen.
fn chosen(atlas: &Atlas, sheets: &[Sheet]) -> Option<String> {
    let axes = sheets.first()?.axes;
    let slice = sheets.first().and_then(|sheet| atlas.slices.get(sheet));
    Some(match axes {
        Axes::Eigenvectors => {
            let values: Vec<String> = sheets
                .iter()
                .filter_map(|sheet| Some((sheet, atlas.slices.get(sheet)?)))
                .map(|(sheet, slice)| format!("{} for {}", list(&slice.values), sheet.at.name()))
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

/// What a plate does not show.
fn hidden(atlas: &Atlas, plate: Plate, sheets: &[Sheet]) -> Option<String> {
    let n = atlas.experiment.parameters();
    if plate == Plate::Lines {
        let hidden = grouped(n.saturating_sub(1));
        return Some(format!("A line hides the other {hidden} dimensions."));
    }
    let slice = atlas.slices.get(sheets.first()?)?;
    let off = REGIMES.map(|regime| {
        let trail = slice.trail(regime).iter();
        let farthest = trail.map(|footprint| footprint.off).fold(0.0, f64::max);
        format!("{} {}", regime.name(), significant(farthest, 2))
    });
    Some(format!(
        "A slice hides the other {} dimensions. What is drawn of the paths is their shadow on it: they run as far as {} off the slice{}.",
        grouped(n.saturating_sub(2)),
        off.join(" and "),
        if sheets.len() > 1 {
            " at SB’s minimum"
        } else {
            ""
        }
    ))
}

/// How much of each window is low: what tells a wide basin from a narrow one, as a number.
fn basins(atlas: &Atlas, map: &Map) -> Option<String> {
    let shares = basin_shares(atlas, map)?;
    let texts: Vec<String> = shares
        .iter()
        .map(|(name, share)| format!("{} % of {name}’s map", fixed(100.0 * share, 0)))
        .collect();
    Some(format!(
        "{} lies less than {} nats above its minimum.",
        texts.join(" and "),
        significant(atlas.view.rise, 3)
    ))
}

/// Of two maps side by side, the share of known points less than the rise above the lowest.
fn basin_shares(atlas: &Atlas, map: &Map) -> Option<Vec<(&'static str, f64)>> {
    let view = &atlas.view;
    if !view.plane.at_a_minimum() || view.measure != Measure::Loss || view.side == Side::Gap {
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

fn map_alternative(atlas: &Atlas, map: &Map, basins: Option<&str>) -> String {
    let kind = match atlas.view.shape {
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
            shown(atlas)
        );
    }
    let basins = basins.map_or(String::new(), |text| format!(" {text}"));
    format!(
        "{kind} of the {}. {}{basins}",
        shown(atlas),
        panels.join(" ")
    )
}

fn line_caption(atlas: &Atlas) -> String {
    match atlas.view.along {
        Along::Curve => "From SB’s minimum at α = 0 to LB’s at α = 1 and beyond, on a curve and on the straight line; training solid, testing dashed.".into(),
        along => {
            let direction = match along {
                Along::Eigenvector => "the direction in which its loss curves most",
                Along::Filter => "one random filter-normalised direction",
                _ => "one random direction of length 1",
            };
            format!("Through each minimum along {direction}, laid over each other at 0; training solid, testing dashed. The brackets give the width in which the training loss stays less than {} nats above the minimum.", significant(atlas.view.rise, 3))
        }
    }
}

fn line_alternative(atlas: &Atlas) -> String {
    let lines = atlas.lines();
    if lines.lines.is_empty() {
        return "A chart of the loss on lines through both minima. Nothing has been evaluated yet."
            .into();
    }
    let mut texts = vec![line_caption(atlas)];
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
        let wide = width(&line.points, atlas.view.rise)
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
fn places(atlas: &Atlas) -> Table {
    let mut rows = Vec::new();
    for sheet in atlas.sheets(Plate::Landscape) {
        let Some(slice) = atlas.slices.get(&sheet) else {
            continue;
        };
        rows.extend(minima(sheet, slice));
        for (index, (at, probe)) in atlas.probes.iter().enumerate() {
            if *at == sheet {
                let mut row = place_row(&letter(index), slice, probe.place);
                row.cells.extend([
                    significant(probe.loss, 3),
                    significant(probe.phi, 3),
                    significant(probe.eigenvalue, 3),
                ]);
                rows.push(row);
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

fn minima(sheet: Sheet, slice: &Slice) -> Vec<Row> {
    REGIMES
        .into_iter()
        .filter(|regime| !slice.axes.at_a_minimum() || *regime == sheet.at)
        .filter_map(|regime| {
            let last = slice.trail(regime).last()?;
            Some(place_row(regime.name(), slice, [last.a, last.b]))
        })
        .collect()
}

fn place_row(name: &str, slice: &Slice, place: [f64; 2]) -> Row {
    let mut cells: Vec<String> = place.iter().map(|x| significant(*x, 3)).collect();
    cells.extend(distances(slice, place).map(|d| significant(d, 3)));
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
