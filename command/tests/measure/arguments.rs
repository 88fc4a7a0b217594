//! The arguments, as they are read.

use crate::parse;
use sharp_minima_command::measure::Arguments;

#[test]
fn arguments_have_defaults_and_any_order() {
    let plain = parse("n.json d.json").expect("right");
    assert_eq!((plain.starts, plain.iterations, plain.seed), (7, 10, 0));
    assert_eq!(
        (plain.other, plain.frozen, plain.subspace),
        (None, false, None)
    );
    let line = "--seed 7 n.json --other=m.json --frozen --starts 0 d.json --iterations 50 --subspace a.json";
    let expected = Arguments {
        network: "n.json".into(),
        data: "d.json".into(),
        other: Some("m.json".into()),
        frozen: true,
        subspace: Some("a.json".into()),
        starts: 0,
        iterations: 50,
        seed: 7,
    };
    assert_eq!(parse(line), Ok(expected));
}

/// Each message names what is wrong, and what is allowed.
#[test]
fn wrong_arguments_are_named() {
    for (line, says) in [
        ("", ["not provided", "<NETWORK>\n  <DATA>\n"]),
        ("n.json", ["not provided", "<DATA>\n"]),
        ("a b c", ["unexpected argument 'c'", "<NETWORK> <DATA>"]),
        (
            "a b --start 3",
            ["unexpected argument '--start'", "--starts"],
        ),
        ("a b --seed", ["a value is required for '--seed <S>'", ""]),
        (
            "a b --other c --frozen=1",
            [
                "unexpected value '1' for '--frozen'",
                "no more were expected",
            ],
        ),
        ("a b --frozen", ["not provided", "--other <NETWORK2>"]),
        (
            "a b --seed -1",
            [
                "invalid value '-1' for '--seed <S>'",
                "allowed is a whole number from 0 to 4294967295\n",
            ],
        ),
        (
            "a b --iterations 0",
            [
                "invalid value '0' for '--iterations <N>'",
                "allowed is a whole number from 1 to 100000\n",
            ],
        ),
        (
            "a b --starts=x",
            [
                "invalid value 'x' for '--starts <K>'",
                "allowed is a whole number from 0 to 100000\n",
            ],
        ),
    ] {
        let found = parse(line).expect_err(line);
        for words in says {
            assert!(found.contains(words), "{line}: {found}");
        }
    }
}
