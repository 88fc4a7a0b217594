//! `cargo xtask soak`: a visitor who stays for long, in one of three engines.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::faults::{BESIDES, asked};
use crate::watched::{self, Script, WATCH};
use crate::{Done, browsers, build, script, target};

/// How long the visitor stays.
const MINUTES: u64 = 60;
/// The first is the usual one.
const ENGINES: [&str; 3] = ["chromium", "firefox", "webkit"];

/// What the page tells of itself where only a driver stands beside the browser.
const SCRIPTS: [Script; 4] = [
    WATCH,
    ("tests/soak", "tell.js"),
    ("tests/soak", "workers.js"),
    ("tests/soak", "listeners.js"),
];

/// Uses the page for long, and looks whether it grows.
pub fn run(root: &Path, arguments: &[&str]) -> Done {
    let (minutes, word) = asked(arguments, MINUTES, "an engine")?;
    let engine = engine(word)?;
    build::run(root)?;
    let limit = Duration::from_secs(60 * minutes) + BESIDES;
    let stay = |node: &mut Command| {
        node.args(["tests/soak/soak.mjs", &minutes.to_string(), engine]);
    };
    let driven = match engine {
        "firefox" => browsers::firefox(root)?,
        "webkit" => browsers::webkit(root)?,
        _ => return script::against(root, &root.join("dist"), limit, stay),
    };
    let site = target(root).join("soak");
    watched::make(root, &site, &SCRIPTS)?;
    script::served(root, &site, limit, |node| {
        driven.tell(node);
        stay(node);
    })
}

fn engine(word: Option<&str>) -> Result<&'static str, String> {
    let word = word.unwrap_or(ENGINES[0]);
    let mut all = ENGINES.into_iter();
    all.find(|name| *name == word)
        .ok_or_else(|| format!("{word} is no engine of these: {}", ENGINES.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::engine;

    #[test]
    fn an_engine_may_be_left_out_and_must_be_known() {
        assert_eq!(engine(None), Ok("chromium"));
        assert_eq!(engine(Some("webkit")), Ok("webkit"));
        let message = engine(Some("opera")).expect_err("no engine");
        assert!(message.starts_with("opera is no engine of these: chromium, firefox, webkit"));
    }
}
