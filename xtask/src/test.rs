//! `cargo xtask test`: native tests, wasm-pack tests, the page in Chromium, the size of the page.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::process::{self, command, run_within, say};
use crate::{Done, build, script, setup, size};

const PARTS: [&str; 4] = ["native", "wasm", "page", "size"];

/// The files of tests/ that run in Chromium: in the page, and in a dedicated worker.
const WASM_TESTS: [&str; 2] = ["browser", "worker"];

/// The page test that measures time.
const TIMED: &str = "longtasks.test.mjs";

/// A hanging browser must not hang the tests. Compiling is part of the first.
const WASM_LIMIT: Duration = Duration::from_secs(15 * 60);
const PAGE_LIMIT: Duration = Duration::from_secs(20 * 60);

/// Runs all parts, or those named.
pub fn run(root: &Path, parts: &[&str]) -> Done {
    if let Some(unknown) = parts.iter().find(|part| !PARTS.contains(part)) {
        let allowed = PARTS.join(", ");
        return Err(format!(
            "test {unknown} is not allowed; allowed is {allowed}"
        ));
    }
    let asked = |part| parts.is_empty() || parts.contains(&part);
    if asked("native") {
        process::run(&mut command(root, "cargo test --workspace"))?;
    }
    if asked("wasm") {
        wasm(root)?;
    }
    if asked("page") || asked("size") {
        build::run(root)?;
    }
    if asked("page") {
        page(root)?;
    }
    if asked("size") {
        size::check(root)?;
    }
    say("all tests passed");
    Ok(())
}

/// wasm-pack takes the mode from each file, hence one call for each.
fn wasm(root: &Path) -> Done {
    setup::wasm_target(root)?;
    setup::wasm_tools(root)?;
    let browser = setup::browser(root)?;
    for test in WASM_TESTS {
        let mut pack = command(root, "wasm-pack test --headless --chrome -m no-install");
        pack.arg("--chromedriver").arg(&browser.chromedriver);
        pack.args([".", "--test", test]);
        pack.env("WASM_BINDGEN_TEST_TIMEOUT", "300");
        run_within(WASM_LIMIT, &mut pack)?;
    }
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
