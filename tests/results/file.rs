//! Results in a file: written, read again, and refused in words.

use super::*;

#[test]
fn a_file_brings_everything_back() {
    let results = everything();
    let text = results.write(|_| true);
    let mut read = Results::default();
    assert_eq!(read.read(&text, Origin::Opened), Ok(Vec::new()));
    assert_same(&read, &results);
    assert!(read.entries().all(|entry| entry.origin == Origin::Opened));
    assert!(read.write(|_| true) == text, "to the letter");
    // Every entry has a line of its own.
    assert_eq!(text.lines().count(), 2 + results.len());
    let head = text.lines().next();
    let expected = format!("{{\"format\":\"{FORMAT}\",\"version\":2,\"entries\":[");
    assert_eq!(head, Some(expected.as_str()));
    // It is JSON, however it is set.
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let pretty = serde_json::to_string_pretty(&value).expect("JSON");
    let mut again = Results::default();
    assert_eq!(again.read(&pretty, Origin::Opened), Ok(Vec::new()));
    assert_same(&again, &results);
}

#[test]
fn a_file_of_nothing_brings_nothing() {
    let text = Results::default().write(|_| true);
    let mut read = everything();
    assert_eq!(read.read(&text, Origin::Opened), Ok(Vec::new()));
    assert_same(&read, &everything());
}

#[test]
fn a_file_holds_what_it_is_asked_for() {
    let text = everything().write(|job| job.kind() == "path");
    let mut read = Results::default();
    assert_eq!(read.read(&text, Origin::Opened), Ok(Vec::new()));
    let kinds: Vec<_> = read.entries().map(|entry| entry.job.kind()).collect();
    assert_eq!(kinds, ["path"]);
}

#[test]
fn what_is_here_already_stays() {
    let text = everything().write(|_| true);
    let mut results = Results::default();
    let (job, mut report) = of_kind("sharpness");
    if let Report::Sharpness(sharpness) = &mut report {
        sharpness.gradients = 1;
    }
    put(&mut results, (job.clone(), report.clone()));
    assert_eq!(results.read(&text, Origin::Opened), Ok(Vec::new()));
    assert_eq!(results.len(), 16);
    assert_eq!(results.origin(&job.key()), Some(Origin::Computed));
    assert_eq!(
        format!("{:?}", results.get(&job)),
        format!("{:?}", Some(&report))
    );
}

/// Whatever came first, so that a file that was read is written as it was.
#[test]
fn entries_stand_in_the_order_of_their_jobs() {
    let mut results = everything();
    let tested = Evaluated {
        testing: true,
        ..TRAINING
    };
    for (how, x) in [
        (tested, 1.0),
        (TRAINING, 2.0),
        (tested, 3.0),
        (TRAINING, -1.0),
    ] {
        put(&mut results, tile(&[[x, 0.0], [x, 1.0]], how));
    }
    let text = results.write(|_| true);
    assert_eq!(text.lines().count(), 2 + 16 + 2);
    let mut read = Results::default();
    assert_eq!(read.read(&text, Origin::Opened), Ok(Vec::new()));
    assert!(read.write(|_| true) == text, "to the letter");
}

/// All tiles of a grid as one entry, which names its coordinates once. A line along an axis is a grid too.
#[test]
fn the_points_of_a_slice_are_one_entry_of_a_file() {
    let tested = Evaluated {
        testing: true,
        ..TRAINING
    };
    for how in [TRAINING, tested] {
        let mut results = Results::default();
        let rows = [0.25, -1.0, 3.5];
        for b in rows {
            put(&mut results, tile(&[[-0.5, b], [0.0, b], [1e-3, b]], how));
        }
        let text = results.write(|_| true);
        assert_eq!(text.lines().count(), 3, "{text}");
        let grid = r#""places":{"grid":{"a":[-0.5,0.0,0.001],"b":[-1.0,0.25,3.5]}}"#;
        assert!(text.contains(grid), "{text}");
        let mut read = Results::default();
        assert_eq!(read.read(&text, Origin::Shipped), Ok(Vec::new()));
        assert_eq!(read.len(), 1);
        let all = |results: &Results| format!("{:?}", results.evaluations(&slice_job(), how));
        assert_eq!(all(&read), all(&results));
        for entry in results.entries() {
            assert!(read.knows(&entry.job), "{}", entry.job.key());
        }
        assert_eq!(read.write(|_| true), text);
    }
    let mut results = Results::default();
    put(&mut results, tile(&[[1.0, 0.0]], TRAINING));
    let text = results.write(|_| true);
    assert!(text.contains(r#""places":{"list":[[1.0,0.0]]}"#), "{text}");
    put(&mut results, tile(&[[-1.0, 0.0], [0.5, 0.0]], TRAINING));
    let text = results.write(|_| true);
    let line = r#""places":{"grid":{"a":[-1.0,0.5,1.0],"b":[0.0]}}"#;
    assert!(text.contains(line), "{text}");
}

#[test]
fn points_that_are_no_grid_are_a_list() {
    let mut results = Results::default();
    put(&mut results, tile(&[[0.0, 0.0], [1.0, 1.0]], TRAINING));
    put(&mut results, tile(&[[1.0, 0.0]], TRAINING));
    let text = results.write(|_| true);
    assert!(text.contains(r#""places":{"list":["#), "{text}");
    let mut read = Results::default();
    assert_eq!(read.read(&text, Origin::Shipped), Ok(Vec::new()));
    let all = |results: &Results| format!("{:?}", results.evaluations(&slice_job(), TRAINING));
    assert_eq!((read.len(), all(&read)), (1, all(&results)));
}

/// A file of all with one of its lines, from 1, changed.
fn changed(number: usize, change: impl Fn(&str) -> String) -> String {
    let text = everything().write(|_| true);
    let lines = text.lines().enumerate().map(|(index, line)| {
        let line = if index == number {
            change(line)
        } else {
            line.into()
        };
        line + "\n"
    });
    lines.collect()
}

/// The only words about the only entry that is not read; all others are.
#[track_caller]
fn unread(text: &str, entry: usize) -> String {
    let mut results = Results::default();
    let unread = results
        .read(text, Origin::Opened)
        .expect("a file of results");
    assert_eq!(results.len(), 15);
    assert_eq!(unread.len(), 1, "{unread:?}");
    assert_eq!(unread[0].entry, entry);
    unread[0].why.clone()
}

/// The number of the line of this kind's entry, from 1.
fn line_of(kind: &str) -> usize {
    let begin = format!("{{\"job\":{{\"{kind}\"");
    let text = everything().write(|_| true);
    let found = text.lines().position(|line| line.starts_with(&begin));
    found.expect("a line of each kind")
}

#[test]
fn files_of_others_are_refused_in_words() {
    let refused = |text: &str| {
        let mut results = everything();
        let error = results
            .read(text, Origin::Opened)
            .expect_err("no such file");
        assert_same(&results, &everything());
        error.to_string()
    };
    let begin = "this is no file of results: ";
    for text in [
        "",
        "hello",
        "[1, 2]",
        "{}",
        "\u{0}\n\u{0}",
        "{\"a\":1}\n{\"b\":2}",
    ] {
        let said = refused(text);
        assert!(said.starts_with(begin), "{text:?}: {said}");
        assert!(said.chars().count() < 120, "{said}");
    }
    let text = everything().write(|_| true);
    let other = text.replacen(FORMAT, "a shopping list", 1);
    let expected = format!("format: “a shopping list” is not allowed; allowed is “{FORMAT}”");
    assert_eq!(refused(&other), expected);
    let long = text.replacen(FORMAT, &"x".repeat(10_000), 1);
    assert!(refused(&long).chars().count() < 200);
    for version in [1, 3, u32::MAX] {
        let other = text.replacen("\"version\":2", &format!("\"version\":{version}"), 1);
        let expected = format!(
            "version: {version} is not allowed; allowed is 2: the file was written by another version of this program"
        );
        assert_eq!(refused(&other), expected);
    }
    // Whatever else another version has.
    let bare = format!("{{\"format\":\"{FORMAT}\",\"version\":1,\"reports\":[]}}");
    assert!(refused(&bare).starts_with("version: 1 is not allowed"));
    let none = format!("{{\"format\":\"{FORMAT}\",\"version\":2}}");
    assert!(refused(&none).contains("entries"));
}

#[test]
fn a_broken_line_is_passed_over() {
    let number = line_of("path");
    let cut = changed(number, |line| line[..line.len() / 2].to_owned() + ",");
    let why = unread(&cut, number);
    assert!(why.starts_with("EOF while parsing"), "{why}");
    let garbled = changed(number, |_| "¿{]},".into());
    assert!(unread(&garbled, number).starts_with("expected value"));
    let other = changed(number, |_| "{\"job\":1},".into());
    let why = unread(&other, number);
    assert!(!why.is_empty() && why.chars().count() <= 81, "{why}");
}

/// As where a download was interrupted.
#[test]
fn of_a_file_that_was_cut_off_the_beginning_is_read() {
    let text = everything().write(|_| true);
    let lines: Vec<&str> = text.lines().collect();
    let whole = lines[..5].join("\n");
    let (last, _) = lines[5].split_at(lines[5].len() / 3);
    let mut results = Results::default();
    let unread = results.read(&format!("{whole}\n{last}"), Origin::Opened);
    let unread = unread.expect("a file of results");
    assert_eq!((results.len(), unread.len()), (4, 1));
    assert_eq!(unread[0].entry, 5);
}

#[test]
fn an_entry_with_settings_that_are_not_allowed_is_passed_over() {
    let number = line_of("sharpness");
    let fast = changed(number, |line| {
        line.replace("\"learning_rate\":0.005", "\"learning_rate\":7.0")
    });
    let why = unread(&fast, number);
    let expected = "job: learning_rate: 7 is not allowed; allowed is 0.00001 to 1";
    assert_eq!(why, expected);
    // Of any of the trainings that it is about.
    let number = line_of("path");
    let second = changed(number, |line| {
        let (first, second) = line.split_once("},{").expect("two trainings");
        let second = second.replacen("\"epochs\":3", "\"epochs\":0", 1);
        format!("{first}}},{{{second}")
    });
    let why = unread(&second, number);
    assert!(why.starts_with("job: epochs: 0 is not allowed"), "{why}");
    let number = line_of("train");
    let noisy = changed(number, |line| {
        line.replace("\"weight_noise\":0.125", "\"weight_noise\":-1.0")
    });
    let why = unread(&noisy, number);
    assert!(
        why.starts_with("job: weight_noise: -1 is not allowed"),
        "{why}"
    );
}

#[test]
fn an_entry_with_the_report_of_another_kind_is_passed_over() {
    let number = line_of("sharpness");
    let (job, _) = of_kind("sharpness");
    let (_, report) = of_kind("probe");
    let foreign = changed(number, |_| line(&job, &report) + ",");
    let expected = "report: it is none of the sharpness job it came with";
    assert_eq!(unread(&foreign, number), expected);
}

/// The places of a grid are never made where there are not as many values as places.
#[test]
fn an_entry_of_a_grid_without_its_values_is_passed_over() {
    let mut results = everything();
    let (Job::Points(job), report) = of_kind("points") else {
        panic!("points");
    };
    let side: Vec<f64> = (0..1 << 17).map(f64::from).collect();
    let (a, b) = (side.clone(), side);
    let places = Places::Grid { a, b };
    let vast = line(&PointsJob { places, ..job }.into(), &report);
    let expected = "report: it is none of the points job it came with";
    assert_eq!(
        results.read_entry(&vast, Origin::Opened),
        Err(expected.into())
    );
}

#[test]
fn an_entry_that_this_version_does_not_know_is_passed_over() {
    let number = line_of("probe");
    for (from, to, expected) in [
        ("\"job\":", "\"work\":", "unknown field `work`"),
        ("{\"probe\"", "{\"dream\"", "unknown variant `dream`"),
        (
            "\"starts\":1",
            "\"starts\":1,\"hue\":3",
            "unknown field `hue`",
        ),
        ("\"starts\":1,", "", "missing field `starts`"),
        ("\"starts\":1", "\"starts\":-1", "invalid value"),
        ("\"spirals\"", "\"cifar\"", "unknown variant `cifar`"),
    ] {
        let text = changed(number, |line| line.replacen(from, to, 1));
        let why = unread(&text, number);
        assert!(why.starts_with(expected), "{to}: {why}");
    }
}

/// As they are kept across a reload.
#[test]
fn entries_travel_one_by_one() {
    let mut results = Results::default();
    for (job, report) in every_job() {
        let text = line(&job, &report);
        assert!(!text.contains('\n'), "{text}");
        assert_eq!(results.read_entry(&text, Origin::Kept), Ok(()));
    }
    assert_same(&results, &everything());
    let error = results.read_entry("", Origin::Kept).expect_err("nothing");
    assert!(error.starts_with("EOF"), "{error}");
}

/// An experiment of another origin is another job.
#[test]
fn results_of_other_settings_are_not_mistaken_for_these() {
    let results = everything();
    let other = Experiment {
        seed: 77,
        ..spirals()
    };
    let of = TrainJob::plain(&other, Regime::Large, 1);
    let export = ExportJob::Network(of.clone());
    assert_eq!(results.get(&export.into()), None);
    let (starts, epsilon) = (1, 5e-4);
    let sharpness = SharpnessJob {
        of,
        starts,
        epsilon,
    };
    assert!(!results.knows(&sharpness.into()));
}
