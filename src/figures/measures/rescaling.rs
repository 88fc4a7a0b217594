//! The same function under T_α (Dinh et al. 2017): what blows up and what stays.

use crate::figures::measures::wanted;
use crate::figures::measures::wanted::nearest;
use crate::figures::measures::{Measured, Part, alphas, records};
use crate::figures::panel::{Panel, Row, Table};
use crate::figures::reading::Reading;
use crate::figures::{Context, Figure, Offered, Records};
use crate::format::{NOTHING, list, significant};
use crate::jobs::{AtScale, EPSILONS};
use crate::plot::Picture;
use crate::plot::measures::{Chart, ChartPanel, Guide, Line, LineKind, Scale};
use crate::results::Wanted;
use crate::settings::REGIMES;
use crate::settings::Regime;

type Value = fn(&AtScale) -> f64;

/// A change of an output, relative to the largest, that is rounding. Our choice.
const ROUNDING: f64 = 1e-3;

/// What depends on the scale, and what does not.
const MOVING: [Value; 2] = [|at| at.phi, |at| at.eigenvalue];
const STILL: [Value; 2] = [|at| at.relative, |at| at.asam];

impl Measured {
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

/// The same function under T_α (Dinh et al. 2017).
pub struct RescalingFigure;

/// See `RescalingFigure`.
pub static RESCALING: RescalingFigure = RescalingFigure;

fn measured(context: &Context) -> Measured {
    Measured::with(context, &[Part::Scales])
}

impl Figure for RescalingFigure {
    fn name(&self) -> &'static str {
        "rescaling"
    }

    fn title(&self) -> &'static str {
        "The same function, rescaled"
    }

    fn comes_later(&self) -> bool {
        true
    }

    fn offered(&self) -> Offered {
        Offered {
            main: &["trial", "alpha"],
            more: &[],
        }
    }

    fn trial(&self, context: &Context) -> Option<u32> {
        Some(context.view.trial)
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        wanted::for_rescaling(context)
    }

    fn has(&self, context: &Context) -> bool {
        !measured(context).scales.is_empty()
    }

    fn panel(&self, context: &Context) -> Panel {
        panel(&measured(context))
    }

    fn records(&self, context: &Context) -> Records {
        records::rescaling(&measured(context))
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        Some(Box::new(chart(&measured(context))))
    }

    fn readings(&self, context: &Context) -> Vec<Reading> {
        measured(context).rescaling_readings()
    }
}

fn chart(measured: &Measured) -> Chart {
    Chart {
        panels: HALVES.iter().map(|half| half.panel(measured)).collect(),
        shared: true,
    }
}

impl Half {
    fn panel(&self, measured: &Measured) -> ChartPanel {
        let mut lines = Vec::new();
        for (regime, labels) in REGIMES.into_iter().zip(self.labels) {
            let kinds = [LineKind::First, LineKind::Second];
            for ((value, label), kind) in self.values.into_iter().zip(labels).zip(kinds) {
                let points = measured.relative_to_one(regime, value);
                lines.push(Line::through(regime, label, kind, points));
            }
        }
        let any = lines.iter().any(|line| !line.points.is_empty());
        let chosen = any.then(|| Guide::Upright {
            at: measured.alpha(),
            label: format!("α = {}", significant(measured.alpha(), 3)),
            chosen: true,
        });
        let note = match measured.obstacle() {
            Some(_) => "only for ReLU networks",
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

fn panel(measured: &Measured) -> Panel {
    let obstacle = measured.obstacle();
    let mut remarks: Vec<String> = obstacle.map(String::from).into_iter().collect();
    if obstacle.is_none() {
        remarks.extend(notes(measured));
    }
    Panel {
        headline: headline(measured),
        caption: format!(
            "The first hidden layer’s {} times α, the next layer’s weights over α: the same function. Trial {}, each measure over its value at α = 1.",
            scaled(measured),
            measured.trial + 1
        ),
        alternative: alternative(measured),
        verdicts: Vec::new(),
        remarks,
        table: table(measured),
    }
}

/// What is multiplied by α; see [`rescaled`](crate::sharpness::rescaled).
fn scaled(measured: &Measured) -> &'static str {
    match measured.experiment.batch_norm {
        true => "γ and β (batch norm’s factors and shifts)",
        false => "weights and biases",
    }
}

fn alternative(measured: &Measured) -> String {
    let start = "Two charts of measures against the scale α of a layer.";
    if let Some(obstacle) = measured.obstacle() {
        return format!("{start} {obstacle}");
    }
    let said: Vec<String> = REGIMES
        .iter()
        .filter_map(|&regime| {
            let words = words(measured, regime, measured.scale)?;
            Some(format!("{}: {words}.", regime.name()))
        })
        .collect();
    if said.is_empty() {
        return format!("{start} Nothing has been measured yet at this α.");
    }
    let alpha = significant(measured.alpha(), 3);
    format!("{start} At α = {alpha}, {}", said.join(" "))
}

/// The values at one α and their ratios to those at α = 1.
pub(super) fn words(measured: &Measured, regime: Regime, scale: usize) -> Option<String> {
    let at = measured.at_scale(regime, scale)?;
    let one = measured.at_scale(regime, nearest(1.0));
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

/// How much larger φ and λ₁ can be made of the same function; nothing where the outputs change.
fn headline(measured: &Measured) -> String {
    let same = known(measured).all(|at| at.change < ROUNDING);
    let largest = |value: Value| {
        let both = REGIMES.map(|regime| measured.relative_to_one(regime, value));
        let factors = both.concat().into_iter().map(|(_, factor)| factor);
        factors.filter(|factor| factor.is_finite()).reduce(f64::max)
    };
    match (largest(MOVING[0]), largest(MOVING[1])) {
        (Some(phi), Some(curvature)) if same => format!(
            "The same function, yet φ up to {} times as large, and λ₁ {} times.",
            significant(phi, 2),
            significant(curvature, 2)
        ),
        _ => String::new(),
    }
}

/// Outputs are computed in single precision: a change by less than a few of its roundings is none.
const NONE: f64 = 10.0 * f32::EPSILON as f64;

/// The same as a number of the table.
fn beyond_rounding(change: f64) -> String {
    share(if change < NONE { 0.0 } else { change })
}

fn notes(measured: &Measured) -> Vec<String> {
    let mut notes = Vec::new();
    let alpha = significant(measured.alpha(), 3);
    for regime in REGIMES {
        if let Some(words) = words(measured, regime, measured.scale) {
            notes.push(format!("At α = {alpha}, {}: {words}.", regime.name()));
        }
    }
    notes.extend(unchanged(measured));
    notes.extend(extremes(measured));
    if !notes.is_empty() {
        notes.push("So a sharp minimum need not generalise badly: φ and λ₁ compare networks only where their weights have about the same scale (Dinh et al. 2017). A box or a ball relative to each weight does not change with this rescaling.".into());
    }
    notes
}

fn known(measured: &Measured) -> impl Iterator<Item = &AtScale> {
    measured.scales.values()
}

/// How far the outputs are from unchanged, of all that was computed.
fn unchanged(measured: &Measured) -> Option<String> {
    let largest = known(measured)
        .map(|at| at.change)
        .filter(|c| c.is_finite())
        .reduce(f64::max)?;
    Some(format!(
        "At every α shown no output changes by more than {} of the largest: rounding.",
        share(largest)
    ))
    .filter(|_| largest < ROUNDING)
    .or_else(|| {
        Some(format!(
            "Careful: outputs change by up to {} of the largest, more than rounding should.",
            share(largest)
        ))
    })
}

/// By how much each measure varies over α.
fn extremes(measured: &Measured) -> Option<String> {
    let names = ["φ", "λ₁", "φ on the box ε|x_i|", "the rise in ASAM’s ball"];
    let said: Vec<String> = MOVING
        .into_iter()
        .chain(STILL)
        .zip(names)
        .filter_map(|(value, name)| {
            let both = REGIMES.map(|regime| measured.relative_to_one(regime, value));
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

fn table(measured: &Measured) -> Table {
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
            let at = measured.at_scale(regime, scale);
            let number = |of: Value| at.map_or(NOTHING.to_owned(), |at| significant(of(at), 4));
            if at.is_some() {
                rows.push(Row {
                    head: format!("{}, α = {}", regime.name(), significant(alpha, 3)),
                    cells: vec![
                        at.map_or(NOTHING.to_owned(), |at| beyond_rounding(at.change)),
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
            "Every measurement of trial {}. The change is relative to the largest output, and 0 where it is rounding.",
            measured.trial + 1
        ),
        head: head.map(String::from).to_vec(),
        rows,
    }
}
