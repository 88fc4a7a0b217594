//! `cargo xtask build`: the static site in dist/.

use std::fs;
use std::path::Path;

use crate::bindings::{self, copy, create};
use crate::process::say;
use crate::{Outcome, size};

/// Builds the site: index.html, www/ as it is, and the wasm module in www/wasm/.
pub fn run(root: &Path) -> Outcome {
    types(root)?;
    let dist = root.join("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist).map_err(|error| format!("{}: {error}", dist.display()))?;
    }
    create(&dist)?;
    copy(&root.join("index.html"), &dist.join("index.html"))?;
    copy_folder(&root.join("www"), &dist.join("www"))?;
    let size = size::gzipped(root)?;
    say(&format!("dist/ is ready; its wasm is {size} bytes gzipped"));
    Ok(())
}

/// The wasm module beside the modules that import it, where the type checker finds its types.
pub fn types(root: &Path) -> Outcome {
    bindings::make(root, "", &root.join("www/wasm"))
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
