//! Every measure at both minima: their ratios as dots, all numbers as a table.

use crate::figures::measures::rows::{Comparison, Detail, Entry, entries};
use crate::figures::measures::wanted;
use crate::figures::measures::{Measured, Network, Part, records, remarks};
use crate::figures::measures::{chart, headline};
use crate::figures::panel::{Panel, Row, Table};
use crate::figures::reading::Reading;
use crate::figures::run::claims::{SHARPER, sharper};
use crate::figures::run::metric::log_ratio;
use crate::figures::verdict::Verdict;
use crate::figures::verdict::{Source, Statement};
use crate::figures::{Context, Figure, Records};
use crate::format::{
    NOTHING, as_ratio, fixed, ratio_beside, significant, with_interval, with_spread,
};
use crate::jobs::EPSILONS;
use crate::jobs::measures::{LEVELS, Measures};
use crate::plot::Picture;
use crate::results::Wanted;
use crate::settings::REGIMES;
use crate::settings::Regime;
use crate::statistics::{paired, summary};

/// Every measure at both minima.
pub struct MeasuresTable;

/// See `MeasuresTable`.
pub static MEASURES: MeasuresTable = MeasuresTable;

fn measured(context: &Context) -> Measured {
    Measured::with(context, &[Part::Minima, Part::Epochs])
}

impl Figure for MeasuresTable {
    fn name(&self) -> &'static str {
        "measures"
    }

    fn title(&self) -> &'static str {
        "Every measure of flatness"
    }

    fn comes_later(&self) -> bool {
        true
    }

    fn expected(&self, context: &Context) -> f64 {
        wanted::expected_levels(context)
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        wanted::for_table(context)
    }

    fn has(&self, context: &Context) -> bool {
        !measured(context).minima.is_empty()
    }

    fn panel(&self, context: &Context) -> Panel {
        panel(&measured(context))
    }

    fn records(&self, context: &Context) -> Records {
        records::measures(&measured(context))
    }

    fn verdicts(&self, context: &Context) -> Vec<Verdict> {
        verdicts(&measured(context))
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        Some(Box::new(chart::dots(&measured(context))))
    }

    fn readings(&self, context: &Context) -> Vec<Reading> {
        chart::readings(&measured(context))
    }
}

fn panel(measured: &Measured) -> Panel {
    Panel {
        headline: headline::measures(measured),
        caption: "Right of the line LB is sharper. A dot is the mean ratio LB ÷ SB with its 95 % interval, a small dot one trial.".into(),
        alternative: chart::alternative(measured),
        verdicts: verdicts(measured),
        remarks: remarks::measures(measured),
        table: table(measured),
    }
}

fn verdicts(measured: &Measured) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = LEVELS
        .iter()
        .map(|&level| at_level(measured, level))
        .collect();
    verdicts.push(in_subspace(measured));
    verdicts.push(relative(measured));
    verdicts
}

/// LB is sharper in random subspaces too (Table 4).
fn in_subspace(measured: &Measured) -> Verdict {
    let phi = |network: Network| Some(measured.minima.get(&network)?.subspace[0].value);
    let statement = Statement {
        claim: "LB’s minimum is sharper than SB’s also in random subspaces.".into(),
        source: Source::Paper {
            says: "in random subspaces of 100 dimensions too, LB’s minima are sharper than SB’s",
            place: "Table 4",
        },
        judge: sharper(),
    };
    let evidence = measured.at_the_end(log_ratio(&measured.pairs(phi)));
    statement.verdict(&evidence, |difference, deciding| {
        format!(
            "φ in a random subspace, ε = {}, LB ÷ SB: {}; up to {SHARPER} counts as none (our margin)",
            EPSILONS[0],
            ratio_beside(difference, deciding)
        )
    })
}

/// LB is sharper where both trainings first reach the same loss.
pub(super) fn at_level(measured: &Measured, level: f64) -> Verdict {
    let phi = |network| Some(measured.at_level(network, level)?.phi);
    let statement = Statement {
        claim: format!("At equal training loss, {level}, LB is sharper than SB."),
        source: Source::Paper {
            says: "“As the loss function reduces, the sharpness of the iterates corresponding to the LB method rapidly increases, whereas for the SB method the sharpness stays relatively constant initially and then reduces”",
            place: "section 3, Figure 6",
        },
        judge: sharper(),
    };
    let evidence = measured.at_equal_loss(log_ratio(&measured.pairs(phi)), level);
    statement.verdict(&evidence, |difference, deciding| {
        let losses = REGIMES.map(|regime| {
            let loss = |network| Some(measured.at_level(network, level)?.loss);
            let mean = summary(&measured.values(regime, loss)).map(|summary| summary.mean);
            mean.map_or_else(|| NOTHING.to_owned(), |mean| significant(mean, 2))
        });
        format!(
            "φ at ε = {} after the first kept epoch with at most this loss (there SB {}, LB {}), LB ÷ SB: {}; up to {SHARPER} counts as none (our margin)",
            EPSILONS[0],
            losses[0],
            losses[1],
            ratio_beside(difference, deciding)
        )
    })
}

/// LB is sharper by a measure that rescaling leaves alone.
fn relative(measured: &Measured) -> Verdict {
    let phi = |network: Network| Some(measured.minima.get(&network)?.relative);
    let statement = Statement {
        claim: "LB’s minimum is sharper than SB’s also by a measure that rescaling the layers leaves alone.".into(),
        source: Source::Ours,
        judge: sharper(),
    };
    let evidence = measured.at_the_end(log_ratio(&measured.pairs(phi)));
    statement.verdict(&evidence, |difference, deciding| {
        format!(
            "φ on the box ε|x_i|, ε = {}, LB ÷ SB: {}; up to {SHARPER} counts as none (our margin)",
            EPSILONS[0],
            ratio_beside(difference, deciding)
        )
    })
}

fn table(measured: &Measured) -> Table {
    let head = ["Measure", "SB", "LB", "LB against SB", "Reads as"];
    Table {
        caption: "Mean ± standard deviation over the trials. LB ÷ SB where it begins with ×, else LB − SB, over pairs with the same start, with its 95 % t interval (of ratios by their logarithms).".into(),
        head: head.map(String::from).to_vec(),
        rows: entries().iter().map(|entry| row(measured, entry)).collect(),
    }
}

fn row(measured: &Measured, entry: &Entry) -> Row {
    let pairs = measured.pairs(|network| entry.at(measured, network));
    let compared = match entry.comparison {
        Comparison::Ratio => log_ratio(&pairs).map(|d| as_ratio(&d)),
        Comparison::Difference => paired(&pairs).map(|d| with_interval(&d)),
    };
    Row {
        head: entry.name.clone(),
        cells: vec![
            cell(measured, entry, Regime::Small),
            cell(measured, entry, Regime::Large),
            compared.unwrap_or_else(|| NOTHING.to_owned()),
            entry.reads.to_owned(),
        ],
    }
}

/// A regime's values with what stands behind them.
fn cell(measured: &Measured, entry: &Entry, regime: Regime) -> String {
    let values = summary(&measured.values(regime, |network| entry.at(measured, network)));
    let Some(values) = values else {
        return NOTHING.to_owned();
    };
    let detail = detail(measured, &entry.detail, regime);
    format!(
        "{}{}",
        with_spread(Some(values)),
        detail.unwrap_or_default()
    )
}

fn detail(measured: &Measured, detail: &Detail, regime: Regime) -> Option<String> {
    let all: Vec<&Measures> = measured.of(regime).map(|(_, measures)| measures).collect();
    match detail {
        Detail::Nothing => None,
        Detail::Error(name, of) => {
            let errors: Vec<f64> = all.iter().filter_map(|m| of(m)).collect();
            let largest = errors
                .into_iter()
                .filter(|e| e.is_finite())
                .reduce(f64::max)?;
            Some(format!("; {name} {}", significant(largest, 2)))
        }
        Detail::Solver(index) => Some(solver(&all, *index)),
        Detail::Loss(level) => {
            let loss = |network| Some(measured.at_level(network, *level)?.loss);
            let mean = summary(&measured.values(regime, loss))?.mean;
            Some(format!("; at loss {}", significant(mean, 2)))
        }
        Detail::Count => {
            let ended = all.iter().any(|m| counted_all(m));
            ended.then(|| "; by the density where all that were searched exceed it".to_owned())
        }
    }
}

/// Whether all eigenvalues that were searched exceed the threshold.
pub(super) fn counted_all(measures: &Measures) -> bool {
    let searched = measures.eigenvalues.len();
    searched > 0 && measures.above as usize >= searched && searched < measures.parameters as usize
}

/// How many weights the maximisations left at a bound, on average.
fn solver(all: &[&Measures], index: usize) -> String {
    let at_bound: Vec<f64> = all.iter().map(|m| m.full[index].at_bound).collect();
    let mean = summary(&at_bound).map_or(f64::NAN, |summary| summary.mean);
    format!(
        "; {} % of the weights at the box’s edge",
        fixed(100.0 * mean, 0)
    )
}
