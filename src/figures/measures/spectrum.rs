//! The Hessian's eigenvalues at both minima.

use crate::figures::measures::density;
use crate::figures::measures::density::{LEAST, Shares};
use crate::figures::measures::headline;
use crate::figures::measures::table::counted_all;
use crate::figures::measures::wanted;
use crate::figures::measures::{Measured, Network, Part, records, remarks};
use crate::figures::panel::{Panel, Row, Table};
use crate::figures::reading::Reading;
use crate::figures::run::claims::{SHARPER, sharper};
use crate::figures::run::metric::log_ratio;
use crate::figures::verdict::{Claim, Source, Statement, Verdict};
use crate::figures::{Context, Figure, Records};
use crate::format::{NOTHING, count, interval_beside, ratio_beside, significant, with_spread};
use crate::jobs::measures::{Measures, THRESHOLD};
use crate::plot::Picture;
use crate::plot::measures::{Chart, ChartPanel, Guide, Line, LineKind, Rug, Scale};
use crate::plot::spread::spread_over_trials;
use crate::results::Wanted;
use crate::settings::REGIMES;
use crate::settings::Regime;
use crate::statistics::{paired, summary};

/// Fewer eigenvalues a decade than this are not drawn.
const FLOOR: f64 = 0.1;

/// The Hessian's eigenvalues.
pub struct SpectrumFigure;

/// See `SpectrumFigure`.
pub static SPECTRUM: SpectrumFigure = SpectrumFigure;

fn measured(context: &Context) -> Measured {
    Measured::with(context, &[Part::Minima])
}

impl Figure for SpectrumFigure {
    fn name(&self) -> &'static str {
        "spectrum"
    }

    fn title(&self) -> &'static str {
        "The spectrum of the Hessian"
    }

    fn comes_later(&self) -> bool {
        true
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        wanted::for_spectrum(context)
    }

    fn has(&self, context: &Context) -> bool {
        !measured(context).minima.is_empty()
    }

    fn panel(&self, context: &Context) -> Panel {
        panel(&measured(context))
    }

    fn records(&self, context: &Context) -> Records {
        records::spectrum(&measured(context))
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        Some(Box::new(chart(&measured(context))))
    }

    fn readings(&self, context: &Context) -> Vec<Reading> {
        measured(context).spectrum_readings()
    }
}

/// The density of every trial and their mean, the ten largest above.
fn chart(measured: &Measured) -> Chart {
    let grid = grid(measured);
    let mut means = Vec::new();
    let mut trials = Vec::new();
    let mut rugs = Vec::new();
    for regime in REGIMES {
        let curves = curves(measured, regime, &grid);
        if curves.len() > 1 {
            let faint = curves.iter().cloned();
            trials.extend(faint.map(|curve| Line::through(regime, "", LineKind::Trial, curve)));
        }
        if !curves.is_empty() {
            let mean = spread_over_trials(curves.concat()).into_iter();
            let mean = mean.map(|point| (point.x, point.mean));
            means.push(Line::through(regime, regime.name(), LineKind::First, mean));
        }
        let tops: Vec<Vec<f64>> = measured
            .of(regime)
            .map(|(_, m)| m.eigenvalues.iter().copied().flatten().collect())
            .collect();
        if !tops.is_empty() {
            rugs.push(Rug {
                regime,
                trials: tops,
            });
        }
    }
    means.extend(trials);
    let shown = !means.is_empty();
    Chart {
        panels: vec![ChartPanel {
            name: "spectrum",
            title: "Hessian eigenvalues".into(),
            units: vec![
                "eigenvalues per decade; above, the ten largest of each network",
                "number a decade; above, the ten largest",
                "number a decade",
                "per decade",
            ],
            abscissa: Scale::Log,
            along: "λ, log scale",
            ordinate: Scale::Log,
            floor: Some(FLOOR),
            lines: means,
            guides: shown.then(threshold).into_iter().collect(),
            rugs,
            note: "no data yet".into(),
        }],
        shared: false,
    }
}

fn threshold() -> Guide {
    Guide::Upright {
        at: THRESHOLD,
        label: format!("λ = {THRESHOLD}"),
        chosen: false,
    }
}

/// Places that show every trial's density.
pub(super) fn grid(measured: &Measured) -> Vec<f64> {
    let values = measured.minima.values();
    let nodes = values
        .clone()
        .flat_map(|m| m.density.iter().map(|node| node[0]));
    let all = nodes.chain(values.flat_map(|m| m.eigenvalues.iter().copied().flatten()));
    density::grid(all.filter(|value| value.is_finite()).fold(LEAST, f64::max))
}

/// λ and the eigenvalues per decade, of every trial that has a density.
fn curves(measured: &Measured, regime: Regime, grid: &[f64]) -> Vec<Vec<(f64, f64)>> {
    let known = measured.of(regime).filter(|(_, m)| !m.density.is_empty());
    let curve = |m: &Measures| {
        let heights = density::per_decade(&m.density, f64::from(m.parameters), grid);
        grid.iter().copied().zip(heights).collect()
    };
    known.map(|(_, measures)| curve(measures)).collect()
}

/// The mean densities at the places of the figure, for reading: λ and SB's and LB's.
pub(super) fn readable(measured: &Measured) -> Vec<(f64, [Option<f64>; 2])> {
    let grid = grid(measured);
    let means = REGIMES.map(|regime| spread_over_trials(curves(measured, regime, &grid).concat()));
    let at = |k: usize| {
        means
            .each_ref()
            .map(|mean| mean.get(k).map(|point| point.mean))
    };
    grid.iter()
        .enumerate()
        .map(|(k, &place)| (place, at(k)))
        .collect()
}

fn panel(measured: &Measured) -> Panel {
    let steeper = steeper(measured);
    Panel {
        headline: headline::spectrum(&steeper),
        caption: "How many eigenvalues of the Hessian a decade of λ holds; the strokes above are the ten largest. A sharp minimum reaches farther to the right.".into(),
        alternative: alternative(measured),
        verdicts: vec![steeper, more_large(measured)],
        remarks: notes(measured),
        table: table(measured),
    }
}

fn largest(measured: &Measured, network: Network) -> Option<f64> {
    measured.minima.get(&network)?.eigenvalue(1)
}

/// LB's λ₁ is larger.
fn steeper(measured: &Measured) -> Verdict {
    let statement = Statement {
        claim: "The steepest direction at LB’s minimum is steeper than SB’s.".into(),
        source: Source::Ours,
        judge: sharper(),
    };
    let pairs = measured.pairs(|network| largest(measured, network));
    let evidence = measured.at_the_end(log_ratio(&pairs));
    statement.verdict(&evidence, |difference, deciding| {
        format!(
            "Largest eigenvalue λ₁, LB ÷ SB: {}; up to {SHARPER} counts as none (our margin)",
            ratio_beside(difference, deciding)
        )
    })
}

/// More of LB's eigenvalues are large.
fn more_large(measured: &Measured) -> Verdict {
    let above = |network: Network| Some(f64::from(measured.minima.get(&network)?.above));
    let statement = Statement {
        claim: "LB’s minimum has more large eigenvalues than SB’s.".into(),
        source: Source::Paper {
            says: "sharp minimizers “are characterized by a significant number of large positive eigenvalues”",
            place: "section 2.1; it computes none",
        },
        judge: Claim::Above { negligible: 0.0 },
    };
    let evidence = measured.at_the_end(paired(&measured.pairs(above)));
    statement.verdict(&evidence, |difference, deciding| {
        format!(
            "Eigenvalues above {THRESHOLD} (our choice), LB − SB: {}",
            interval_beside(difference, deciding)
        )
    })
}

fn alternative(measured: &Measured) -> String {
    if measured.minima.is_empty() {
        return "A chart of the eigenvalues of the Hessian. Nothing has been measured yet.".into();
    }
    let parts: Vec<String> = REGIMES
        .iter()
        .filter_map(|&regime| {
            let value = |network| largest(measured, network);
            let first = summary(&measured.values(regime, value))?;
            let above = |network: Network| Some(f64::from(measured.minima.get(&network)?.above));
            Some(format!(
                "{}: largest eigenvalue {}, above {THRESHOLD}: {}.",
                regime.name(),
                with_spread(Some(first)),
                with_spread(summary(&measured.values(regime, above)))
            ))
        })
        .collect();
    format!(
        "A chart of the spectral density of SB’s and LB’s Hessians. {}",
        parts.join(" ")
    )
}

/// The mean shares of a regime's eigenvalues.
fn shares(measured: &Measured, regime: Regime) -> Option<Shares> {
    let known = measured.of(regime).filter(|(_, m)| !m.density.is_empty());
    let all: Vec<Shares> = known.map(|(_, m)| density::shares(&m.density)).collect();
    let mean = |of: fn(&Shares) -> f64| all.iter().map(of).sum::<f64>() / all.len() as f64;
    (!all.is_empty()).then(|| Shares {
        negative: mean(|s| s.negative),
        near_zero: mean(|s| s.near_zero),
        positive: mean(|s| s.positive),
    })
}

fn notes(measured: &Measured) -> Vec<String> {
    let mut notes: Vec<String> = REGIMES
        .iter()
        .filter_map(|&regime| {
            let shares = shares(measured, regime)?;
            let per_cent = |share: f64| significant(100.0 * share, 3);
            Some(format!(
                "{}: {} % of the eigenvalues are within {LEAST} of zero and {} % are below; {} % are on the axis.",
                regime.name(),
                per_cent(shares.near_zero),
                per_cent(shares.negative),
                per_cent(shares.positive)
            ))
        })
        .collect();
    if measured.minima.values().any(counted_all) {
        notes.push(format!(
            "Where all the eigenvalues that were searched exceed {THRESHOLD}, their number is the spectral density’s estimate."
        ));
    }
    if !notes.is_empty() {
        notes.push(format!(
            "The density is by stochastic Lanczos quadrature from the starts of the search for eigenvalues, two as a rule, and smeared by {} of a decade: its large shape is to be trusted, its ripples are not. The ten largest eigenvalues are by Lanczos with full reorthogonalisation, each to within its bound in the table. A second start looks for copies of a multiple eigenvalue, and the bounds hold but for one start of a thousand.",
            density::DEVIATION
        ));
        notes.push(
            "The spectrum depends on the scale of the weights, as rescaling the layers shows."
                .into(),
        );
    }
    notes.extend(remarks::untold(measured));
    notes.extend(remarks::left_out(measured));
    notes.extend(remarks::frozen(measured).filter(|_| !measured.minima.is_empty()));
    notes
}

/// Each network's ten largest, the bound on their errors, and the smallest.
fn table(measured: &Measured) -> Table {
    let mut head = vec!["Network".to_owned()];
    head.extend((1..=10).map(|k| format!("λ{}", subscript(k))));
    head.extend(["Bound, at most", "Smallest", "Trace"].map(String::from));
    let trials = 0..measured.experiment.trials;
    let networks = trials.flat_map(|trial| REGIMES.map(|regime| (regime, trial)));
    let known = networks.filter_map(|network| Some((network, measured.minima.get(&network)?)));
    Table {
        caption: format!(
            "The largest eigenvalues of {}. Each is off by no more than the bound. {NOTHING} stands for one that cannot be told.",
            count(measured.minima.len(), "network")
        ),
        head,
        rows: known.map(|(network, m)| row(network, m)).collect(),
    }
}

fn row((regime, trial): Network, measures: &Measures) -> Row {
    let number = |value: Option<f64>| value.map_or(NOTHING.to_owned(), |v| significant(v, 3));
    let mut cells: Vec<String> = (1..=10).map(|k| number(measures.eigenvalue(k))).collect();
    cells.push(number(measures.residuals.iter().copied().reduce(f64::max)));
    cells.push(number(measures.smallest));
    cells.push(format!(
        "{} ± {}",
        significant(measures.trace.value, 3),
        significant(measures.trace.error, 2)
    ));
    Row {
        head: format!("{}, trial {}", regime.name(), trial + 1),
        cells,
    }
}

fn subscript(n: u32) -> String {
    let digit = |c: char| {
        c.to_digit(10)
            .and_then(|d| char::from_u32(0x2080 + d))
            .unwrap_or(c)
    };
    n.to_string().chars().map(digit).collect()
}
