//! `cargo xtask bench`: how fast the core is, natively and in Chromium.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::process::{self, command};
use crate::{Done, bindings, build, script, target};

const LIMIT: Duration = Duration::from_secs(15 * 60);

/// All that the browser needs to import the module from.
const PAGE: &str = "<!doctype html><html lang=en><title>Benchmarks</title>";

/// Measures natively, in Chromium, the landscape in the page, whole runs in the page, or all of it.
pub fn run(root: &Path, parts: &[&str]) -> Done {
    match parts {
        [] => native(root)
            .and_then(|()| page(root))
            .and_then(|()| landscape(root))
            .and_then(|()| whole_runs(root)),
        ["native"] => native(root),
        ["page"] => page(root),
        ["landscape"] => landscape(root),
        ["run"] => whole_runs(root),
        _ => Err("bench is followed by nothing, native, page, landscape or run".into()),
    }
}

fn native(root: &Path) -> Done {
    process::run(&mut command(
        root,
        "cargo bench --features benchmark --bench kernels --bench measures --bench strategies",
    ))
}

/// The page itself, with its workers.
fn landscape(root: &Path) -> Done {
    build::run(root)?;
    script::against(root, &root.join("dist"), LIMIT, |node| {
        node.arg("tests/page/landscape-benchmark.mjs");
    })
}

/// The page itself, with the module of the benchmarks in a folder beside it.
fn whole_runs(root: &Path) -> Done {
    build::run(root)?;
    let site = target(root).join("benchmark-run");
    if site.exists() {
        fs::remove_dir_all(&site).map_err(|error| format!("{}: {error}", site.display()))?;
    }
    copy_all(&root.join("dist"), &site)?;
    let folder = site.join("benchmarks");
    module(root, &folder)?;
    let worker = "run-worker.js";
    bindings::copy(&root.join("tests/page").join(worker), &folder.join(worker))?;
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

/// The module with its benchmarks never comes near dist/.
fn page(root: &Path) -> Done {
    let folder = target(root).join("benchmark-page");
    module(root, &folder)?;
    script::against(root, &folder, LIMIT, |node| {
        node.arg("tests/page/benchmark.mjs");
    })
}

/// The module with its benchmarks, and a page that may import it.
fn module(root: &Path, folder: &Path) -> Done {
    bindings::make(root, &bindings::BENCHMARK, folder)?;
    let index = folder.join("index.html");
    fs::write(&index, PAGE).map_err(|error| format!("{}: {error}", index.display()))
}
