//! What holds of every figure, whatever it is about.

use crate::known::Known;
use sharp_minima::figures::{FIGURES, Figure, Panel, figure};
use sharp_minima::plot::svg;
use sharp_minima::settings::{VIEW_FIELDS, presets};
use std::collections::BTreeSet;

fn well_formed(name: &str, panel: &Panel) {
    assert!(panel.caption.ends_with(['.', '?']), "{name}");
    assert!(panel.alternative.ends_with('.'), "{name}");
    assert!(panel.remarks.iter().all(|r| r.ends_with('.')), "{name}");
    for row in &panel.table.rows {
        assert_eq!(row.cells.len() + 1, panel.table.head.len(), "{name}");
    }
    let text = serde_json::to_string(panel).expect("plain data");
    assert!(!text.contains("NaN") && !text.contains("inf "), "{text}");
}

#[test]
fn names_and_titles_are_their_own() {
    let names: BTreeSet<&str> = FIGURES.iter().map(|figure| figure.name()).collect();
    let titles: BTreeSet<&str> = FIGURES.iter().map(|figure| figure.title()).collect();
    assert_eq!((names.len(), titles.len()), (FIGURES.len(), FIGURES.len()));
    for name in names {
        assert_eq!(figure(name).map(|figure| figure.name()), Some(name));
    }
    assert!(figure("moon").is_none());
}

#[test]
fn a_figure_offers_fields_of_the_view() {
    let fields: Vec<&str> = VIEW_FIELDS.iter().map(|field| field.name).collect();
    for figure in FIGURES {
        let offered = figure.offered();
        for field in offered.main.iter().chain(offered.more) {
            assert!(fields.contains(field), "{}: {field}", figure.name());
        }
    }
}

/// While a picture is turned, played or shifted, plans are kept.
#[test]
fn how_a_picture_is_turned_and_played_asks_for_no_other_job() {
    for preset in presets() {
        let mut known = Known::new(preset.experiment);
        let seen = |known: &Known| {
            let context = known.context();
            let of = |figure: &dyn Figure| {
                let wanted = figure.wanted(&context).into_iter();
                let keys: Vec<_> = wanted.map(|wanted| wanted.key).collect();
                (keys, figure.has(&context), figure.expected(&context))
            };
            FIGURES.map(of)
        };
        let before = (seen(&known), known.view.asked());
        known.view.azimuth += 70.0;
        known.view.elevation += 10.0;
        known.view.epoch = 3;
        known.view.shift += 0.1;
        assert!((seen(&known), known.view.asked()) == before);
        known.view.draw += 1;
        assert!(known.view.asked() != before.1);
    }
}

#[test]
fn of_nothing_known_something_is_said() {
    for preset in presets() {
        let known = Known::new(preset.experiment);
        let context = known.context();
        for figure in FIGURES {
            let name = figure.name();
            // The sketch shows no data, and F1's come with the page.
            let always = ["sketch", "f1"].contains(&name);
            assert_eq!(figure.has(&context), always, "{name}");
            well_formed(name, &figure.panel(&context));
            // Claims have the record of the presets.
            let rows = always || name == "claims";
            assert!(figure.records(&context).rows.is_empty() || rows, "{name}");
            assert!(figure.parts(&context) >= 1);
            assert!(figure.readings(&context).is_empty() || always, "{name}");
            if let Some(picture) = figure.picture(&context) {
                assert!(svg(&*picture, 600, 300, false).contains("</svg>"));
            }
        }
    }
}

#[test]
fn what_is_wanted_can_be_named_and_started() {
    for preset in presets() {
        let known = Known::new(preset.experiment);
        for figure in FIGURES {
            for wanted in figure.wanted(&known.context()) {
                let job = wanted.job;
                let experiment = job.experiment().expect("one of an experiment");
                let checked = experiment.clone().check();
                assert_eq!(checked.as_ref(), Ok(experiment), "{}", figure.name());
                assert!(job.cost() > 0.0);
                assert!(job.needs().iter().all(|need| need.job.leaves_vectors()));
                let text = job.key().to_string();
                assert_eq!(serde_json::from_str(&text).ok(), Some(job));
            }
        }
    }
}
