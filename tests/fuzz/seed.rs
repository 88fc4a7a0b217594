//! Valid inputs, from which others are made.

use std::path::PathBuf;

/// A valid input in parts, of which one is changed at a time; what the format says of its parts, lengths and
/// checksums, is right again afterwards. So changes come further than the outermost check.
pub struct Seed {
    pub parts: Vec<Vec<u8>>,
    pub join: fn(&[Vec<u8>]) -> Vec<u8>,
}

impl Seed {
    /// An input as it is.
    pub fn whole(input: impl Into<Vec<u8>>) -> Self {
        Self {
            parts: vec![input.into()],
            join: <[Vec<u8>]>::concat,
        }
    }

    /// The input.
    pub fn bytes(&self) -> Vec<u8> {
        (self.join)(&self.parts)
    }
}

/// A file of tests/.
pub fn file(name: &str) -> Vec<u8> {
    std::fs::read(tests().join(name)).expect(name)
}

/// Whole files of tests/cases/.
pub fn cases(names: &[&str]) -> Vec<Seed> {
    let read = |name: &&str| Seed::whole(file(&format!("cases/{name}")));
    names.iter().map(read).collect()
}

/// What was found once for a target: files whose names begin with the target's.
pub fn found(target: &str) -> Vec<Vec<u8>> {
    let folder = tests().join("fuzz/corpus/found");
    let entries = std::fs::read_dir(folder).expect("the folder of what was found");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let of_target = |path: &&PathBuf| {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        name.is_some_and(|name| name.starts_with(target))
    };
    let read = |path: &PathBuf| std::fs::read(path).expect("what was found");
    paths.iter().filter(of_target).map(read).collect()
}

fn tests() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests")
}
