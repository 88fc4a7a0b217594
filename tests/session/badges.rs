//! A badge says where a figure's numbers come from.

use crate::desk::{Desk, small};
use sharp_minima::jobs::Job;
use sharp_minima::network::Activation;
use sharp_minima::results::{Origin, Results};
use sharp_minima::settings::Experiment;

/// What is known after everything was computed.
fn everything() -> Results {
    let mut desk = Desk::new(small(2));
    desk.run(false);
    desk.results().clone()
}

/// What the curves and the sharpness show where their trainings and their sharpness come from these.
fn mixed(all: &Results, trainings: Option<Origin>, sharpness: Option<Origin>) -> [String; 2] {
    let mut desk = Desk::new(small(2));
    for (kind, origin) in [("train", trainings), ("sharpness", sharpness)] {
        if let Some(origin) = origin {
            let file = all.write(|job| job.kind() == kind);
            assert_eq!(desk.read(&file, origin), Ok(Vec::new()));
        }
    }
    ["curves", "sharpness"].map(|name| desk.badge(name))
}

#[test]
fn a_badge_names_every_source() {
    use Origin::{Computed, Kept, Opened, Shipped};
    let all = everything();
    let mixed = |trainings, sharpness| mixed(&all, trainings, sharpness);
    let none = "not computed yet";
    assert_eq!(mixed(None, None), [none, none]);
    for (origin, words) in [
        (Shipped, "shipped"),
        (Opened, "from a file"),
        (Kept, "computed here"),
        (Computed, "computed here"),
    ] {
        let badge = format!("{words}, 2 trials");
        assert_eq!(
            mixed(Some(origin), Some(origin)),
            [badge.clone(), badge.clone()]
        );
        // Without sharpness there is nothing to be seen of it.
        assert_eq!(mixed(Some(origin), None), [badge, none.to_owned()]);
    }
    for (trainings, sharpness, words) in [
        (Shipped, Computed, "shipped, the rest computed here"),
        (Kept, Shipped, "shipped, the rest computed here"),
        (Shipped, Opened, "shipped, the rest from a file"),
        (Opened, Kept, "from a file, the rest computed here"),
        (Kept, Computed, "computed here"),
    ] {
        let badges = mixed(Some(trainings), Some(sharpness));
        assert_eq!(badges[1], format!("{words}, 2 trials"));
    }
}

#[test]
fn three_sources_are_three() {
    let all = everything();
    let mut desk = Desk::new(small(2));
    let kinds = [("train", Origin::Shipped), ("sharpness", Origin::Opened)];
    for (kind, origin) in kinds {
        let file = all.write(|job| job.kind() == kind && trial(job) == Some(0));
        assert_eq!(desk.read(&file, origin), Ok(Vec::new()));
    }
    desk.ask("sharpness");
    desk.work();
    assert_eq!(
        desk.badge("sharpness"),
        "shipped, the rest from a file and computed here, 2 trials"
    );
}

fn trial(job: &Job) -> Option<u32> {
    match job {
        Job::Train(of) => Some(of.trial),
        Job::Sharpness(job) => Some(job.of.trial),
        _ => None,
    }
}

#[test]
fn what_is_not_complete_says_so() {
    let mut desk = Desk::new(small(2));
    let file = everything().write(|job| trial(job) == Some(0));
    desk.read(&file, Origin::Opened).expect("a file");
    let badge = "from a file, 2 trials, not complete";
    assert_eq!(
        (desk.badge("curves"), desk.badge("sharpness")),
        (badge.into(), badge.into())
    );
    assert_eq!(desk.state("curves").tone, "own");
    assert!(desk.state("curves").offer.starts_with("Continue (about "));
    let progress = desk.state("curves").progress;
    assert!((0.4..0.6).contains(&progress), "{progress}");
}

#[test]
fn a_badge_follows_the_work() {
    let mut desk = Desk::new(small(2));
    assert_eq!(desk.badge("curves"), "not computed yet");
    assert_eq!(desk.state("curves").tone, "none");
    desk.start(false);
    assert_eq!(desk.badge("curves"), "waiting for its data");
    desk.work_at_most(1);
    assert_eq!(desk.badge("curves"), "computing, 2 trials");
    assert_eq!(desk.state("curves").tone, "live");
    desk.work();
    assert_eq!(desk.badge("curves"), "computed here, 2 trials");
    assert_eq!(desk.state("curves").tone, "own");
    assert_eq!(desk.badge("along"), "computed here, trial 1");
    assert_eq!(desk.state("along").progress, 1.0);
}

#[test]
fn a_figure_of_nothing_to_compute_has_no_badge() {
    // Networks of tanh cannot be rescaled.
    let desk = Desk::new(Experiment {
        activation: Activation::Tanh,
        ..small(2)
    });
    for name in ["sketch", "rescaling"] {
        let state = desk.state(name);
        assert_eq!((state.badge.as_str(), state.tone), ("", "none"), "{name}");
        assert_eq!((state.offer.as_str(), state.progress), ("", 1.0), "{name}");
    }
}

#[test]
fn vectors_computed_for_something_else_leave_a_shipped_number_shipped() {
    let mut desk = Desk::new(small(2));
    let shipped = everything().write(|_| true);
    desk.read(&shipped, Origin::Shipped).expect("a file");
    let before: Results = desk.results().clone();
    // Another trial's epochs need a training's vectors, which are not shipped.
    desk.set_view(sharp_minima::settings::View {
        trial: 2,
        ..Default::default()
    });
    desk.ask("along");
    let jobs = desk.work();
    assert!(jobs.iter().any(|job| job.kind() == "train"));
    assert_eq!(desk.badge("curves"), "shipped, 2 trials");
    for entry in before.entries() {
        let origin = desk.results().origin(&entry.job.key());
        assert_eq!(origin, Some(Origin::Shipped), "{:?}", entry.job.kind());
    }
}
