//! Node programs that drive the page.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::process::{command, run_within};
use crate::server::Server;
use crate::{Done, browsers, setup};

/// The page is served below this path, so that whatever is not relative in it is noticed.
pub const BASE: &str = "/lecture/notes/";

/// Serves `folder` and runs node with `arguments` against it. The program finds the address in
/// SHARP_MINIMA_URL and Chromium in SHARP_MINIMA_CHROMIUM.
pub fn against(
    root: &Path,
    folder: &Path,
    limit: Duration,
    arguments: impl FnOnce(&mut Command),
) -> Done {
    let chromium = browsers::chromium(root)?;
    served(root, folder, limit, |node| {
        node.env("SHARP_MINIMA_CHROMIUM", chromium.browser);
        arguments(node);
    })
}

/// The same for programs that are told by `arguments` where the browsers are.
pub fn served(
    root: &Path,
    folder: &Path,
    limit: Duration,
    arguments: impl FnOnce(&mut Command),
) -> Done {
    setup::node_modules(root)?;
    let server = Server::start(folder, BASE, 0..=0)?;
    let mut node = command(root, "node");
    node.env("SHARP_MINIMA_URL", server.address());
    arguments(&mut node);
    run_within(limit, &mut node)
}
