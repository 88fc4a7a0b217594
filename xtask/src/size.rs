//! The wasm modules' sizes as they travel: gzipped.

use std::path::Path;

use crate::Outcome;
use crate::build::MODULES;
use crate::process::say;

/// The most that the first module may be, in bytes: the first figures wait for it.
const FIRST: usize = 170_000;
/// The most that each of the others may be, which come when those stand.
const LATER: usize = 290_000;

/// gzip's header and trailer around the deflated bytes.
const GZIP_FRAME: usize = 18;

/// Prints the size of each of dist/'s modules and holds it.
pub fn check(root: &Path) -> Outcome {
    MODULES.iter().try_for_each(|name| {
        let size = gzipped(root, name)?;
        let limit = if *name == "page" { FIRST } else { LATER };
        say(&format!(
            "wasm: {name} is {size} bytes gzipped, at most {limit}"
        ));
        if size > limit {
            return Err(format!("the wasm module {name} is too large"));
        }
        Ok(())
    })
}

/// The gzipped size of a module, in bytes.
fn gzipped(root: &Path, name: &str) -> Result<usize, String> {
    let module = root.join(format!("dist/www/wasm/{name}_bg.wasm"));
    let bytes = std::fs::read(&module).map_err(|error| format!("{}: {error}", module.display()))?;
    Ok(miniz_oxide::deflate::compress_to_vec(&bytes, 9).len() + GZIP_FRAME)
}
