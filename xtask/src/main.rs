//! The project's own commands: `cargo xtask <command>`. What a command needs and does not find it
//! installs, and says so.

mod audit;
mod bench;
mod bindings;
mod browsers;
mod build;
mod bundle;
mod data;
mod engines;
mod faults;
mod figures;
mod fonts;
mod fuzz;
mod html;
mod licences;
mod lint;
mod notes;
mod order;
mod paths;
mod pictures;
mod precompute;
mod process;
mod screenshots;
mod script;
mod serve;
mod server;
mod setup;
mod shipped;
mod single;
mod size;
mod soak;
mod stills;
mod test;
mod types;
mod version;
mod wasm;
mod watched;
mod wheel;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask <command>

  build                 the static site in dist/, and all of it as one file, dist/sharp-minima.html
  build module          the wasm module alone, in www/wasm/
  serve [--port N]      build, then serve it on 127.0.0.1 (the first free port from 8080)
  test [PART...]        all tests, or some of: native wasm page size
  test engines          the page and wasm-pack's tests in Chromium, Firefox and WebKit: the same numbers to the bit,
                        no errors, pictures to look at in target/engines/
  lint [--fix]          format, clippy (native and wasm32), types and style of the JavaScript
  bench [native|page|landscape|run|memory|peers]
                        criterion natively, the same in Chromium, the landscape and whole runs in the page, its
                        memory after many of them, the training step beside other frameworks
  fuzz [TARGET] [MINUTES]
                        readers of what comes from outside, with other inputs each time: all or one, 10 minutes each
  faults [MINUTES] [SCENARIO]
                        faults of every kind put into the page in Chromium, by a list and then by chance, 3 minutes;
                        SEED=N in the environment repeats the chance
  soak [MINUTES] [ENGINE]
                        a visitor who does everything in the page, 60 minutes: what it needs of memory stays flat;
                        in chromium, firefox or webkit
  audit                 licences, sources and advisories of all dependencies
  data                  www/data/*.bin, made anew from the packages they come from
  data whole            target/data/mnist28.bin, the whole of MNIST, made if it is missing
  fonts                 www/fonts/*.woff2, made anew from the published fonts
  types                 www/core/types.d.ts, made anew from the Rust types
  precompute [missing] [PRESET...]
                        www/results/*.json, computed anew: what is shown of each preset before any click
  claims                www/results/claims.json alone: what those results say to the paper's claims
  notes                 builds docs/lecture/ by the tools of Jupyter, marimo, mdBook, MyST and Sphinx, and opens it in
                        Chromium
  pictures              dist/figures/*.png, the figures as PNG beside the SVG that build makes
  screenshots           www/screenshot.png and www/landscape.png, and more of them in target/screenshots/";

/// What a command ends with: nothing, or a sentence that says what went wrong.
type Done = Result<(), String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&root(), &arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(root: &Path, arguments: &[&str]) -> Done {
    match arguments {
        ["build"] => build::run(root),
        ["build", "module"] => build::types(root),
        ["serve"] => serve::run(root, None),
        ["serve", "--port", port] => serve::run(root, Some(port)),
        ["test", parts @ ..] => test::run(root, parts),
        ["lint"] => lint::run(root),
        ["lint", "--fix"] => lint::fix(root),
        ["bench", parts @ ..] => bench::run(root, parts),
        ["fuzz", arguments @ ..] => fuzz::run(root, arguments),
        ["faults", arguments @ ..] => faults::run(root, arguments),
        ["soak", arguments @ ..] => soak::run(root, arguments),
        ["audit"] => audit::run(root),
        ["data"] => data::run(root),
        ["data", "whole"] => data::whole(root).map(|_| ()),
        ["fonts"] => fonts::run(root),
        ["types"] => types::run(root),
        ["claims"] => precompute::claims(root),
        ["precompute", presets @ ..] => precompute::run(root, presets),
        ["notes"] => notes::run(root),
        ["pictures"] => pictures::run(root),
        ["screenshots"] => screenshots::run(root),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(format!("not understood\n\n{USAGE}")),
    }
}

/// The repository's top folder: cargo names it when it runs this program, and it is where the
/// program was built otherwise.
fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map_or(package.clone(), Path::to_path_buf)
}

/// The folder of everything that is built: `target/`, or what CARGO_TARGET_DIR says.
fn target(root: &Path) -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root.join(folder),
        None => root.join("target"),
    }
}
