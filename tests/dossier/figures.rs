//! The measures' figures.
//!
//! `FIGURE_PICTURES=folder cargo test --test dossier` writes them there, to be looked at.

use crate::answers::{experiment, full};
use sharp_minima::figure::svg;
use sharp_minima::measures::dossier::Plate;

#[test]
fn pictures() {
    let Ok(folder) = std::env::var("FIGURE_PICTURES") else {
        return;
    };
    let preset = |plate| {
        if plate == Plate::Spectrum {
            "convincing"
        } else {
            "plain"
        }
    };
    for plate in [Plate::Spectrum, Plate::Along, Plate::Rescaling] {
        for trials in [1, 5] {
            let dossier = full(experiment(preset(plate), trials), &[plate]);
            let chart = dossier.chart(plate);
            let rows = chart.panels.len() as u32;
            for (width, height) in [(340, 280 * rows), (1100, 380)] {
                for dark in [false, true] {
                    let name = format!("{}-{trials}-{width}-{dark}.svg", plate.name());
                    let path = std::path::Path::new(&folder).join(name);
                    std::fs::write(path, svg(&chart, width, height, dark)).expect("a folder");
                }
            }
        }
    }
}
