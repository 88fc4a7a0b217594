//! `cargo xtask notes`: the lecture notes whose tools are on PyPI are built by those tools, and opened in Chromium.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::build::failed;
use crate::process::{self, command, say};
use crate::{Done, build, script, target, wheel};

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
    let built = place.join("built");
    fs::create_dir_all(&built).map_err(failed(&built))?;
    script::against(root, &dist, LIMIT, |node| {
        node.args(["--test", "--test-reporter=spec", "tests/page/notes.mjs"])
            .env("SHARP_MINIMA_NOTES", &built)
            .env("SHARP_MINIMA_PYTHON", &python);
    })
}

fn pip(python: &Path) -> Command {
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "install", "--quiet"]);
    pip.arg("--disable-pip-version-check");
    pip
}
