//! The landscape's pictures.

use crate::scenes;
use sharp_minima::figure::landscape::{Scene, Sketch, Turn};
use sharp_minima::figure::svg;

const TURN: Turn = Turn {
    azimuth: 32.0,
    elevation: 34.0,
};

#[test]
fn pictures() {
    let Ok(folder) = std::env::var("FIGURE_PICTURES") else {
        return;
    };
    let (one, two) = (scenes::one(51), scenes::two(25));
    let mut early = scenes::one(51);
    for (k, value) in early.panels[0].grid.values.iter_mut().enumerate() {
        if k % 51 > 33 && k / 51 > 14 {
            *value = f64::NAN;
        }
    }
    let lines = scenes::lines();
    let sketch = Sketch::default();
    for (name, scene) in [
        ("map-one", Scene::Map(&one)),
        ("map-two", Scene::Map(&two)),
        ("map-early", Scene::Map(&early)),
        ("surface-one", Scene::Surface(&one, TURN)),
        ("surface-two", Scene::Surface(&two, TURN)),
        ("lines", Scene::Lines(&lines)),
        ("sketch", Scene::Sketch(&sketch)),
    ] {
        let small = if name == "sketch" {
            (360, 190)
        } else {
            (340, 480)
        };
        for (width, height) in [(1000, 560), small] {
            for (ground, dark) in [("light", false), ("dark", true)] {
                let file = format!("{folder}/{name}-{width}-{ground}.svg");
                std::fs::write(file, svg(&scene, width, height, dark)).expect("written");
            }
        }
    }
}
