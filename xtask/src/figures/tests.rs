use super::*;

/// The snippets of the page name them so.
#[test]
fn every_preset_has_every_drawn_figure_on_both_grounds() {
    let dist = std::env::temp_dir().join(format!("xtask-figures-{}", std::process::id()));
    let written = write(&crate::root(), &dist);
    let read = |preset: &Preset, name: &str, ground: &str| {
        let file = format!("figures/{}/{name}-{ground}.svg", preset.name);
        fs::read_to_string(dist.join(&file)).map_err(|error| format!("{file}: {error}"))
    };
    let drawn = FIGURES.into_iter().filter(|figure| figure.is_drawn());
    let drawn: Vec<_> = drawn.collect();
    let mut all = Vec::new();
    for preset in presets() {
        for figure in &drawn {
            let [light, dark] =
                ["light", "dark"].map(|ground| read(&preset, figure.name(), ground));
            all.push((figure.title(), light, dark));
        }
    }
    fs::remove_dir_all(&dist).expect("an end");
    written.expect("they are drawn");
    for (title, light, dark) in all {
        let [light, dark] = [light, dark].map(|drawing| drawing.expect("it is there"));
        assert!(light.contains("fill=\"#FFFFFF\""), "{title}");
        assert_ne!(light, dark, "{title}");
        let word = title.split(' ').next().expect("a word");
        assert!(light.contains(word) && light.contains("shown: "), "{title}");
    }
}

#[test]
fn sizes_are_of_figures() {
    for (name, _) in SIZES {
        assert!(FIGURES.iter().any(|figure| figure.name() == name), "{name}");
    }
}
