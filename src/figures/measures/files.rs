//! The measures of a network from files, as a table of its own.

use crate::figures::measures::rows::{Source, entries};
use crate::figures::panel::{Panel, Row, Table};
use crate::format::{NOTHING, fixed, grouped, significant};
use crate::jobs::measures::Measures;

/// Words and numbers for the measures of one network; `assumptions` are sentences about how its file was
/// read.
pub fn files_panel(measures: &Measures, assumptions: &[String]) -> Panel {
    let caption = format!(
        "{} parameters, {} samples, {} % of them classified correctly. Batch-norm statistics are those of the file; everything is computed in double precision.",
        grouped(measures.parameters as usize),
        grouped(measures.samples as usize),
        fixed(100.0 * measures.accuracy, 1)
    );
    Panel {
        headline: String::new(),
        alternative: caption.clone(),
        caption,
        verdicts: Vec::new(),
        remarks: [assumptions, &remarks(measures)].concat(),
        table: table(measures),
    }
}

fn table(measures: &Measures) -> Table {
    let row = |name: &str, value: f64, reads: &str| Row {
        head: name.to_owned(),
        cells: vec![significant(value, 6), reads.to_owned()],
    };
    let mut rows = vec![row(
        "Length of the gradient ‖∇f(x)‖",
        measures.gradient_norm,
        "Zero at a minimum; where it is not small, training has not ended.",
    )];
    for entry in entries() {
        if let Source::Minimum(of) = entry.source {
            let value = of(measures).unwrap_or(f64::NAN);
            rows.push(row(&entry.name, value, entry.reads));
        }
    }
    Table {
        caption: "Every measure of this network. What could not be measured is a dash.".into(),
        head: ["Measure", "Value", "Reads as"].map(String::from).to_vec(),
        rows,
    }
}

/// What the numbers alone do not say.
fn remarks(measures: &Measures) -> Vec<String> {
    let mut remarks = Vec::new();
    if !measures.loss.is_finite() {
        remarks.push(format!(
            "The loss is not finite; what rests on it is {NOTHING}."
        ));
    }
    remarks
}
