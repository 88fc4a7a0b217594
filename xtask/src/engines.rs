//! `cargo xtask test engines`: the page, and wasm-pack's tests, in browsers of three engines.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::bindings::copy;
use crate::build::failed;
use crate::process::say;
use crate::watched::{self, WATCH, rewrite};
use crate::{Done, browsers, script, target, version, wasm};

/// A hanging browser must not hang the tests.
const LIMIT: Duration = Duration::from_secs(60 * 60);

/// The programs that drive the browsers.
const TESTS: &str = "tests/engines";
/// A frame as wide as a phone.
const PHONE: [&str; 2] = ["phone.html", "phone.css"];

/// Presets that come without results there: their links' runs need none, and reading them takes long.
const EMPTIED: [&str; 2] = ["plain", "digits"];
const NO_RESULTS: &str = "{\"format\":\"sharp-minima results\",\"version\":2,\"entries\":[\n]}\n";

/// Opens the same links of what is built in all of them, and runs wasm-pack's tests in Firefox.
pub fn run(root: &Path) -> Done {
    let chromium = browsers::chromium(root)?;
    let firefox = browsers::firefox(root)?;
    let webkit = browsers::webkit(root)?;

    let folder = target(root).join("engines");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(failed(&folder))?;
    }
    let site = watched(root, &folder)?;
    script::served(root, &site, LIMIT, |node| {
        node.arg("tests/engines/run.mjs").arg(&folder);
        for driven in [&chromium, &firefox, &webkit] {
            driven.tell(node);
        }
    })?;
    say(&format!("pictures to look at are in {}", folder.display()));

    wasm::test(root, &wasm::Driver::Firefox(&firefox.driver))
}

/// A copy of the built page that is watched, where some presets come without results.
fn watched(root: &Path, folder: &Path) -> Result<PathBuf, String> {
    let site = folder.join("site");
    watched::make(root, &site, &[WATCH])?;
    for file in PHONE {
        copy(&root.join(TESTS).join(file), &site.join(file))?;
    }
    let results = version::folder(&site)?.join("results");
    for preset in EMPTIED {
        for file in [format!("{preset}.json"), format!("{preset}-later.json")] {
            rewrite(&results.join(file), |_| Some(NO_RESULTS.into()))?;
        }
    }
    Ok(site)
}
