//! `cargo xtask build`: the static site in dist/.

#[cfg(test)]
mod tests;

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use crate::bindings::{self, copy, create};
use crate::bundle::Bundler;
use crate::html::Page;
use crate::process::{command, run as run_command, say};
use crate::{Done, data, figures, licences, setup, single, stills, version, wheel};

/// Where the scripts begin: what the page loads, and what each of its workers runs.
pub const ENTRIES: [&str; 2] = ["www/main.js", "www/worker.js"];
/// What other pages include to show a figure, and what makes the site a package; it lies beside index.html.
const ELEMENT: &str = "element";
/// Its script.
pub const ELEMENT_SCRIPT: &str = "sharp-minima.js";
/// Its types and the package's description.
const ELEMENT_WORDS: [&str; 2] = ["sharp-minima.d.ts", "package.json"];
/// The style sheets that always apply, in one file.
const STYLE: &str = "www/style.css";
/// The colours on a dark ground.
const DARK: &str = "www/css/dark.css";
/// The licences of what the page is made of.
const LICENCES: &str = "licences.txt";
/// Asks the module what the page says of figures.
const RECORD: &str = "node xtask/record.mjs";

/// Builds the site from the wasm module, index.html and www/.
pub fn run(root: &Path) -> Done {
    unillustrated(root)?;
    let dist = root.join("dist");
    pictures(root, &dist)?;
    single::write(root, &dist)?;
    figures::write(root, &dist)?;
    wheel::write(root, &dist)?;
    version::seal(root, &dist)?;
    say("dist/ is ready");
    Ok(())
}

/// The site without the pictures, which are made of results that may not be there yet.
pub fn unillustrated(root: &Path) -> Done {
    types(root)?;
    let dist = root.join("dist");
    site(root, root, &dist)?;
    licences::write(root, &dist.join(LICENCES))?;
    whole_of_mnist(root, &dist)
}

/// The archive that is too large for the repository; a visitor's browser fetches it only when it is asked for.
/// Where its package cannot be had the page goes without, and says so when it is asked for.
fn whole_of_mnist(root: &Path, dist: &Path) -> Done {
    let made = match data::whole(root) {
        Ok(made) => made,
        Err(why) => {
            say(&format!(
                "note: the page goes without the whole of MNIST: {why}"
            ));
            return Ok(());
        }
    };
    let folder = dist.join("www/data");
    create(&folder)?;
    copy(&made, &folder.join(made.file_name().unwrap_or_default()))
}

/// The wasm module beside the JavaScript that imports it, where the type checker finds its types.
pub fn types(root: &Path) -> Done {
    bindings::make(root, &bindings::PAGE, &root.join("www/wasm"))
}

/// Figures of the shipped results as pictures, in the page and for notes, with their colours in the style sheets, and
/// what the page says of those for notes.
fn pictures(root: &Path, dist: &Path) -> Done {
    let read = |file: &Path| fs::read_to_string(file).map_err(failed(file));
    let index = dist.join("index.html");
    let www = dist.join("www");
    let made = stills::draw(&read(&index)?, &www)?;
    let write = |file: &Path, text: String| fs::write(file, text).map_err(failed(file));
    for (sheet, rule) in [(STYLE, made.light), (DARK, made.dark)] {
        let sheet = dist.join(sheet);
        write(&sheet, read(&sheet)? + &rule)?;
    }
    write(&index, made.page)?;
    stills::write(&made.files, &www)?;
    let mut node = command(root, RECORD);
    run_command(node.arg(&www).args(stills::IN_NOTES.map(|(name, _)| name)))
}

/// The site in `to` from the page in `from`: scripts and style sheets bundled, all else as it is.
fn site(root: &Path, from: &Path, to: &Path) -> Done {
    setup::node_modules(root)?;
    let index = from.join("index.html");
    let text = fs::read_to_string(&index).map_err(failed(&index))?;
    let page = Page::read(&text, STYLE)?;
    if to.exists() {
        fs::remove_dir_all(to).map_err(failed(to))?;
    }
    copy_folder(&from.join("www"), &to.join("www"))?;

    let bundler = Bundler { root, from, to };
    bundler.modules(&ENTRIES)?;
    bundler.scripts(&page.scripts)?;
    bundler.style(STYLE, &page.styles)?;
    for sheet in &page.sometimes {
        bundler.style(sheet, std::slice::from_ref(sheet))?;
    }
    element(root, &from.join(ELEMENT), to)?;
    let index = to.join("index.html");
    fs::write(&index, page.html).map_err(failed(&index))
}

/// The element for other pages: one file that needs no other.
fn element(root: &Path, from: &Path, to: &Path) -> Done {
    for file in ELEMENT_WORDS {
        copy(&from.join(file), &to.join(file))?;
    }
    Bundler { root, from, to }.modules(&[ELEMENT_SCRIPT])
}

/// Copies what is not bundled.
fn copy_folder(from: &Path, to: &Path) -> Done {
    for entry in fs::read_dir(from).map_err(failed(from))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let copied = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_folder(&path, &copied)?;
        } else if !is_bundled(&path) {
            create(to)?;
            copy(&path, &copied)?;
        }
    }
    Ok(())
}

/// Scripts, style sheets, and the types that only the developer's tools read.
fn is_bundled(file: &Path) -> bool {
    let extension = file.extension().and_then(OsStr::to_str);
    matches!(extension, Some("js" | "css" | "ts"))
}

pub fn failed(path: &Path) -> impl Fn(std::io::Error) -> String {
    move |error| format!("{}: {error}", path.display())
}
