//! `cargo xtask faults`: the page under faults of every kind.

use std::path::Path;
use std::time::Duration;

use crate::{Done, build, script};

/// How long chance puts faults in, once the list is done.
const MINUTES: u64 = 3;
/// What the list of faults, or a visitor's last action, may take besides.
pub const BESIDES: Duration = Duration::from_secs(60 * 60);

/// Puts faults into the page, all or those whose names begin with a word.
pub fn run(root: &Path, arguments: &[&str]) -> Done {
    let (minutes, only) = asked(arguments, MINUTES, "the beginning of a scenario's name")?;
    build::run(root)?;
    let limit = Duration::from_secs(60 * minutes) + BESIDES;
    script::against(root, &root.join("dist"), limit, |node| {
        node.args(["tests/faults/faults.mjs", &minutes.to_string()])
            .args(only);
    })
}

/// The minutes, and a word.
pub fn asked<'a>(
    arguments: &[&'a str],
    usual: u64,
    what: &str,
) -> Result<(u64, Option<&'a str>), String> {
    let (minutes, word) = match *arguments {
        [] => (None, None),
        [minutes] => (Some(minutes), None),
        [minutes, word] => (Some(minutes), Some(word)),
        _ => return Err(format!("what follows is minutes, and {what}")),
    };
    let minutes = minutes.map_or(Ok(usual), str::parse);
    Ok((minutes.map_err(|_| "whole minutes are expected")?, word))
}

#[cfg(test)]
mod tests {
    use super::asked;

    #[test]
    fn minutes_and_a_scenario_may_be_left_out() {
        assert_eq!(asked(&[], 3, "a word"), Ok((3, None)));
        assert_eq!(asked(&["5"], 3, "a word"), Ok((5, None)));
        assert_eq!(asked(&["0", "file "], 3, "a word"), Ok((0, Some("file "))));
        assert!(asked(&["long"], 3, "a word").is_err());
        assert!(asked(&["1", "file ", "more"], 3, "a word").is_err());
    }
}
