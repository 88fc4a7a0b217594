//! The licence texts of what the wasm module and the page are made of, in one file beside the page: crates ask
//! that whoever passes them on passes their licences on.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Done;
use crate::process::step;

/// How cargo tells of the crates that the module is made of.
const CRATES: [&str; 6] = [
    "metadata",
    "--locked",
    "--format-version",
    "1",
    "--filter-platform",
    "wasm32-unknown-unknown",
];
/// How files with licences begin.
const NAMES: [&str; 4] = ["LICEN", "COPYING", "NOTICE", "UNLICENSE"];
/// Where the fonts' licences are.
const FONTS: &str = "www/fonts";

/// A crate, or another part of the page.
struct Part {
    name: String,
    /// Such as "MIT OR Apache-2.0".
    licence: String,
    texts: Vec<PathBuf>,
}

/// Writes the licences of all that the page is made of into `file`.
pub fn write(root: &Path, file: &Path) -> Done {
    let told = step("cargo", &CRATES, root)?;
    let mut parts = crates(&told)?;
    let fonts = texts(&root.join(FONTS), "OFL")?;
    parts.extend(fonts.into_iter().map(|text| Part {
        name: text.file_stem().map_or_else(String::new, |stem| {
            stem.to_string_lossy().replace("OFL-", "font ")
        }),
        licence: "OFL-1.1".to_owned(),
        texts: vec![text],
    }));
    let text = together(&parts)?;
    fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
}

/// The crates whose code is in the module: neither what only builds or tests it nor what writes code for it.
fn crates(metadata: &str) -> Result<Vec<Part>, String> {
    let metadata: Value =
        serde_json::from_str(metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    let by_id = |all: &Value| -> BTreeMap<String, Value> {
        let list = all.as_array().into_iter().flatten();
        list.map(|one| (text(&one["id"]), one.clone())).collect()
    };
    let packages = by_id(&metadata["packages"]);
    let nodes = by_id(&metadata["resolve"]["nodes"]);
    let mut found = BTreeSet::new();
    let mut open = vec![text(&metadata["resolve"]["root"])];
    while let Some(id) = open.pop() {
        let package = packages.get(&id).ok_or(format!("cargo knows no {id}"))?;
        if writes_code(package) || !found.insert(id.clone()) {
            continue;
        }
        let needed = nodes.get(&id).and_then(|node| node["deps"].as_array());
        let needed = needed.into_iter().flatten();
        open.extend(needed.filter(|d| is_normal(d)).map(|d| text(&d["pkg"])));
    }
    found.iter().map(|id| part(&packages[id])).collect()
}

fn writes_code(package: &Value) -> bool {
    let targets = package["targets"].as_array().into_iter().flatten();
    let mut kinds = targets.flat_map(|target| target["kind"].as_array().into_iter().flatten());
    kinds.any(|kind| kind == "proc-macro")
}

fn is_normal(dependency: &Value) -> bool {
    let kinds = dependency["dep_kinds"].as_array().into_iter().flatten();
    kinds.into_iter().any(|kind| kind["kind"].is_null())
}

/// A crate with its licences. Of those that may be had under several the shortest text is enough.
fn part(package: &Value) -> Result<Part, String> {
    let manifest = PathBuf::from(text(&package["manifest_path"]));
    let folder = manifest.parent().unwrap_or(&manifest);
    let mut texts = NAMES
        .iter()
        .map(|name| self::texts(folder, name))
        .collect::<Result<Vec<_>, _>>()?
        .concat();
    let has = |word: &str, file: &Path| {
        file.file_name()
            .is_some_and(|name| name.to_string_lossy().contains(word))
    };
    if texts.iter().any(|file| has("MIT", file)) {
        texts.retain(|file| !has("APACHE", file));
    }
    let name = format!("{} {}", text(&package["name"]), text(&package["version"]));
    // The project's own crates share the licences at the top.
    if texts.is_empty() && !package["source"].is_null() {
        return Err(format!("{name} comes without the text of its licence"));
    }
    Ok(Part {
        name,
        licence: text(&package["license"]),
        texts,
    })
}

/// The files of a folder whose names begin so, in order.
fn texts(folder: &Path, begin: &str) -> Result<Vec<PathBuf>, String> {
    let failed = |error| format!("{}: {error}", folder.display());
    let entries = fs::read_dir(folder).map_err(failed)?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file())
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().to_uppercase().starts_with(begin))
        })
        .collect();
    files.sort();
    Ok(files)
}

/// All parts by name, then every text once, below the names of those that it is of.
fn together(parts: &[Part]) -> Result<String, String> {
    let mut whole = String::from("What this page is made of, and under which licences.\n\n");
    let mut by_text: BTreeMap<Vec<String>, (String, Vec<&str>)> = BTreeMap::new();
    for part in parts {
        whole += &format!("{}: {}\n", part.name, part.licence);
        for file in &part.texts {
            let read = fs::read_to_string(file);
            let text = read.map_err(|error| format!("{}: {error}", file.display()))?;
            // The same words in other lines are the same text.
            let words = text.split_whitespace().map(str::to_owned).collect();
            let (_, names) = by_text.entry(words).or_insert((text, Vec::new()));
            names.push(&part.name);
        }
    }
    for (text, names) in by_text.values() {
        let line = "=".repeat(80);
        whole += &format!(
            "\n{line}\n{}\n{line}\n\n{}\n",
            names.join(", "),
            text.trim()
        );
    }
    Ok(whole)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
