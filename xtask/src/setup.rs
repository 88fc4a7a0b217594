//! What the commands need: found, or installed and said so.

use std::path::Path;
use std::time::SystemTime;

use crate::process::{command, output, run, say, which};
use crate::{Done, target};

/// wasm-bindgen's tools must be of the library's version.
const WASM_BINDGEN: &str = "0.2.130";
const WASM_PACK: &str = "0.15.1";
const CARGO_DENY: &str = "0.20.2";
const GECKODRIVER: &str = "0.36.0";
const MDBOOK: &str = "0.5.4";
const NODE: u32 = 20;

/// The standard library for wasm32.
pub fn wasm_target(root: &Path) -> Done {
    let library = "rustc --print target-libdir --target wasm32-unknown-unknown";
    if output(&mut command(root, library)).is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    say("the standard library for wasm32-unknown-unknown is missing");
    if which(root, "rustup").is_none() {
        return Err("install it with your package of Rust, or install Rust by rustup".into());
    }
    run(&mut command(
        root,
        "rustup target add wasm32-unknown-unknown",
    ))
}

/// rustfmt and clippy.
pub fn rust_components(root: &Path) -> Done {
    for (line, component) in [
        ("cargo fmt --version", "rustfmt"),
        ("cargo clippy --version", "clippy"),
    ] {
        if output(&mut command(root, line)).is_none() {
            say(&format!("{component} is missing"));
            run(&mut command(
                root,
                &format!("rustup component add {component}"),
            ))?;
        }
    }
    Ok(())
}

/// Node itself, and node_modules as package-lock.json says.
pub fn node_modules(root: &Path) -> Done {
    let version = output(&mut command(root, "node --version")).unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next();
    if !major.is_some_and(|major| major.parse::<u32>().is_ok_and(|major| major >= NODE)) {
        let found = if version.is_empty() { "none" } else { &version };
        return Err(format!(
            "Node {NODE} or newer with npm is needed (found: {found}); see https://nodejs.org"
        ));
    }
    let locked = modified(&root.join("package-lock.json"));
    let installed = modified(&root.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= locked {
        return Ok(());
    }
    say("node_modules is missing or older than package-lock.json");
    run(&mut command(root, "npm ci --no-audit --no-fund"))
}

fn modified(file: &Path) -> Option<SystemTime> {
    file.metadata().and_then(|data| data.modified()).ok()
}

/// wasm-pack and wasm-bindgen's test runner.
pub fn wasm_tools(root: &Path) -> Done {
    // wasm-bindgen-cli's own lock file names a version that was withdrawn, hence no --locked.
    install(root, "wasm-bindgen", "wasm-bindgen-cli", WASM_BINDGEN)?;
    install(root, "wasm-pack", "wasm-pack", WASM_PACK)
}

/// cargo-deny.
pub fn cargo_deny(root: &Path) -> Done {
    install(root, "cargo-deny", "cargo-deny", CARGO_DENY)
}

/// Firefox's driver.
pub fn geckodriver(root: &Path) -> Done {
    install(root, "geckodriver", "geckodriver", GECKODRIVER)
}

/// mdBook.
pub fn mdbook(root: &Path) -> Done {
    install(root, "mdbook", "mdbook", MDBOOK)
}

fn install(root: &Path, program: &str, package: &str, version: &str) -> Done {
    let found = output(&mut command(root, &format!("{program} --version")));
    let number = |found: &str| {
        let word = found.split_whitespace().nth(1)?;
        Some(word.trim_start_matches('v').to_owned())
    };
    if found.and_then(|found| number(&found)).as_deref() == Some(version) {
        return Ok(());
    }
    say(&format!(
        "{program} {version} is not there: it is built once, into target/tools (some minutes)"
    ));
    let tools = target(root).join("tools");
    let line = format!("cargo install {package} --version {version} --root");
    run(command(root, &line)
        .arg(&tools)
        .env("CARGO_TARGET_DIR", tools.join("build"))
        // They run for seconds: optimising them would take longer than it saves.
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"))
}
