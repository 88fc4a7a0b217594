//! `cargo xtask bench`: how fast the core is, natively and in Chromium.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::process::{self, command};
use crate::{Done, bindings, build, script, target};

mod peers;

const LIMIT: Duration = Duration::from_secs(15 * 60);

/// All that the browser needs to import the module from.
const PAGE: &str = "<!doctype html><html lang=en><title>Benchmarks</title>";

/// Measures natively, in Chromium, the landscape in the page, beside other frameworks, or all of it.
pub fn run(root: &Path, parts: &[&str]) -> Done {
    match parts {
        [] => native(root)
            .and_then(|()| page(root))
            .and_then(|()| landscape(root))
            .and_then(|()| peers::run(root, &module(root)?)),
        ["native"] => native(root),
        ["page"] => page(root),
        ["landscape"] => landscape(root),
        ["peers"] => peers::run(root, &module(root)?),
        _ => Err("bench is followed by nothing, native, page, landscape or peers".into()),
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
