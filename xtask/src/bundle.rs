//! The page's scripts and style sheets as few small files, by esbuild: xtask/bundle.mjs.

use std::path::Path;

use crate::Done;
use crate::process::{command, run};

/// From the folder of the page to that of the site.
pub struct Bundler<'a> {
    /// Where xtask/ and node_modules/ are.
    pub root: &'a Path,
    pub from: &'a Path,
    pub to: &'a Path,
}

impl Bundler<'_> {
    /// Each module with all that it imports.
    pub fn modules(&self, files: &[impl AsRef<str>]) -> Done {
        self.make("modules", files)
    }

    /// The same for the single file: each needs no other file.
    pub fn alone(&self, files: &[impl AsRef<str>]) -> Done {
        self.make("alone", files)
    }

    /// Each classic script by itself.
    pub fn scripts(&self, files: &[impl AsRef<str>]) -> Done {
        self.make("scripts", files)
    }

    /// All style sheets, in this order, as the one `name`.
    pub fn style(&self, name: &str, files: &[String]) -> Done {
        let names = std::iter::once(name).chain(files.iter().map(String::as_str));
        self.make("style", &names.collect::<Vec<_>>())
    }

    fn make(&self, kind: &str, files: &[impl AsRef<str>]) -> Done {
        let mut node = command(self.root, "node xtask/bundle.mjs");
        node.arg(kind).arg(self.from).arg(self.to);
        run(node.args(files.iter().map(AsRef::as_ref)))
    }
}
