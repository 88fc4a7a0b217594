//! A version of the site: its files lie in a folder that is named after their content, and the service worker
//! keeps all of them or none.

#[cfg(test)]
mod tests;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::build::failed;
use crate::bundle::Bundler;
use crate::{Done, data, stills};

/// Where the sources of what is made here are.
const SOURCES: &str = "offline";
/// The service worker. It lies beside index.html, since it may keep nothing above itself.
pub const SCRIPT: &str = "serviceworker.js";
/// What makes the page one that can be installed.
const MANIFEST: &str = "app.webmanifest";
const INDEX: &str = "index.html";
/// The folder's name before it has a version.
const FOLDER: &str = "www";
/// What is not kept: pictures for those who tell others of the page,
const FOR_OTHERS: &str = ".png";
/// and the figures for notes, which do without where there is no network.
const FOR_NOTES: &str = stills::FOLDER;
/// Networks that come trained, which are large: only what was asked for is kept of them.
const NETWORKS: &str = "/networks/";

/// Names the folder of the site in `dist` after its content, and writes what keeps it.
pub fn seal(root: &Path, dist: &Path) -> Done {
    let from = root.join(SOURCES);
    let bundler = Bundler {
        root,
        from: &from,
        to: dist,
    };
    bundler.modules(&[SCRIPT])?;
    let manifest = read(&from.join(MANIFEST))?;

    let mut files = Vec::new();
    find(dist, FOLDER, &mut files)?;
    files.sort();
    let digests = digests(dist, &files)?;
    let index = read(&dist.join(INDEX))?;
    let version = version(&index, &digests);
    let folder = format!("{FOLDER}-{version}");
    fs::rename(dist.join(FOLDER), dist.join(&folder)).map_err(failed(dist))?;
    let renamed = |text: &str| text.replace(&format!("\"./{FOLDER}/"), &format!("\"./{folder}/"));
    let index = renamed(&index);
    write(&dist.join(INDEX), &index)?;
    write(&dist.join(MANIFEST), &renamed(&manifest))?;

    let named = digests.iter().map(|(name, digest)| {
        let name = name.replacen(FOLDER, &folder, 1);
        (name, digest.clone())
    });
    let (asked, mut files): (Vec<_>, Vec<_>) =
        named.partition(|(name, _)| name.ends_with(data::whole_name()) || name.contains(NETWORKS));
    files.push((String::new(), sha256(index.as_bytes())));
    let site = serde_json::json!({"version": version, "files": files, "asked": asked});
    let script = dist.join(SCRIPT);
    write(&script, &format!("const SITE={site};\n{}", read(&script)?))
}

/// The folder of a site that is sealed.
pub fn folder(dist: &Path) -> Result<PathBuf, String> {
    let entries = fs::read_dir(dist).map_err(failed(dist))?.flatten();
    let mut folders = entries.filter(|entry| {
        let name = entry.file_name();
        name.to_string_lossy().starts_with(&format!("{FOLDER}-"))
    });
    let found = folders.next().map(|entry| entry.path());
    found.ok_or_else(|| format!("{} is no site", dist.display()))
}

/// The files below `folder`, named from `dist`.
fn find(dist: &Path, folder: &str, files: &mut Vec<String>) -> Done {
    let place = dist.join(folder);
    for entry in fs::read_dir(&place).map_err(failed(&place))? {
        let entry = entry.map_err(failed(&place))?;
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            if !entry.path().ends_with(FOR_NOTES) {
                find(dist, &name, files)?;
            }
        } else if !name.ends_with(FOR_OTHERS) {
            files.push(name);
        }
    }
    Ok(())
}

fn digests(dist: &Path, files: &[String]) -> Result<Vec<(String, String)>, String> {
    let digest = |name: &String| {
        let file = dist.join(name);
        let bytes = fs::read(&file).map_err(failed(&file))?;
        Ok((name.clone(), sha256(&bytes)))
    };
    files.iter().map(digest).collect()
}

/// Twelve hexadecimal digits that another content would have otherwise.
fn version(index: &str, digests: &[(String, String)]) -> String {
    let mut all = sha256(index.as_bytes());
    for (name, digest) in digests {
        all += name;
        all += digest;
    }
    sha256(all.as_bytes())[..12].to_owned()
}

fn sha256(bytes: &[u8]) -> String {
    let mut digits = String::new();
    for byte in Sha256::digest(bytes) {
        // Writing to a string cannot fail.
        write!(digits, "{byte:02x}").ok();
    }
    digits
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(failed(file))
}

fn write(file: &Path, text: &str) -> Done {
    fs::write(file, text).map_err(failed(file))
}
