//! The paper's figure 1, a sketch to be shifted by hand.

use super::records::{cells, column};
use super::{Context, Figure, Offered, Panel, Pointing, Records, Row, Table};
use crate::format::{fixed, significant};
use crate::landscape::sketch::{gaps, minima, value};
use crate::plot::Picture;
use crate::plot::landscape::{Scene, Sketch};
use crate::results::Wanted;

/// A flat and a sharp minimum. It shows no data: nothing is computed for it.
pub struct SketchFigure;

/// See `SketchFigure`.
pub static SKETCH: SketchFigure = SketchFigure;

impl Figure for SketchFigure {
    fn name(&self) -> &'static str {
        "sketch"
    }

    fn title(&self) -> &'static str {
        "A flat and a sharp minimum, sketched"
    }

    fn offered(&self) -> Offered {
        Offered {
            main: &["shift"],
            more: &[],
        }
    }

    fn pointing(&self) -> Pointing {
        Pointing::Nothing
    }

    fn wanted(&self, _context: &Context) -> Vec<Wanted> {
        Vec::new()
    }

    fn has(&self, _context: &Context) -> bool {
        true
    }

    fn panel(&self, context: &Context) -> Panel {
        panel(context.view.shift)
    }

    fn records(&self, context: &Context) -> Records {
        records(context.view.shift)
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        let sketch = Sketch::new(context.view.shift);
        Some(Box::new(Scene::Sketch(sketch)))
    }
}

/// A row a minimum.
fn records(shift: f64) -> Records {
    let mut records = Records::new(&[&[
        column("minimum", "", "flat or sharp"),
        column("x", "1", "its place"),
        column("train_value", "1", "the training function there"),
        column(
            "test_value",
            "1",
            "the testing function there, the same one shifted",
        ),
        column("gap", "1", "testing less training function"),
    ]]);
    let known = minima().into_iter().zip(gaps(shift));
    for (name, (x, gap)) in ["flat", "sharp"].into_iter().zip(known) {
        records.push(cells![name, x, value(x), value(x - shift), gap]);
    }
    records
}

/// Words and numbers beside the sketch.
fn panel(shift: f64) -> Panel {
    let [flat, sharp] = gaps(shift).map(|gap| fixed(gap, 2));
    let places = minima();
    let by = significant(shift, 2);
    let row = |head: &str, x: f64, gap: &String| Row {
        head: head.to_owned(),
        cells: vec![fixed(value(x), 2), fixed(value(x - shift), 2), gap.clone()],
    };
    let head = ["Minimum", "Training function", "Testing function", "Gap"];
    Panel {
        headline: String::new(),
        caption: "The paper’s figure 1, a sketch: both minima are equally deep. Shift the testing function (dashed), as other data might, and see at which of them the loss grows more.".into(),
        alternative: format!(
            "A sketch of a training function with a flat and a sharp minimum of equal depth, and of a testing function that is the same, shifted by {by}. The gap between the two is {flat} at the flat minimum and {sharp} at the sharp minimum."
        ),
        verdicts: Vec::new(),
        remarks: Vec::new(),
        table: Table {
            caption: format!("Values at both minima with the testing function shifted by {by}."),
            head: head.map(str::to_owned).to_vec(),
            rows: vec![
                row("flat", places[0], &flat),
                row("sharp", places[1], &sharp),
            ],
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_stand_in_the_words() {
        let panel = panel(0.2);
        assert_eq!(panel.table.rows[0].cells, ["0.10", "0.13", "0.03"]);
        assert!(panel.alternative.contains("0.03 at the flat minimum"));
        assert!(panel.alternative.contains(&panel.table.rows[1].cells[2]));
    }
}
