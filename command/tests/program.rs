//! The program as it is called: help, wrong arguments, and a reader who has gone.

#[path = "common/program.rs"]
mod program;

use program::{SMALL, command, run};
use std::process::Stdio;

const COMMANDS: [&str; 5] = ["measure", "reproduce", "remedies", "compute", "f1"];

#[test]
fn help_is_printed_with_examples_and_exit_codes() {
    let (code, out, err) = run(&["--help"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    for name in COMMANDS {
        assert!(out.contains(&format!("\n  {name} ")), "{out}");
        assert!(out.contains(&format!("\n  sharp-minima {name} ")), "{out}");
        let (code, out, err) = run(&[name, "--help"]);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{name}");
        let usage = format!("Usage: sharp-minima {name} ");
        let example = format!("Examples:\n  sharp-minima {name} ");
        for words in [
            &*usage,
            &*example,
            "\nExit status: 0 if",
            "2 if",
            "1 otherwise",
        ] {
            assert!(out.contains(words), "{out}");
        }
    }
}

/// Each is told with what is allowed, and ends with 2.
#[test]
fn wrong_arguments_end_with_2_and_say_what_is_allowed() {
    let nowhere = "/nowhere/results.json";
    let cases: &[(&[&str], &[&str])] = &[
        (
            &[],
            &["subcommand", "measure, reproduce, remedies, compute, f1"],
        ),
        (&["mesure"], &["'mesure'", "'measure'"]),
        (
            &["measure", "n.json"],
            &["<DATA>", "Usage: sharp-minima measure"],
        ),
        (
            &["measure", "/nowhere/n.json", "d.json"],
            &["/nowhere/n.json: "],
        ),
        (&["reproduce"], &["<SETTINGS>"]),
        (
            &["reproduce", "plane"],
            &["“plane” is not allowed; allowed is instant, convincing, digits, plain\n"],
        ),
        (
            &["reproduce", "plain", "--trials", "0"],
            &["trials: 0 is not allowed; allowed is a whole number from 1 to 20\n"],
        ),
        (
            &["reproduce", "plain", "--draw", "x"],
            &["'x'", "--draw <N>"],
        ),
        (
            &["reproduce", "digits", "--data", "/nowhere"],
            &["/nowhere/mnist14.bin: ", "--data"],
        ),
        (
            &["f1", "--data", "/nowhere"],
            &["/nowhere/mnist28.bin: ", "cargo xtask data whole"],
        ),
        (&["f1", "--rate", "7"], &["learning_rate: 7 is not allowed"]),
        (&["f1", "--epochs", "0"], &["'0'", "from 1 to 1000"]),
        (&["remedies", "plain", "--measures"], &["'--measures'"]),
        (
            &["remedies", "plain", "sam", "sham"],
            &["sham is not allowed; allowed are all, sb, lb, augmentation, "],
        ),
        (
            &["compute", "preset=plain&lr=7"],
            &["“7” is not allowed; allowed is 0.00001 to 1\n"],
        ),
        (
            &["compute", "preset=plain&rate=7"],
            &["“rate” is not a setting", "preset, data, draw, train, "],
        ),
        (
            &["compute", "plain", "--figures", "table,pie"],
            &["'pie'", "bowls, curves, sketch, sharpness, table, path, "],
        ),
        (
            &["compute", "plain", "--threads", "0"],
            &["'0'", "from 1 to 1024"],
        ),
        (
            &["compute", "plain", "--output", nowhere],
            &["--output: /nowhere/results.json"],
        ),
        (
            &["compute", "plain", "--input", nowhere],
            &["/nowhere/results.json: "],
        ),
    ];
    for (words, says) in cases {
        let (code, out, err) = run(words);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{words:?}: {err}");
        assert!(err.starts_with("error: "), "{err}");
        for words in *says {
            assert!(err.contains(words), "{words}: {err}");
        }
    }
}

#[test]
fn a_reader_who_has_gone_is_no_error() {
    for words in [&["--help"][..], &["reproduce", SMALL, SMALL]] {
        let mut command = command(words);
        let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().expect("it can be run");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{words:?}");
        assert!(output.stderr.is_empty(), "{words:?}: {:?}", output.stderr);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn where_nothing_can_be_written_it_ends_with_1() {
    let full = std::fs::File::options().write(true).open("/dev/full");
    let mut command = command(&["--help"]);
    let output = command.stdout(full.expect("a device")).output();
    let output = output.expect("it can be run");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.starts_with(b"error: "), "{output:?}");
}

#[test]
fn no_bar_is_drawn_where_there_is_no_terminal() {
    let (code, _, err) = run(&["reproduce", SMALL]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
}
