//! `cargo xtask bench`: how fast the core is, natively and in Chromium.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::process::{self, command};
use crate::{Outcome, bindings, script, target};

const LIMIT: Duration = Duration::from_secs(15 * 60);

/// All that the browser needs to import the module from.
const PAGE: &str = "<!doctype html><html lang=en><title>Benchmarks</title>";

/// Measures natively, in Chromium, or both.
pub fn run(root: &Path, parts: &[&str]) -> Outcome {
    match parts {
        [] => native(root).and_then(|()| page(root)),
        ["native"] => native(root),
        ["page"] => page(root),
        _ => Err("bench is followed by nothing, native or page".into()),
    }
}

fn native(root: &Path) -> Outcome {
    process::run(&mut command(
        root,
        "cargo bench --features benchmark --bench kernels --bench measures",
    ))
}

/// The module with its benchmarks never comes near dist/.
fn page(root: &Path) -> Outcome {
    let folder = target(root).join("benchmark-page");
    bindings::make(root, "benchmark", &folder)?;
    let index = folder.join("index.html");
    fs::write(&index, PAGE).map_err(|error| format!("{}: {error}", index.display()))?;
    script::against(root, &folder, LIMIT, |node| {
        node.arg("tests/page/benchmark.mjs");
    })
}
