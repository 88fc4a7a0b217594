//! `cargo xtask faults` and `cargo xtask soak`: the page under faults of every kind, and under a visitor who stays
//! for long.

use std::path::Path;
use std::time::Duration;

use crate::{Done, build, script};

/// How long chance puts faults in, once the list is done, and how long the visitor stays.
const FAULTS_MINUTES: u64 = 3;
const SOAK_MINUTES: u64 = 60;
/// What the list of faults, or the last action, may take besides.
const BESIDES: Duration = Duration::from_secs(60 * 60);

/// Puts faults into the page, all or those whose names begin with a word.
pub fn run(root: &Path, arguments: &[&str]) -> Done {
    let (minutes, only) = asked(arguments, FAULTS_MINUTES)?;
    drive(root, "tests/faults/faults.mjs", minutes, only)
}

/// Uses the page for long, and looks whether it grows.
pub fn soak(root: &Path, arguments: &[&str]) -> Done {
    let (minutes, others) = asked(arguments, SOAK_MINUTES)?;
    if others.is_some() {
        return Err("soak is followed by minutes alone".into());
    }
    drive(root, "tests/soak/soak.mjs", minutes, None)
}

/// The minutes, and a word.
fn asked<'a>(arguments: &[&'a str], usual: u64) -> Result<(u64, Option<&'a str>), String> {
    let (minutes, only) = match *arguments {
        [] => (None, None),
        [minutes] => (Some(minutes), None),
        [minutes, only] => (Some(minutes), Some(only)),
        _ => return Err("what follows is minutes, and the beginning of a scenario's name".into()),
    };
    let minutes = minutes.map_or(Ok(usual), str::parse);
    Ok((minutes.map_err(|_| "whole minutes are expected")?, only))
}

fn drive(root: &Path, program: &str, minutes: u64, only: Option<&str>) -> Done {
    build::run(root)?;
    let limit = Duration::from_secs(60 * minutes) + BESIDES;
    script::against(root, &root.join("dist"), limit, |node| {
        node.arg(program).arg(minutes.to_string()).args(only);
    })
}

#[cfg(test)]
mod tests {
    use super::asked;

    #[test]
    fn minutes_and_a_scenario_may_be_left_out() {
        assert_eq!(asked(&[], 3), Ok((3, None)));
        assert_eq!(asked(&["5"], 3), Ok((5, None)));
        assert_eq!(asked(&["0", "file "], 3), Ok((0, Some("file "))));
        assert!(asked(&["long"], 3).is_err());
        assert!(asked(&["1", "file ", "more"], 3).is_err());
    }
}
