//! `compute` writes a file, which a session reads as a whole.

#[path = "common/program.rs"]
mod program;

use program::{SMALL, run};
use sharp_minima::figures::figure;
use sharp_minima::results::Origin;
use sharp_minima::session::{self, Session};
use std::path::Path;

/// A file that only this test uses.
fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    path.to_str().expect("a plain path").to_owned()
}

/// A session of the small experiment that has read a file, as the page does.
fn opened(text: &str) -> Session<()> {
    let mut session = Session::new(session::link(SMALL), 1);
    let unread = session
        .read(text, Origin::Opened)
        .expect("a file of results");
    assert_eq!(unread, []);
    session
}

fn is_complete(session: &Session<()>, name: &str) -> bool {
    let figure = figure(name).expect("a figure");
    let state = session.figure(figure);
    state.has && state.progress == 1.0
}

#[test]
fn what_is_computed_is_read_back_and_goes_on() {
    let first = file("first.json");
    let words = [
        "compute",
        SMALL,
        "--figures",
        "table,path",
        "--output",
        &first,
    ];
    let (code, out, err) = run(&words);
    assert_eq!((code, out.as_str()), (Some(0), ""), "{err}");
    // Of each of two pairs two trainings, φ of both at both ε, and one path.
    assert_eq!(err, format!("{first}: written; 14 jobs computed now\n"));
    let text = std::fs::read_to_string(&first).expect("it was written");
    let session = opened(&text);
    for name in ["curves", "sharpness", "table", "path"] {
        assert!(is_complete(&session, name), "{name}");
    }
    assert!(!is_complete(&session, "spectrum"));

    // To standard output, and nothing is computed again.
    let (code, out, err) = run(&["compute", SMALL, "--figures", "table", "--input", &first]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(out, text);

    // In place of the first.
    let words = ["--input", &first, "--output", &first];
    let (code, _, err) = run(&[&["compute", SMALL, "--figures", "spectrum"], &words[..]].concat());
    assert_eq!(code, Some(0), "{err}");
    let text = std::fs::read_to_string(&first).expect("it was written");
    let session = opened(&text);
    assert!(is_complete(&session, "spectrum") && is_complete(&session, "path"));
}

#[test]
fn what_cannot_be_read_is_said() {
    let broken = file("broken.json");
    let entry = r#"{"job":{"train":{}},"report":{}}"#;
    let entries = [entry; 12].join(",\n");
    let text = format!(r#"{{"format":"sharp-minima results","version":2,"entries":[{entries}]}}"#);
    std::fs::write(&broken, text).expect("room");
    let words = ["compute", SMALL, "--figures", "sketch", "--input", &broken];
    let (code, _, err) = run(&words);
    assert_eq!(code, Some(0), "{err}");
    assert!(
        err.contains(&format!("note: {broken}: entry 10 was not read: ")),
        "{err}"
    );
    assert!(!err.contains("entry 11 "), "{err}");
    assert!(
        err.contains(&format!("note: {broken}: 2 other entries not read\n")),
        "{err}"
    );
    assert!(
        err.contains("note: sketch: with these settings nothing of it is kept"),
        "{err}"
    );
    std::fs::write(
        &broken,
        r#"{"format":"sharp-minima results","version":1,"entries":[]}"#,
    )
    .expect("room");
    let (code, out, err) = run(&words);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(
        err.contains("version: 1 is not allowed; allowed is 2"),
        "{err}"
    );
}
