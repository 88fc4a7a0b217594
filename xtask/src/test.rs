//! `cargo xtask test`: native tests, wasm-pack tests, the page in Chromium, the size of the page,
//! and other engines.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::process::{self, command, say};
use crate::{Done, browsers, build, engines, script, size, wasm};

/// What runs when no part is named, and what runs only when it is.
const PARTS: [&str; 4] = ["native", "wasm", "page", "size"];
const NAMED: [&str; 1] = ["engines"];

/// The page test that measures time.
const TIMED: &str = "longtasks.test.mjs";

/// A hanging browser must not hang the tests.
const PAGE_LIMIT: Duration = Duration::from_secs(20 * 60);

/// Runs all parts but the engines, or those named.
pub fn run(root: &Path, parts: &[&str]) -> Done {
    let allowed = [&PARTS[..], &NAMED].concat();
    if let Some(unknown) = parts.iter().find(|part| !allowed.contains(part)) {
        let allowed = allowed.join(", ");
        return Err(format!(
            "test {unknown} is not allowed; allowed is {allowed}"
        ));
    }
    let named = |part| parts.contains(&part);
    let asked = |part| parts.is_empty() || named(part);
    if asked("native") {
        process::run(&mut command(root, "cargo test --workspace"))?;
    }
    if asked("wasm") {
        let chromium = browsers::chromium(root)?;
        wasm::test(root, &wasm::Driver::Chromium(&chromium.driver))?;
    }
    if asked("page") || asked("size") || named("engines") {
        build::run(root)?;
    }
    if asked("page") {
        page(root)?;
    }
    if asked("size") {
        size::check(root)?;
    }
    if named("engines") {
        engines::run(root)?;
    }
    say("all tests passed");
    Ok(())
}

/// Two files at a time, and then by themselves those that measure how long the page takes.
fn page(root: &Path) -> Done {
    let files = page_tests(&root.join("tests/page"))?;
    let (timed, others): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|file| file.ends_with(TIMED));
    for (files, together) in [(others, 2), (timed, 1)] {
        script::against(root, &root.join("dist"), PAGE_LIMIT, |node| {
            node.args(["--test", "--test-reporter=spec"])
                .arg(format!("--test-concurrency={together}"))
                .args(files);
        })?;
    }
    Ok(())
}

fn page_tests(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = folder
        .read_dir()
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    Ok(files)
}
