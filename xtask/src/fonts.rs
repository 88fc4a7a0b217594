//! `cargo xtask fonts`: makes the fonts in www/fonts anew from the published ones, with the
//! characters that the page uses. A maintainer's command: it downloads two packages with npm (7 MB)
//! and fonttools with pip.

mod characters;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::process::{say, step};
use crate::{Done, target};

/// A published package of fonts.
struct Package {
    /// npm's name and version.
    name: &'static str,
    /// The archive that `npm pack` leaves.
    archive: &'static str,
    licence: &'static str,
    /// What the licence is called beside the fonts.
    shipped_licence: &'static str,
}

const INTER: Package = Package {
    name: "inter-ui@4.1.1",
    archive: "inter-ui-4.1.1.tgz",
    licence: "package/LICENSE.txt",
    shipped_licence: "OFL-inter.txt",
};
const NOTO_SANS_MATH: Package = Package {
    name: "@fontsource/noto-sans-math@5.3.0",
    archive: "fontsource-noto-sans-math-5.3.0.tgz",
    licence: "package/LICENSE",
    shipped_licence: "OFL-noto-sans-math.txt",
};

const MATHS: &str = "package/files/noto-sans-math-latin-400-normal.woff2";
const UPRIGHT: &str = "package/variable/InterVariable.woff2";

/// What reads and writes fonts, and what compresses them: both decide the files' bytes.
const FONTTOOLS: [&str; 2] = ["fonttools==4.68.0", "brotli==1.2.1"];

/// Kerning, accents, and figures of one width. Inter's other features would set other characters
/// than those that are written.
const TEXT_FEATURES: &str = "--layout-features=kern,mark,mkmk,ccmp,tnum";
/// Letters made for being small: what MathML's subscripts ask for.
const FORMULA_FEATURES: &str = "--layout-features=ssty";

/// Writes www/fonts/*.woff2 and the fonts' licences below `root`. Downloads are left in
/// target/fonts.
///
/// # Errors
/// Says which step failed and why.
pub fn run(root: &Path) -> Done {
    let used = characters::used(root)?;
    let downloads = target(root).join("fonts");
    let out = root.join("www/fonts");
    for folder in [&downloads, &out] {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let workshop = Workshop::new(&downloads, &out)?;

    let inter = workshop.unpack(&INTER)?;
    let noto = workshop.unpack(&NOTO_SANS_MATH)?;
    let weights = workshop.weights(&format!("{inter}/{UPRIGHT}"), "inter")?;
    workshop.subset(&weights, "inter", &used.text, TEXT_FEATURES)?;
    let maths = format!("{noto}/{MATHS}");
    workshop.subset(
        &maths,
        "noto-sans-math-signs",
        &used.signs(),
        FORMULA_FEATURES,
    )?;
    workshop.subset(
        &maths,
        "noto-sans-math-formulas",
        &used.formulas,
        FORMULA_FEATURES,
    )
}

/// Where fonts are taken apart and put together.
struct Workshop<'a> {
    downloads: &'a Path,
    out: &'a Path,
    /// The folder with fonttools in it: Python finds modules where it is started.
    python: std::path::PathBuf,
}

impl<'a> Workshop<'a> {
    /// Installs fonttools, where it is not there.
    fn new(downloads: &'a Path, out: &'a Path) -> Result<Self, String> {
        let python = downloads.join("python");
        if !python.is_dir() {
            let pip = [
                "-m",
                "pip",
                "install",
                "--quiet",
                "--no-deps",
                "--target",
                "python",
            ];
            step("python3", &[&pip[..], &FONTTOOLS].concat(), downloads)?;
        }
        Ok(Self {
            downloads,
            out,
            python,
        })
    }

    /// Downloads a package, ships its licence, and gives the folder where it lies.
    fn unpack(&self, package: &Package) -> Result<String, String> {
        let folder = self
            .downloads
            .join(package.archive.trim_end_matches(".tgz"));
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        step("npm", &["pack", "--silent", package.name], &folder)?;
        step("tar", &["-xzf", package.archive], &folder)?;
        let licence = folder.join(package.licence);
        fs::copy(&licence, self.out.join(package.shipped_licence))
            .map_err(|error| format!("{}: {error}", licence.display()))?;
        Ok(folder.display().to_string())
    }

    /// The font with the weights from normal to bold alone, drawn for the size of running text;
    /// gives the file.
    fn weights(&self, font: &str, name: &str) -> Result<String, String> {
        let file = self.downloads.join(format!("{name}.ttf"));
        let file = file.display().to_string();
        let instancer = [
            "-m",
            "fontTools.varLib.instancer",
            "--quiet",
            "--no-recalc-timestamp",
            font,
        ];
        let what = ["wght=400:700", "opsz=14", "--output", &file];
        step("python3", &[&instancer[..], &what].concat(), &self.python)?;
        Ok(file)
    }

    /// Writes the font with those of `characters` that it has.
    fn subset(&self, font: &str, name: &str, characters: &BTreeSet<char>, features: &str) -> Done {
        let codes: Vec<_> = characters
            .iter()
            .map(|&character| format!("{:X}", u32::from(character)))
            .collect();
        let file = self.out.join(format!("{name}.woff2"));
        let unicodes = format!("--unicodes={}", codes.join(","));
        let output = format!("--output-file={}", file.display());
        let subset = ["-m", "fontTools.subset", font, "--flavor=woff2"];
        let what = [features, &unicodes, &output];
        step("python3", &[&subset[..], &what].concat(), &self.python)?;
        let bytes = file.metadata().map_err(|error| error.to_string())?.len();
        say(&format!("{}: {bytes} bytes", file.display()));
        Ok(())
    }
}
