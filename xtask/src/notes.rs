//! `cargo xtask notes`: the lecture notes are built by their tools, and opened in Chromium.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::build::failed;
use crate::process::{self, command, say};
use crate::{Done, build, script, setup, target, wheel};

const LIMIT: Duration = Duration::from_secs(10 * 60);

/// What builds and shows the notes.
const TOOLS: [&str; 6] = [
    "anywidget==0.11.0",
    "ipykernel==7.4.0",
    "marimo==0.25.2",
    "myst-parser==5.2.0",
    "nbconvert==7.17.2",
    "sphinx==9.0.4",
];

/// The same of npm: MyST, and the part of its theme that shows widgets.
const NPM: [&str; 4] = [
    "@myst-theme/anywidget@1.4.1",
    "mystmd@1.8.3",
    "react@18.3.1",
    "react-dom@18.3.1",
];

/// Builds the site, and the notes around it.
pub fn run(root: &Path) -> Done {
    build::run(root)?;
    let dist = root.join("dist");
    let place = target(root).join("notes");
    let python = place.join("bin/python");
    if !python.is_file() {
        say(
            "the tools that build the notes are not there: they go into target/notes (some minutes)",
        );
        process::run(command(root, "python3 -m venv").arg(&place))?;
        process::run(pip(&python).args(TOOLS))?;
    }
    let wheel = dist.join(wheel::FOLDER).join(wheel::file_name());
    process::run(
        pip(&python)
            .args(["--no-index", "--no-deps", "--force-reinstall"])
            .arg(wheel),
    )?;
    let npm = place.join("npm");
    if !npm.join("node_modules/.bin/myst").is_file() {
        fs::create_dir_all(&npm).map_err(failed(&npm))?;
        let line = "npm install --no-audit --no-fund --no-package-lock --prefix";
        process::run(command(root, line).arg(&npm).args(NPM))?;
    }
    setup::mdbook(root)?;
    let built = place.join("built");
    if built.exists() {
        fs::remove_dir_all(&built).map_err(failed(&built))?;
    }
    fs::create_dir_all(&built).map_err(failed(&built))?;
    script::against(root, &dist, LIMIT, |node| {
        node.args(["--test", "--test-reporter=spec", "tests/page/notes.mjs"])
            .env("SHARP_MINIMA_NOTES", &built)
            .env("SHARP_MINIMA_NPM", &npm)
            .env("SHARP_MINIMA_PYTHON", &python);
    })
}

fn pip(python: &Path) -> Command {
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "install", "--quiet"]);
    pip.arg("--disable-pip-version-check");
    pip
}
