//! A copy of the built page in which scripts of the tests come first, in the page and in its workers.

use std::fs;
use std::path::Path;

use crate::bindings::{copy, copy_all};
use crate::build::failed;
use crate::{Done, version};

/// A script: the folder that it stands in, and its name.
pub type Script = (&'static str, &'static str);

/// What keeps all that goes wrong: a browser's driver does not tell it in every engine.
pub const WATCH: Script = ("tests/engines", "watch.js");

/// Copies what is built to `site`, where it begins with these scripts.
pub fn make(root: &Path, site: &Path, scripts: &[Script]) -> Done {
    if site.exists() {
        fs::remove_dir_all(site).map_err(failed(site))?;
    }
    copy_all(&root.join("dist"), site)?;
    for (folder, name) in scripts {
        copy(&root.join(folder).join(name), &site.join(name))?;
    }
    let each = |line: fn(&str) -> String| -> String {
        let lines: Vec<_> = scripts.iter().map(|(_, name)| line(name)).collect();
        lines.concat()
    };
    let tags = each(|name| format!("<script src=\"./{name}\"></script>"));
    let imports = each(|name| format!("import \"../{name}\";\n"));
    // This is no version that could be kept.
    rewrite(&site.join(version::SCRIPT), |_| Some(String::new()))?;
    rewrite(&site.join("index.html"), |page| {
        page.contains("<script")
            .then(|| page.replacen("<script", &format!("{tags}<script"), 1))
    })?;
    rewrite(&version::folder(site)?.join("worker.js"), |worker| {
        Some(format!("{imports}{worker}"))
    })
}

/// Changes a file's text.
pub fn rewrite(file: &Path, change: impl FnOnce(&str) -> Option<String>) -> Done {
    let text = fs::read_to_string(file).map_err(failed(file))?;
    let text = change(&text).ok_or_else(|| format!("{} has no script", file.display()))?;
    fs::write(file, text).map_err(failed(file))
}
