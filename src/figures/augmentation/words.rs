//! The preview in words and numbers.

use crate::data::Shape;
use crate::data::augmentation::Augmentation;
use crate::figures::panel::{Panel, Row, Table};
use crate::figures::remedies::augmented;
use crate::format::{count, significant};
use crate::jobs::{Preview, PreviewJob};
use crate::statistics::summary;

/// Words and numbers beside the picture of a preview that answers `job`.
pub(super) fn panel(job: &PreviewJob, preview: &Preview) -> Panel {
    let kind = kind(preview.shape);
    let settings = job.strategy.augmentation.unwrap_or(Augmentation::NONE);
    let (classes, copies) = (preview.classes.len(), preview.augmented.len());
    let samples = count(preview.each, &format!("training {kind}"));
    let behind = match preview.shape {
        Shape::Image { .. } => "",
        Shape::Signal(_) | Shape::Point => " (in grey behind it, the original)",
    };
    let names: Vec<String> = preview.classes.iter().map(u8::to_string).collect();
    Panel {
        headline: headline(preview),
        caption: format!(
            "{samples} of each of {classes} classes, and below what augmentation makes of the same in {copies} batches{behind}: {}, drawn anew for every batch.",
            augmented(&settings)
        ),
        alternative: format!(
            "In the top row {samples} of each of the classes {}; below, {copies} augmented copies. How far each copy is from its original stands in the table of numbers.",
            names.join(", ")
        ),
        verdicts: Vec::new(),
        remarks: remarks(preview.shape, &settings),
        table: table(preview),
    }
}

/// How far augmentation moves the samples that are shown.
fn headline(preview: &Preview) -> String {
    let samples = 0..preview.classes.len();
    let distances = samples.flat_map(|sample| {
        let original = preview.sample(&preview.originals, sample);
        let copies = preview.augmented.iter();
        copies.map(move |batch| distance(original, preview.sample(batch, sample)))
    });
    let mean = summary(&distances.collect::<Vec<_>>());
    mean.map_or_else(String::new, |mean| {
        format!(
            "Augmentation moves these samples by {} standard deviations and keeps their labels.",
            significant(mean.mean, 2)
        )
    })
}

fn kind(shape: Shape) -> &'static str {
    match shape {
        Shape::Signal(_) => "signal",
        Shape::Image { .. } => "image",
        Shape::Point => "point",
    }
}

fn remarks(shape: Shape, settings: &Augmentation) -> Vec<String> {
    let images = matches!(shape, Shape::Image { .. });
    let mirrored = images && settings.reflection;
    let mirrored = mirrored.then(|| {
        "Half of the images are mirrored. A mirror changes most digits into no digit at all: only 0, 1 and 8 may pass for themselves.".into()
    });
    mirrored.into_iter().collect()
}

fn table(preview: &Preview) -> Table {
    let batches = 1..=preview.augmented.len();
    let row = |(sample, class): (usize, &u8)| Row {
        head: class.to_string(),
        cells: preview
            .augmented
            .iter()
            .map(|batch| {
                let original = preview.sample(&preview.originals, sample);
                let distance = distance(original, preview.sample(batch, sample));
                significant(distance, 3)
            })
            .collect(),
    };
    Table {
        caption: "How far each augmented copy is from its original: root mean square over the input’s numbers, in deviations of the training inputs".into(),
        head: [String::from("Class")]
            .into_iter()
            .chain(batches.map(|batch| format!("Copy {batch}")))
            .collect(),
        rows: preview.classes.iter().enumerate().map(row).collect(),
    }
}

/// The root mean square of the differences.
fn distance(a: &[f32], b: &[f32]) -> f64 {
    let square = |(a, b): (&f32, &f32)| {
        let difference = f64::from(*a) - f64::from(*b);
        difference * difference
    };
    let sum: f64 = a.iter().zip(b).map(square).sum();
    libm::sqrt(sum / a.len().max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::DataSet;
    use crate::settings::Experiment;

    #[test]
    fn a_mirror_is_spoken_of_where_there_is_one() {
        let experiment = Experiment {
            data: DataSet::Optdigits,
            train: 60,
            ..Experiment::default()
        };
        let mut job = PreviewJob::of(&experiment, 0);
        let shown = Preview {
            shape: Shape::Image {
                rows: 1,
                columns: 1,
            },
            each: 1,
            classes: vec![0, 1],
            originals: vec![0.0, 1.0],
            augmented: vec![vec![0.0, 1.0]],
        };
        assert_eq!(panel(&job, &shown).remarks, Vec::<String>::new());
        let mut augmentation = job.strategy.augmentation.unwrap_or(Augmentation::NONE);
        augmentation.reflection = true;
        job.strategy.augmentation = Some(augmentation);
        let words = panel(&job, &shown);
        assert!(words.remarks[0].contains("A mirror changes most digits"));
        assert!(words.caption.contains("reflections"));
    }
}
