//! wasm-pack's tests, in a browser.

use std::path::Path;
use std::time::Duration;

use crate::bindings::PROFILE;
use crate::process::{command, run_within};
use crate::{Done, setup};

/// The files of tests/ that run in a browser: in the page, and in a dedicated worker.
const TESTS: [&str; 2] = ["browser", "worker"];

/// A hanging browser must not hang the tests. Compiling is part of the first, and what compiles beside it comes before.
const LIMIT: Duration = Duration::from_secs(25 * 60);

/// Whose driver it is, and where.
pub enum Driver<'a> {
    Chromium(&'a Path),
    Firefox(&'a Path),
}

/// wasm-pack takes the mode from each file, hence one call for each.
pub fn test(root: &Path, driver: &Driver) -> Done {
    setup::wasm_target(root)?;
    setup::wasm_tools(root)?;
    let (browser, option, driver) = match driver {
        Driver::Chromium(driver) => ("--chrome", "--chromedriver", driver),
        Driver::Firefox(driver) => ("--firefox", "--geckodriver", driver),
    };
    for test in TESTS {
        // Compiled as the page's module is, which takes less time as well.
        let mut pack = command(root, "wasm-pack test --headless -m no-install");
        pack.args([browser, option]).arg(driver);
        pack.args([".", "--profile", PROFILE, "--test", test]);
        pack.env("WASM_BINDGEN_TEST_TIMEOUT", "300");
        run_within(LIMIT, &mut pack)?;
    }
    Ok(())
}
