//! What data augmentation makes of samples.

mod words;

use super::{Context, Figure, Offered, Panel, Pointing, Row, Table};
use crate::jobs::PreviewJob;
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

    fn shows(&self, context: &Context) -> String {
        format!("draw {}", context.view.batches)
    }

    fn picture(&self, context: &Context) -> Option<Box<dyn Picture>> {
        let preview = context.results.preview(&job(context))?;
        Some(Box::new(preview.clone()))
    }
}
