//! The results that are shipped with the page are complete, and no more than that.

use crate::known::{self, Known};
use crate::{all, shipped};
use sharp_minima::figures::FIGURES;
use sharp_minima::jobs::Job;
use sharp_minima::settings::{View, presets};

/// The figures that something is to be shipped for: those that want anything but samples, which are drawn
/// at once wherever they are seen.
fn worth_it(known: &Known) -> Vec<&'static str> {
    let names = FIGURES.iter().map(|figure| figure.name());
    names
        .filter(|name| *name != "augmentation" && !known.wanted(name).is_empty())
        .collect()
}

/// The views of a figure that something is to be shipped for.
fn views(known: &Known, figure: &str) -> Vec<View> {
    let more = known::figure(figure).shipped_views(&known.experiment, &known.view);
    std::iter::once(known.view.clone()).chain(more).collect()
}

#[test]
fn every_figure_shows_something() {
    for (name, mut known) in all() {
        for figure in worth_it(&known) {
            for view in views(&known, figure) {
                known.view = view;
                assert!(known.has(figure), "{name}{}: {figure}", known.view.write());
            }
            known.view = View::default();
        }
    }
}

#[test]
fn the_first_preset_is_complete() {
    let mut known = shipped(presets()[0].name);
    for figure in worth_it(&known) {
        for view in views(&known, figure) {
            known.view = view;
            let missing = known.missing(figure);
            let kinds: Vec<&str> = missing.iter().map(Job::kind).collect();
            assert!(
                kinds.is_empty(),
                "{figure}{}: {kinds:?}",
                known.view.write()
            );
            let expected = known::figure(figure).expected(&known.context());
            assert_eq!(expected, 0.0, "{figure}{}", known.view.write());
        }
        known.view = View::default();
    }
}

#[test]
fn nothing_is_shipped_that_no_figure_wants() {
    for (name, mut known) in all() {
        let mut wanted: Vec<Job> = Vec::new();
        for figure in worth_it(&known) {
            for view in views(&known, figure) {
                known.view = view;
                wanted.extend(known.wanted(figure));
            }
            known.view = View::default();
        }
        for entry in known.results.entries() {
            // Points of one slice are one entry.
            let is_wanted = match &entry.job {
                Job::Points(points) => wanted.contains(&points.slice.clone().into()),
                job => wanted.contains(job),
            };
            assert!(is_wanted, "{name}: a {} job", entry.job.kind());
        }
    }
}
