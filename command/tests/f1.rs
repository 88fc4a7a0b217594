//! `f1` with small settings in its place: what it leaves, and that it goes on where it was ended.

#[path = "common/program.rs"]
mod program;

use program::{SMALL, command, run};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};
use std::{fs, thread};

const SETTINGS: &str =
    "preset=instant&train=400&epochs=8&trials=2&hidden=30-30&sb=2&lb=50&schedule=constant";

/// A new folder of this name.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn words<'a>(folder: &'a Path, settings: &'a str) -> Vec<&'a str> {
    let folder = folder.to_str().expect("a plain name");
    vec![
        "f1",
        "--settings",
        settings,
        "--folder",
        folder,
        "--threads",
        "2",
    ]
}

fn finish(folder: &Path, settings: &str) -> (String, String) {
    let (code, out, err) = run(&words(folder, settings));
    assert_eq!(code, Some(0), "{err}");
    (out, err)
}

fn numbers(folder: &Path) -> Value {
    let text = fs::read_to_string(folder.join("f1.json")).expect("numbers");
    serde_json::from_str(&text).expect("JSON")
}

/// Ends a run by force once this file is there.
fn end_at(folder: &Path, file: &str) {
    let mut command = command(&words(folder, SETTINGS));
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = quiet.spawn().expect("it can be run");
    let start = Instant::now();
    while !folder.join(file).exists() {
        let ended = child.try_wait().expect("it can be asked");
        assert!(ended.is_none() && start.elapsed() < Duration::from_secs(120));
        thread::sleep(Duration::from_millis(1));
    }
    child.kill().expect("it can be ended");
    child.wait().expect("it ends");
}

#[test]
fn it_goes_on_where_it_was_ended_with_the_same_numbers() {
    let (unbroken, broken) = (folder("f1-unbroken"), folder("f1-broken"));
    let (table, _) = finish(&unbroken, SETTINGS);
    let expected = numbers(&unbroken);
    let networks = expected["networks"].as_array().expect("networks");
    assert_eq!(networks.len(), 4);
    for network in networks {
        let points = network["training"]["points"].as_array().expect("a curve");
        assert_eq!(points.len(), 9);
        for region in ["full", "subspace"] {
            assert!(network["measures"][region][1]["value"].as_f64() > Some(0.0));
        }
        assert!(network["measures"]["largest"]["value"].as_f64() > Some(0.0));
    }
    for words in ["n = 2 (SB) and 2 (LB)", "98.03 ± .07", "\nλ₁ ", "‖x − x₀‖"] {
        assert!(table.contains(words), "{table}");
    }
    assert!(
        !table.contains("come out"),
        "not the paper's settings: {table}"
    );

    // While the first networks train, and while they are measured.
    for file in ["sb-0.checkpoint", "lb-0.json"] {
        end_at(&broken, file);
    }
    let (again, _) = finish(&broken, SETTINGS);
    assert_eq!(numbers(&broken), expected);
    assert_eq!(again, table);

    // What is known is not computed again.
    let (again, lines) = finish(&broken, SETTINGS);
    assert_eq!((again, lines), (table, String::new()));
}

#[test]
fn more_epochs_go_on_and_other_settings_are_refused() {
    let folder = folder("f1-more");
    let few = SMALL.replace("trials=2", "trials=1&schedule=constant");
    let short = few.replace("epochs=5", "epochs=3");
    finish(&folder, &short);
    let (_, lines) = finish(&folder, &few);
    let epochs = |word: &str| lines.lines().filter(|line| line.contains(word)).count();
    assert_eq!((epochs("epoch 3:"), epochs("epoch 4:")), (0, 2), "{lines}");

    let other = format!("{few}&lr=0.002");
    let (code, _, err) = run(&words(&folder, &other));
    assert_eq!(code, Some(1));
    assert!(
        err.contains("sb-0.checkpoint: a checkpoint of other settings"),
        "{err}"
    );

    let path = folder.join("lb-0.checkpoint");
    let mut bytes = fs::read(&path).expect("a checkpoint");
    bytes.pop();
    fs::write(&path, bytes).expect("room");
    let (code, _, err) = run(&words(&folder, &few));
    assert_eq!(code, Some(1));
    assert!(
        err.contains("LB 1: ") && err.contains("a broken checkpoint"),
        "{err}"
    );
}
