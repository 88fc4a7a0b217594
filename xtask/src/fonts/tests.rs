//! The shipped fonts have every character that the page shows.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use allsorts::binary::read::ReadScope;
use allsorts::font::{Font, MatchingPresentation};
use allsorts::font_data::FontData;
use allsorts::tables::FontTableProvider;

use super::characters;
use crate::root;

/// A shipped font's file.
fn shipped(name: &str) -> Vec<u8> {
    fs::read(root().join("www/fonts").join(format!("{name}.woff2"))).unwrap()
}

/// Those of `characters` for which none of the fonts has a glyph.
fn lacking(names: &[&str], characters: &BTreeSet<char>) -> String {
    let files: Vec<Vec<u8>> = names.iter().map(|name| shipped(name)).collect();
    let font = |file| {
        let data = ReadScope::new(file).read::<FontData<'_>>().unwrap();
        Font::new(data.table_provider(0).unwrap()).unwrap()
    };
    let mut fonts: Vec<_> = files.iter().map(|file| font(file)).collect();
    let mut has = |character| {
        fonts.iter_mut().any(|font| {
            let any = MatchingPresentation::NotRequired;
            font.lookup_glyph_index(character, any, None).0 != 0
        })
    };
    characters.iter().filter(|&&c| !has(c)).collect()
}

#[test]
fn the_fonts_have_every_character_of_the_page() {
    let used = characters::used(&root()).unwrap();
    let signs = "noto-sans-math-signs";
    let anew = "make the fonts anew with `cargo xtask fonts`, or write it in other characters";
    assert_eq!(lacking(&["inter", signs], &used.text), "", "text: {anew}");
    let formulas = lacking(&["noto-sans-math-formulas"], &used.formulas);
    assert_eq!(formulas, "", "formulas: {anew}");
}

#[test]
fn the_font_of_formulas_says_how_to_set_them() {
    let file = shipped("noto-sans-math-formulas");
    let data = ReadScope::new(&file).read::<FontData<'_>>().unwrap();
    assert!(
        data.table_provider(0)
            .unwrap()
            .has_table(allsorts::tag!(b"MATH"))
    );
}

#[test]
fn each_font_has_its_licence_beside_it() {
    let folder = root().join("www/fonts");
    for name in ["inter", "noto-sans-math"] {
        let licence = fs::read_to_string(folder.join(format!("OFL-{name}.txt"))).unwrap();
        assert!(
            licence.contains("SIL OPEN FONT LICENSE Version 1.1"),
            "{name}"
        );
    }
    let fonts = fs::read_dir(Path::new(&folder)).unwrap();
    for font in fonts.map(|entry| entry.unwrap().file_name().into_string().unwrap()) {
        let known = ["OFL-", "inter", "noto-sans-math"];
        assert!(known.iter().any(|start| font.starts_with(start)), "{font}");
    }
}
