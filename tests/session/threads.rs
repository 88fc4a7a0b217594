//! Sessions that are computed natively, by threads.

use crate::desk::{figure, link, read_shipped, shipped, small};
use sharp_minima::data::DataSet;
use sharp_minima::figures::FIGURES;
use sharp_minima::optimizer::OptimizerKind;
use sharp_minima::session::{Handle, Session, compute};
use sharp_minima::settings::view::Resolution;
use sharp_minima::settings::{Experiment, View};

fn session(experiment: Experiment) -> Session<Handle> {
    let view = View {
        grid: Resolution::Coarse,
        strategies: Some(vec!["sb".into(), "lb".into(), "sam".into()]),
        ..View::default()
    };
    let checked = experiment.check().expect("allowed settings");
    Session::new(link(checked, view), 2)
}

fn run(session: &mut Session<Handle>, threads: usize) {
    session.start(true, 0.0);
    compute(session, Vec::new(), threads, |_| {});
}

#[test]
fn threads_fill_the_page_and_find_it_again() {
    let mut first = session(small(2));
    let mut told = 0;
    first.start(true, 0.0);
    compute(&mut first, Vec::new(), 2, |session| {
        told += 1;
        assert!((0.0..=1.0).contains(&session.bar().progress));
    });
    assert!(told > 20);
    assert_eq!(first.bar().phase, "finished", "{}", first.bar().status);
    for figure in FIGURES {
        assert!(figure.has(&first.context(figure)), "{}", figure.name());
        assert!(first.figure(figure).offer.is_empty(), "{}", figure.name());
    }
    // One thread finds every number again that two have found.
    let file = shipped(&first);
    let mut second = session(small(2));
    read_shipped(&mut second, &file);
    run(&mut second, 1);
    let status = second.bar().status;
    assert!(
        status.ends_with("found again, to the last digit."),
        "{status}"
    );
    assert_eq!(shipped(&second), file);
    // To all digits, not only to those that are shipped.
    assert_eq!(second.write(), first.write());
}

#[test]
fn points_of_a_spiral_are_trained_on() {
    let mut session = session(Experiment {
        data: DataSet::Spirals,
        train: 150,
        ..small(1)
    });
    session.ask("curves");
    session.ask("path");
    compute(&mut session, Vec::new(), 2, |_| {});
    for name in ["curves", "path"] {
        assert_eq!(session.figure(figure(name)).badge, "computed here, 1 trial");
    }
}

#[test]
fn a_training_that_diverges_leaves_its_pair_out() {
    let mut session = session(Experiment {
        optimizer: OptimizerKind::Sgd,
        learning_rate: 1.0,
        momentum: 0.999,
        small_batch: 2,
        epochs: 8,
        ..small(2)
    });
    run(&mut session, 2);
    assert_eq!(session.bar().phase, "finished", "{}", session.bar().status);
    let panel = figure("curves").panel(&session.context(figure("curves")));
    let remarks = panel.remarks.join(" ");
    assert!(
        remarks.contains("Training diverged: SB of trial 1"),
        "{remarks}"
    );
    for name in ["sharpness", "path", "landscape", "remedies", "measures"] {
        let state = session.figure(figure(name));
        assert!(
            !state.working && state.offer.is_empty(),
            "{name}: {state:?}"
        );
    }
}

#[test]
fn what_cannot_be_computed_is_said() {
    let mut session = session(Experiment {
        data: DataSet::Mnist,
        ..small(1)
    });
    session.show_only(&["curves", "path"]);
    session.start(false, 0.0);
    compute(&mut session, Vec::new(), 2, |_| {});
    assert_eq!(session.bar().phase, "failed");
    let status = session.bar().status;
    // Of whichever network was tried first.
    assert!(
        status.starts_with("The run failed: training of "),
        "{status}"
    );
    let why = ", trial 1: data: the archive of mnist has not been loaded (and 1 other job).";
    assert!(status.contains(why), "{status}");
    assert!(session.results().is_empty());
}
