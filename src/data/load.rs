//! From a data set's name to standardised samples.

use crate::data::DataSet;
use crate::data::archive::Archive;
use crate::data::name::Source;
use crate::data::{DataError, Dataset, Samples, Shape, spirals};
use crate::random::{Purpose, stream};
use ndarray::Array2;
use rand::RngExt;
use rand::seq::SliceRandom;
use sharp_minima_kernels::Generator;
use std::ops::RangeInclusive;

/// The draw of generated samples that experiments use unless they ask for another. The number is that of the
/// published generator's default; the samples are others.
pub const USUAL_DRAW: u32 = 42;

/// The fewest training samples.
const LEAST: usize = 10;

/// Which samples an experiment sees: all that they follow from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Selection {
    /// The data set.
    pub data: DataSet,
    /// Which draw of a generated data set; archives have one only.
    pub draw: u32,
    /// Number of training samples, within [`limits`].
    pub train: usize,
    /// Share of wrong training labels, in [0, 1).
    pub label_noise: f64,
    /// What the wrong labels follow from.
    pub seed: u32,
}

/// What there is of a data set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many training samples can be asked for: at least one a class.
    pub train: RangeInclusive<usize>,
    /// The number of testing samples, always all of them.
    pub test: usize,
    /// The length of an input vector.
    pub features: usize,
    /// The number of classes.
    pub classes: usize,
}

/// The limits of `data`.
pub fn limits(data: DataSet) -> Limits {
    let about = data.about();
    let (train, test) = about.samples;
    Limits {
        train: LEAST..=train,
        test,
        features: about.shape.features(),
        classes: about.classes,
    }
}

/// The first training samples of a data set, balanced to within one a class as far as the classes
/// reach, and its whole testing set, both standardised by the one mean and deviation of those
/// training samples. Of the training labels the share `label_noise`, rounded to a whole number of
/// samples, is replaced by wrong ones that follow from `seed`; more noise keeps the wrong labels of
/// less. Where samples come from an archive, its bytes are needed.
///
/// # Errors
/// If `train` is outside [`limits`], `label_noise` is not in [0, 1), or the archive is missing,
/// malformed or another data set's.
pub fn load(selection: &Selection, archive: Option<&[u8]>) -> Result<Dataset, DataError> {
    let Selection {
        data,
        draw,
        train,
        label_noise,
        seed,
    } = *selection;
    let limits = limits(data);
    if !limits.train.contains(&train) {
        return Err(DataError::Train { data, value: train });
    }
    if !(0.0..1.0).contains(&label_noise) {
        return Err(DataError::LabelNoise(label_noise));
    }
    let about = data.about();
    let (mut train, mut test) = match about.source {
        Source::Generated(samples) => generate(draw, (train, limits.test), samples),
        Source::Archive(_) => {
            let bytes = archive.ok_or(DataError::Missing(data))?;
            let archive =
                Archive::decode(bytes).map_err(|error| DataError::Archive { data, error })?;
            check(data, &archive)?;
            let all = *limits.train.end();
            (
                images(&archive, 0, train),
                images(&archive, all, limits.test),
            )
        }
    };
    standardise(&mut train, &mut test);
    mislabel(&mut train.labels, limits.classes, label_noise, seed);
    Ok(Dataset {
        train,
        test,
        classes: limits.classes,
        shape: about.shape,
    })
}

/// A generated data set. The testing set is drawn first, so that it is the same however many training samples
/// follow.
fn generate(
    draw: u32,
    (train, test): (usize, usize),
    samples: fn(usize, &mut Generator) -> Samples,
) -> (Samples, Samples) {
    let mut rng = stream(draw, 0, Purpose::Data);
    let test = samples(test, &mut rng);
    (samples(train, &mut rng), test)
}

/// Whether `archive` is the one of `data`.
fn check(data: DataSet, archive: &Archive) -> Result<(), DataError> {
    let limits = limits(data);
    let (rows, columns) = match data.about().shape {
        Shape::Signal(length) => (1, length),
        Shape::Image { rows, columns } => (rows, columns),
        Shape::Point => (1, spirals::COORDINATES),
    };
    let train = archive.train as usize;
    let fields = [
        ("rows", usize::from(archive.rows), rows),
        ("columns", usize::from(archive.columns), columns),
        ("classes", usize::from(archive.classes), limits.classes),
        ("training images", train, *limits.train.end()),
        ("testing images", archive.labels.len() - train, limits.test),
    ];
    match fields
        .into_iter()
        .find(|(_, found, expected)| found != expected)
    {
        Some((field, found, expected)) => Err(DataError::Other {
            data,
            field,
            found,
            expected,
        }),
        None => Ok(()),
    }
}

/// `count` images from number `first` on, grey values as they are.
fn images(archive: &Archive, first: usize, count: usize) -> Samples {
    let features = archive.features();
    let pixel = |(image, i)| f32::from(archive.pixels[(first + image) * features + i]);
    Samples {
        inputs: Array2::from_shape_fn((count, features), pixel),
        labels: archive.labels[first..first + count].to_vec(),
    }
}

/// Moves the training inputs' mean, over samples and features alike, to 0 and scales their
/// deviation to 1; the testing inputs go through the same map. Constant inputs become 0.
fn standardise(train: &mut Samples, test: &mut Samples) {
    let n = train.inputs.len() as f64;
    let mean = train.inputs.iter().map(|&x| f64::from(x)).sum::<f64>() / n;
    let square = |x: f32| (f64::from(x) - mean) * (f64::from(x) - mean);
    let variance = train.inputs.iter().map(|&x| square(x)).sum::<f64>() / n;
    let scale = if variance > 0.0 {
        1.0 / libm::sqrt(variance)
    } else {
        0.0
    };
    for inputs in [&mut train.inputs, &mut test.inputs] {
        inputs.mapv_inplace(|x| ((f64::from(x) - mean) * scale) as f32);
    }
}

/// Gives round(share · n) of the labels, chosen at random, another class, drawn uniformly from the
/// wrong ones.
fn mislabel(labels: &mut [u8], classes: usize, share: f64, seed: u32) {
    let mut rng = stream(seed, 0, Purpose::LabelNoise);
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.shuffle(&mut rng);
    let wrong = libm::round(share * labels.len() as f64) as usize;
    for &index in order.iter().take(wrong) {
        let step = rng.random_range(1..classes as u32);
        labels[index] = ((u32::from(labels[index]) + step) % classes as u32) as u8;
    }
}
