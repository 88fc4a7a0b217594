//! `cargo xtask audit`: what the project is made of: licences, sources, and whether anything is known against it.

use std::path::Path;

use serde_json::Value;

use crate::process::{self, command, output, say};
use crate::{Done, setup};

/// What deny.toml says of crates, whatever the network.
const CRATES: &str =
    "cargo deny --workspace --all-features check --hide-inclusion-graph licenses bans sources";
/// The crates' advisories come by git.
const FETCH: &str = "cargo deny --workspace --all-features fetch db";
const ADVISORIES: &str = "cargo deny --workspace --all-features check --disable-fetch advisories";
const PACKAGES: &str = "npm audit";

/// Checks all that can be reached; what cannot be reached is said and is no fault.
pub fn run(root: &Path) -> Done {
    setup::cargo_deny(root)?;
    setup::node_modules(root)?;
    process::run(&mut command(root, CRATES))?;
    if output(&mut command(root, FETCH)).is_some() {
        process::run(&mut command(root, ADVISORIES))?;
    } else {
        say("the crates' advisories cannot be reached: nothing is known of them");
    }
    if is_reached(root) {
        process::run(&mut command(root, PACKAGES))?;
    } else {
        say("npm's advisories cannot be reached: nothing is known of them");
    }
    Ok(())
}

/// Whether npm gives a report, whatever it says.
fn is_reached(root: &Path) -> bool {
    let told = command(root, PACKAGES).arg("--json").output();
    told.is_ok_and(|told| is_report(&told.stdout))
}

fn is_report(told: &[u8]) -> bool {
    let told: Result<Value, _> = serde_json::from_slice(told);
    told.is_ok_and(|told| told.get("auditReportVersion").is_some())
}

#[cfg(test)]
mod tests {
    use super::is_report;

    #[test]
    fn an_error_is_no_report() {
        assert!(is_report(
            br#"{"auditReportVersion":2,"vulnerabilities":{}}"#
        ));
        assert!(!is_report(
            br#"{"message":"405 Method Not Allowed","error":{}}"#
        ));
        assert!(!is_report(b""));
    }
}
