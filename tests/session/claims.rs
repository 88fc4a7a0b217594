//! The claims of the paper are judged by figures that other figures' trainings feed.

use crate::desk::{Desk, figure, small};
use sharp_minima::figures::Outcome;
use sharp_minima::figures::claims::claims;
use sharp_minima::settings::View;

/// How the claims of one figure fare with the present settings.
fn fare(desk: &Desk, name: &str) -> Vec<Outcome> {
    let all = claims(&desk.context(figure("claims")));
    let of = all.iter().filter(|claim| claim.figure == name);
    of.filter_map(|claim| claim.fares[0].verdict).collect()
}

#[test]
fn a_claim_is_open_as_long_as_its_figure_is_computed() {
    let mut desk = Desk::new(small(3));
    desk.ask("path");
    desk.work_at_most(8);
    assert!(desk.state("path").working);
    let fares = fare(&desk, "path");
    assert!(!fares.is_empty());
    assert!(
        fares.iter().all(|verdict| *verdict == Outcome::Undecided),
        "{fares:?}"
    );
    desk.work();
    let fares = fare(&desk, "path");
    assert!(
        fares.iter().any(|verdict| *verdict != Outcome::Undecided),
        "{fares:?}"
    );
}

#[test]
fn claims_do_not_depend_on_what_is_looked_at() {
    let mut desk = Desk::new(small(3));
    desk.run(true);
    let before = claims(&desk.context(figure("claims")));
    desk.set_view(View {
        trial: 2,
        ..View::default()
    });
    assert_eq!(claims(&desk.context(figure("claims"))), before);
    assert!(desk.is_complete("claims"));
}
