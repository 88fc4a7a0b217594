//! Metric 2.1 at both minima.

use super::{Panel, Row, Table, head, remarks};
use crate::experiment::claims;
use crate::experiment::job::Regime;
use crate::experiment::metric::Metric;
use crate::experiment::report::Sharpness;
use crate::experiment::statistics::summary;
use crate::experiment::study::{EPSILONS, Study};
use crate::experiment::words::{count, fixed, significant, with_spread};
use crate::sharpness::Search;

pub(super) fn panel(study: &Study) -> Panel {
    Panel {
        caption: format!(
            "Sharpness φ (Metric 2.1): by how much, in per cent of 1 + f(x), the training loss can rise when every weight x_i moves by at most ε(|x_i| + 1). {}, one mark for each trial. See how far LB’s marks lie from SB’s, at either ε.",
            count(study.experiment().trials as usize, "trial")
        ),
        alternative: alternative(study),
        verdicts: EPSILONS
            .iter()
            .map(|epsilon| claims::is_sharper(study, *epsilon))
            .collect(),
        remarks: remarks::measures(study),
        table: table(study),
    }
}

fn alternative(study: &Study) -> String {
    if study.sharpness().is_empty() {
        return "A chart of the sharpness of SB’s and LB’s minima. Nothing has been measured yet."
            .into();
    }
    let parts: Vec<String> = EPSILONS
        .iter()
        .map(|epsilon| {
            let value =
                |regime| with_spread(summary(&Metric::Sharpness(*epsilon).values(study, regime)));
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

fn table(study: &Study) -> Table {
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
        rows: study.sharpness().iter().map(row).collect(),
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
