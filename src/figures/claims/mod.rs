//! The paper, claim by claim: what each figure's trials say to it with the present settings, and what
//! the shipped results of every preset say.
//!
//! ```text
//! the figures' verdicts on the paper's claims ─→ here  ┐
//! the same of shipped results, recorded       ─→ each ┴─→ one table
//! ```

mod recorded;
mod records;

use recorded::RECORDED;
pub use recorded::{Record, Recorded, record};

use super::measures::{ALONG, MEASURES, SPECTRUM};
use super::remedies::REMEDIES;
use super::run::{CURVES, PATH, SHARPNESS, TABLE};
use super::tip::{SWEEP, WARM_START};
use super::verdict::{Outcome, Verdict};
use super::{Context, Figure, Panel, Records, Row, Table};
use crate::format::{NOTHING, count};
use crate::results::{Wanted, by_urgency};
use crate::settings::View;
use serde::Serialize;

/// The figures that judge claims of the paper, in the order of the page.
static JUDGING: [&dyn Figure; 10] = [
    &CURVES,
    &SHARPNESS,
    &TABLE,
    &PATH,
    &ALONG,
    &MEASURES,
    &SPECTRUM,
    &SWEEP,
    &WARM_START,
    &REMEDIES,
];

/// What the paper says and this page does not judge, and how to read a verdict.
const REMARKS: [&str; 2] = [
    "Not judged here: the convolutional networks C1 to C4 and the speech network F2. This page trains multilayer perceptrons.",
    "A claim that is not replicated by a small network can still be true of the paper’s networks.",
];

/// One claim of the paper.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct PaperClaim {
    /// The claim.
    pub claim: String,
    /// The paper's sentence and its place.
    pub source: String,
    /// The name of the figure that judges it.
    pub figure: &'static str,
    /// How it fares with the present settings, and with those of every preset.
    pub fares: Vec<Fares>,
}

/// How a claim fares with some settings.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Fares {
    /// "Here", or a preset's label.
    pub place: &'static str,
    /// How it fares; `None` where it is not judged.
    pub verdict: Option<Outcome>,
    /// The number with its 95 % interval that the verdict rests on; empty where there is none.
    pub number: String,
}

/// The present settings.
const HERE: &str = "Here";

/// Runs `f` with the view that the page opens with. Claims do not depend on what is looked at.
fn usually<R>(context: &Context, f: impl FnOnce(&Context) -> R) -> R {
    let view = View::default();
    f(&Context {
        view: &view,
        ..*context
    })
}

/// All claims of the paper that are judged here, each once.
pub fn claims(context: &Context) -> Vec<PaperClaim> {
    let claim = |(figure, here): (&'static str, Verdict)| {
        let mut fares = vec![Fares {
            place: HERE,
            verdict: Some(here.verdict),
            number: here.number.clone(),
        }];
        RECORDED.with(|records| fares.extend(records.iter().map(|record| there(record, &here))));
        PaperClaim {
            claim: here.claim,
            source: here.source,
            figure,
            fares,
        }
    };
    judged(context).into_iter().map(claim).collect()
}

/// How a claim fares with a preset's settings.
fn there(record: &Record<'static>, here: &Verdict) -> Fares {
    let recorded = record.of(&here.claim);
    Fares {
        place: record.name,
        verdict: recorded.map(|recorded| recorded.verdict),
        number: recorded.map_or_else(String::new, |recorded| recorded.number.clone()),
    }
}

/// The figures' verdicts on the paper's claims; where two figures judge the same, the first.
pub(crate) fn judged(context: &Context) -> Vec<(&'static str, Verdict)> {
    let mut judged: Vec<(&'static str, Verdict)> = Vec::new();
    for figure in JUDGING {
        for verdict in usually(context, |context| figure.verdicts(context)) {
            let known = judged.iter().any(|(_, other)| other.claim == verdict.claim);
            if verdict.paper && !known {
                judged.push((figure.name(), verdict));
            }
        }
    }
    judged
}

/// All claims of the paper in one table.
pub struct ClaimsFigure;

/// See `ClaimsFigure`.
pub static CLAIMS: ClaimsFigure = ClaimsFigure;

impl Figure for ClaimsFigure {
    fn name(&self) -> &'static str {
        "claims"
    }

    fn title(&self) -> &'static str {
        "The paper, claim by claim"
    }

    fn is_drawn(&self) -> bool {
        false
    }

    fn comes_later(&self) -> bool {
        true
    }

    fn verb(&self) -> &'static str {
        "Reproduce the paper"
    }

    fn made_of(&self) -> &'static [&'static dyn Figure] {
        &JUDGING
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        let all = JUDGING.iter();
        by_urgency(usually(context, |context| {
            all.flat_map(|figure| figure.wanted(context)).collect()
        }))
    }

    fn expected(&self, context: &Context) -> f64 {
        let all = JUDGING.iter();
        usually(context, |context| {
            all.map(|figure| figure.expected(context)).sum()
        })
    }

    fn has(&self, context: &Context) -> bool {
        usually(context, |context| {
            JUDGING.iter().any(|figure| figure.has(context))
        })
    }

    fn panel(&self, context: &Context) -> Panel {
        panel(&claims(context))
    }

    fn records(&self, context: &Context) -> Records {
        records::records(context)
    }
}

fn panel(claims: &[PaperClaim]) -> Panel {
    let outcomes = |outcome: Outcome| {
        let here = claims.iter().filter_map(|claim| claim.fares.first());
        here.filter(|here| here.verdict == Some(outcome)).count()
    };
    let [holding, failing, open] = [
        outcomes(Outcome::Replicated),
        outcomes(Outcome::NotReplicated),
        outcomes(Outcome::Undecided) + outcomes(Outcome::NotComparable),
    ];
    let all = claims.len();
    let s = if failing == 1 { "s" } else { "" };
    let headline = match holding + failing {
        0 => String::new(),
        _ => format!(
            "Of the paper’s {all} claims {holding} hold here, {failing} fail{s}, {open} stay open."
        ),
    };
    Panel {
        alternative: format!(
            "A table of verdicts on {} of the paper. {headline}",
            count(all, "claim")
        )
        .trim_end()
        .to_owned(),
        caption: "How each claim fares with the settings above, and in the shipped results of every preset.".into(),
        headline,
        verdicts: Vec::new(),
        remarks: REMARKS.iter().map(|text| (*text).to_owned()).collect(),
        table: table(claims),
    }
}

fn table(claims: &[PaperClaim]) -> Table {
    let places = claims.first().map(|claim| claim.fares.iter());
    let places = places.into_iter().flatten().map(|fares| fares.place);
    let row = |claim: &PaperClaim| Row {
        head: claim.claim.clone(),
        cells: std::iter::once(claim.source.clone())
            .chain(claim.fares.iter().map(said))
            .collect(),
    };
    Table {
        caption:
            "Every claim with its verdict and the number that it rests on, with its 95 % interval."
                .into(),
        head: ["Claim", "The paper"]
            .into_iter()
            .chain(places)
            .map(str::to_owned)
            .collect(),
        rows: claims.iter().map(row).collect(),
    }
}

/// "replicated: −5.1 [−6, −4.2] points".
fn said(fares: &Fares) -> String {
    match fares.verdict.map(Outcome::word) {
        None => NOTHING.to_owned(),
        Some(word) if fares.number.is_empty() => word.to_owned(),
        Some(word) => format!("{word}: {}", fares.number),
    }
}
