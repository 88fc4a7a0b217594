//! How much a visitor downloads until all chapters stand, as it travels: gzipped.

#[cfg(test)]
mod tests;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::Done;
use crate::build::ELEMENT_SCRIPT;
use crate::process::say;
use crate::{figures, single, stills, version};

/// The most that it may be, in bytes: it was 700,000 before six figures, three kinds of jobs and three formats
/// of files came into the module, 820,000 before the bowls of the first screen, the tour and the paper's own network,
/// and 870,000 before the accuracy below the landscape and results that are read in slices.
const LIMIT: usize = 875_000;
/// What every visit loads of a site, by the files' extensions: all that dist/ has of it but [`ASKED_FOR`].
const LOADED: [&str; 6] = ["html", "css", "js", "wasm", "woff2", "svg"];

/// The results that every visit loads besides.
const RESULTS: &str = "results/instant.json";
/// What is loaded when it is asked for: scripts whose names begin so.
const ASKED_FOR: &str = "presentation-";

/// gzip's header and trailer around the deflated bytes.
const GZIP_FRAME: usize = 18;

/// Prints the sizes of what a visitor downloads of dist/, and holds their sum.
pub fn check(root: &Path) -> Done {
    let dist = root.join("dist");
    let sizes = sizes(&dist)?;
    for (file, size) in &sizes {
        say(&format!("{size:>9} {file}"));
    }
    let sum = sizes.iter().map(|(_, size)| size).sum::<usize>();
    say(&format!("{sum:>9} bytes gzipped, at most {LIMIT}"));
    match sum <= LIMIT {
        true => Ok(()),
        false => Err(format!("the page is {} bytes too large", sum - LIMIT)),
    }
}

/// The gzipped size of every file that a visitor downloads, the largest first.
fn sizes(dist: &Path) -> Result<Vec<(String, usize)>, String> {
    let mut files = Vec::new();
    find(dist, &mut files)?;
    if !files.iter().any(|file| file.ends_with(RESULTS)) {
        return Err(format!("there is no {RESULTS} in {}", dist.display()));
    }
    let named = |file: PathBuf| {
        let name = file.strip_prefix(dist).unwrap_or(&file).display();
        Ok((name.to_string(), gzipped(&file)?))
    };
    let mut sizes: Vec<_> = files
        .into_iter()
        .map(named)
        .collect::<Result<_, String>>()?;
    sizes.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    Ok(sizes)
}

/// The files below `folder` that every visit loads; the element, the single file and the pictures are for
/// other places, those for notes are fetched in place of others, and the service worker comes when all chapters stand.
fn find(folder: &Path, files: &mut Vec<PathBuf>) -> Done {
    let failed = |error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let extension = path.extension().and_then(OsStr::to_str);
        let name = path.file_name().and_then(OsStr::to_str);
        let elsewhere = [
            ELEMENT_SCRIPT,
            figures::FOLDER,
            version::SCRIPT,
            stills::FOLDER,
        ];
        let is_single = |name: &str| name.starts_with(single::NAME) && name.ends_with(".html");
        if name.is_some_and(|name| name.starts_with(ASKED_FOR) || is_single(name))
            || elsewhere.iter().any(|place| path.ends_with(place))
        {
            continue;
        } else if path.is_dir() {
            find(&path, files)?;
        } else if path.ends_with(RESULTS)
            || extension.is_some_and(|extension| LOADED.contains(&extension))
        {
            files.push(path);
        }
    }
    Ok(())
}

fn gzipped(file: &Path) -> Result<usize, String> {
    let bytes = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(miniz_oxide::deflate::compress_to_vec(&bytes, 9).len() + GZIP_FRAME)
}
