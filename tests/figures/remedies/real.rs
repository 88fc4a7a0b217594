//! A small comparison that is really trained and measured.

use super::results::experiment;
use crate::known::figure;
use sharp_minima::choice::Named;
use sharp_minima::session::{Session, compute};
use sharp_minima::settings::{Equal, Experiment, Link, View};

#[test]
fn what_is_wanted_can_be_done() {
    let experiment = Experiment {
        train: 200,
        hidden: vec![12],
        small_batch: 10,
        large_batch: 50,
        epochs: 12,
        learning_rate: 0.02,
        starts: 0,
        ..experiment(1)
    };
    let rows = ["lb", "conservative", "warm-start", "growing"];
    let view = View {
        strategies: Some(rows.map(str::to_owned).to_vec()),
        ..View::default()
    };
    let link = Link {
        experiment: experiment.check().expect("allowed"),
        preset: "instant",
        view: view.clone(),
        notices: Vec::new(),
    };
    let mut session = Session::new(link, 2);
    let remedies = figure("remedies");
    for (equal, _) in Equal::ALL {
        let equal = *equal;
        session.set_view(View {
            equal,
            ..view.clone()
        });
        session.ask("remedies");
        compute(&mut session, Vec::new(), 2, |_| {});
        let context = session.context(remedies);
        assert!(remedies.has(&context));
        let mut wanted = remedies.wanted(&context).into_iter();
        assert!(wanted.all(|wanted| context.results.knows(&wanted.job)));
        assert_eq!(remedies.expected(&context), 0.0);
    }
    let rows = remedies.panel(&session.context(remedies)).table.rows;
    let cells = |name: &str| {
        let row = rows.iter().find(|row| row.head == name);
        row.map(|row| row.cells.clone()).expect("a row")
    };
    // Twelve epochs of four steps; a third of them with three steps each; ten of twenty and two more.
    assert_eq!(cells("LB")[7], "48");
    assert_eq!(cells("Conservative training")[7], "48");
    assert_eq!(cells("Warm start")[7], "208");
    for row in ["LB", "Conservative training", "Warm start"] {
        assert_eq!(cells(row)[8], "2,400", "{row}");
    }
}
