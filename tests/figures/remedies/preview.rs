//! The preview of augmentation: it is what training would see, and nothing else.

use super::figures::keep;
use crate::known::Known;
use sharp_minima::data::augmentation::{Augmentation, Augmenter};
use sharp_minima::data::{self, DataSet, Dataset, Samples, Selection, Shape};
use sharp_minima::jobs::preview::{LAST_DRAW, MOST_SAMPLES, Preview, PreviewJob, ROWS, preview};
use sharp_minima::jobs::{Job, Report};
use sharp_minima::plot::svg;
use sharp_minima::random::{Purpose, stream};
use sharp_minima::settings::Experiment;
use sharp_minima::strategy::Strategy;

fn experiment(data: DataSet) -> Experiment {
    Experiment {
        data,
        train: 60,
        small_batch: 10,
        large_batch: 30,
        seed: 11,
        ..Experiment::default()
    }
}

/// The shipped archive of a data set.
fn archive(data: DataSet) -> Option<Vec<u8>> {
    let name = match data {
        DataSet::Mnist1d | DataSet::Spirals | DataSet::Mnist28 => return None,
        DataSet::Mnist => "mnist14.bin",
        DataSet::Optdigits => "optdigits.bin",
    };
    let path = format!("{}/www/data/{name}", env!("CARGO_MANIFEST_DIR"));
    Some(std::fs::read(path).expect("a shipped archive"))
}

fn loaded(data: DataSet) -> (Experiment, Dataset) {
    let experiment = experiment(data);
    let archive = archive(data);
    let loaded = data::load(&Selection::from(&experiment), archive.as_deref());
    (experiment, loaded.expect("a data set"))
}

const ALL: [DataSet; 4] = [
    DataSet::Mnist1d,
    DataSet::Mnist,
    DataSet::Optdigits,
    DataSet::Spirals,
];

#[test]
fn the_originals_are_the_first_training_samples_of_the_first_classes() {
    for set in ALL {
        let (experiment, data) = loaded(set);
        let shown = preview(&PreviewJob::of(&experiment, 0), &data).expect("a preview");
        let classes = data.classes.min(MOST_SAMPLES) as u8;
        assert_eq!(shown.classes, (0..classes).collect::<Vec<_>>());
        // 60 samples are 20 of each of three classes.
        assert_eq!(shown.each, if set == DataSet::Spirals { 20 } else { 1 });
        for (place, class) in shown.classes.iter().enumerate() {
            let samples = data.train.labels.iter().zip(data.train.inputs.rows());
            let first = samples
                .filter(|(label, _)| *label == class)
                .take(shown.each);
            let first: Vec<f32> = first.flat_map(|(_, row)| row.to_vec()).collect();
            assert_eq!(shown.sample(&shown.originals, place), first);
        }
        assert_eq!(shown.augmented.len(), ROWS);
        assert!(shown.is_whole());
    }
}

#[test]
fn the_copies_are_what_training_draws_for_these_batches() {
    for set in ALL {
        let (experiment, data) = loaded(set);
        let job = |draw| PreviewJob::of(&experiment, draw);
        let mut augmenter = Augmenter::new(Augmentation::of(set), &data);
        let mut rng = stream(experiment.seed, 0, Purpose::Perturbation);
        for draw in 0..3 {
            let shown = preview(&job(draw), &data).expect("a preview");
            for copy in &shown.augmented {
                let mut batch = shown.originals.clone();
                augmenter.apply(&mut batch, &mut rng);
                assert_eq!(*copy, batch);
                assert_ne!(*copy, shown.originals);
            }
        }
    }
}

#[test]
fn sizes_of_zero_give_the_originals_exactly() {
    for set in ALL {
        let (experiment, data) = loaded(set);
        for augmentation in [Some(Augmentation::NONE), None] {
            let job = PreviewJob {
                strategy: Strategy {
                    augmentation,
                    ..Strategy::PLAIN
                },
                ..PreviewJob::of(&experiment, 1)
            };
            let shown = preview(&job, &data).expect("a preview");
            assert!(shown.augmented.iter().all(|copy| *copy == shown.originals));
        }
    }
}

#[test]
fn what_is_not_allowed_is_said() {
    let (experiment, data) = loaded(DataSet::Mnist1d);
    let job = PreviewJob::of(&experiment, 0);
    let late = PreviewJob {
        draw: LAST_DRAW + 1,
        ..job.clone()
    };
    let error = preview(&late, &data).expect_err("no such draw");
    assert_eq!(
        error.to_string(),
        "draw: 1000 is not allowed; allowed is 0 to 999"
    );
    let foreign = PreviewJob {
        strategy: Strategy {
            augmentation: Some(Augmentation::of(DataSet::Mnist)),
            ..Strategy::PLAIN
        },
        ..job
    };
    assert!(preview(&foreign, &data).is_err());
    assert_eq!(PreviewJob::of(&experiment, LAST_DRAW + 3).draw, 2);
}

#[test]
fn a_job_and_its_answer_travel_as_plain_data() {
    for set in ALL {
        travels(set);
    }
}

fn travels(set: DataSet) {
    let (experiment, data) = loaded(set);
    let job = PreviewJob::of(&experiment, 2);
    let whole = Job::from(job.clone());
    let text = whole.key().to_string();
    assert!(text.starts_with(r#"{"preview":{"experiment":{"#), "{text}");
    assert_eq!(serde_json::from_str::<Job>(&text).expect("the job"), whole);
    let shown = preview(&job, &data).expect("a preview");
    let text = serde_json::to_string(&shown).expect("plain data");
    assert_eq!(serde_json::from_str::<Preview>(&text).expect("it"), shown);
}

/// Two classes of two points: distances by hand.
#[test]
fn the_table_says_how_far_copies_are() {
    let shown = Preview {
        shape: Shape::Signal(2),
        each: 1,
        classes: vec![0, 3],
        originals: vec![0.0, 0.0, 1.0, 1.0],
        augmented: vec![vec![3.0, 4.0, 1.0, 1.0], vec![0.0, 2.0, 0.0, 0.0]],
    };
    let mut known = Known::new(experiment(DataSet::Mnist1d));
    assert!(!known.has("augmentation"));
    let job = PreviewJob::of(&experiment(DataSet::Mnist1d), 0);
    known.put(job, Report::Preview(shown));
    assert!(known.has("augmentation"));
    let words = known.panel("augmentation");
    assert_eq!(words.table.head, ["Class", "Copy 1", "Copy 2"]);
    let rows: Vec<_> = words
        .table
        .rows
        .iter()
        .map(|row| (&row.head[..], &row.cells))
        .collect();
    // √(25/2), √(4/2); 0, √(2/2).
    let expected = [["3.54", "1.41"], ["0", "1"]];
    for ((head, cells), (class, numbers)) in rows.iter().zip(["0", "3"].iter().zip(expected)) {
        assert_eq!(head, class);
        assert_eq!(**cells, numbers);
    }
}

#[test]
fn each_draw_is_another_job() {
    let mut known = Known::new(experiment(DataSet::Optdigits));
    let first = known.wanted("augmentation");
    known.view.batches = 1;
    let second = known.wanted("augmentation");
    assert_eq!((first.len(), second.len()), (1, 1));
    assert_ne!(first, second);
}

#[test]
fn it_is_drawn_at_every_size_and_broken_answers_are_not() {
    for set in ALL {
        let (experiment, data) = loaded(set);
        let shown = preview(&PreviewJob::of(&experiment, 0), &data).expect("a preview");
        for (width, height) in [(1, 1), (90, 40), (340, 320), (1100, 480)] {
            for dark in [false, true] {
                let document = svg(&shown, width, height, dark);
                assert_eq!(document, svg(&shown, width, height, dark));
                keep(&format!("preview-{set:?}-{width}-{dark}"), &document);
            }
        }
        let document = svg(&shown, 1100, 480, false);
        for text in ["original", "copy 1", "copy 3"] {
            assert_eq!(document.matches(text).count(), 1, "{text}");
        }
        let broken = [
            Preview {
                originals: vec![0.0; 3],
                ..shown.clone()
            },
            Preview {
                originals: vec![f32::NAN; shown.originals.len()],
                ..shown.clone()
            },
            Preview {
                shape: Shape::Signal(usize::MAX),
                ..shown.clone()
            },
        ];
        for broken in broken {
            assert!(!broken.is_whole());
            assert!(!svg(&broken, 340, 320, false).contains("original"));
        }
    }
}

/// A class that the training set lacks is passed over.
#[test]
fn a_missing_class_is_passed_over() {
    let (experiment, data) = loaded(DataSet::Mnist1d);
    let few = data
        .train
        .labels
        .iter()
        .map(|&label| label.max(1))
        .collect();
    let train = Samples {
        labels: few,
        ..data.train.clone()
    };
    let shown = preview(&PreviewJob::of(&experiment, 0), &Dataset { train, ..data });
    assert_eq!(shown.expect("a preview").classes, [1, 2, 3, 4, 5]);
}
