//! The paper's own network F1, at its full size, as a command has trained and measured it.

mod records;

use super::claims::{Record, Recorded, judged, record};
use super::headline::{of, points, times};
use super::panel::{Panel, Row, Table, head};
use super::reading::Reading;
use super::run::CURVES;
use super::{Context, Figure, Records, Verdict};
use crate::f1::{LINES, Line, Numbers};
use crate::format::{NOTHING, count, fixed, grouped, shortened};
use crate::plot::Picture;
use crate::results::{Results, Wanted};
use crate::settings::{REGIMES, Regime, View};
use crate::statistics::summary;
use std::cell::RefCell;

thread_local! {
    static FOUND: RefCell<Option<Found>> = RefCell::new(Found::first());
}

struct Found {
    numbers: Numbers,
    results: Results,
    view: View,
}

impl Found {
    /// What is there from the beginning: on the page nothing, since it comes as a file of its own.
    fn first() -> Option<Self> {
        #[cfg(target_arch = "wasm32")]
        return None;
        #[cfg(not(target_arch = "wasm32"))]
        Self::read(include_str!("../../../www/results/f1.json")).ok()
    }

    fn read(text: &str) -> Result<Self, serde_json::Error> {
        let numbers: Numbers = serde_json::from_str(text)?;
        Ok(Self {
            results: numbers.results(),
            numbers,
            view: View::default(),
        })
    }

    fn context(&self) -> Context<'_> {
        Context {
            experiment: &self.numbers.experiment,
            view: &self.view,
            results: &self.results,
            active: false,
            live: None,
        }
    }
}

/// Takes over what the command has found, f1.json.
///
/// # Errors
/// In words, if it is none.
pub fn read_f1(text: &str) -> Result<(), String> {
    let found = Found::read(text).map_err(|error| shortened(&error.to_string()))?;
    FOUND.set(Some(found));
    Ok(())
}

/// How the paper's claims fare that F1 can judge, for the record. `None` if it has not been trained.
pub fn f1_record() -> Option<Record<'static>> {
    with_f1(|context| {
        let mut record = record("F1", context);
        let measured = |claim: &Recorded| !claim.number.is_empty();
        record.claims.retain(measured);
        record
    })
}

/// Runs `f` with what was found of F1. `None` if nothing has been.
fn with_f1<R>(f: impl FnOnce(&Context) -> R) -> Option<R> {
    with_found(|found| f(&found.context()))
}

fn with_found<R>(f: impl FnOnce(&Found) -> R) -> Option<R> {
    FOUND.with_borrow(|found| found.as_ref().map(f))
}

/// The paper's own network.
pub struct F1Figure;

/// See `F1Figure`.
pub static F1: F1Figure = F1Figure;

impl Figure for F1Figure {
    fn name(&self) -> &'static str {
        "f1"
    }

    fn title(&self) -> &'static str {
        "The paper’s own network on the whole of MNIST"
    }

    fn comes_later(&self) -> bool {
        true
    }

    fn wanted(&self, _context: &Context) -> Vec<Wanted> {
        Vec::new()
    }

    fn has(&self, _context: &Context) -> bool {
        with_found(|_| ()).is_some()
    }

    fn panel(&self, _context: &Context) -> Panel {
        with_found(panel).unwrap_or_else(nothing)
    }

    fn picture(&self, _context: &Context) -> Option<Box<dyn Picture>> {
        with_f1(|context| CURVES.picture(context)).flatten()
    }

    fn shows(&self, context: &Context) -> String {
        with_f1(|own| CURVES.shows(own)).unwrap_or_else(|| CURVES.shows(context))
    }

    fn readings(&self, _context: &Context) -> Vec<Reading> {
        with_f1(|context| CURVES.readings(context)).unwrap_or_default()
    }

    fn records(&self, _context: &Context) -> Records {
        with_found(records::records).unwrap_or_default()
    }
}

fn nothing() -> Panel {
    let words = "Nothing is known of F1 yet.".to_owned();
    Panel {
        headline: String::new(),
        alternative: words.clone(),
        caption: words,
        verdicts: Vec::new(),
        remarks: Vec::new(),
        table: Table {
            caption: String::new(),
            head: head(&HEAD),
            rows: Vec::new(),
        },
    }
}

const HEAD: [&str; 5] = ["", "SB", "SB in the paper", "LB", "LB in the paper"];

fn panel(found: &Found) -> Panel {
    let numbers = &found.numbers;
    let e = &numbers.experiment;
    let [small, large] = REGIMES.map(|regime| numbers.of(regime, |_| Some(1.0)).len());
    let pairs = small.min(large);
    let verdicts = verdicts(found);
    Panel {
        headline: headline(&verdicts),
        caption: format!(
            "F1 of the paper at its full size: five hidden layers of 512 with batch norm, all {} training images, batches of {} (SB) and {} (LB), trained until the loss ceases to improve: {}.",
            grouped(e.train),
            grouped(e.small_batch),
            grouped(e.large_batch),
            count(pairs, "pair"),
        ),
        alternative: format!(
            "Line charts of loss and accuracy against epochs of the paper’s network F1 for SB and LB, {}. {}",
            count(pairs, "pair"),
            CURVES.panel(&found.context()).alternative
        ),
        verdicts,
        remarks: vec![
            format!(
                "The command sharp-minima f1 trained it outside the browser. φ is searched on {} images and evaluated on all {}: a lower bound. λ₁ is that of the loss over those {}.",
                grouped(numbers.searched),
                grouped(e.train),
                grouped(numbers.searched),
            ),
            "The paper leaves the learning rate open. Ours is 0.001, constant, for both.".into(),
        ],
        table: table(numbers),
    }
}

/// On the testing accuracy, and on φ at the wider box.
fn headline(verdicts: &[Verdict]) -> String {
    let on = |words: &str| {
        verdicts
            .iter()
            .find(|verdict| verdict.claim.contains(words))
    };
    let Some((worse, sharper)) = on("tests worse").zip(on("sharper")) else {
        return String::new();
    };
    let gap = of(worse, "LB does worse", |worse, gap| match worse {
        true => format!("At the paper’s full size LB is {} worse", points(gap)),
        false => "At the paper’s full size LB is not worse".into(),
    });
    let ratio = of(sharper, "", |holds, ratio| match holds {
        true => format!(" and {} as sharp.", times(ratio)),
        false => " and no sharper.".into(),
    });
    let decided = |verdict: &Verdict| verdict.verdict.decided().is_some();
    match (decided(worse), decided(sharper)) {
        (true, true) => gap + &ratio,
        (true, false) => gap + "; how sharp it is, is not decided.",
        (false, _) => gap,
    }
}

/// The paper's claims that F1's trainings and φ judge.
fn verdicts(found: &Found) -> Vec<Verdict> {
    let all = judged(&found.context()).into_iter();
    all.map(|(_, verdict)| verdict)
        .filter(|verdict| !verdict.number.is_empty())
        .collect()
}

fn table(numbers: &Numbers) -> Table {
    let cell = |line: &Line, regime: Regime| {
        let summary = summary(&numbers.of(regime, line.value));
        summary.map_or_else(
            || NOTHING.to_owned(),
            |found| {
                let mean = fixed(found.mean, line.digits);
                match found.deviation {
                    None => mean,
                    Some(deviation) => format!("{mean} ± {}", fixed(deviation, line.digits)),
                }
            },
        )
    };
    let row = |line: &Line| Row {
        head: line.name.trim().to_owned(),
        cells: REGIMES
            .into_iter()
            .zip(line.paper)
            .flat_map(|(regime, paper)| {
                let paper = if paper.is_empty() { NOTHING } else { paper };
                [cell(line, regime), paper.to_owned()]
            })
            .collect(),
    };
    Table {
        caption: "F1 beside the paper’s Tables 2 and 3, mean ± standard deviation over the trials."
            .into(),
        head: head(&HEAD),
        rows: LINES.iter().map(row).collect(),
    }
}
