//! `cargo xtask build`: the static site in dist/.

use std::fs;
use std::path::Path;

use crate::Outcome;
use crate::bindings::{self, copy, create};
use crate::process::say;

/// The wasm modules, each a cargo feature of the library: what the page's thread runs first, what it
/// draws the landscape, the measures and the remedies with, and what a worker runs. Apart, the first
/// figures need not wait for what only the others need.
pub const MODULES: [&str; 5] = ["page", "landscape", "measures", "remedies", "laboratory"];

/// Builds the site: index.html, www/ as it is, and the wasm modules in www/wasm/.
pub fn run(root: &Path) -> Outcome {
    types(root)?;
    let dist = root.join("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    }
    create(&dist)?;
    copy(&root.join("index.html"), &dist.join("index.html"))?;
    copy_folder(&root.join("www"), &dist.join("www"))?;
    say("dist/ is ready");
    Ok(())
}

/// The wasm modules beside the JavaScript that imports them, where the type checker finds their
/// types.
pub fn types(root: &Path) -> Outcome {
    let folder = root.join("www/wasm");
    MODULES
        .iter()
        .try_for_each(|name| bindings::make(root, name, &folder))
}

fn copy_folder(from: &Path, to: &Path) -> Outcome {
    create(to)?;
    let entries = fs::read_dir(from).map_err(|error| format!("{}: {error}", from.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        let name = path.file_name().unwrap_or_default();
        if path.is_dir() {
            copy_folder(&path, &to.join(name))?;
        } else if !name.to_string_lossy().ends_with(".d.ts") {
            copy(&path, &to.join(name))?;
        }
    }
    Ok(())
}
