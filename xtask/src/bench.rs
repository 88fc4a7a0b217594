//! `cargo xtask bench`: how fast the core is, natively and in Chromium.

mod peers;
mod run;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::process::{self, command};
use crate::{Done, bindings, build, script, target};

const LIMIT: Duration = Duration::from_secs(15 * 60);

/// All that the browser needs to import the module from.
const PAGE: &str = "<!doctype html><html lang=en><title>Benchmarks</title>";

/// A name, and what measures it.
type Part = (&'static str, fn(&Path) -> Done);

/// What can be measured: natively, in Chromium, the landscape in the page, whole runs of the page, its memory after
/// many of them, beside other frameworks.
const PARTS: [Part; 6] = [
    ("native", native),
    ("page", page),
    ("landscape", |root| in_page(root, "landscape-benchmark.mjs")),
    ("run", run::run),
    ("memory", |root| in_page(root, "memory-benchmark.mjs")),
    ("peers", |root| peers::run(root, &module(root)?)),
];

/// Measures one of the parts, or all.
pub fn run(root: &Path, parts: &[&str]) -> Done {
    let asked = |(name, _): &&Part| parts.is_empty() || parts == [*name];
    if PARTS.iter().any(|part| asked(&part)) {
        return PARTS
            .iter()
            .filter(asked)
            .try_for_each(|(_, part)| part(root));
    }
    let allowed = PARTS.map(|(name, _)| name).join(", ");
    Err(format!("bench is followed by nothing or one of {allowed}"))
}

fn native(root: &Path) -> Done {
    process::run(&mut command(
        root,
        "cargo bench --features benchmark --bench kernels --bench measures --bench strategies --bench growth",
    ))
}

/// The page itself, with its workers, measured by one of its scripts.
fn in_page(root: &Path, name: &str) -> Done {
    build::run(root)?;
    script::against(root, &root.join("dist"), LIMIT, |node| {
        node.arg(Path::new("tests/page").join(name));
    })
}

fn page(root: &Path) -> Done {
    script::against(root, &module(root)?, LIMIT, |node| {
        node.arg("tests/page/benchmark.mjs");
    })
}

/// A page with the module and its benchmarks, which never come near dist/.
fn module(root: &Path) -> Result<PathBuf, String> {
    let folder = target(root).join("benchmark-page");
    bindings::make(root, &bindings::BENCHMARK, &folder)?;
    let index = folder.join("index.html");
    fs::write(&index, PAGE).map_err(|error| format!("{}: {error}", index.display()))?;
    Ok(folder)
}
