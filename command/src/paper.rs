//! `reproduce paper`: all that the paper claims, computed as the page computes it, and how each claim fares.

use crate::asked::{self, Changes};
use crate::failure::Failure;
use crate::file::{check_folder, read, write};
use crate::machine::Machine;
use crate::output::answer;
use sharp_minima::figures::Figure;
use sharp_minima::figures::claims::{CLAIMS, PaperClaim, claims};
use sharp_minima::session::{Handle, Session};
use sharp_minima::settings::Link;
use std::path::Path;

/// The settings where none are given.
const USUAL: &str = "convincing";
/// The file where none is given.
const FILE: &str = "paper.json";

/// Computes what is missing, prints the table and writes the file.
///
/// # Errors
/// Where settings, files or the machine do not allow it, or something could not be computed: the rest is
/// printed and written nonetheless.
pub fn run(
    settings: &[String],
    changes: &Changes,
    machine: &Machine,
    output: Option<&Path>,
) -> Result<(), Failure> {
    let file = output.unwrap_or(Path::new(FILE));
    let link = match settings {
        [] => asked::link(USUAL)?,
        [word] => asked::link(word)?,
        _ => {
            let words = "paper: settings of one experiment are allowed, or none";
            return Err(Failure::Input(words.to_owned()));
        }
    };
    let [experiment] = changes
        .of(&link.experiment)?
        .try_into()
        .map_err(|_| Failure::Input("paper: one --draw is allowed".to_owned()))?;
    let files = machine.files(&experiment)?;
    check_folder(file)?;
    let threads = machine.threads();
    let mut session = Session::new(Link { experiment, ..link }, threads);
    if file.exists() {
        read(&mut session, file)?;
    }
    session.show_only(&[CLAIMS.name()]);
    // A run that lacks nothing would compute everything anew.
    if session.figure(&CLAIMS).progress < 1.0 {
        asked::compute(&mut session, files, threads, "");
    }
    answer(&table(&session))?;
    write(&session, Some(file))?;
    asked::whole(&session)
}

/// Every claim with its verdict and number.
fn table(session: &Session<Handle>) -> String {
    let claims = claims(&session.context(&CLAIMS));
    let lines: Vec<String> = claims.iter().filter_map(line).collect();
    lines.join("\n")
}

fn line(claim: &PaperClaim) -> Option<String> {
    let here = claim.fares.first()?;
    let verdict = here.verdict?.word();
    Some(format!(
        "{verdict:<15} {}\n                {}\n                {}",
        claim.claim, here.number, claim.source
    ))
}
