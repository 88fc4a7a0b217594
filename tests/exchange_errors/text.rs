//! Texts that are no JSON, and the pieces of them that errors repeat.

use crate::network_text::SMALL;
use crate::{data_error, network_error};
use sharp_minima::exchange::Network;

/// As editors and PowerShell write it, with a mark or without, in either order of the bytes.
#[test]
fn utf_16_is_called_what_it_is() {
    let wide: Vec<u8> = "{}"
        .chars()
        .flat_map(|c| (c as u32).to_le_bytes())
        .collect();
    assert_eq!(data_error(wide), "this is UTF-32 text; save it as UTF-8");
    let expected = "this is UTF-16 text; save it as UTF-8";
    assert_eq!(
        data_error(include_bytes!("../cases/utf16.data.json")),
        expected
    );
    for mark in ["\u{feff}", ""] {
        let units: Vec<u16> = format!("{mark}{SMALL}").encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_eq!(network_error(little), expected);
        assert_eq!(network_error(big), expected);
    }
}

/// Cut off anywhere it is an error, and whatever a byte is changed to, an answer comes back.
#[test]
fn broken_text_is_never_more_than_an_error() {
    for end in 0..SMALL.trim_end().len() {
        assert!(Network::read(&SMALL.as_bytes()[..end]).is_err(), "{end}");
    }
    for place in 0..SMALL.len() {
        for byte in *b"\0\"\\[]{},:-1eNn \xff" {
            let mut text = SMALL.as_bytes().to_vec();
            text[place] = byte;
            if let Err(error) = Network::read(&text) {
                assert!(!error.to_string().is_empty());
            }
        }
    }
}

/// In keys and in strings.
#[test]
fn escapes_are_the_characters_they_stand_for() {
    let escaped = SMALL
        .replace("\"w\"", r#""\u0077""#)
        .replace("\"bn\"", r#""b\u006e""#)
        .replace("tanh", r"t\u0061n\u0068")
        .replace("cross_entropy", r"cross\u005Fentropy");
    assert!(!escaped.contains("tanh"));
    assert_eq!(
        Network::read(escaped.as_bytes()),
        Network::read(SMALL.as_bytes())
    );
    let twice = SMALL.replacen("\"bn\": null", r#""\u0062": null"#, 1);
    assert_eq!(
        network_error(twice),
        "layers[1]: the key \"b\" is there twice"
    );
    for (text, expected) in [
        (
            r#"{"\u00e9\/\n": 1}"#,
            r#"unknown key "é/\n"; known are x, y"#,
        ),
        (
            r#"{"\ud83d\ude00": 1}"#,
            r#"unknown key "😀"; known are x, y"#,
        ),
        (
            r#"{"\ud83d": 1}"#,
            "unexpected end of hex escape at \" (line 1, column 9)",
        ),
        (r#"{"\x": 1}"#, r"invalid escape at \x (line 1, column 4)"),
    ] {
        assert_eq!(data_error(text), expected, "{text}");
    }
}

#[test]
fn at_most_80_characters_are_quoted() {
    for (count, shown) in [(79, 79), (80, 80), (81, 80), (100_000, 80)] {
        let [long, shown] = [count, shown].map(|count| "é".repeat(count));
        let more = if long == shown { "" } else { "…" };
        let activation = SMALL.replace("tanh", &long);
        assert_eq!(
            network_error(activation),
            format!("activation: \"{shown}\"{more} is unknown; known are \"relu\" and \"tanh\"")
        );
        assert_eq!(
            network_error(format!("{{\"{long}\": 1}}")),
            format!("unknown key \"{shown}\"{more}; known are layers, activation, loss")
        );
        // What stands in another value's place need not be repeated at all.
        let string = SMALL.replace("0.25", &format!("\"{long}\""));
        assert!(network_error(string).contains("a number is expected, not a string"));
    }
    let mut no_text = b"{\"layers\": ".to_vec();
    no_text.resize(100_000, 0xff);
    assert_eq!(
        network_error(no_text),
        format!(
            "layers: expected value at {}… (line 1, column 12)",
            "\u{fffd}".repeat(80)
        )
    );
    let digits = "1".repeat(100_000);
    assert_eq!(
        network_error(SMALL.replace("0.25", &digits)),
        format!("layers[0].b[0]: {}… is not a finite number", &digits[..80])
    );
    let told = network_error(SMALL.replace("0.25,", &format!("0{},", &digits[..300])));
    let expected = format!("layers[0].b[0]: invalid number at 0{}… (", &digits[..79]);
    assert!(told.starts_with(&expected), "{told}");
}

#[test]
fn a_long_string_is_told_by_its_beginning() {
    let long = "x".repeat(5_000_000);
    for text in [
        SMALL.replace("\"tanh\"", &format!("\"{long}\"")),
        format!("{{\"{long}\": 1}}"),
    ] {
        let told = network_error(text);
        assert!(
            told.len() < 200 && told.contains("xxx\"…"),
            "{}",
            told.len()
        );
    }
    assert!(data_error(r#"{"x": [[1]], "y": [1e300]}"#).contains("1e300 is not a class index"));
}
