//! Networks that need not be trained from their start.

use crate::desk::{Desk, figure, small};
use sharp_minima::f1::{Numbers, experiment};
use sharp_minima::jobs::path::alphas;
use sharp_minima::jobs::{Job, PathJob, Report, TrainJob, fingerprint, read_line};
use sharp_minima::results::Origin;
use sharp_minima::session::{Session, link};
use sharp_minima::settings::{Experiment, Regime};

/// Made by `sharp-minima f1 --page`.
const PAIR: [&[u8]; 2] = [
    include_bytes!("../../www/networks/f1-sb.bin"),
    include_bytes!("../../www/networks/f1-lb.bin"),
];

/// The entry of a network's training, and where that ended.
fn network(file: &[u8]) -> (&str, Vec<f32>) {
    let end = file.iter().position(|&byte| byte == b'\n').expect("a line");
    let (numbers, rest) = file[end + 1..].as_chunks::<4>();
    assert!(rest.is_empty());
    let x = numbers.iter().copied().map(f32::from_le_bytes).collect();
    (str::from_utf8(&file[..end]).expect("JSON"), x)
}

/// The settings that the page's link to F1 leads to.
fn linked() -> Session<usize> {
    let page = include_str!("../../index.html");
    let (_, rest) = page
        .split_once("id=\"train-f1\" href=\"")
        .expect("the link");
    let (hash, _) = rest.split_once('"').expect("its end");
    Session::new(link(&hash.replace("&amp;", "&")), 2)
}

#[test]
fn the_first_pair_of_f1_is_that_of_the_numbers_on_the_page() {
    let numbers = include_str!("../../www/results/f1.json");
    let numbers: Numbers = serde_json::from_str(numbers).expect("F1's numbers");
    for (file, found) in PAIR.into_iter().zip(&numbers.networks) {
        let (entry, x) = network(file);
        let (_, report) = read_line(entry).expect("an entry");
        let Report::Training(training) = report else {
            panic!("a training");
        };
        assert_eq!(training.fingerprint, found.training.fingerprint);
        assert_eq!(fingerprint(&x), training.fingerprint);
        assert_eq!(x.len(), experiment().parameters());
        let (own, told) = (training.points.len(), found.training.points.len());
        assert_eq!((training.trial, own), (0, told));
    }
}

#[test]
fn what_comes_trained_is_measured_at_once() {
    let mut session = linked();
    assert!(session.is_f1());
    session.ask("path");
    let order = session.next(0.0).expect("an order");
    assert_eq!(order.job.kind(), "train");
    session.cancel(1.0);
    for (handle, file) in PAIR.into_iter().enumerate() {
        let taken = session.read_network(network(file).0, handle);
        assert_eq!(taken, Ok(()));
    }
    session.ask("path");
    let order = session.next(2.0).expect("an order");
    assert_eq!(order.job.kind(), "path");
    let vectors: Vec<&[usize]> = order.kept.iter().map(|(_, v)| v.as_slice()).collect();
    assert_eq!(vectors, [[0], [1]], "SB's and LB's");
}

#[test]
fn what_is_no_trained_network_is_refused_in_words() {
    let mut session = linked();
    let (entry, _) = network(PAIR[0]);
    let bare = entry.replace("\"ending\":\"ceased\"", "\"ending\":null");
    assert_ne!(bare, entry);
    let diverged = r#""ending":{"diverged":{"epoch":3,"loss":null}}"#;
    let lost = entry.replace("\"ending\":\"ceased\"", diverged);
    for (text, words) in [
        ("", "EOF"),
        (&bare, "report: the training has not ended"),
        (&lost, "it is no training that ended in a minimum"),
        (&entry.replace("60000", "70000"), "job: train"),
    ] {
        let why = session.read_network(text, 0).expect_err(words);
        assert!(why.contains(words), "{why}");
    }
    assert!(session.results().is_empty());
}

#[test]
fn trainings_under_way_are_counted_as_long_as_they_are_wanted_and_not_known() {
    let mut desk = Desk::new(small(2));
    let training = |experiment: &Experiment, regime| {
        let job: Job = TrainJob::plain(experiment, regime, 1).into();
        job.key().to_string()
    };
    let other = Experiment {
        seed: 9,
        ..small(2)
    };
    let jobs = [
        training(&small(2), Regime::Small),
        training(&small(2), Regime::Large),
        training(&other, Regime::Large),
        "nonsense".into(),
    ];
    assert_eq!(desk.begun(&jobs), 2);
    desk.start(false);
    desk.work();
    assert_eq!(desk.begun(&jobs), 0);
}

#[test]
fn what_was_done_before_counts_as_done() {
    let mut desk = Desk::new(small(1));
    desk.start(false);
    let order = desk.next().expect("a training");
    desk.resumed(order.id, 0.75, 10_000.0);
    let far = desk.bar().progress;
    assert!(far > 0.0);
    desk.progress(order.id, 0.76, None, 20_000.0);
    assert!(desk.bar().progress >= far);
    // An order that nobody has.
    desk.resumed(99, 0.5, 20_000.0);
    assert!(desk.bar().progress >= far);
}

#[test]
fn the_line_and_the_plane_of_f1_come_with_the_page() {
    let mut session = linked();
    let text = include_str!("../../www/results/f1-pair.json");
    assert_eq!(session.read(text, Origin::Opened), Ok(Vec::new()));
    for name in ["curves", "path", "landscape"] {
        let figure = figure(name);
        assert!(figure.has(&session.known()), "{name}");
        let wanted = figure.wanted(&session.known());
        let missing = wanted.iter().filter(|w| !session.results().knows(&w.job));
        assert_eq!(missing.count(), 0, "{name}");
    }
    // Where the line meets the minima it is as high as the trainings ended.
    let pair = TrainJob::pair(session.experiment(), 0);
    let path = PathJob {
        of: pair.clone(),
        alphas: alphas(),
    };
    let Some(Report::Path(path)) = session.results().get(&path.into()) else {
        panic!("a path");
    };
    for (alpha, (job, file)) in [0.0, 1.0].into_iter().zip(pair.iter().zip(PAIR)) {
        let training = session.results().training(job).expect("a training");
        assert_eq!(training.fingerprint, fingerprint(&network(file).1));
        let end = training.points.last().expect("points").evaluation;
        let at = path.points.iter().find(|point| point.alpha == alpha);
        assert_eq!(at.expect("an end").evaluation, end);
    }
}
