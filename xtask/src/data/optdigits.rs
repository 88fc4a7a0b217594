//! UCI's optical digits.

use sharp_minima::data::Archive;
use std::fs;
use std::path::Path;

use super::{Digit, archive, by_class, spread, take_turns};
use crate::process::step;

/// Ships UCI's optical digits as a table.
const SCIKIT_LEARN: &str = "scikit-learn==1.9.1";

/// All 1,797 images: 50 a class, as [`spread`] takes them, for testing, the other 1,297 for
/// training. One writer follows another in the file, so both sets have images of every hand, and
/// both are of one distribution.
pub fn all(downloads: &Path) -> Result<Archive, String> {
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
