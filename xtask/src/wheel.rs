//! `dist/python/`: the Python package as a wheel, which `pip install` takes without a network.
//!
//! The form is that of <https://packaging.python.org/en/latest/specifications/binary-distribution-format/>.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sharp_minima::figures::FIGURES;
use sharp_minima::settings::presets;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::bindings::create;
use crate::build::{ELEMENT_SCRIPT, failed};
use crate::{Done, single};

/// Where it is in the site, and where its sources are in the repository.
pub const FOLDER: &str = "python";
const VERSION: &str = env!("CARGO_PKG_VERSION");
const PACKAGE: &str = "sharp_minima";
const FORM: &str =
    "Wheel-Version: 1.0\nGenerator: sharp-minima\nRoot-Is-Purelib: true\nTag: py3-none-any\n";
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// The name of the file.
pub fn file_name() -> String {
    format!("{PACKAGE}-{VERSION}-py3-none-any.whl")
}

/// Writes it from the repository's sources and the site in `dist`.
pub fn write(root: &Path, dist: &Path) -> Done {
    let read = |file: &Path| fs::read(file).map_err(failed(file));
    let source = root.join(FOLDER);
    let within = |name: &str| format!("{PACKAGE}/{name}");
    let about = |name: &str| format!("{PACKAGE}-{VERSION}.dist-info/{name}");
    let script = source.join(PACKAGE).join("__init__.py");
    let mut files = vec![
        (within("__init__.py"), read(&script)?),
        (within("names.json"), names().to_string().into_bytes()),
        (within(ELEMENT_SCRIPT), read(&dist.join(ELEMENT_SCRIPT))?),
        (within(single::FILE), read(&dist.join(single::FILE))?),
        (
            about("METADATA"),
            metadata(&read(&source.join("README.md"))?),
        ),
        (about("WHEEL"), FORM.as_bytes().to_vec()),
    ];
    for name in LICENCES {
        files.push((about(&format!("licenses/{name}")), read(&root.join(name))?));
    }
    let record = about("RECORD");
    let list = recorded(&files) + &format!("{record},,\n");
    files.push((record, list.into_bytes()));
    let folder = dist.join(FOLDER);
    create(&folder)?;
    let file = folder.join(file_name());
    let packed = packed(&files).map_err(|error| format!("{}: {error}", file.display()))?;
    fs::write(&file, packed).map_err(failed(&file))
}

/// What the package knows of the figures and the settings: pairs of a name and a title, in the page's order.
fn names() -> Value {
    let figures = FIGURES.map(|figure| [figure.name(), figure.title()]);
    let presets: Vec<_> = presets()
        .iter()
        .map(|preset| [preset.name, preset.label])
        .collect();
    json!({ "figures": figures, "presets": presets })
}

fn metadata(description: &[u8]) -> Vec<u8> {
    let licences = LICENCES
        .map(|name| format!("License-File: {name}\n"))
        .concat();
    let head = format!(
        "Metadata-Version: 2.4\nName: sharp-minima\nVersion: {VERSION}\n\
         Summary: Figures on large batches and sharp minima that compute in the browser\n\
         License-Expression: MIT OR Apache-2.0\n{licences}\
         Requires-Python: >=3.9\nProvides-Extra: widget\nRequires-Dist: anywidget>=0.9; extra == \"widget\"\n\
         Description-Content-Type: text/markdown\n\n"
    );
    [head.as_bytes(), description].concat()
}

/// A line a file, with its hash and its size.
fn recorded(files: &[(String, Vec<u8>)]) -> String {
    let line = |(name, content): &(String, Vec<u8>)| {
        let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(content));
        format!("{name},sha256={hash},{}\n", content.len())
    };
    files.iter().map(line).collect()
}

/// The files in one archive, the same whenever it is made.
fn packed(files: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, content) in files {
        archive.start_file(name, options)?;
        archive.write_all(content)?;
    }
    Ok(archive.finish()?.into_inner())
}
