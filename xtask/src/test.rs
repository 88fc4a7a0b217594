//! `cargo xtask test`: native tests, wasm-pack tests, the page in Chromium, the size of the page,
//! and other engines.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::bindings::create;
use crate::build::failed;
use crate::process::{self, command, say};
use crate::{Done, browsers, build, engines, script, size, target, wasm};

/// What runs when no part is named, and what runs only when it is.
const PARTS: [&str; 4] = ["native", "wasm", "page", "size"];
const NAMED: [&str; 1] = ["engines"];

/// The page test that measures time.
const TIMED: &str = "longtasks.test.mjs";

/// Files of page tests at a time: each waits now and then for its browser.
const TOGETHER: usize = 3;

/// A hanging browser must not hang the tests.
const PAGE_LIMIT: Duration = Duration::from_secs(30 * 60);

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
    match (asked("native"), asked("wasm")) {
        (true, true) => native_and_wasm(root)?,
        (true, false) => native(root)?,
        (false, true) => in_chromium(root)?,
        (false, false) => {}
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

fn native(root: &Path) -> Done {
    process::run(&mut command(root, "cargo test --workspace"))
}

fn in_chromium(root: &Path) -> Done {
    let chromium = browsers::chromium(root)?;
    wasm::test(root, &wasm::Driver::Chromium(&chromium.driver))
}

/// Both have long steps on one core, and the second may have tools to build.
fn native_and_wasm(root: &Path) -> Done {
    // Two that install it at once would be in each other's way.
    browsers::chromium(root)?;
    let wasm = process::beside(root, &["test", "wasm"])?;
    native(root)?;
    wasm.wait()
}

/// So many files at a time, with a folder for what they need not make twice, and then by themselves those that measure how long the page takes.
fn page(root: &Path) -> Done {
    let files = page_tests(&root.join("tests/page"))?;
    let (timed, others): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|file| file.ends_with(TIMED));
    let shared = target(root).join("page-tests");
    if shared.exists() {
        fs::remove_dir_all(&shared).map_err(failed(&shared))?;
    }
    create(&shared)?;
    let browser = browsers::headless(root)?;
    for (files, together) in [(others, TOGETHER), (timed, 1)] {
        script::against(root, &root.join("dist"), PAGE_LIMIT, |node| {
            node.env("SHARP_MINIMA_SHARED", &shared);
            node.env("SHARP_MINIMA_CHROMIUM", &browser);
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
