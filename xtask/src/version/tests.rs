use std::path::PathBuf;

use super::*;

const INDEX_TEXT: &str =
    "<link href=\"./www/style.css\"><link rel=manifest href=\"./app.webmanifest\">";

/// A site that is removed in the end.
struct Fake(PathBuf);

impl Fake {
    fn new(name: &str, style: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        let fake = Self(folder);
        for (name, text) in [
            (INDEX, INDEX_TEXT),
            ("www/style.css", style),
            ("www/data/mnist28.bin", "large"),
            ("www/networks/f1-sb.bin", "large"),
            ("www/screenshot.png", "a picture"),
            ("figures/path.svg", "<svg/>"),
        ] {
            let file = fake.0.join(name);
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            fs::write(file, text).expect("a file");
        }
        seal(&crate::root(), &fake.0).expect("it is sealed");
        fake
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).expect(name)
    }

    /// What the service worker keeps.
    fn site(&self) -> serde_json::Value {
        let script = self.read(SCRIPT);
        let line = script.lines().next().unwrap_or_default();
        let site = line.trim_start_matches("const SITE=").trim_end_matches(';');
        serde_json::from_str(site).expect("a site")
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

#[test]
fn the_folder_is_named_after_its_content_wherever_it_is_named() {
    let fake = Fake::new("sealed", "p{}");
    let site = fake.site();
    let version = site["version"].as_str().expect("a text");
    let style = format!("www-{version}/style.css");
    assert_eq!(fake.read(&style), "p{}");
    assert!(!fake.0.join("www").exists());
    assert_eq!(
        fake.read(INDEX),
        INDEX_TEXT.replace("./www/style.css", &format!("./{style}"))
    );
    assert!(
        fake.read(MANIFEST)
            .contains(&format!("./www-{version}/icon.svg"))
    );
    let index = sha256(fake.read(INDEX).as_bytes());
    assert_eq!(
        site["files"],
        serde_json::json!([[style, sha256(b"p{}")], ["", index]])
    );
    let large = ["data/mnist28.bin", "networks/f1-sb.bin"];
    let asked = large.map(|name| [format!("www-{version}/{name}"), sha256(b"large")]);
    assert_eq!(site["asked"], serde_json::json!(asked));
}

#[test]
fn another_content_is_another_version_and_the_same_is_the_same() {
    let sites = [("a", "p{}"), ("b", "p{}"), ("c", "p{color:red}")]
        .map(|(name, style)| Fake::new(&format!("version-{name}"), style).site());
    assert_eq!(sites[0], sites[1]);
    assert_ne!(sites[0]["version"], sites[2]["version"]);
}

#[test]
fn digests_are_as_the_standard_has_them() {
    // FIPS 180-2, appendix B.1.
    assert_eq!(
        sha256(b"abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}
