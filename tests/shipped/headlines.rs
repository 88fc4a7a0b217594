//! Every figure says what the shipped results have found, and no more than its verdict.

use crate::all;
use sharp_minima::figures::{FIGURES, Outcome, Panel, Verdict};

/// The figures whose headline is about one verdict, and words of its claim.
const JUDGED: [(&str, &str); 8] = [
    ("curves", "tests worse"),
    ("sharpness", "ε = 0.001"),
    ("path", "rises faster"),
    ("spectrum", "steepest direction"),
    ("sweep", "testing accuracy falls"),
    ("grid", "closes the gap"),
    ("warmstart", "LB tests better"),
    ("connection", "around the ridge"),
];

/// What has no finding of its own: a table of another's numbers, and a sketch.
const SILENT: [&str; 3] = ["table", "sketch", "trials"];

fn judged<'a>(name: &str, panel: &'a Panel) -> Option<&'a Verdict> {
    let (_, words) = JUDGED.into_iter().find(|(judged, _)| *judged == name)?;
    let verdict = panel
        .verdicts
        .iter()
        .find(|verdict| verdict.claim.contains(words));
    Some(verdict.unwrap_or_else(|| panic!("{name} judges nothing with {words}")))
}

#[test]
fn every_figure_has_a_headline_that_its_verdict_allows() {
    for (preset, known) in all() {
        for figure in FIGURES {
            let name = figure.name();
            let panel = figure.panel(&known.context());
            let said = &panel.headline;
            println!("{preset} {name}: {said}");
            let has = figure.has(&known.context()) && !SILENT.contains(&name);
            assert_eq!(!said.is_empty(), has, "{preset} {name}: {said}");
            // The first screen says two sentences.
            let most = if name == "bowls" { 200 } else { 110 };
            assert!(said.chars().count() <= most, "{preset} {name}: {said}");
            assert!(
                !said.contains("NaN") && !said.contains('–'),
                "{preset} {name}: {said}"
            );
            let Some(verdict) = judged(name, &panel) else {
                continue;
            };
            let open = said.contains("is not decided");
            let untold = said.contains("cannot be told");
            assert_eq!(
                open,
                verdict.verdict == Outcome::Undecided,
                "{preset} {name}: {said}"
            );
            assert_eq!(
                untold,
                verdict.verdict == Outcome::NotComparable,
                "{preset} {name}: {said}"
            );
        }
    }
}

/// As many claims as the table has of each kind.
#[test]
fn the_claims_are_counted() {
    for (preset, known) in all() {
        let panel = known.panel("claims");
        let here = panel.table.rows.iter().map(|row| row.cells[1].as_str());
        let counted = |start: &str| here.clone().filter(|cell| cell.starts_with(start)).count();
        let all = panel.table.rows.len();
        let [holding, failing] = [counted("replicated"), counted("not replicated")];
        let said = format!("Of the paper’s {all} claims {holding} hold here, {failing} fail");
        assert!(
            panel.headline.starts_with(&said),
            "{preset}: {}",
            panel.headline
        );
    }
}
