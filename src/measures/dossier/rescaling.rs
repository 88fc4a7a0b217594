//! The same function under T_α (Dinh et al. 2017): what blows up and what stays.

use super::wanted::nearest;
use super::{Dossier, alphas};
use crate::experiment::Regime;
use crate::experiment::panel::{Panel, Row, Table};
use crate::experiment::study::REGIMES;
use crate::experiment::words::{NOTHING, list, significant};
use crate::figure::measures::{Chart, ChartPanel, Guide, Kind, Line, Scale};
use crate::measures::{AtScale, EPSILONS};

type Value = fn(&AtScale) -> f64;

/// What depends on the scale, and what does not.
const MOVING: [Value; 2] = [|at| at.phi, |at| at.eigenvalue];
const STILL: [Value; 2] = [|at| at.relative, |at| at.asam];

impl Dossier {
    /// What is known at one of the values of α.
    fn at_scale(&self, regime: Regime, scale: usize) -> Option<&AtScale> {
        self.scales.get(&((regime, self.trial), scale))
    }

    /// α and a value there over its value at α = 1; empty where that is not known or zero.
    fn relative_to_one(&self, regime: Regime, value: Value) -> Vec<(f64, f64)> {
        let one = self.at_scale(regime, nearest(1.0)).map(value);
        let Some(one) = one.filter(|one| one.is_finite() && *one != 0.0) else {
            return Vec::new();
        };
        let known = alphas().into_iter().enumerate();
        known
            .filter_map(|(k, alpha)| Some((alpha, value(self.at_scale(regime, k)?) / one)))
            .collect()
    }
}

/// What one panel of the chart is about.
struct Half {
    name: &'static str,
    title: &'static str,
    units: [&'static str; 3],
    values: [Value; 2],
    /// SB's and LB's labels.
    labels: [[&'static str; 2]; 2],
}

const HALVES: [Half; 2] = [
    Half {
        name: "moving",
        title: "Moves",
        units: [
            "φ solid, λ₁ dashed, over the value at α = 1",
            "φ, λ₁ dashed, over that at α = 1",
            "φ, λ₁ dashed",
        ],
        values: MOVING,
        labels: [["SB φ", "SB λ₁"], ["LB φ", "LB λ₁"]],
    },
    Half {
        name: "still",
        title: "Stays",
        units: [
            "φ on the box ε|x| solid, ASAM dashed, on the same axis",
            "φ on the box ε|x|, ASAM dashed",
            "box ε|x|, ASAM dashed",
        ],
        values: STILL,
        // Where all lines are one, more labels would say less.
        labels: [["SB", ""], ["LB", ""]],
    },
];

pub(super) fn chart(dossier: &Dossier) -> Chart {
    Chart {
        panels: HALVES.iter().map(|half| half.panel(dossier)).collect(),
        shared: true,
    }
}

impl Half {
    fn panel(&self, dossier: &Dossier) -> ChartPanel {
        let mut lines = Vec::new();
        for (regime, labels) in REGIMES.into_iter().zip(self.labels) {
            let kinds = [Kind::First, Kind::Second];
            for ((value, label), kind) in self.values.into_iter().zip(labels).zip(kinds) {
                let points = dossier.relative_to_one(regime, value);
                lines.push(Line::through(regime, label, kind, points));
            }
        }
        let any = lines.iter().any(|line| !line.points.is_empty());
        let chosen = any.then(|| Guide::Upright {
            at: dossier.alpha(),
            label: format!("α = {}", significant(dossier.alpha(), 3)),
            chosen: true,
        });
        let note = match dossier.hindrance() {
            Some(_) => "only for ReLU networks without batch norm",
            None => "no data yet",
        };
        ChartPanel {
            name: self.name,
            title: self.title.into(),
            units: self.units.to_vec(),
            abscissa: Scale::Log,
            along: "α, log scale",
            ordinate: Scale::Log,
            floor: None,
            lines,
            guides: chosen.into_iter().collect(),
            rugs: Vec::new(),
            note: note.into(),
        }
    }
}

pub(super) fn panel(dossier: &Dossier) -> Panel {
    let hindrance = dossier.hindrance();
    let mut remarks: Vec<String> = hindrance.map(String::from).into_iter().collect();
    if hindrance.is_none() {
        remarks.extend(notes(dossier));
    }
    Panel {
        caption: format!(
            "The first hidden layer’s weights and biases times α, the next layer’s weights over α: the same function, as every output shows. Trial {}, each measure over its value at α = 1. Move α and see what changes that should not.",
            dossier.trial + 1
        ),
        alternative: alternative(dossier),
        verdicts: Vec::new(),
        remarks,
        table: table(dossier),
    }
}

fn alternative(dossier: &Dossier) -> String {
    let start = "Two charts of measures against the scale α of a layer.";
    if let Some(hindrance) = dossier.hindrance() {
        return format!("{start} {hindrance}");
    }
    let said: Vec<String> = REGIMES
        .iter()
        .filter_map(|&regime| {
            let words = words(dossier, regime, dossier.scale)?;
            Some(format!("{}: {words}.", regime.name()))
        })
        .collect();
    if said.is_empty() {
        return format!("{start} Nothing has been measured yet at this α.");
    }
    let alpha = significant(dossier.alpha(), 3);
    format!("{start} At α = {alpha}, {}", said.join(" "))
}

/// The values at one α and their ratios to those at α = 1.
pub(super) fn words(dossier: &Dossier, regime: Regime, scale: usize) -> Option<String> {
    let at = dossier.at_scale(regime, scale)?;
    let one = dossier.at_scale(regime, nearest(1.0));
    let value = |label: &str, of: Value| {
        let factor = one.map(|one| of(at) / of(one)).filter(|f| f.is_finite());
        let factor = factor.map_or(String::new(), |f| format!(" (× {})", significant(f, 3)));
        format!("{label} {}{factor}", significant(of(at), 3))
    };
    Some(format!(
        "φ at ε = {} {}, {}, {}, {}, outputs changed by {}",
        EPSILONS[0],
        value("", MOVING[0]).trim_start(),
        value("λ₁", MOVING[1]),
        value("φ on the box ε|x_i|", STILL[0]),
        value("rise in ASAM’s ball", STILL[1]),
        share(at.change)
    ))
}

/// A share of the largest logit.
fn share(change: f64) -> String {
    significant(change, 1)
}

fn notes(dossier: &Dossier) -> Vec<String> {
    let mut notes = Vec::new();
    let alpha = significant(dossier.alpha(), 3);
    for regime in REGIMES {
        if let Some(words) = words(dossier, regime, dossier.scale) {
            notes.push(format!("At α = {alpha}, {}: {words}.", regime.name()));
        }
    }
    notes.extend(unchanged(dossier));
    notes.extend(extremes(dossier));
    if !notes.is_empty() {
        notes.push("So a sharp minimum need not generalise badly: φ and λ₁ compare networks only where their weights have about the same scale (Dinh et al. 2017). A box or a ball relative to each weight does not change with this rescaling.".into());
    }
    notes
}

fn known(dossier: &Dossier) -> impl Iterator<Item = &AtScale> {
    let here = dossier
        .scales
        .iter()
        .filter(|((network, _), _)| network.1 == dossier.trial);
    here.map(|(_, at)| at)
}

/// How far the outputs are from unchanged, of all that was computed.
fn unchanged(dossier: &Dossier) -> Option<String> {
    let largest = known(dossier)
        .map(|at| at.change)
        .filter(|c| c.is_finite())
        .reduce(f64::max)?;
    Some(format!(
        "At every α shown no output changes by more than {} of the largest: rounding.",
        share(largest)
    ))
    .filter(|_| largest < 1e-3)
    .or_else(|| {
        Some(format!(
            "Careful: outputs change by up to {} of the largest, more than rounding should.",
            share(largest)
        ))
    })
}

/// By how much each measure varies over α.
fn extremes(dossier: &Dossier) -> Option<String> {
    let names = ["φ", "λ₁", "φ on the box ε|x_i|", "the rise in ASAM’s ball"];
    let said: Vec<String> = MOVING
        .into_iter()
        .chain(STILL)
        .zip(names)
        .filter_map(|(value, name)| {
            let both = REGIMES.map(|regime| dossier.relative_to_one(regime, value));
            let factors = both.concat().into_iter().map(|(_, factor)| factor);
            let sizes = factors.filter(|f| f.is_finite() && *f > 0.0);
            let largest = sizes.map(|f| f.max(1.0 / f)).reduce(f64::max)?;
            Some(format!("{name} {}", in_words(largest)))
        })
        .collect();
    (!said.is_empty()).then(|| {
        format!(
            "Over the α shown, against the value at α = 1, {}.",
            list(&said)
        )
    })
}

/// A factor ≥ 1 of change: "changes by .2 %", "changes 28-fold".
fn in_words(factor: f64) -> String {
    if factor < 1.5 {
        format!(
            "changes by at most {} %",
            significant(100.0 * (factor - 1.0), 2)
        )
    } else {
        format!("changes up to {}-fold", significant(factor, 3))
    }
}

fn table(dossier: &Dossier) -> Table {
    let head = [
        "Network and α",
        "Largest change of an output",
        "φ",
        "λ₁",
        "φ, box ε|x_i|",
        "ASAM, η = 0",
    ];
    let mut rows = Vec::new();
    for (scale, alpha) in alphas().into_iter().enumerate() {
        for regime in REGIMES {
            let at = dossier.at_scale(regime, scale);
            let number = |of: Value| at.map_or(NOTHING.to_owned(), |at| significant(of(at), 4));
            if at.is_some() {
                rows.push(Row {
                    head: format!("{}, α = {}", regime.name(), significant(alpha, 3)),
                    cells: vec![
                        at.map_or(NOTHING.to_owned(), |at| share(at.change)),
                        number(MOVING[0]),
                        number(MOVING[1]),
                        number(STILL[0]),
                        number(STILL[1]),
                    ],
                });
            }
        }
    }
    Table {
        caption: format!(
            "Every measurement of trial {}. The change is relative to the largest output.",
            dossier.trial + 1
        ),
        head: head.map(String::from).to_vec(),
        rows,
    }
}
