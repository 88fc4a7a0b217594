use super::*;

const INDEX: &str = r#"<!doctype html>
<link rel="icon" href="./www/icon.svg">
<link rel="preload" href="./www/wasm/a_bg.wasm" as="fetch" crossorigin>
<link rel="stylesheet" href="./www/css/page.css">
<link rel="stylesheet" href="./www/css/bar.css">
<link rel="stylesheet" href="./www/css/dark.css" media="print">
<link rel="modulepreload" href="./www/core/pool.js">
<script src="./www/support.js"></script>
<script type="module" src="./www/main.js"></script>
<p>a &lt; b<br>"#;

#[test]
fn style_sheets_become_one_and_modules_are_not_asked_for_in_advance() {
    let page = Page::read(INDEX, "www/all.css").expect("it is well formed");
    let expected = r#"<!doctype html>
<link rel="icon" href="./www/icon.svg">
<link rel="preload" href="./www/wasm/a_bg.wasm" as="fetch" crossorigin>
<link rel="stylesheet" href="./www/all.css">

<link rel="stylesheet" href="./www/css/dark.css" media="print">

<script src="./www/support.js"></script>
<script type="module" src="./www/main.js"></script>
<p>a &lt; b<br>"#;
    assert_eq!(page.html, expected);
    assert_eq!(page.styles, ["www/css/page.css", "www/css/bar.css"]);
    assert_eq!(page.sometimes, ["www/css/dark.css"]);
    assert_eq!(page.scripts, ["www/support.js"]);
}

/// Whatever address the site is given, its parts are found from the page.
#[test]
fn addresses_that_are_not_relative_are_refused() {
    for address in ["/www/a.css", "https://example.org/a.css", "www/a.css"] {
        let index = format!("<link rel=stylesheet href={address}>");
        let refused = Page::read(&index, "a.css");
        assert!(refused.is_err_and(|message| message.contains(address)));
    }
}
