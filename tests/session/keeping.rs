//! What is kept across a reload, in files, and what is forgotten.

use crate::desk::{Desk, assert_each_once, count, read_shipped, shipped, small};
use sharp_minima::jobs::Job;
use sharp_minima::results::{FORMAT, Origin};
use sharp_minima::session::Event;
use sharp_minima::settings::{Experiment, Regime, View};

#[test]
fn every_entry_is_given_once_and_comes_back() {
    let mut desk = Desk::new(small(2));
    desk.start(false);
    let mut kept: Vec<String> = Vec::new();
    let mut jobs: Vec<Job> = Vec::new();
    loop {
        let some = desk.work_at_most(7);
        if some.is_empty() {
            break;
        }
        jobs.extend(some);
        kept.extend(desk.unsaved());
        assert!(desk.unsaved().is_empty());
    }
    assert_each_once(&jobs);
    assert_eq!(kept.len(), jobs.len() - count(&jobs, "preview"));
    let mut other = Desk::new(small(2));
    for line in &kept {
        assert_eq!(other.read_entry(line, Origin::Kept), Ok(()));
    }
    assert!(other.unsaved().is_empty(), "they are kept already");
    assert_eq!(other.lacking(), ["augmentation"]);
    assert_eq!(other.badge("curves"), "computed here, 2 trials");
    assert_eq!(other.panel("remedies"), desk.panel("remedies"));
    assert_eq!(other.panel("landscape"), desk.panel("landscape"));
    assert!(
        other.bar().status.starts_with("Results of 2 trials"),
        "{}",
        other.bar().status
    );
    // What is none of this version is passed over, with a reason.
    let error = other.read_entry(r#"{"job":{"moon":{}},"report":{}}"#, Origin::Kept);
    assert!(error.expect_err("no such job").contains("moon"));
}

#[test]
fn what_is_computed_again_is_given_again() {
    let mut desk = Desk::new(small(1));
    desk.show_only(&["curves"]);
    desk.run(false);
    assert_eq!(desk.unsaved().len(), 2);
    // A number that is known already is not, though its vectors were needed.
    let file = desk.write();
    let mut other = Desk::new(small(1));
    other.read(&file, Origin::Kept).expect("a file");
    other.ask("path");
    let jobs = other.work();
    assert_eq!((count(&jobs, "train"), count(&jobs, "path")), (2, 1));
    assert_eq!(other.unsaved().len(), 1);
}

#[test]
fn a_file_holds_all_that_is_known() {
    let mut desk = Desk::new(small(2));
    desk.run(false);
    let own = desk.experiment().clone();
    desk.set_experiment(Experiment { seed: 2, ..own });
    desk.show_only(&["curves"]);
    desk.run(false);
    let file = desk.write();
    assert!(file.starts_with(&format!(r#"{{"format":"{FORMAT}","version":2,"#)));
    let mut other = Desk::new(small(2));
    assert_eq!(other.read(&file, Origin::Opened), Ok(Vec::new()));
    assert_eq!(other.lacking(), ["augmentation"]);
    assert_eq!(other.write(), file, "and writes the same again");
    assert_eq!(other.badge("landscape"), "from a file, trial 1");
    assert_eq!(other.panel("lines"), {
        desk.set_experiment(small(2));
        desk.panel("lines")
    });
    let refused = other.read("{}", Origin::Opened).expect_err("no such file");
    assert!(
        refused
            .to_string()
            .starts_with("this is no file of results")
    );
}

#[test]
fn what_is_shipped_can_be_shipped_again() {
    let mut desk = Desk::new(small(2));
    desk.run(false);
    let file = shipped(&desk);
    let mut other = Desk::new(small(2));
    read_shipped(&mut other, &file);
    assert_eq!(other.lacking(), ["augmentation"]);
    assert_eq!(shipped(&other), file);
    // Only of the present settings.
    other.set_experiment(small(1));
    assert!(shipped(&other).concat().len() < file.concat().len());
}

#[test]
fn forgetting_leaves_what_was_shipped() {
    let mut first = Desk::new(small(2));
    first.run(false);
    let file = shipped(&first);
    first.forget();
    assert!(first.results().is_empty());
    assert_eq!(first.bar().status, "Nothing has been run yet: press Run.");
    assert!(!first.state("curves").has);
    // Vectors are forgotten as well.
    first.ask("path");
    assert_eq!(count(&first.work(), "train"), 4);

    let mut desk = Desk::new(small(2));
    read_shipped(&mut desk, &file);
    let all = desk.write();
    // What was shipped is there still after it was computed anew, here or for something else.
    let view = View {
        trial: 2,
        ..View::default()
    };
    desk.set_view(view);
    desk.ask("along");
    desk.work();
    desk.set_view(View::default());
    desk.run(false);
    assert_eq!(desk.badge("curves"), "computed here, 2 trials");
    desk.start(false);
    desk.work_at_most(3);
    desk.forget();
    assert_eq!(desk.bar().phase, "idle");
    assert!(desk.next().is_none());
    assert_eq!(desk.write(), all);
    assert_eq!(desk.badge("curves"), "shipped, 2 trials");
}

#[test]
fn a_network_is_written_into_a_file() {
    let mut desk = Desk::new(small(2));
    desk.export(Some(Regime::Large), 1, "large.json".into());
    let jobs = desk.work();
    assert_eq!((count(&jobs, "train"), count(&jobs, "export")), (1, 1));
    let save = Event::Save {
        name: "large.json".into(),
        text: "a network".into(),
    };
    assert_eq!(desk.events(), std::slice::from_ref(&save));
    assert!(desk.events().is_empty());
    // The text is not kept, so it is written again on demand.
    desk.export(Some(Regime::Large), 1, "large.json".into());
    assert_eq!(count(&desk.work(), "export"), 1);
    assert_eq!(desk.events(), [save]);
    assert_eq!(desk.unsaved().len(), 1, "the training alone");
    // What cannot be written says so, once, whether it or what it needs is lost.
    desk.export(Some(Regime::Small), 0, "small.json".into());
    desk.work_without(|job| job.kind() == "train");
    let said = "A file could not be computed: the worker broke.";
    assert_eq!(desk.events(), [Event::Lost { text: said.into() }]);
    desk.export(None, 0, "data.json".into());
    desk.work_without(|_| true);
    assert_eq!(desk.events(), [Event::Lost { text: said.into() }]);
    desk.ask("path");
    assert_eq!(count(&desk.work(), "export"), 0);
    assert_eq!(desk.bar().phase, "idle");
}

#[test]
fn networks_from_files_are_measured() {
    let mut desk = Desk::new(small(1));
    desk.measure_files("mine".into(), (b"{}", 0), (b"[]", 1), 0);
    // In parts, which several workers may have at once.
    for part in 0..5 {
        assert!(
            desk.measured_files().is_empty() && desk.events().is_empty(),
            "{part}"
        );
        let order = desk.next().expect("a part of the measures");
        assert_eq!((order.job.kind(), order.files.len()), ("files", 2));
        desk.finish(&order);
    }
    assert_eq!(
        desk.events(),
        [Event::Measured {
            text: "mine".into()
        }]
    );
    let names = |desk: &Desk| -> Vec<String> {
        let all = desk.measured_files().into_iter();
        all.map(|files| files.names.to_owned()).collect()
    };
    assert_eq!(names(&desk), ["mine"]);
    // The same files again are known already, by whatever name they come.
    desk.measure_files("copy".into(), (b"{}", 0), (b"[]", 1), 0);
    assert!(desk.next().is_none());
    assert_eq!(
        desk.events(),
        [Event::Measured {
            text: "copy".into()
        }]
    );
    assert_eq!(names(&desk), ["copy"]);
    desk.measure_files("yours".into(), (b"{ }", 2), (b"[]", 3), 0);
    let order = desk.next().expect("a part of the measures");
    let other = desk.next().expect("another");
    desk.fail(&order, "network: nothing is in it");
    desk.fail(&other, "network: nothing is in it");
    let events = desk.events();
    let said = "A network from files could not be computed: network: nothing is in it.";
    assert_eq!(events, [Event::Lost { text: said.into() }]);
    assert!(
        desk.next().is_none(),
        "without one part the others say nothing"
    );
    assert_eq!(names(&desk), ["copy"]);
    // A run does not end it, nor does giving a figure up.
    desk.measure_files("theirs".into(), (b"{  }", 4), (b"[]", 5), 0);
    desk.start(false);
    desk.give_up("landscape");
    desk.work();
    assert_eq!(names(&desk), ["theirs", "copy"]);
    assert_eq!(desk.bar().phase, "finished");
}

#[test]
fn a_place_of_the_map_is_measured() {
    let mut desk = Desk::new(small(1));
    desk.ask("landscape");
    desk.work();
    desk.events();
    desk.measure(0, [0.25, 0.5]);
    let jobs = desk.work();
    // That place, and beside it both minima.
    assert_eq!((jobs.len(), count(&jobs, "probe")), (3, 3));
    let say = "The sharpness was measured; see the numbers under the map.";
    assert_eq!(desk.events(), [Event::Say { text: say.into() }]);
    // What is known is told again, and once.
    desk.measure(0, [0.25, 0.5]);
    assert!(!desk.is_measuring() && desk.work().is_empty());
    assert_eq!(desk.events(), [Event::Say { text: say.into() }]);
    let rows = desk.panel("landscape").table.rows;
    assert_eq!(rows.last().map(|row| row.head.as_str()), Some("A"));
    // It is given up with the landscape.
    desk.measure(0, [0.5, 0.5]);
    let order = desk.next().expect("a place; the minima are known");
    desk.give_up("landscape");
    assert_eq!(desk.cancelled(), [order.id]);
}
