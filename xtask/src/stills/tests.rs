use super::{FOLDER, IN_NOTES, Illustrated, ROOT, WIDTHS, draw};
use sharp_minima::settings::presets;
use std::path::{Path, PathBuf};

fn www() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../www")
}

fn page() -> String {
    format!("{ROOT}><figure data-figure=\"bowls\" id=\"figure-bowls\"></figure>")
}

#[test]
fn the_first_figure_gets_one_picture_of_both_grounds() {
    let made = draw(&page(), &www()).expect("a page");
    let Illustrated {
        page, light, dark, ..
    } = made;
    assert_eq!(page.matches("<svg class=\"still\"").count(), 1);
    assert!(!page.contains("style="), "the policy forbids inline styles");
    assert!(page.contains("fill=\"var(--still-0)\""), "{page}");
    // SB's blue, as the page's look has it on both grounds.
    assert!(
        light.contains(":#0072B2") && !light.contains("#56B4E9"),
        "{light}"
    );
    assert!(
        dark.contains(":#56B4E9") && !dark.contains("#0072B2"),
        "{dark}"
    );
    let names = |rule: &str| rule.matches("--still-").count();
    assert_eq!(names(&light), names(&dark));
}

#[test]
fn notes_get_each_figure_of_each_preset_in_all_widths() {
    let made = draw(&page(), &www()).expect("a page");
    assert_eq!(
        made.files.len(),
        presets().len() * IN_NOTES.len() * WIDTHS.len()
    );
    for preset in presets() {
        for (name, _) in IN_NOTES {
            let named = format!("{}/{name}", preset.name);
            assert!(made.page.contains(&named), "{named}: {}", made.page);
        }
    }
    let coloured = |text: &str| text.contains("var(--still-") && !text.contains("fill=\"#");
    for (name, text) in &made.files {
        assert!(text.starts_with("<svg "), "{name}: {text:.80}");
        assert!(coloured(text), "{FOLDER}/{name} has colours of its own");
    }
}

#[test]
fn a_page_without_a_place_is_an_error() {
    let error = draw(&format!("{ROOT}>"), &www()).expect_err("no place");
    assert_eq!(error, "index.html has no place for bowls");
}
