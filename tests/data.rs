//! Every data set as it is loaded, and bad wishes.
#![cfg(not(target_arch = "wasm32"))]

use sharp_minima::data;
use sharp_minima::data::DataSet;
use sharp_minima::data::{DataError, Dataset, Samples, Selection, Shape, USUAL_DRAW};
use std::path::Path;

fn file(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn archive(data: DataSet) -> Option<Vec<u8>> {
    match data {
        DataSet::Mnist1d | DataSet::Spirals => None,
        // Too large for the repository.
        DataSet::Mnist28 => None,
        DataSet::Mnist => Some(file("www/data/mnist14.bin")),
        DataSet::Optdigits => Some(file("www/data/optdigits.bin")),
    }
}

fn selection(data: DataSet, train: usize, label_noise: f64, seed: u32) -> Selection {
    Selection {
        data,
        draw: USUAL_DRAW,
        train,
        label_noise,
        seed,
    }
}

fn load(data: DataSet, train: usize, label_noise: f64, seed: u32) -> Result<Dataset, DataError> {
    let selection = selection(data, train, label_noise, seed);
    data::load(&selection, archive(data).as_deref())
}

const ALL: [DataSet; 3] = [DataSet::Mnist1d, DataSet::Mnist, DataSet::Optdigits];

/// FNV-1a over the bits of the inputs and the labels.
fn fingerprint(dataset: &Dataset) -> u64 {
    let bytes = |samples: &Samples| -> Vec<u8> {
        let inputs = samples
            .inputs
            .iter()
            .flat_map(|x| x.to_bits().to_le_bytes());
        inputs.chain(samples.labels.iter().copied()).collect()
    };
    let all = [bytes(&dataset.train), bytes(&dataset.test)].concat();
    all.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn mean_of(samples: &Samples) -> f64 {
    samples.inputs.iter().map(|&x| f64::from(x)).sum::<f64>() / samples.inputs.len() as f64
}

fn count(labels: &[u8]) -> [usize; 10] {
    let mut counts = [0; 10];
    labels
        .iter()
        .for_each(|&label| counts[usize::from(label)] += 1);
    counts
}

#[test]
fn sets_are_whole_balanced_and_standardised() {
    for data in ALL {
        let limits = data::limits(data);
        let most = *limits.train.end();
        let set = load(data, most, 0.0, 1).unwrap();
        assert_eq!((set.train.len(), set.test.len()), (most, limits.test));
        assert_eq!(set.train.inputs.dim(), (most, limits.features));
        assert_eq!(set.test.inputs.dim(), (limits.test, limits.features));
        assert_eq!(set.classes, limits.classes);
        assert_eq!(set.shape.features(), limits.features);
        assert_eq!(count(&set.test.labels), [limits.test / 10; 10]);

        let mean = mean_of(&set.train);
        let square = set
            .train
            .inputs
            .iter()
            .map(|&x| f64::from(x).powi(2))
            .sum::<f64>();
        let variance = square / set.train.inputs.len() as f64;
        assert!(
            mean.abs() < 1e-6 && (variance - 1.0).abs() < 1e-6,
            "{data:?} {mean} {variance}"
        );
    }
    let set = load(DataSet::Mnist, 4000, 0.0, 1).unwrap();
    assert_eq!(count(&set.train.labels), [400; 10]);
    // UCI's counts less 50 for testing.
    let set = load(DataSet::Optdigits, 1297, 0.0, 1).unwrap();
    assert_eq!(
        count(&set.train.labels),
        [128, 132, 127, 133, 131, 132, 131, 129, 124, 130]
    );
    assert_eq!(
        set.shape,
        Shape::Image {
            rows: 8,
            columns: 8
        }
    );
}

/// The beginning of the training set is what `train` asks for; the testing images stay.
#[test]
fn a_smaller_training_set_is_the_beginning_of_the_larger() {
    for data in ALL {
        let (small, large) = (
            load(data, 205, 0.0, 1).unwrap(),
            load(data, 1000, 0.0, 1).unwrap(),
        );
        let counts = count(&small.train.labels);
        assert!(counts.iter().all(|&n| n == 20 || n == 21), "{counts:?}");
        assert_eq!(small.train.labels, large.train.labels[..205]);
        assert_eq!(small.test.labels, large.test.labels);
        // Standardised by different means and deviations, the inputs agree up to one affine map.
        let pairs = |a: &Samples, b: &Samples| -> Vec<(f64, f64)> {
            let wide = |x: &f32| f64::from(*x);
            a.inputs
                .iter()
                .map(wide)
                .zip(b.inputs.iter().map(wide))
                .collect()
        };
        let all = [
            pairs(&small.train, &large.train),
            pairs(&small.test, &large.test),
        ]
        .concat();
        let low = *all.iter().min_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
        let high = *all.iter().max_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
        let slope = (high.1 - low.1) / (high.0 - low.0);
        for (a, b) in all {
            assert!(
                (low.1 + slope * (a - low.0) - b).abs() < 2e-6,
                "{data:?} {a} {b}"
            );
        }
    }
}

/// The data sets are fixed: another number here means that every result on the page changes.
#[test]
fn samples_never_change() {
    let expected = [
        0xc285_3783_9bf7_2cc9,
        0x3a3c_fff2_95c2_310c,
        0xa602_b775_32bc_e0be,
    ];
    for (data, expected) in ALL.into_iter().zip(expected) {
        let most = *data::limits(data).train.end();
        let set = load(data, most, 0.0, 1).unwrap();
        assert_eq!(
            fingerprint(&set),
            expected,
            "{data:?} {:#x}",
            fingerprint(&set)
        );
        assert_eq!(
            set,
            load(data, most, 0.0, 2).unwrap(),
            "the seed changes labels alone"
        );
    }
}

/// Another draw of generated samples is another one throughout; archives have one only.
#[test]
fn a_draw_is_of_generated_samples_alone() {
    for data in ALL {
        let usual = selection(data, 100, 0.0, 1);
        let other = Selection {
            draw: USUAL_DRAW + 1,
            ..usual
        };
        let [usual, other] =
            [usual, other].map(|wanted| data::load(&wanted, archive(data).as_deref()).unwrap());
        assert_eq!(usual == other, data != DataSet::Mnist1d, "{data:?}");
        if data == DataSet::Mnist1d {
            assert_ne!(usual.train.inputs, other.train.inputs);
            assert_ne!(usual.test.inputs, other.test.inputs);
        }
    }
}

#[test]
fn label_noise_replaces_a_share_of_the_training_labels() {
    let clean = load(DataSet::Optdigits, 1297, 0.0, 3).unwrap();
    let noisy = |share, seed| load(DataSet::Optdigits, 1297, share, seed).unwrap();
    let wrong = |set: &Dataset| -> Vec<usize> {
        (0..1297)
            .filter(|&i| set.train.labels[i] != clean.train.labels[i])
            .collect()
    };
    let (some, more) = (noisy(0.1, 3), noisy(0.4, 3));
    assert_eq!((wrong(&some).len(), wrong(&more).len()), (130, 519));
    assert!(
        wrong(&some)
            .iter()
            .all(|&i| some.train.labels[i] == more.train.labels[i])
    );
    assert_eq!(some, noisy(0.1, 3));
    assert_ne!(wrong(&some), wrong(&noisy(0.1, 4)));
    assert_eq!(
        (&some.test, &some.train.inputs),
        (&clean.test, &clean.train.inputs)
    );

    // Every one of the nine wrong classes is as likely: χ² with eight degrees of freedom exceeds
    // 26.1 once in a thousand.
    let all = noisy(0.9995, 3);
    let mut steps = [0.0_f64; 10];
    for (noisy, clean) in all.train.labels.iter().zip(&clean.train.labels) {
        steps[usize::from((noisy + 10 - clean) % 10)] += 1.0;
    }
    let expected = (1297.0 - steps[0]) / 9.0;
    let chi_squared: f64 = steps[1..]
        .iter()
        .map(|n| (n - expected).powi(2) / expected)
        .sum();
    assert!(steps[0] == 1.0 && chi_squared < 26.1, "{steps:?}");
}

// ---- bad wishes

fn message(result: Result<Dataset, DataError>) -> String {
    result.expect_err("must be refused").to_string()
}

#[test]
fn bad_wishes_are_refused_with_the_allowed_range() {
    let mnist1d = |train, noise| message(load(DataSet::Mnist1d, train, noise, 1));
    assert_eq!(
        mnist1d(4001, 0.0),
        "train: 4001 is not allowed; mnist1d has 10 to 4000"
    );
    assert_eq!(
        mnist1d(0, 0.0),
        "train: 0 is not allowed; mnist1d has 10 to 4000"
    );
    for noise in [1.0, -0.1, f64::INFINITY, f64::NAN] {
        let expected =
            format!("label_noise: {noise} is not allowed; allowed is at least 0 and less than 1");
        assert_eq!(mnist1d(100, noise), expected);
    }
    assert_eq!(
        message(data::load(
            &selection(DataSet::Optdigits, 100, 0.0, 1),
            None
        )),
        "data: the archive of optdigits has not been loaded"
    );
    assert_eq!(
        message(load(DataSet::Mnist28, 60_001, 0.0, 1)),
        "train: 60001 is not allowed; mnist28 has 10 to 60000"
    );
    assert_eq!(
        message(data::load(
            &selection(DataSet::Mnist28, 60_000, 0.0, 1),
            archive(DataSet::Mnist).as_deref()
        )),
        "data: the archive is not that of mnist28: rows is 14, expected 28"
    );
    assert_eq!(
        message(data::load(
            &selection(DataSet::Mnist, 100, 0.0, 1),
            archive(DataSet::Optdigits).as_deref()
        )),
        "data: the archive is not that of mnist: rows is 8, expected 14"
    );
    assert_eq!(
        message(data::load(
            &selection(DataSet::Mnist, 100, 0.0, 1),
            Some(b"<!doctype html>........")
        )),
        "data: mnist: not a data archive: begins with [3c, 21, 64, 6f], expected [53, 4d, 44, 41]"
    );
}
