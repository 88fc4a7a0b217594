//! `cargo xtask test engines`: the page, and wasm-pack's tests, in browsers of three engines.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::bindings::{copy, copy_all};
use crate::build::failed;
use crate::process::{command, run_within, say};
use crate::server::Server;
use crate::{Done, browsers, script, setup, target, version, wasm};

/// A hanging browser must not hang the tests.
const LIMIT: Duration = Duration::from_secs(60 * 60);

/// The programs that drive the browsers.
const TESTS: &str = "tests/engines";
/// What the page is given to be watched: its first script, and a frame as wide as a phone.
const WATCH: &str = "watch.js";
const GIVEN: [&str; 3] = [WATCH, "phone.html", "phone.css"];

/// Presets that come without results there: their links' runs need none, and reading them takes long.
const EMPTIED: [&str; 2] = ["plain", "digits"];
const NO_RESULTS: &str = "{\"format\":\"sharp-minima results\",\"version\":2,\"entries\":[\n]}\n";

/// Opens the same links of what is built in all of them, and runs wasm-pack's tests in Firefox.
pub fn run(root: &Path) -> Done {
    let chromium = browsers::chromium(root)?;
    let firefox = browsers::firefox(root)?;
    let webkit = browsers::webkit(root)?;
    setup::node_modules(root)?;

    let folder = target(root).join("engines");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(failed(&folder))?;
    }
    let site = watched(root, &folder)?;
    let server = Server::start(&site, script::BASE, 0..=0)?;
    let mut node = command(root, "node tests/engines/run.mjs");
    node.arg(&folder)
        .env("SHARP_MINIMA_URL", server.address())
        .env("SHARP_MINIMA_CHROMIUM", chromium.browser)
        .env("SHARP_MINIMA_CHROMEDRIVER", chromium.driver)
        .env("SHARP_MINIMA_FIREFOX", &firefox.browser)
        .env("SHARP_MINIMA_GECKODRIVER", &firefox.driver)
        .env("SHARP_MINIMA_MINIBROWSER", webkit.browser)
        .env("SHARP_MINIMA_WEBKITDRIVER", webkit.driver);
    run_within(LIMIT, &mut node)?;
    say(&format!("pictures to look at are in {}", folder.display()));

    wasm::test(root, &wasm::Driver::Firefox(&firefox.driver))
}

/// A copy of the built page in which the first script of the page and of its workers watches it, and some presets
/// come without results.
fn watched(root: &Path, folder: &Path) -> Result<PathBuf, String> {
    let site = folder.join("site");
    copy_all(&root.join("dist"), &site)?;
    let www = version::folder(&site)?;
    for file in GIVEN {
        copy(&root.join(TESTS).join(file), &site.join(file))?;
    }
    for preset in EMPTIED {
        for file in [format!("{preset}.json"), format!("{preset}-later.json")] {
            rewrite(&www.join("results").join(file), |_| Some(NO_RESULTS.into()))?;
        }
    }
    let script = format!("<script src=\"./{WATCH}\"></script>");
    // This is no version that could be kept.
    rewrite(&site.join(version::SCRIPT), |_| Some(String::new()))?;
    rewrite(&site.join("index.html"), |page| {
        page.contains("<script")
            .then(|| page.replacen("<script", &format!("{script}<script"), 1))
    })?;
    rewrite(&www.join("worker.js"), |worker| {
        Some(format!("import \"../{WATCH}\";\n{worker}"))
    })?;
    Ok(site)
}

fn rewrite(file: &Path, change: impl FnOnce(&str) -> Option<String>) -> Done {
    let text = fs::read_to_string(file).map_err(failed(file))?;
    let text = change(&text).ok_or_else(|| format!("{} has no script", file.display()))?;
    fs::write(file, text).map_err(failed(file))
}
