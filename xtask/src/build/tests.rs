use super::*;
use crate::process::step;
use std::path::PathBuf;

/// A small page, laid out as the real one is. Its modules print the addresses that they make.
const FILES: [(&str, &str); 19] = [
    (
        "index.html",
        "<link rel=stylesheet href=./www/css/page.css><link rel=stylesheet href=./www/css/bar.css>\
         <link rel=stylesheet href=./www/css/dark.css media=print>\
         <script src=./www/core/support.js></script><script type=module src=./www/main.js></script>",
    ),
    (
        "www/main.js",
        "import './core/pool.js';\nimport './chapters/one.js';\n\
         console.log(new URL('./data/a.bin', import.meta.url).href);",
    ),
    (
        "www/core/pool.js",
        "import { address } from '../wasm/a.js';\n\
         console.log(address, new URL('../worker.js', import.meta.url).href);",
    ),
    (
        "www/worker.js",
        "import { address } from './wasm/a.js';\nconsole.log(address);",
    ),
    (
        "www/core/support.js",
        "/* Old browsers read this. */\nvar shared = 1;",
    ),
    (
        "www/chapters/one.js",
        "const name = 'instant';\n\
         console.log(new URL(`../results/${name}.json`, import.meta.url).href);",
    ),
    (
        "www/wasm/a.js",
        "export const address = new URL('a_bg.wasm', import.meta.url).href;",
    ),
    ("www/wasm/a.d.ts", "export const address: string;"),
    ("www/wasm/a_bg.wasm", "wasm"),
    (
        "www/css/page.css",
        "@font-face { font-family: A; src: url(\"../fonts/a.woff2\"); }\np { color: red; }",
    ),
    ("www/css/bar.css", "p { color: light-dark(white, black); }"),
    (
        "www/css/dark.css",
        "p { background: url(../fonts/a.woff2); }",
    ),
    ("www/fonts/a.woff2", "font"),
    (
        "element/sharp-minima.js",
        "console.log(new URL('.', import.meta.url).href);",
    ),
    ("element/sharp-minima.d.ts", "export {};"),
    ("element/package.json", "{\"type\": \"module\"}"),
    ("www/data/a.bin", "data"),
    ("www/results/instant.json", "{}"),
    ("www/icon.svg", "<svg/>"),
];

/// The page and its site, in a folder that is removed in the end.
struct Fake(PathBuf);

impl Fake {
    fn new(name: &str) -> Self {
        let fake = Self(std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id())));
        for (name, text) in FILES {
            let file = fake.page().join(name);
            create(file.parent().expect("a folder")).expect("a folder");
            fs::write(file, text).expect("a file");
        }
        // Node else takes the scripts for another kind of module.
        fs::write(fake.0.join("package.json"), "{\"type\": \"module\"}").expect("a file");
        fake
    }

    fn page(&self) -> PathBuf {
        self.0.join("page")
    }

    fn site(&self) -> PathBuf {
        self.0.join("site")
    }

    fn build(&self) -> Done {
        site(&crate::root(), &self.page(), &self.site())
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.site().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

/// What a script prints, with the folder it was started in taken out.
fn told(folder: &Path, script: &str) -> String {
    let told = step("node", &[script], folder).expect("it runs");
    let real = folder.canonicalize().expect("a folder");
    told.replace(&real.display().to_string(), "")
}

fn files(folder: &Path, below: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder.join(below)).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        match entry.path().is_dir() {
            true => files(folder, &format!("{name}/"), found),
            false => found.push(name),
        }
    }
    found.sort();
}

/// The file of what the page and its workers share is named after its content.
fn without_hash(file: &str) -> &str {
    match file.starts_with("www/chunk-") {
        true => "www/chunk.js",
        false => file,
    }
}

#[test]
fn every_address_leads_where_it_led_before() {
    let fake = Fake::new("addresses");
    fake.build().expect("it builds");
    for entry in ENTRIES {
        let plain = told(&fake.page(), entry);
        assert!(plain.contains("file:///www/wasm/a_bg.wasm"), "{plain}");
        assert_eq!(told(&fake.site(), entry), plain);
    }
}

#[test]
fn the_element_finds_the_site_beside_itself() {
    let fake = Fake::new("element");
    fake.build().expect("it builds");
    assert_eq!(told(&fake.site(), ELEMENT_SCRIPT).trim(), "file:///");
}

#[test]
fn scripts_and_styles_are_few_files_and_all_else_is_as_it_is() {
    let fake = Fake::new("files");
    fake.build().expect("it builds");
    let mut found = Vec::new();
    files(&fake.site(), "", &mut found);
    let expected = [
        "index.html",
        "package.json",
        "sharp-minima.d.ts",
        "sharp-minima.js",
        "www/chunk.js",
        "www/core/support.js",
        "www/css/dark.css",
        "www/data/a.bin",
        "www/fonts/a.woff2",
        "www/icon.svg",
        "www/main.js",
        "www/results/instant.json",
        "www/style.css",
        "www/wasm/a_bg.wasm",
        "www/worker.js",
    ];
    let found: Vec<_> = found.iter().map(|file| without_hash(file)).collect();
    assert_eq!(found, expected);
    assert_eq!(fake.read("www/core/support.js"), "var shared=1;\n");
    assert_eq!(
        fake.read("www/style.css"),
        "@font-face{font-family:A;src:url(fonts/a.woff2)}p{color:red}p{color:light-dark(white,black)}\n"
    );
    assert!(fake.read("www/css/dark.css").contains("(../fonts/a.woff2)"));
    assert!(fake.read("index.html").contains("\"./www/style.css\""));
}

#[test]
fn what_is_missing_is_an_error() {
    for (file, name) in [
        ("www/core/pool.js", "a module"),
        ("www/fonts/a.woff2", "a font"),
    ] {
        let fake = Fake::new(&format!("missing-{}", &file[4..8]));
        fs::remove_file(fake.page().join(file)).expect("it was there");
        assert!(fake.build().is_err(), "{name}");
    }
}
