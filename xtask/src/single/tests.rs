use super::*;

const INDEX: &str = r#"<!doctype html>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<link rel="icon" href="./www/icon.svg" type="image/svg+xml">
<link rel="preload" href="./www/wasm/a_bg.wasm" as="fetch" crossorigin>
<link rel="manifest" href="./app.webmanifest">
<link rel="stylesheet" href="./www/style.css">
<link rel="stylesheet" href="./www/css/dark.css" media="(x: y)" data-theme="dark">
<script src="./www/support.js"></script>
<script type="module" src="./www/main.js"></script>
<body><a href="https://example.org/">Elsewhere</a><a href="?figure=path">Here</a><a href="./licences.txt">Licences</a>
</body>
"#;

const FILES: [(&str, &str); 8] = [
    ("index.html", INDEX),
    ("www/icon.svg", "<svg/>"),
    (
        "www/style.css",
        "@font-face{src:url(fonts/a.woff2)}p{background:url(data:,)}\n",
    ),
    ("www/css/dark.css", "p{src:url(\"../fonts/a.woff2\")}"),
    ("www/fonts/a.woff2", "font"),
    ("www/support.js", "var a=1;\n"),
    ("www/main.js", "(()=>{})();"),
    ("www/worker.js", "onmessage=null"),
];

fn read(name: &str) -> Bytes {
    let more = [
        ("licences.txt", "free"),
        ("www/data/a.bin", "data data data"),
    ];
    let known = FILES.iter().chain(&more).find(|(known, _)| *known == name);
    known
        .map(|(_, text)| text.as_bytes().to_vec())
        .ok_or_else(|| format!("there is no {name}"))
}

fn made() -> String {
    single(&read, &["data/a.bin".to_owned()]).expect("a page")
}

/// What the elements of a page name, in order.
fn named(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let any = element!("[href], [src]", |element| {
        found.extend(
            ["href", "src"]
                .iter()
                .filter_map(|name| element.get_attribute(name)),
        );
        Ok(())
    });
    let settings = RewriteStrSettings::new().append_element_content_handler(any);
    rewrite_str(html, settings).expect("it is HTML");
    found
}

#[test]
fn it_names_no_file() {
    let html = made();
    let named = named(&html);
    let data = |what: &str| format!("data:{what}");
    assert_eq!(
        named,
        [
            data("image/svg+xml;base64,PHN2Zy8+"),
            "https://example.org/".to_owned(),
            "?figure=path".to_owned(),
            data("text/plain;base64,ZnJlZQ=="),
        ]
    );
    assert!(html.contains("@font-face{src:url(data:font/woff2;base64,Zm9udA==)}"));
    assert!(html.contains("p{background:url(data:,)}"));
    for address in html.split("url(").skip(1) {
        assert!(address.starts_with("data:"), "{address}");
    }
    assert!(html.contains("download=\"licences.txt\""));
}

#[test]
fn the_policy_has_the_hash_of_each_script_and_style_and_nothing_else() {
    let html = made();
    let (_, policy) = html.split_once("content=\"").expect("a policy");
    let (policy, _) = policy.split_once('"').expect("its end");
    // The hashes are those of `openssl dgst -sha256 -binary | base64`.
    for part in [
        "default-src 'none'; ",
        "script-src 'sha256-gaaMFNHZyRta8zB2VHkWLMP4tMxJ+d8v3dTW7nw2r6M=' 'sha256-pz9ZhuuYWHEoTm4hY3LeNQVjSpcineZDIWco0Pv9Yic=' 'wasm-unsafe-eval'; ",
        "worker-src blob:; ",
        "font-src data:; ",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("'self'") && !policy.contains("connect-src"));
    for text in ["var a=1;", "(()=>{})();"] {
        assert!(html.contains(&format!(">{text}</script>")), "{text}");
    }
    assert_eq!(policy.matches("sha256-").count(), 4);
    for style in html.split("<style").skip(1) {
        let (_, text) = style.split_once('>').expect("a tag");
        let (text, _) = text.split_once("</style>").expect("an end");
        assert!(policy.contains(&hash(text)), "{text}");
    }
    assert!(html.contains("<style media=\"(x: y)\" data-theme=\"dark\">"));
}

#[test]
fn what_is_asked_for_later_stands_in_it_compressed() {
    let html = made();
    let head = "<script type=\"application/octet-stream\" data-file=\"data/a.bin\">";
    let (_, rest) = html.split_once(head).expect("it is there");
    let (packed, _) = rest.split_once("</script>").expect("its end");
    let packed = STANDARD.decode(packed).expect("base64");
    let bytes = miniz_oxide::inflate::decompress_to_vec(&packed).expect("deflated");
    assert_eq!(bytes, b"data data data");
    assert!(html.contains("<script type=\"text/plain\" data-worker>onmessage=null</script>"));
    assert!(html.trim_end().ends_with("</body>"));
}

#[test]
fn what_would_end_its_element_is_refused() {
    for text in ["a = '</script>'", "/* <!-- */", "p { content: '</style>' }"] {
        assert!(raw(text).is_err(), "{text}");
    }
}

/// The whole of MNIST would make it four times as large.
#[test]
fn the_page_may_ask_for_what_the_repository_has() {
    let names = asked_for(&crate::root()).expect("they are there");
    for name in ["data/mnist14.bin", "results/plain-later.json"]
        .iter()
        .chain(&ASKED_FOR)
    {
        assert!(names.iter().any(|known| known == name), "{name}");
    }
    assert!(!names.iter().any(|name| name.contains("mnist28")));
}

#[test]
fn a_figure_has_a_file_of_its_own_with_what_it_needs() {
    for name in ALONE {
        let index = of_figure(name, b"<html lang=\"en\">".to_vec()).expect("a page");
        let expected = format!("<html data-query=\"?embed={name}\" lang=\"en\">");
        assert_eq!(String::from_utf8(index), Ok(expected));
        let files = asked_for_by(figure(name).expect("a figure"));
        let later = files.iter().filter(|file| file.ends_with("-later.json"));
        let expected = if name == "landscape" {
            presets().len()
        } else {
            0
        };
        assert_eq!(later.count(), expected, "{files:?}");
        for preset in presets() {
            let results = format!("results/{}.json", preset.name);
            assert!(files.contains(&results), "{files:?}");
        }
    }
    assert!(of_figure("path", b"<p>".to_vec()).is_err());
}
