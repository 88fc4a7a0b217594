//! The wasm module's size as it travels: gzipped.

use std::path::Path;

use crate::process::say;
use crate::{Outcome, bindings};

/// The most that it may be, in bytes.
const LIMIT: usize = 150_000;

/// gzip's header and trailer around the deflated bytes.
const GZIP_FRAME: usize = 18;

/// Prints the size of dist/'s module and holds it.
pub fn check(root: &Path) -> Outcome {
    let size = gzipped(root)?;
    say(&format!("wasm: {size} bytes gzipped, at most {LIMIT}"));
    match size <= LIMIT {
        true => Ok(()),
        false => Err(format!(
            "the wasm module is too large: {size} bytes gzipped, at most {LIMIT}"
        )),
    }
}

/// The gzipped size of dist/'s module, in bytes.
pub fn gzipped(root: &Path) -> Result<usize, String> {
    let module = root.join(format!("dist/www/wasm/{}_bg.wasm", bindings::NAME));
    let bytes = std::fs::read(&module).map_err(|error| format!("{}: {error}", module.display()))?;
    Ok(miniz_oxide::deflate::compress_to_vec(&bytes, 9).len() + GZIP_FRAME)
}
