//! Whole runs of the page.

use std::fs;
use std::path::Path;

use super::{LIMIT, module};
use crate::{Done, bindings, build, script, target};

/// What measures bare products beside its siblings.
const WORKER: &str = "run-worker.js";

/// The page itself, with the module of the benchmarks in a folder beside it.
pub fn run(root: &Path) -> Done {
    build::run(root)?;
    let site = target(root).join("benchmark-run");
    if site.exists() {
        fs::remove_dir_all(&site).map_err(|error| format!("{}: {error}", site.display()))?;
    }
    copy_all(&root.join("dist"), &site)?;
    let folder = site.join("benchmarks");
    copy_all(&module(root)?, &folder)?;
    bindings::copy(&root.join("tests/page").join(WORKER), &folder.join(WORKER))?;
    script::against(root, &site, LIMIT, |node| {
        node.arg("tests/page/run-benchmark.mjs");
    })
}

fn copy_all(from: &Path, to: &Path) -> Done {
    bindings::create(to)?;
    let entries = from
        .read_dir()
        .map_err(|error| format!("{}: {error}", from.display()))?;
    for entry in entries.flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy_all(&from, &to)?;
        } else {
            bindings::copy(&from, &to)?;
        }
    }
    Ok(())
}
