//! Metric 2.1 at both minima.

use crate::figures::panel::{Panel, Row, Table, head};
use crate::figures::reading::Reading;
use crate::figures::run::Pairs;
use crate::figures::run::claims;
use crate::figures::run::headline;
use crate::figures::run::metric::Metric;
use crate::figures::run::pairs::wanted;
use crate::figures::run::reading;
use crate::figures::run::records;
use crate::figures::run::remarks;
use crate::figures::{Context, Figure, Records};
use crate::format::{count, fixed, significant, with_spread};
use crate::jobs::EPSILONS;
use crate::jobs::Sharpness;
use crate::plot::Picture;
use crate::plot::SharpnessChart;
use crate::results::Wanted;
use crate::settings::Regime;
use crate::sharpness::Search;
use crate::statistics::summary;

/// φ at both ε (Table 3).
pub struct SharpnessFigure;

/// See `SharpnessFigure`.
pub static SHARPNESS: SharpnessFigure = SharpnessFigure;

impl Figure for SharpnessFigure {
    fn name(&self) -> &'static str {
        "sharpness"
    }

    fn title(&self) -> &'static str {
        "Sharpness of the minima"
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        wanted(context, true, false)
    }

    fn has(&self, context: &Context) -> bool {
        !Pairs::of(context).sharpness().is_empty()
    }

    fn panel(&self, context: &Context) -> Panel {
        panel(&Pairs::of(context))
    }

    fn records(&self, context: &Context) -> Records {
        records::sharpness(&Pairs::of(context))
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        let pairs = Pairs::of(context);
        Some(Box::new(SharpnessChart(pairs.sharpness().to_vec())))
    }

    fn readings(&self, context: &Context) -> Vec<Reading> {
        reading::sharpness(&Pairs::of(context))
    }
}

fn panel(pairs: &Pairs) -> Panel {
    Panel {
        headline: headline::sharpness(&claims::is_sharper(pairs, EPSILONS[0])),
        caption: format!(
            "Sharpness φ (Metric 2.1): by how much, in per cent of 1 + f(x), the training loss can rise when every weight x_i moves by at most ε(|x_i| + 1). {}, one mark each.",
            count(pairs.experiment().trials as usize, "trial")
        ),
        alternative: alternative(pairs),
        verdicts: EPSILONS
            .iter()
            .map(|epsilon| claims::is_sharper(pairs, *epsilon))
            .collect(),
        remarks: remarks::measures(pairs),
        table: table(pairs),
    }
}

fn alternative(pairs: &Pairs) -> String {
    if pairs.sharpness().is_empty() {
        return "A chart of the sharpness of SB’s and LB’s minima. Nothing has been measured yet."
            .into();
    }
    let parts: Vec<String> = EPSILONS
        .iter()
        .map(|epsilon| {
            let value =
                |regime| with_spread(summary(&Metric::Sharpness(*epsilon).values(pairs, regime)));
            format!(
                "At ε = {epsilon}: SB {}, LB {}.",
                value(Regime::Small),
                value(Regime::Large)
            )
        })
        .collect();
    format!(
        "A chart of the sharpness φ of SB’s and LB’s minima. {}",
        parts.join(" ")
    )
}

fn table(pairs: &Pairs) -> Table {
    Table {
        caption: "Every measurement: φ as the highest of all searches, φ as in the paper by ten L-BFGS-B iterations from x, which search was best, how many weights it left at the box’s edge, and the training loss at x.".into(),
        head: head(&[
            "Network and ε",
            "φ",
            "φ as in the paper",
            "Best search",
            "At the edge, %",
            "Training loss",
        ]),
        rows: pairs.sharpness().iter().map(row).collect(),
    }
}

fn row(measured: &Sharpness) -> Row {
    let name = measured.regime.name();
    let search = match measured.search {
        Search::Ascent => "signed ascent",
        Search::Paper => "the paper’s",
        Search::Refined => "L-BFGS-B, scaled",
    };
    Row {
        head: format!(
            "{name}, trial {}, ε = {}",
            measured.trial + 1,
            measured.epsilon
        ),
        cells: vec![
            significant(measured.value, 3),
            significant(measured.from_x, 3),
            search.to_owned(),
            fixed(100.0 * measured.at_bound, 0),
            significant(measured.loss, 3),
        ],
    }
}
