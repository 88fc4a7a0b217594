//! The characters that the page uses, read from its own sources.

use std::collections::BTreeSet;
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// What visitors type, and what is composed while the page runs: Latin 1 without the soft hyphen,
/// Greek, digits above and below the line.
const TEXT: [RangeInclusive<char>; 8] = [
    ' '..='~',
    '\u{a0}'..='\u{ac}',
    '\u{ae}'..='ÿ',
    'Α'..='Ρ',
    'Σ'..='ω',
    '⁰'..='⁰',
    '⁴'..='⁻',
    '₀'..='₋',
];

/// What stands in formulas: MathML sets a letter that stands alone as a mathematical italic, Latin
/// or Greek. Among those the place of the h is empty: it is Planck's constant.
const FORMULAS: [RangeInclusive<char>; 8] = [
    ' '..='~',
    'Α'..='Ρ',
    'Σ'..='Ω',
    'α'..='ω',
    '\u{1d434}'..='\u{1d454}',
    '\u{1d456}'..='\u{1d467}',
    '\u{1d6e2}'..='\u{1d71b}',
    'ℎ'..='ℎ',
];

/// Letter-like signs, arrows, operators, shapes: a text font has few of them.
const SIGNS: RangeInclusive<char> = '\u{2100}'..='\u{2bff}';

/// Entities that stand for a character of [`TEXT`].
const ENTITIES: [&str; 5] = ["nbsp", "amp", "lt", "gt", "quot"];

/// The characters of the page.
#[derive(Debug, PartialEq)]
pub struct Characters {
    /// All but those that stand in formulas alone.
    pub text: BTreeSet<char>,
    /// Those of MathML.
    pub formulas: BTreeSet<char>,
}

impl Characters {
    /// Those that no page does without.
    fn least() -> Self {
        Self {
            text: TEXT.into_iter().flatten().collect(),
            formulas: FORMULAS.into_iter().flatten().collect(),
        }
    }

    /// The signs in the text.
    pub fn signs(&self) -> BTreeSet<char> {
        self.text.range(SIGNS).copied().collect()
    }

    /// Adds what a style sheet, a script, a file of results or the core may show.
    fn add_code(&mut self, source: &str) {
        let code = source.lines().flat_map(|line| uncommented(line).chars());
        self.text.extend(code.filter(|c| !c.is_control()));
    }

    /// Adds what a page shows.
    fn add_page(&mut self, source: &str) -> Result<(), String> {
        for (at, _) in source.match_indices('&') {
            let (entity, _) = source[at + 1..].split_once(';').unwrap_or_default();
            if !ENTITIES.contains(&entity) {
                return Err(format!("write the character itself for “&{entity};”"));
            }
        }
        let mut rest = source;
        while let Some((before, formula)) = rest.split_once("<math") {
            let (formula, after) = formula.split_once("</math>").ok_or("a <math> has no end")?;
            self.text.extend(before.chars().filter(|c| !c.is_control()));
            self.formulas
                .extend(formula.chars().filter(|c| !c.is_control()));
            rest = after;
        }
        self.text.extend(rest.chars().filter(|c| !c.is_control()));
        Ok(())
    }
}

/// The characters of index.html, of www/ and of the strings in src/, and [some more](TEXT).
///
/// # Errors
/// Names the file that cannot be read, and what is not understood in it.
pub fn used(root: &Path) -> Result<Characters, String> {
    let mut used = Characters::least();
    let mut files = vec![root.join("index.html")];
    collect(&root.join("src"), &["rs"], &mut files)?;
    collect(&root.join("www"), &["js", "css", "json"], &mut files)?;
    for file in files {
        let failed = |error: String| format!("{}: {error}", file.display());
        let source = fs::read_to_string(&file).map_err(|error| failed(error.to_string()))?;
        if file
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            used.add_page(&source).map_err(failed)?;
        } else {
            used.add_code(&source);
        }
    }
    Ok(used)
}

/// The files below `folder` with one of the extensions.
fn collect(folder: &Path, extensions: &[&str], files: &mut Vec<PathBuf>) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            collect(&path, extensions, files)?;
        } else if extensions.contains(&extension.as_ref()) {
            files.push(path);
        }
    }
    Ok(())
}

/// A line of code without its comment.
fn uncommented(line: &str) -> &str {
    let start = line.trim_start();
    if ["//", "/*", "*"].iter().any(|mark| start.starts_with(mark)) {
        return "";
    }
    line.split_once(" // ").map_or(line, |(code, _)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `add` adds to the least.
    fn added(add: impl FnOnce(&mut Characters)) -> (String, String) {
        let (least, mut all) = (Characters::least(), Characters::least());
        add(&mut all);
        let new = |all: &BTreeSet<char>, least| all.difference(least).collect();
        (
            new(&all.text, &least.text),
            new(&all.formulas, &least.formulas),
        )
    }

    #[test]
    fn comments_show_nothing() {
        let source = "/// ⊙\n  // ↦\n/**\n * ℝ\n */\nsay(\"∇ ≤ ✓\"); // ⌊\nlet a = \"→\";";
        let (text, formulas) = added(|all| all.add_code(source));
        assert_eq!((text.as_str(), formulas.as_str()), ("→∇≤✓", ""));
    }

    #[test]
    fn formulas_are_apart() {
        let source = "<p>∞</p><math display=\"block\"><mo>∑</mo></math>▸<math>⊂</math>&nbsp;√";
        let (text, formulas) = added(|all| all.add_page(source).unwrap());
        assert_eq!((text.as_str(), formulas.as_str()), ("√∞▸", "∑⊂"));
    }

    #[test]
    fn only_plain_entities_and_whole_formulas_are_understood() {
        let mut all = Characters::least();
        assert!(all.add_page("<p>&amp;</p>").is_ok());
        let error = all.add_page("<p>&minus;1</p>").unwrap_err();
        assert_eq!(error, "write the character itself for “&minus;”");
        assert!(all.add_page("<math><mi>x</mi>").is_err());
    }

    #[test]
    fn signs_are_those_a_text_font_lacks_as_a_rule() {
        let mut all = Characters::least();
        all.add_code("\"a φ ⁻ → ∇ ✓\"");
        assert_eq!(all.signs().into_iter().collect::<String>(), "→∇✓");
    }
}
