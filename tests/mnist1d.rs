//! Our MNIST-1D against the published generator.
#![cfg(not(target_arch = "wasm32"))]

use serde::Deserialize;
use sharp_minima::data;
use sharp_minima::data::DataSet;
use sharp_minima::data::{Samples, Selection, USUAL_DRAW, mnist1d};
use sharp_minima::random::{Purpose, stream};

/// Made by tests/oracle/mnist1d_oracle.py.
#[derive(Deserialize)]
struct Published {
    per_class: usize,
    sets: usize,
    exact: Vec<Exact>,
    classes: Vec<Class>,
    ridge: Ridge,
}

#[derive(Deserialize)]
struct Exact {
    label: usize,
    padding: usize,
    scale: f64,
    shift: usize,
    correlated: Vec<f64>,
    independent: Vec<f64>,
    shear: f64,
    signal: Vec<f64>,
}

#[derive(Deserialize)]
struct Class {
    mean: Vec<f64>,
    variance: Vec<f64>,
    lag: f64,
}

#[derive(Deserialize)]
struct Ridge {
    penalty: f64,
    train_mean: f64,
    train_deviation: f64,
    test_mean: f64,
    test_deviation: f64,
}

fn published() -> Published {
    serde_json::from_str(include_str!("oracle/mnist1d.json")).unwrap()
}

#[test]
fn the_same_draws_make_the_published_signal() {
    for case in published().exact {
        let draws = mnist1d::Draws {
            padding: case.padding,
            scale: case.scale,
            shift: case.shift,
            correlated: case.correlated.try_into().unwrap(),
            independent: case.independent.try_into().unwrap(),
            shear: case.shear,
        };
        let ours = mnist1d::signal(case.label, &draws);
        for (ours, theirs) in ours.iter().zip(&case.signal) {
            assert!(
                (ours - theirs).abs() < 1e-12,
                "class {}: {ours} {theirs}",
                case.label
            );
        }
    }
}

/// Mean of `values` and the variance of that mean.
fn mean_and_error(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let n = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / n;
    (
        mean,
        values.map(|x| (x - mean).powi(2)).sum::<f64>() / (n * n),
    )
}

/// 12,000 signals a class of ours against as many of theirs. Each difference is divided by its
/// sampling error. Of 810 such numbers the largest is beyond 5 once in 2,000 such tests; their
/// mean square is 1 give or take .1 (1.08 to 1.22 with six streams of ours).
#[test]
fn class_means_and_variances_are_the_published_ones() {
    let published = published();
    let samples = mnist1d::samples(10 * published.per_class, &mut stream(1, 0, Purpose::Data));
    let inputs = samples.inputs.mapv(f64::from);
    let mut scores: Vec<f64> = Vec::new();
    for (class, theirs) in published.classes.iter().enumerate() {
        let rows = || inputs.rows().into_iter().skip(class).step_by(10);
        assert_eq!(rows().count(), published.per_class);
        let mut compare = |(ours, error): (f64, f64), theirs: f64| {
            scores.push((ours - theirs) / (2.0 * error).sqrt());
        };
        for i in 0..mnist1d::LENGTH {
            let values = rows().map(|row| row[i]);
            let (mean, error) = mean_and_error(values.clone());
            compare((mean, error), theirs.mean[i]);
            compare(
                mean_and_error(values.map(|x| (x - mean).powi(2))),
                theirs.variance[i],
            );
        }
        let lag = |row: ndarray::ArrayView1<f64>| {
            row.iter()
                .zip(row.iter().skip(1))
                .map(|(a, b)| a * b)
                .sum::<f64>()
                / 39.0
        };
        compare(mean_and_error(rows().map(lag)), theirs.lag);
    }
    let largest = scores.iter().fold(0.0_f64, |a, b| a.max(b.abs()));
    let mean_square = scores.iter().map(|z| z * z).sum::<f64>() / scores.len() as f64;
    assert!(largest < 5.0, "largest deviation {largest} standard errors");
    assert!(mean_square < 1.6, "mean square deviation {mean_square}");
}

/// Ridge regression on one-hot labels with a constant column, as in the Python script; gives the
/// accuracies on both sets.
fn ridge(train: &Samples, test: &Samples, penalty: f64) -> (f64, f64) {
    let (mean, n) = (mean_of(train), train.inputs.len() as f64);
    let square = train
        .inputs
        .iter()
        .map(|&x| (f64::from(x) - mean).powi(2))
        .sum::<f64>();
    let deviation = (square / n).sqrt();
    let design = |samples: &Samples| -> Vec<Vec<f64>> {
        let standard = |&x: &f32| (f64::from(x) - mean) / deviation;
        let row = |row: ndarray::ArrayView1<f32>| row.iter().map(standard).chain([1.0]).collect();
        samples.inputs.rows().into_iter().map(row).collect()
    };
    let rows = design(train);
    let n = rows[0].len();
    // [gram | right-hand sides], solved by Gauss–Jordan elimination: the matrix is positive
    // definite, so no pivoting.
    let mut system = vec![vec![0.0; n + 10]; n];
    for (row, &label) in rows.iter().zip(&train.labels) {
        for i in 0..n {
            for j in 0..n {
                system[i][j] += row[i] * row[j];
            }
            system[i][n + usize::from(label)] += row[i];
        }
    }
    (0..n).for_each(|i| system[i][i] += penalty);
    for i in 0..n {
        let pivot = system[i].clone();
        for (_, row) in system.iter_mut().enumerate().filter(|(k, _)| *k != i) {
            let factor = row[i] / pivot[i];
            row.iter_mut()
                .zip(&pivot)
                .for_each(|(x, p)| *x -= factor * p);
        }
    }
    let output = |x: &[f64], c: usize| -> f64 {
        x.iter()
            .zip(&system)
            .enumerate()
            .map(|(i, (x, row))| x * row[n + c] / row[i])
            .sum()
    };
    let class = |x: &[f64]| (0..10).max_by(|&a, &b| output(x, a).total_cmp(&output(x, b)));
    let accuracy = |samples: &Samples| {
        let classes = design(samples).into_iter().map(|x| class(&x));
        let right = classes
            .zip(&samples.labels)
            .filter(|(c, l)| *c == Some(usize::from(**l)));
        right.count() as f64 / samples.len() as f64
    };
    (accuracy(train), accuracy(test))
}

fn mean_of(samples: &Samples) -> f64 {
    samples.inputs.iter().map(|&x| f64::from(x)).sum::<f64>() / samples.inputs.len() as f64
}

/// A linear classifier's accuracies on data sets of 4,000 + 1,000 are about normal, with the
/// spread that the published generator shows over its own 24 seeds. Four standard errors of the
/// difference of two means of 24, and four standard deviations for the one data set we use, are
/// exceeded once in 10,000.
#[test]
fn a_linear_classifier_does_as_well_as_on_published_data() {
    let Published {
        ridge: theirs,
        sets,
        ..
    } = published();
    let ours = |seed: u32| {
        let mut rng = stream(seed, 0, Purpose::Data);
        let train = mnist1d::samples(4000, &mut rng);
        ridge(&train, &mnist1d::samples(1000, &mut rng), theirs.penalty)
    };
    let accuracies: Vec<_> = (0..sets as u32).map(|set| ours(1000 + set)).collect();
    let mean =
        |pick: fn(&(f64, f64)) -> f64| accuracies.iter().map(pick).sum::<f64>() / sets as f64;
    let error = |deviation: f64| deviation * (2.0 / sets as f64).sqrt();
    let (train, test) = (mean(|a| a.0), mean(|a| a.1));
    assert!(
        (train - theirs.train_mean).abs() < 4.0 * error(theirs.train_deviation),
        "{train}"
    );
    assert!(
        (test - theirs.test_mean).abs() < 4.0 * error(theirs.test_deviation),
        "{test}"
    );

    let selection = Selection {
        data: DataSet::Mnist1d,
        draw: USUAL_DRAW,
        train: 4000,
        label_noise: 0.0,
        seed: 1,
    };
    let set = data::load(&selection, None).unwrap();
    let (train, test) = ridge(&set.train, &set.test, theirs.penalty);
    assert!(
        (train - theirs.train_mean).abs() < 4.0 * theirs.train_deviation,
        "{train}"
    );
    assert!(
        (test - theirs.test_mean).abs() < 4.0 * theirs.test_deviation,
        "{test}"
    );
}
