//! `cargo xtask screenshots`: the page as a visitor sees it, for the README and for the eye.

use std::path::Path;
use std::time::Duration;

use crate::bindings::create;
use crate::{Done, build, script, target};

const LIMIT: Duration = Duration::from_secs(10 * 60);

/// Writes www/screenshot.png and www/landscape.png, and all of them to target/screenshots/.
pub fn run(root: &Path) -> Done {
    build::run(root)?;
    let folder = target(root).join("screenshots");
    create(&folder)?;
    script::against(root, &root.join("dist"), LIMIT, |node| {
        node.args([
            "tests/page/screenshots.mjs",
            "www/screenshot.png",
            "www/landscape.png",
        ])
        .arg(&folder);
    })
}
