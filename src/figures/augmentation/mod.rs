//! What data augmentation makes of samples.

mod words;

use super::records::{cells, column};
use super::{Context, Figure, Offered, Panel, Pointing, Records, Row, Table};
use crate::jobs::{Preview, PreviewJob};
use crate::plot::Picture;
use crate::results::Wanted;

/// Samples as they are and as they are augmented.
pub struct AugmentationFigure;

/// See `AugmentationFigure`.
pub static AUGMENTATION: AugmentationFigure = AugmentationFigure;

/// It is only to look at: after the jobs of a run.
const URGENCY: u32 = 10_000;

fn job(context: &Context) -> PreviewJob {
    PreviewJob::of(context.experiment, context.view.batches)
}

/// A row a feature of each sample, as it is and as often as it was augmented.
fn records(preview: Option<&Preview>) -> Records {
    let mut records = Records::new(&[&[
        column("version", "", "0 as it is, from 1 augmented"),
        column("class", "", "the sample's label"),
        column("sample", "", "which of the class's samples, from 1"),
        column(
            "feature",
            "",
            "which of the sample's features, from 0, row by row of an image",
        ),
        column("value", "1", "its value"),
    ]]);
    let Some(preview) = preview else {
        return records;
    };
    let samples = preview.classes.len() * preview.each;
    let versions = [&preview.originals].into_iter().chain(&preview.augmented);
    for (version, values) in versions.enumerate() {
        let features = (values.len() / samples.max(1)).max(1);
        for (at, &value) in values.iter().enumerate() {
            let (sample, feature) = (at / features, at % features);
            let each = preview.each.max(1);
            let class = preview.classes.get(sample / each).copied();
            let class = class.map(u32::from);
            records.push(cells![version, class, sample % each + 1, feature, value]);
        }
    }
    records
}

impl Figure for AugmentationFigure {
    fn name(&self) -> &'static str {
        "augmentation"
    }

    fn title(&self) -> &'static str {
        "Samples as they are, and augmented"
    }

    fn offered(&self) -> Offered {
        Offered {
            main: &["batches"],
            more: &[],
        }
    }

    fn pointing(&self) -> Pointing {
        Pointing::Nothing
    }

    fn wanted(&self, context: &Context) -> Vec<Wanted> {
        vec![Wanted::new(job(context), URGENCY)]
    }

    fn has(&self, context: &Context) -> bool {
        context.results.preview(&job(context)).is_some()
    }

    fn panel(&self, context: &Context) -> Panel {
        let job = job(context);
        match context.results.preview(&job) {
            Some(preview) => words::panel(&job, preview),
            None => Panel {
                headline: String::new(),
                caption: "The samples have not been drawn yet.".into(),
                alternative: "Nothing has been drawn yet.".into(),
                verdicts: Vec::new(),
                remarks: Vec::new(),
                table: Table {
                    caption: String::new(),
                    head: Vec::<String>::new(),
                    rows: Vec::<Row>::new(),
                },
            },
        }
    }

    fn records(&self, context: &Context) -> Records {
        records(context.results.preview(&job(context)))
    }

    fn shows(&self, context: &Context) -> String {
        format!("draw {}", context.view.batches)
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        let preview = context.results.preview(&job(context))?;
        Some(Box::new(preview.clone()))
    }
}
