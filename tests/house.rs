//! The floors of the house: a room of src/ imports only from rooms that stand below it. The order is that
//! of the modules in src/lib.rs, which is read from the ground up.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::{Path, PathBuf};

/// What only the shell may name.
const BROWSER: [&str; 4] = ["wasm_bindgen", "js_sys", "web_sys", "serde_wasm_bindgen"];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The rooms in their order, by the lines of src/lib.rs that declare them.
fn rooms(lib: &str) -> Vec<String> {
    let declared = lib.lines().filter_map(|line| {
        let line = line
            .strip_prefix("pub(crate) ")
            .or(line.strip_prefix("pub "));
        line?.strip_prefix("mod ")?.strip_suffix(';')
    });
    declared.map(str::to_owned).collect()
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let below = |path: PathBuf| {
        if path.is_dir() {
            files(&path)
        } else {
            vec![path]
        }
    };
    let mut all: Vec<PathBuf> = paths.flat_map(below).collect();
    all.sort();
    all
}

/// All of src/ but lib.rs: each file's path from there, and its text.
fn sources() -> Vec<(String, String)> {
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a text");
        let name = path.strip_prefix(source()).expect("below src/");
        (name.to_string_lossy().replace('\\', "/"), text)
    };
    let all = files(&source()).into_iter().map(read);
    all.filter(|(name, _)| name != "lib.rs").collect()
}

/// The code of a text, with blanks for comments and for texts that are no paths, line for line.
fn code(text: &str) -> String {
    let mut left = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let before = left.chars().next_back();
        let named = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if c == '"' || (!named && is_raw(rest)) {
            literal(rest)
        } else if c == '\'' {
            character(rest)
        } else {
            left.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        let (skipped, after) = rest.split_at(length);
        let path = skipped.trim_matches('"');
        if c == '"' && path.starts_with("crate::") && !path.contains(' ') {
            left.push_str(path);
        } else {
            left.push(' ');
            left.extend(skipped.chars().filter(|c| *c == '\n'));
        }
        rest = after;
    }
    left
}

fn is_raw(rest: &str) -> bool {
    rest.strip_prefix('r')
        .is_some_and(|rest| rest.trim_start_matches('#').starts_with('"'))
}

/// The length of the literal text that `rest` begins with.
fn literal(rest: &str) -> usize {
    if let Some(raw) = rest.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let end = format!("\"{}", "#".repeat(hashes));
        let open = 1 + hashes + 1;
        return rest[open..]
            .find(&end)
            .map_or(rest.len(), |at| open + at + end.len());
    }
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of the character that `rest` begins with, or of the quotation mark of a lifetime.
fn character(rest: &str) -> usize {
    let mut inside = rest.char_indices().skip(1);
    match (inside.next(), inside.next(), inside.next()) {
        (Some((_, '\\')), Some(_), _) => rest[3..].find('\'').map_or(1, |at| at + 4),
        (Some(_), Some((at, '\'')), _) => at + 1,
        _ => 1,
    }
}

/// The names at the crate's root that a file's code leads to, each with its line from 1; "*" for all.
fn leads_to(file: &str, text: &str) -> Vec<(usize, String)> {
    let code = code(text);
    let module = file.trim_end_matches(".rs").trim_end_matches("/mod");
    let depth = module.split('/').count();
    let mut found = Vec::new();
    // Of every open brace whether it is that of a module.
    let mut braces: Vec<bool> = Vec::new();
    for (at, c) in code.char_indices() {
        match c {
            '{' => braces.push(opens_module(&code[..at])),
            '}' => drop(braces.pop()),
            _ => {}
        }
        let inline = braces.iter().filter(|module| **module).count();
        let Some(path) = path_from_root(&code, at, depth + inline) else {
            continue;
        };
        let line = code[..at].matches('\n').count() + 1;
        found.extend(first_names(path).into_iter().map(|name| (line, name)));
    }
    found
}

fn opens_module(before: &str) -> bool {
    let mut words = before.split_whitespace().rev();
    words.next().is_some() && words.next() == Some("mod")
}

/// What follows the crate's root in the path that begins here, in a module of this depth; `None` if none
/// does.
fn path_from_root(code: &str, at: usize, depth: usize) -> Option<&str> {
    let before = code[..at].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
        return None;
    }
    let rest = &code[at..];
    if let Some(path) = rest.strip_prefix("crate::") {
        return Some(path);
    }
    let path = rest.trim_start_matches("super::");
    let levels = (rest.len() - path.len()) / "super::".len();
    (levels > 0 && levels == depth).then_some(path)
}

/// The first names of a path, of which there are several where it is a group.
fn first_names(path: &str) -> Vec<String> {
    let name = |path: &str| -> String {
        let path = path.trim_start();
        if path.starts_with('*') {
            return "*".into();
        }
        let ends = |c: char| !(c.is_alphanumeric() || c == '_');
        path.split(ends).next().unwrap_or_default().into()
    };
    let Some(group) = path.strip_prefix('{') else {
        return vec![name(path)];
    };
    let (mut names, mut depth) = (vec![name(group)], 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(name(&group[at + 1..])),
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// What is wrong with the imports of these files, each with its place.
fn violations(rooms: &[String], files: &[(String, String)]) -> Vec<String> {
    let floor = |room: &str| rooms.iter().position(|other| other == room);
    let mut wrong = Vec::new();
    for (file, text) in files {
        let own = file
            .split('/')
            .next()
            .unwrap_or(file)
            .trim_end_matches(".rs");
        for (line, name) in leads_to(file, text) {
            let place = format!("src/{file}:{line}: {own}");
            match (floor(own), floor(&name)) {
                (None, _) => wrong.push(format!("{place} is no room of src/lib.rs")),
                _ if name == "*" => wrong.push(format!("{place} imports from all rooms")),
                (Some(own), Some(other)) if other > own => {
                    wrong.push(format!(
                        "{place} imports from {name}, which stands above it"
                    ));
                }
                _ => {}
            }
        }
    }
    wrong
}

#[test]
fn no_room_imports_from_one_above_it() {
    let lib = fs::read_to_string(source().join("lib.rs")).expect("src/lib.rs");
    let wrong = violations(&rooms(&lib), &sources());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_room_has_its_floor() {
    let lib = fs::read_to_string(source().join("lib.rs")).expect("src/lib.rs");
    let rooms = rooms(&lib);
    assert_eq!(rooms.last().map(String::as_str), Some("web"));
    for (file, _) in sources() {
        let room = file.split('/').next().unwrap_or_default();
        let room = room.trim_end_matches(".rs").to_owned();
        assert!(rooms.contains(&room), "src/{file}: {room} is no room");
    }
    for room in &rooms {
        let here = |file: &str| source().join(room).join(file).exists();
        let alone = source().join(format!("{room}.rs")).exists();
        assert!(alone || here("mod.rs"), "there is no room {room}");
    }
}

#[test]
fn the_shell_alone_knows_of_the_browser() {
    for (file, text) in sources() {
        let named = BROWSER.iter().find(|name| code(&text).contains(*name));
        let shell = file.starts_with("web/");
        assert!(shell || named.is_none(), "src/{file} names {named:?}");
    }
}

/// What is wrong in a house of three rooms with this text in a file of the middle one.
fn wrong(file: &str, text: &str) -> Vec<String> {
    let rooms = ["ground", "middle", "roof"].map(str::to_owned);
    violations(&rooms, &[(file.into(), text.into())])
}

#[test]
fn imports_from_above_are_found_however_they_are_written() {
    for text in [
        "use crate::roof::Tile;",
        "use crate::{ground::Stone, roof::Tile};",
        "use crate::{\n    ground::{Sand, Stone},\n    roof,\n};",
        "fn f(_: crate::roof::Tile) {}",
        "const A: usize = { 1 + crate::roof::N };",
        "pub(crate) use crate::roof::Tile;",
        "macro_rules! m { () => { $crate::roof::N } }",
        "#[serde(with = \"crate::roof\")]",
        "use super::super::roof::Tile;",
        "mod tests { use super::super::super::roof::Tile; }",
        "fn f<'a>(x: &'a str) -> char { '\"' } use crate::roof::Tile; // \"",
        "const A: &str = r#\" \" \"#; use crate::roof::Tile;",
        "const A: char = '\\''; const B: &str = \"\\\"\"; use crate::roof::Tile;",
    ] {
        let found = wrong("middle/room.rs", text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].ends_with(": middle imports from roof, which stands above it"));
    }
    let found = wrong("middle/mod.rs", "\n\nuse super::roof;");
    let expected = "src/middle/mod.rs:3: middle imports from roof, which stands above it";
    assert_eq!(found, [expected]);
    let found = wrong("middle.rs", "use super::roof;");
    assert_eq!(found.len(), 1);
    let found = wrong("middle.rs", "mod tests { use crate::*; }");
    assert_eq!(found, ["src/middle.rs:1: middle imports from all rooms"]);
    let found = wrong("cellar.rs", "use crate::ground::Stone;");
    assert_eq!(found, ["src/cellar.rs:1: cellar is no room of src/lib.rs"]);
}

#[test]
fn what_is_no_import_from_above_is_none() {
    for text in [
        "use crate::ground::Stone; use crate::middle::Wall; use crate::macro_of_all;",
        "/// See [`roof`](crate::roof).\n// use crate::roof;\n/* crate::roof */",
        "const A: &str = \"use crate::roof\"; const B: &str = r#\"crate::roof::\"#;",
        "use super::roof; mod tests { use super::super::roof; }",
        "use other_crate::roof; use other::crate_::roof;",
    ] {
        let found = wrong("middle/room.rs", text);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}
