//! Experiments that are asked for: presets and links, other draws and other numbers of trials.

use crate::bar::Bar;
use crate::failure::Failure;
use clap::Args;
use sharp_minima::session::{self, Files, Handle, Session};
use sharp_minima::settings::fields::FIELDS;
use sharp_minima::settings::{Experiment, Link, VIEW_FIELDS};

/// What is changed about the experiments of presets and links.
#[derive(Args, Clone, Debug)]
pub struct Changes {
    /// Takes this draw of the generated samples; of several, their trials are summed up together
    #[arg(long = "draw", value_name = "N")]
    pub draws: Vec<u32>,
    /// How many pairs of networks are trained, each from its own start
    #[arg(long, value_name = "N")]
    trials: Option<u32>,
}

impl Changes {
    /// The experiment, once for every draw.
    ///
    /// # Errors
    /// Where a number is not allowed.
    pub fn of(&self, experiment: &Experiment) -> Result<Vec<Experiment>, Failure> {
        let draws = match self.draws.as_slice() {
            [] => &[experiment.draw],
            draws => draws,
        };
        let changed = |&draw: &u32| {
            let changed = Experiment {
                draw,
                trials: self.trials.unwrap_or(experiment.trials),
                ..experiment.clone()
            };
            let checked = changed.check();
            checked.map_err(|error| Failure::Input(error.to_string()))
        };
        draws.iter().map(changed).collect()
    }
}

/// Reads a preset's name, the settings of a link (`preset=plain&lr=0.01`) or a whole link.
///
/// # Errors
/// Where something in it is not known or not allowed.
pub fn link(word: &str) -> Result<Link, Failure> {
    let hash = match word.split_once('#') {
        Some((_, hash)) => hash.to_owned(),
        None if word.contains('=') => word.to_owned(),
        None => format!("preset={word}"),
    };
    let link = session::link(&hash);
    if link.notices.is_empty() {
        return Ok(link);
    }
    // Behind the last semicolon stands what the page does about it.
    let problem = |notice: &String| {
        let problem = notice.rsplit_once("; ").map(|(problem, _)| problem);
        problem.unwrap_or(notice).to_owned()
    };
    let mut problems: Vec<String> = link.notices.iter().map(problem).collect();
    if problems.iter().any(|problem| !problem.contains("allowed")) {
        problems.push(format!("settings are {}", settings()));
    }
    Err(Failure::Input(problems.join("; ")))
}

/// What may be set.
fn settings() -> String {
    let own = FIELDS.iter().map(|field| field.key);
    let view = VIEW_FIELDS.iter().map(|field| field.key);
    let keys = std::iter::once("preset").chain(own).chain(view);
    keys.collect::<Vec<&str>>().join(", ")
}

/// Computes what the figures want that a session has, and shows how far it is. `name` stands before that.
pub fn compute(session: &mut Session<Handle>, files: Files, threads: usize, name: &str) {
    session.start(true, 0.0);
    let bar = Bar::new();
    session::compute(session, files, threads, |session| {
        bar.show(|| {
            let state = session.bar();
            (state.progress, format!("{name}{}", state.status))
        });
    });
}

/// Whether all that was to be computed was.
///
/// # Errors
/// Where something was not; names all of it.
pub fn whole(session: &Session<Handle>) -> Result<(), Failure> {
    let losses = session.losses().iter();
    let words: Vec<String> = losses.map(|(what, why)| format!("{what}: {why}")).collect();
    match words.as_slice() {
        [] => Ok(()),
        words => Err(Failure::Other(words.join("\nerror: "))),
    }
}
