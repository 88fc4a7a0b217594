//! What `reproduce` and `remedies` print.

#[path = "common/program.rs"]
mod program;

use program::{SMALL, run};

/// The lines that begin with `name`, trimmed.
fn lines<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let own = |line: &&str| line.trim_start().starts_with(name);
    text.lines().filter(own).collect()
}

/// The first number of a line, behind its name.
fn mean(line: &str) -> f64 {
    let mut words = line.split_whitespace();
    let number = words.find_map(|word| word.parse().ok());
    number.expect("a number")
}

#[test]
fn draws_are_told_one_by_one_and_together() {
    let words = ["reproduce", SMALL, "--draw", "1", "--draw", "2"];
    let (code, out, err) = run(&words);
    assert_eq!(code, Some(0), "{err}");
    let heads: Vec<&str> = out.lines().filter(|line| !line.starts_with(' ')).collect();
    let expected = [
        format!("{SMALL}, draw 1 (n = 2)"),
        format!("{SMALL}, draw 2 (n = 2)"),
        format!("{SMALL} (n = 4)"),
    ];
    assert_eq!(heads, expected);
    assert_eq!(
        lines(&out, "batch 10\n").len() + lines(&out, "batch 10").len(),
        3
    );
    let tests: Vec<f64> = lines(&out, "test %").into_iter().map(mean).collect();
    // SB and LB of both draws and of all.
    let [a, b, c, d, e, f] = tests[..] else {
        panic!("{out}");
    };
    assert!(((a + c) / 2.0 - e).abs() < 1e-3 && ((b + d) / 2.0 - f).abs() < 1e-3);
    assert_eq!(lines(&out, "φ(0.0005)").len(), 6);
    assert!(lines(&out, "λ₁").is_empty());
}

#[test]
fn measures_are_told_on_demand_and_trials_can_be_others() {
    let words = ["reproduce", SMALL, "--measures", "--trials", "1"];
    let (code, out, err) = run(&words);
    assert_eq!(code, Some(0), "{err}");
    assert!(
        out.starts_with(&format!("{SMALL} (n = 1)\n  batch 10\n")),
        "{out}"
    );
    for name in ["φ(p = 100)", "λ₁ ", "λ₁₀", "above 1", "smallest", "trace"] {
        assert_eq!(lines(&out, name).len(), 2, "{name}: {out}");
    }
    // One value has no deviation.
    assert!(!out.contains('±'), "{out}");
}

#[test]
fn each_strategy_has_a_line() {
    let (code, out, err) = run(&["remedies", SMALL, "sam", "lb", "--draw", "1", "--draw", "2"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let rows: Vec<&str> = out.lines().collect();
    assert_eq!(rows.len(), 4, "{out}");
    assert_eq!(rows[0], format!("{SMALL}, n = 4"));
    assert!(rows[1].starts_with("strategy "));
    // Five epochs of four batches of 50, and SAM's two gradients for each.
    for (row, name, costs) in [
        (rows[2], "lb", ["20", "1000"]),
        (rows[3], "sam", ["40", "2000"]),
    ] {
        let words: Vec<&str> = row.split_whitespace().collect();
        assert_eq!((words[0], &words[words.len() - 2..]), (name, &costs[..]));
        let widths = rows.iter().skip(1).map(|row| row.chars().count());
        assert!(widths.clone().max() == widths.min(), "{out}");
    }
    // What is trained here is what `reproduce` trains.
    let (_, table, _) = run(&["reproduce", SMALL, "--draw", "1", "--draw", "2"]);
    let whole = table.rfind("batch 50").expect("LB stands last");
    let test = mean(lines(&table[whole..], "test %")[0]);
    assert!((mean(rows[2]) - test).abs() <= 0.05, "{table}{out}");
}
