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
    bindings::copy_all(&root.join("dist"), &site)?;
    let folder = site.join("benchmarks");
    bindings::copy_all(&module(root)?, &folder)?;
    bindings::copy(&root.join("tests/page").join(WORKER), &folder.join(WORKER))?;
    script::against(root, &site, LIMIT, |node| {
        node.arg("tests/page/run-benchmark.mjs");
    })
}
