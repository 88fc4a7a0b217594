//! `cargo xtask fuzz`: the readers of what comes from outside, tried with other inputs at every run, for as
//! long as is asked.

use std::path::Path;
use std::time::Duration;

use crate::process::{command, output, run_within, say};
use crate::{Done, target};

/// How long each is tried.
const MINUTES: u64 = 10;
/// What compiling and a last input may take besides.
const BESIDES: Duration = Duration::from_secs(15 * 60);

/// Tries all targets, or the one that is named, for some minutes each.
pub fn run(root: &Path, arguments: &[&str]) -> Done {
    let (named, minutes) = asked(arguments)?;
    let all = targets(root)?;
    if let Some(unknown) = named.filter(|name| !all.iter().any(|target| target == name)) {
        let allowed = all.join(", ");
        return Err(format!(
            "fuzz {unknown} is not allowed; allowed is {allowed}"
        ));
    }
    let chosen = all
        .iter()
        .filter(|target| named.is_none_or(|name| *target == name));
    chosen
        .into_iter()
        .try_for_each(|target| try_one(root, target, minutes))
}

/// The target that is named, and the minutes.
fn asked<'a>(arguments: &[&'a str]) -> Result<(Option<&'a str>, u64), String> {
    let (named, minutes) = match *arguments {
        [] => (None, None),
        [one] if one.starts_with(|first: char| first.is_ascii_digit()) => (None, Some(one)),
        [name] => (Some(name), None),
        [name, minutes] => (Some(name), Some(minutes)),
        _ => return Err("fuzz is followed by a target and minutes, or by one of both".into()),
    };
    let minutes = minutes.map_or(Ok(MINUTES), str::parse);
    let minutes = minutes.map_err(|_| "fuzz takes whole minutes".to_owned())?;
    Ok((named, minutes))
}

/// The names of the tests in tests/fuzz.
fn targets(root: &Path) -> Result<Vec<String>, String> {
    let list = "cargo test --quiet --test fuzz -- --list --format terse";
    let told = output(&mut command(root, list)).ok_or(format!("{list}: failed"))?;
    let names = told.lines().filter_map(|line| line.strip_suffix(": test"));
    let last = names.filter_map(|path| path.rsplit("::").next());
    Ok(last.map(str::to_owned).collect())
}

fn try_one(root: &Path, name: &str, minutes: u64) -> Done {
    let time = Duration::from_secs(60 * minutes);
    let line = format!("cargo test --quiet --test fuzz -- --exact {name}::{name} --nocapture");
    let mut test = command(root, &line);
    test.env("SHARP_MINIMA_FUZZ_SECONDS", time.as_secs().to_string());
    let done = run_within(time + BESIDES, &mut test);
    let input = target(root).join("tmp").join(format!("fuzz-{name}"));
    if done.is_err() && input.is_file() {
        say(&format!("the input is in {}", input.display()));
    }
    done
}

#[cfg(test)]
mod tests {
    use super::asked;

    #[test]
    fn a_target_and_minutes_may_be_left_out() {
        assert_eq!(asked(&[]), Ok((None, 10)));
        assert_eq!(asked(&["links"]), Ok((Some("links"), 10)));
        assert_eq!(asked(&["3"]), Ok((None, 3)));
        assert_eq!(asked(&["links", "3"]), Ok((Some("links"), 3)));
        assert!(asked(&["links", "long"]).is_err());
        assert!(asked(&["links", "3", "4"]).is_err());
    }
}
