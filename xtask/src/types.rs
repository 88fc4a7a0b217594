//! `cargo xtask types`: the types that cross to JavaScript, as TypeScript.

use std::path::Path;

use crate::Done;

/// Writes www/core/types.d.ts.
pub fn run(root: &Path) -> Done {
    let file = root.join("www/core/types.d.ts");
    std::fs::write(&file, sharp_minima::types::declarations())
        .map_err(|error| format!("{}: {error}", file.display()))
}
